"""Deciding on papers one by one: the app, opened where that is done."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli.desk import desk
from tui.cli.framework import QueryCommand, new_app, query_words
from tui.cli.queries import joined

app = new_app()

Words = Annotated[list[str] | None, query_words("Of these papers, as in: added:7d.. cat:LG; all without.")]


@app.command("triage", cls=QueryCommand)
def triage(
    context: typer.Context,
    query: Words = None,
) -> None:
    """Decide on what is unread and not queued, one paper at a time."""
    from tui.cli.screen import open_app

    raise typer.Exit(open_app(desk(context).named, triage=joined(query)))
