"""Stars from the command line."""

from __future__ import annotations

import typer

from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.papers import ByQuery, PaperNames, chosen
from tui.cli.receipts import ReportAs, tell

app = new_app()


@app.command("star")
def star(
    context: typer.Context, papers: PaperNames = None, query: ByQuery = None, report: ReportAs = "text"
) -> None:
    """Star papers."""
    with desk(context).library() as library:
        receipt = library.star(chosen(library.reader, papers, query), True)
    tell(receipt, report)
