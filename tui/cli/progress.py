"""A progress bar on stderr, where somebody is watching; elsewhere nothing, and nothing is loaded."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from tui.cli.output import on_terminal, plainly
from tui.pace import pace
from tui.safe_text import safe

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from tui.intake import Progress


@contextmanager
def watched() -> Iterator[Progress | None]:
    """A function to report progress to, or ``None`` when nobody could see it."""
    if plainly() or not on_terminal(sys.stderr):
        yield None
        return
    with _bar() as bar:
        yield _reporter(bar)


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}", markup=False),
    )
    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    return Progress(*columns, console=console, transient=True)


def _reporter(bar: Bar) -> Progress:
    task = bar.add_task("Reading", total=None, pace="")
    begun: dict[str, float] = {"": monotonic()}

    def report(name: str, done: int, expected: int | None) -> None:
        # A source begins when the one before it was last heard of.
        since = begun.setdefault(name, begun[""])
        begun[""] = now = monotonic()
        words = pace(done, expected, now - since)
        bar.update(task, description=safe(name, limit=40), completed=done, total=expected, pace=words)

    return report
