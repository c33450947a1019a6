"""Ratings from the command line. The rating comes first, so that any number of papers may follow."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.papers import ByQuery, PaperNames, chosen
from tui.cli.receipts import ReportAs, tell

app = new_app()


@app.command("rate")
def rate(
    context: typer.Context,
    rating: Annotated[
        Literal["1", "2", "3", "4", "5", "0", "none"],
        typer.Argument(metavar="N", help="1 to 5; 0 or none takes the rating away.", show_default=False),
    ],
    papers: PaperNames = None,
    query: ByQuery = None,
    report: ReportAs = "text",
) -> None:
    """Rate papers from 1 to 5."""
    value = None if rating in ("0", "none") else int(rating)
    with desk(context).library() as library:
        receipt = library.rate(chosen(library.reader, papers, query), value)
    tell(receipt, report)
