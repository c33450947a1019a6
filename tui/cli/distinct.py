"""Saying that two papers are not the same work, so that nobody asks again."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.papers import PaperName, complete_paper, resolve_all
from tui.cli.receipts import ReportAs, tell

app = new_app()

Other = Annotated[
    str,
    typer.Argument(
        metavar="OTHER", help="The other paper.", autocompletion=complete_paper, show_default=False
    ),
]


@app.command("distinct")
def distinct(context: typer.Context, paper: PaperName, other: Other, report: ReportAs = "text") -> None:
    """Remember that two papers are not the same work."""
    with desk(context).library() as library:
        one, two = resolve_all(library.reader, [paper, other])
        receipt = library.distinct(one, two)
    tell(receipt, report)
