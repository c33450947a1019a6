"""The notes on papers a query finds, newest first."""

from __future__ import annotations

import typer

from tui.cli.columns import heading
from tui.cli.desk import desk
from tui.cli.framework import QueryCommand, QueryWords, new_app
from tui.cli.output import emit, emit_json, say
from tui.cli.queries import Strict, heed, joined
from tui.cli.receipts import ShowAs
from tui.cli.show import show_note

app = new_app()


@app.command("notes", cls=QueryCommand)
def notes(
    context: typer.Context, query: QueryWords = None, show: ShowAs = "text", strict: Strict = False
) -> None:
    """Show the notes on papers that match a query, newest first."""
    text = joined(query)
    with desk(context).reader() as reader:
        heed(reader.hints(text), strict)
        found = reader.notes(text)
    if show == "json":
        emit_json([note.as_dict() for note in found])
        return
    if not found:
        say("There are no notes here yet.")
    for number, note in enumerate(found):
        if number:
            emit()
        heading(f"{note.key}  {note.title}")
        show_note(note)
