"""New papers of everything that is followed, made to be run by cron as well as by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from tui.cli import exits
from tui.cli.desk import Desk, desk
from tui.cli.framework import new_app
from tui.cli.output import emit_json, fail, say
from tui.cli.receipts import ReportAs
from tui.cli.settings import settings
from tui.cli.stop import Stop
from tui.paths import online_folder

if TYPE_CHECKING:
    from tui.fetching import Fetched

app = new_app()


@app.command("fetch")
def fetch(
    context: typer.Context,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say only what went wrong.")] = False,
    report: ReportAs = "text",
) -> None:
    """Bring the new papers of what you follow.

    All of them are one batch; papers that are here in any form are not doubled. A source that fails
    is named and stops no other. Exits with 4 when some failed, with 1 when all did or when another
    fetch is under way.
    """
    from tui.fetching import as_json

    batch, fetched = _fetch(desk(context))
    if report == "json":
        emit_json(as_json(batch, fetched))
    else:
        _tell(fetched, quiet)
    raise typer.Exit(_exit_code(fetched))


def _fetch(here: Desk) -> tuple[int | None, list[Fetched]]:
    from tui.cli.progress import watched
    from tui.fetching import fetch as fetch_all
    from tui.locking import only_one
    from tui.wire import open_wire

    mark = hashlib.sha256(str(here.path.resolve()).encode()).hexdigest()[:16]
    with only_one(online_folder() / f"fetch-{mark}.lock") as alone:
        if not alone:
            raise Stop("another fetch is under way for this library")
        with (
            open_wire(settings().online) as wire,
            here.library() as library,
            watched() as progress,
        ):
            return fetch_all(library, wire, library.reader.subscriptions(), progress)


def _exit_code(fetched: Sequence[Fetched]) -> int:
    faults = [each for each in fetched if each.fault]
    if not faults:
        return exits.DONE
    return exits.FAILED if len(faults) == len(fetched) else exits.PARTLY_REJECTED


def _tell(fetched: Sequence[Fetched], quiet: bool) -> None:
    for each in fetched:
        if each.fault:
            fail(f"{each.title or each.target}: {each.fault}")
        elif not quiet:
            say(f"{each.title or each.target}: {each.new:,} new of {each.found:,}")
    new = sum(each.new for each in fetched)
    if quiet:
        return
    if not fetched:
        say("Nothing is followed. Begin with: carrel follow cat:cs.LG")
    elif new:
        say(f"{new:,} new. Look at them with: carrel list is:unread added:today")
        say("Undo with: carrel undo")
