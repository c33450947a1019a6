"""What an import brought, or would bring, in words and lines for the import screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from tui.safe_text import content, safe

if TYPE_CHECKING:
    from storage import ImportReport, SourceReport
    from tui.tasting import Tasted

MOST_REJECTED = 200
MOST_MENDED = 20
MOST_TITLES = 3
FEW_SOURCES = 4
"""Of so many sources three titles each are shown, of more one each."""


def bar(done: int, expected: int, width: int) -> str:
    """A bar of progress, ``width`` cells long."""
    full = min(width, width * done // max(expected, 1))
    return "━" * full + "╌" * (width - full)


def headline(report: ImportReport) -> Content:
    """One line on what an import brought."""
    new, updated, unchanged = _totals(report)
    counts = f"{new:,} new, {updated:,} changed, {unchanged:,} unchanged"
    word = "Stopped: kept " if report.cancelled else "Imported "
    undo = "  ·  u on the desk takes it all back" if report.batch is not None and new + updated else ""
    return Content.assemble(
        (word, "bold $warning" if report.cancelled else "bold $success"), (counts, "$ink"), (undo, "$quiet")
    )


def details(sources: Sequence[SourceReport]) -> Content:
    """A line a source, and under it what was rejected, with line and reason."""
    return Content("\n").join(line for source in sources for line in _source(source))


def preview(report: ImportReport) -> Content:
    """One line on what an import would bring, and what to press."""
    new, filled, known = _totals(report)
    told = sum(len(s.rejected) + len(s.mended) for s in report.sources)
    parts = [(f"+ {new:,} new", "bold $success"), ("   ", ""), (f"= {known:,} known", "$ink")]
    parts += [("   ", ""), (f"~ {filled:,} to be filled in", "$ink")] if filled else []
    parts += [("   ", ""), (f"! {told:,} to look at", "bold $warning")] if told else []
    return Content.assemble(*parts)


def expected(report: ImportReport, tasted: Sequence[Tasted]) -> Content:
    """A line a source with its format, the first titles as they were understood, and what is odd in it."""
    most = MOST_TITLES if len(report.sources) <= FEW_SOURCES else 1
    titles = {each.name: each.titles[:most] for each in tasted}
    lines = [line for source in report.sources for line in _source(source, titles.get(source.name, ()))]
    return Content("\n").join(lines)


def _counts(source: SourceReport) -> str:
    """``12 papers: 9 new, 1 changed, 2 unchanged``, without what there is none of."""
    counts = (
        ("new", source.new),
        ("changed", source.updated),
        ("gone", source.gone),
        ("unchanged", source.unchanged),
    )
    parts = ", ".join(f"{number:,} {name}" for name, number in counts if number)
    papers = f"{source.found:,} papers" if source.found != 1 else "1 paper"
    return f"{papers}: {parts}" if parts else papers


def _totals(report: ImportReport) -> tuple[int, int, int]:
    new, updated, unchanged = (
        sum(getattr(s, what) for s in report.sources) for what in ("new", "updated", "unchanged")
    )
    return new, updated, unchanged


def _source(source: SourceReport, titles: Sequence[str] = ()) -> list[Content]:
    about = f"{source.format}  {_counts(source)}" if source.format else "not read"
    lines = [content(f"{safe(source.name)}  ", "bold") + content(about, "$quiet")]
    lines += [content(f"   {safe(title)}", "$ink") for title in titles]
    if titles and source.found > len(titles):
        lines.append(content(f"   and {source.found - len(titles):,} more", "$quiet"))
    if source.gone:
        lines.append(content(f"   {source.gone:,} that were there last time are gone from it", "$quiet"))
    for number, reason in source.rejected[:MOST_REJECTED]:
        lines.append(content(f" ✗ line {number:,}: ", "$warning") + content(reason))
    if len(source.rejected) > MOST_REJECTED:
        lines.append(content(f"   and {len(source.rejected) - MOST_REJECTED:,} more", "$warning"))
    for number, reason in source.mended[:MOST_MENDED]:
        lines.append(content(f" ! line {number:,}: ", "$quiet") + content(reason, "$quiet"))
    if len(source.mended) > MOST_MENDED:
        lines.append(content(f"   and {len(source.mended) - MOST_MENDED:,} more were mended", "$quiet"))
    return lines
