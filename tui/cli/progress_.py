"""How far a paper is read, as the reader says."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.papers import PaperName
from tui.cli.receipts import ReportAs, tell

app = new_app()


@app.command("progress")
def progress(
    context: typer.Context,
    paper: PaperName,
    place: Annotated[
        str,
        typer.Argument(
            metavar="PLACE", help="A page of so many (12/30), a page (12), or 40%.", show_default=False
        ),
    ],
    report: ReportAs = "text",
) -> None:
    """Say how far you have read a paper."""
    with desk(context).library() as library:
        receipt = library.progress(library.reader.resolve(paper), place)
    tell(receipt, report)
