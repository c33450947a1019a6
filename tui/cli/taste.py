"""Correcting what is suggested to read next: the wish first, so that any number of papers may follow."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.papers import ByQuery, PaperNames, chosen
from tui.cli.receipts import ReportAs, tell

app = new_app()

LIKES = {"more": 1, "less": -1, "none": None}


@app.command("taste")
def taste(
    context: typer.Context,
    wish: Annotated[
        Literal["more", "less", "none"],
        typer.Argument(metavar="more|less|none", help="What to suggest of this kind.", show_default=False),
    ],
    papers: PaperNames = None,
    query: ByQuery = None,
    report: ReportAs = "text",
) -> None:
    """Ask for more, or less, like these papers in what to read next."""
    with desk(context).library() as library:
        receipt = library.taste(chosen(library.reader, papers, query), LIKES[wish])
    tell(receipt, report)
