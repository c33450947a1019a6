"""What happened to the library, newest first: what undo would take back, and what is undone already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tui.brought_words import SIGNS, counted
from tui.cli import exits
from tui.cli.columns import table
from tui.cli.desk import desk
from tui.cli.framework import LARGEST, new_app
from tui.cli.output import emit_json, say
from tui.cli.receipts import ShowAs
from tui.cli.stop import Stop
from tui.moments import local

if TYPE_CHECKING:
    from storage import Brought

app = new_app()


@app.command("history")
def history(
    context: typer.Context,
    change: Annotated[
        int | None,
        typer.Argument(metavar="[ID]", min=1, max=LARGEST, help="Show what this one change brought."),
    ] = None,
    limit: Annotated[
        int,
        typer.Option("--limit", metavar="N", min=1, max=LARGEST, help="How many changes or papers to show."),
    ] = 50,
    show: ShowAs = "text",
) -> None:
    """Show what was changed, or what one import brought.

    Of an import, + is a new paper, ~ one that was filled in, - one that the source no longer has.
    """
    with desk(context).reader() as reader:
        if change is not None:
            brought = reader.brought(change, limit)
            if brought is None:
                raise Stop(f"there is no change {change}; carrel history lists them", exits.WRONG_USE)
            _tell(brought, show)
            return
        events = reader.history(limit)
    if show == "json":
        emit_json([event.as_dict() for event in events])
        return
    rows = [
        (str(event.id), local(event.at), event.summary, "(undone)" if event.undone else "")
        for event in events
    ]
    table(rows, heading=("ID", "WHEN", "WHAT", ""), elastic=2)


def _tell(brought: Brought, show: str) -> None:
    if show == "json":
        emit_json(brought.as_dict())
        return
    event = brought.event
    say(f"{event.summary} ({local(event.at)}){', undone' if event.undone else ''}.")
    if brought.counts:
        say(f"{counted(brought)}.")
        rows = [(SIGNS[each.outcome], each.key, each.title or "", each.source) for each in brought.papers]
        table(rows, heading=("", "KEY", "TITLE", "SOURCE"), elastic=2)
        if (more := sum(brought.counts.values()) - len(brought.papers)) > 0:
            say(f"… and {more:,} more; --limit shows more of them.")
        if not event.undone:
            say(f"Take it back with: carrel undo --change {event.id}")
