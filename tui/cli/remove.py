"""To the trash and back. Nothing is deleted from here: the trash keeps everything until it is emptied."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.papers import ByQuery, PaperNames, chosen
from tui.cli.receipts import ReportAs, tell

app = new_app()


@app.command("remove")
def remove(
    context: typer.Context,
    papers: PaperNames = None,
    query: ByQuery = None,
    restore: Annotated[
        bool,
        typer.Option("--restore", help="Bring papers back from the trash (all of them: --query is:trashed)."),
    ] = False,
    report: ReportAs = "text",
) -> None:
    """Put papers into the trash, or bring them back."""
    with desk(context).library() as library:
        change = library.restore if restore else library.remove
        receipt = change(chosen(library.reader, papers, query))
    tell(receipt, report)
