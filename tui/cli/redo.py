"""Doing again what was just undone."""

from __future__ import annotations

import typer

from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.receipts import ReportAs, tell_steps
from tui.cli.undo import Steps

app = new_app()


@app.command("redo")
def redo(context: typer.Context, steps: Steps = 1, report: ReportAs = "text") -> None:
    """Do again what was undone last, or the last N."""
    with desk(context).library() as library:
        receipts = library.redo(steps)
    tell_steps(receipts, report, "There is nothing to redo", "Undo with: carrel undo")
