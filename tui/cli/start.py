"""Beginning to read: the reading log counts from here, and from nowhere else."""

from __future__ import annotations

import typer

from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.habits import warn_of_many
from tui.cli.papers import PaperName
from tui.cli.receipts import ReportAs, tell

app = new_app()


@app.command("start")
def start(context: typer.Context, paper: PaperName, report: ReportAs = "text") -> None:
    """Begin to read a paper, or go on.

    Another one that is open is paused.
    """
    with desk(context).library() as library:
        before = library.reader.being_read()
        receipt = library.start(library.reader.resolve(paper))
        tell(receipt, report)
        if library.reader.being_read() > before:
            warn_of_many(library.reader, receipt)
