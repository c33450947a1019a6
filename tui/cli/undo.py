"""Taking back what was done last, whether the app, a script or another terminal did it."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli import exits
from tui.cli.desk import desk
from tui.cli.framework import LARGEST, new_app
from tui.cli.receipts import ReportAs, tell_steps
from tui.cli.stop import Stop

app = new_app()
Steps = Annotated[int, typer.Argument(metavar="[N]", min=1, max=1000, help="How many changes.")]
Which = Annotated[
    int | None,
    typer.Option(
        "--change", metavar="ID", min=1, max=LARGEST, help="That change alone, by its id in history."
    ),
]


@app.command("undo")
def undo(context: typer.Context, steps: Steps = 1, change: Which = None, report: ReportAs = "text") -> None:
    """Take back the last change, the last N, or one of long ago.

    A change of long ago is taken back alone, unless a later one touched the same papers.
    """
    if steps != 1 and change:
        raise Stop("say how many changes, or which one, not both", exits.WRONG_USE)
    with desk(context).library() as library:
        receipts = [library.undo_change(change)] if change else library.undo(steps)
    tell_steps(receipts, report, "There is nothing to undo", "Do it again with: carrel redo")
