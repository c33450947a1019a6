"""Taking stars away again."""

from __future__ import annotations

import typer

from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.papers import ByQuery, PaperNames, chosen
from tui.cli.receipts import ReportAs, tell

app = new_app()


@app.command("unstar")
def unstar(
    context: typer.Context, papers: PaperNames = None, query: ByQuery = None, report: ReportAs = "text"
) -> None:
    """Take the star from papers."""
    with desk(context).library() as library:
        receipt = library.star(chosen(library.reader, papers, query), False)
    tell(receipt, report)
