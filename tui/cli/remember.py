"""Which papers come back for review, from the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.papers import ByQuery, PaperNames, chosen
from tui.cli.receipts import ReportAs, tell

app = new_app()


@app.command("remember")
def remember(
    context: typer.Context,
    papers: PaperNames = None,
    query: ByQuery = None,
    stop: Annotated[bool, typer.Option("--stop", help="Let them rest instead.")] = False,
    report: ReportAs = "text",
) -> None:
    """Have papers come back for review, or no more."""
    with desk(context).library() as library:
        receipt = library.remember(chosen(library.reader, papers, query), not stop)
    tell(receipt, report)
