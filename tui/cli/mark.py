"""Reading state from the command line: for a paper just read, and for hundreds from a pipe."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.habits import warn_of_many
from tui.cli.papers import ByQuery, PaperNames, chosen
from tui.cli.receipts import ReportAs, tell

app = new_app()


@app.command("mark")
def mark(
    context: typer.Context,
    state: Annotated[
        Literal["unread", "reading", "read", "skipped"],
        typer.Argument(metavar="STATE", help="unread, reading, read or skipped.", show_default=False),
    ],
    papers: PaperNames = None,
    query: ByQuery = None,
    report: ReportAs = "text",
) -> None:
    """Mark papers as unread, reading, read or skipped."""
    with desk(context).library() as library:
        receipt = library.mark(chosen(library.reader, papers, query), state)
        tell(receipt, report)
        if state == "reading":
            warn_of_many(library.reader, receipt)
