"""Going back to a backup: looked over first, asked before, and the library as it was kept beside it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tui.cli.desk import desk
from tui.cli.exits import FAILED, WRONG_USE
from tui.cli.framework import new_app
from tui.cli.output import emit_json, say
from tui.cli.receipts import ReportAs
from tui.cli.stop import Stop
from tui.moments import local
from tui.safe_text import safe

if TYPE_CHECKING:
    from storage import Restoration

app = new_app()

NAMED = 5
"""Changes that are named among those that go; the rest are counted."""


@app.command("restore")
def restore(
    context: typer.Context,
    file: Annotated[
        str,
        typer.Argument(metavar="[FILE]", help="The backup; the newest one beside the library without it."),
    ] = "latest",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    report: ReportAs = "text",
) -> None:
    """Put a backup in the library's place.

    The backup is looked over first, and the library as it was is kept beside it.
    """
    from storage import plan_restoration, restore_backup

    planned = plan_restoration(desk(context).path, None if file == "latest" else Path(file))
    if not yes:
        _ask(planned)
    kept = restore_backup(planned)
    if report == "json":
        emit_json(_as_json(planned, kept))
        return
    for line in _lost(planned) if yes else ():
        say(line)
    say(f"Restored {_backup(planned)}.")
    if kept:
        say(f"The library as it was is kept in {kept}.")


def _ask(planned: Restoration) -> None:
    """Say what would happen, and stop unless the person agrees."""
    if not sys.stdin.isatty():
        raise Stop("there is nobody to ask: say --yes to put a backup in the library's place", WRONG_USE)
    say(f"{planned.library} would be replaced by {_backup(planned)}.")
    for line in _lost(planned):
        say(line)
    say("Go on? [y/N]")
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise Stop("nothing was changed", FAILED)


def _backup(planned: Restoration) -> str:
    papers = f"{planned.papers:,} paper{'' if planned.papers == 1 else 's'}"
    return f"the backup of {planned.made.astimezone():%Y-%m-%d %H:%M} with {papers} ({planned.source.name})"


def _lost(planned: Restoration) -> list[str]:
    """What was done since the backup, in words."""
    if planned.lost is None:
        return ["What was done since then cannot be read from the library."]
    if not planned.lost:
        return ["Nothing was done since then."]
    changes = len(planned.lost)
    named = [f"  {local(event.at)}  {safe(event.summary)}" for event in planned.lost[:NAMED]]
    more = [f"  and {changes - NAMED:,} before"] if changes > NAMED else []
    return [f"Not in the backup: {changes:,} change{'' if changes == 1 else 's'}.", *named, *more]


def _as_json(planned: Restoration, kept: Path | None) -> dict[str, object]:
    from storage import stamp

    return {
        "restored": str(planned.source),
        "made": stamp(planned.made),
        "papers": planned.papers,
        "lost": None if planned.lost is None else [event.as_dict() for event in planned.lost],
        "kept": str(kept) if kept else None,
    }
