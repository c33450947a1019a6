"""What happened to the library, newest first: what undo would take back, and what is undone already."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli.columns import table
from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.output import emit_json
from tui.cli.receipts import ShowAs

app = new_app()


@app.command("history")
def history(
    context: typer.Context,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="How many changes to show.")] = 50,
    show: ShowAs = "text",
) -> None:
    """Show what was changed, newest first."""
    with desk(context).reader() as reader:
        events = reader.history(limit)
    if show == "json":
        emit_json([event.as_dict() for event in events])
        return
    rows = [(str(event.id), event.at, event.summary, "(undone)" if event.undone else "") for event in events]
    table(rows, heading=("ID", "WHEN", "WHAT", ""), elastic=2)
