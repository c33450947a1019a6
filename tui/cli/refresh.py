"""Asking services again: what was kept by its name, titles that are missing, and what became of papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from tui.cli import exits
from tui.cli.desk import desk
from tui.cli.framework import QueryCommand, QueryWords, new_app
from tui.cli.output import emit_json, fail, say
from tui.cli.receipts import ReportAs
from tui.cli.settings import settings

if TYPE_CHECKING:
    from tui.refreshing import Refreshed

app = new_app()

MOST_SHOWN = 20
"""Papers named one by one."""


@app.command("refresh", cls=QueryCommand)
def refresh(context: typer.Context, query: QueryWords = None, report: ReportAs = "text") -> None:
    """Fill in from the network what papers lack, and what is new.

    What you set yourself stays. Titles are taken for papers without one only where the abstract is
    the same. Exits with 4 when a service failed, with 1 when none could be asked.
    """
    from tui.cli.papers import chosen
    from tui.cli.progress import watched
    from tui.cli.queries import joined
    from tui.refreshing import refresh as ask
    from tui.wire import open_wire

    with open_wire(settings().online) as wire, desk(context).library() as library:
        ids = chosen(library.reader, None, joined(query))
        with watched() as progress:
            outcome = ask(library, wire, ids, progress)
    if report == "json":
        emit_json(outcome.as_json())
    else:
        _tell(outcome)
    raise typer.Exit(_exit_code(outcome))


def _exit_code(outcome: Refreshed) -> int:
    if outcome.faults:
        return exits.PARTLY_REJECTED if outcome.answered else exits.FAILED
    return exits.DONE


def _tell(outcome: Refreshed) -> None:
    for change in outcome.changes[:MOST_SHOWN]:
        say(f"{change.key}: {', '.join(change.what)}")
    if len(outcome.changes) > MOST_SHOWN:
        say(f"… and {len(outcome.changes) - MOST_SHOWN:,} more")
    for change in outcome.changes:
        if change.retracted and "retracted" in change.what:
            fail(f"retracted: {change.key}: {change.title} ({change.retracted})")
    for key, reason in outcome.pending[:MOST_SHOWN]:
        say(f"Still to be looked up: {key} ({reason})")
    for fault in outcome.faults:
        fail(fault)
    say(f"Asked about {outcome.asked:,}, changed {len(outcome.changes):,}.")
    if outcome.changes:
        say("Undo with: carrel undo")
