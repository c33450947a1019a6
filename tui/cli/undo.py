"""Taking back what was done last, whether the app, a script or another terminal did it."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.receipts import ReportAs, tell_steps

app = new_app()
Steps = Annotated[int, typer.Argument(metavar="[N]", min=1, max=1000, help="How many changes.")]


@app.command("undo")
def undo(context: typer.Context, steps: Steps = 1, report: ReportAs = "text") -> None:
    """Take back the last change, or the last N."""
    with desk(context).library() as library:
        receipts = library.undo(steps)
    tell_steps(receipts, report, "There is nothing to undo", "Do it again with: carrel redo")
