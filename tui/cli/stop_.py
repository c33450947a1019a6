"""Pausing: the session in the reading log ends, the paper stays what it is."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.papers import complete_paper
from tui.cli.receipts import ReportAs, tell

app = new_app()


@app.command("stop")
def stop(
    context: typer.Context,
    paper: Annotated[
        str | None,
        typer.Argument(
            metavar="[PAPER]",
            help="An id, key, DOI or arXiv id; the one being read without.",
            autocompletion=complete_paper,
            show_default=False,
        ),
    ] = None,
    report: ReportAs = "text",
) -> None:
    """Pause reading.

    `carrel mark read PAPER` says that you have finished.
    """
    with desk(context).library() as library:
        receipt = library.stop(None if paper is None else library.reader.resolve(paper))
    tell(receipt, report)
