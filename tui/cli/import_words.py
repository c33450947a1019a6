"""An import in words: what each source brought, what was rejected and why, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
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
        say(f"Together: {_sums(outcome.sources)}.")
    if dry_run:
        say("This was a dry run: nothing was changed.")
    elif outcome.batch is not None and any(s.new or s.updated for s in outcome.sources):
        say("Undo with: carrel undo")


def _counts(source: SourceReport) -> str:
    """``28 found: 12 new, 3 changed, 1 gone, 13 unchanged``; gone are those it had the last time."""
    rejected = f", {len(source.rejected)} rejected" if source.rejected else ""
    return _sums([source]) + rejected


def _complaints(source: SourceReport) -> None:
    for line, reason in source.rejected[:MOST_SHOWN]:
        say(f"  {source.name}:{line}: rejected: {reason}")
    for line, reason in source.mended[:MOST_SHOWN]:
        say(f"  {source.name}:{line}: {reason}")
    more = max(len(source.rejected) - MOST_SHOWN, 0) + max(len(source.mended) - MOST_SHOWN, 0)
    if more:
        say(f"  … and {more} more")


def _sums(sources: Sequence[SourceReport]) -> str:
    found, new, changed, gone, unchanged = (
        sum(getattr(source, count) for source in sources)
        for count in ("found", "new", "updated", "gone", "unchanged")
    )
    gone_words = f"{gone} gone, " if gone else ""
    return f"{found} found: {new} new, {changed} changed, {gone_words}{unchanged} unchanged"
