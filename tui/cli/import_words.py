"""An import in words: what each source brought, what was rejected and why, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cli.output import fail, say
from tui.intake import unreadable

if TYPE_CHECKING:
    from storage import ImportReport, SourceReport

MOST_SHOWN = 20
"""Complaints shown of one source; a damaged file has one for every line."""


def tell_import(outcome: ImportReport, dry_run: bool) -> None:
    """Say what an import did, source by source."""
    for source in outcome.sources:
        if unreadable(source):
            fail(f"{source.name}: {source.rejected[0][1]}")
        else:
            say(f"{source.name} ({source.format}): {_counts(source)}.")
            _complaints(source)
    if not outcome.sources:
        fail("there was nothing to read")
    if len(outcome.sources) > 1:
        say(f"Together: {_together(outcome)}.")
    if dry_run:
        say("This was a dry run: nothing was changed.")
    elif outcome.batch is not None and any(s.new or s.updated for s in outcome.sources):
        say("Undo with: carrel undo")


def _counts(source: SourceReport) -> str:
    counts = [f"{getattr(source, name)} {name}" for name in ("found", "new", "updated", "unchanged")]
    counts += [f"{source.gone} gone since last time"] if source.gone else []
    counts += [f"{len(source.rejected)} rejected"] if source.rejected else []
    return ", ".join(counts)


def _complaints(source: SourceReport) -> None:
    for line, reason in source.rejected[:MOST_SHOWN]:
        say(f"  {source.name}:{line}: rejected: {reason}")
    for line, reason in source.mended[:MOST_SHOWN]:
        say(f"  {source.name}:{line}: {reason}")
    more = max(len(source.rejected) - MOST_SHOWN, 0) + max(len(source.mended) - MOST_SHOWN, 0)
    if more:
        say(f"  … and {more} more")


def _together(outcome: ImportReport) -> str:
    new, updated, unchanged = (
        sum(getattr(source, count) for source in outcome.sources) for count in ("new", "updated", "unchanged")
    )
    return f"{new + updated + unchanged} found, {new} new, {updated} updated, {unchanged} unchanged"
