"""How long a paper is, from what sources say of its pages: ``123--145``, ``12 pages, 3 figures``."""

from __future__ import annotations

import re
from collections.abc import Mapping

MOST = 2_000
"""More pages than this are a misprint, or a paper's number taken for a page."""

_RANGE = re.compile(r"^\D{0,4}(\d{1,6})\s*[-\u2010-\u2015\u2212]+\s*\D{0,4}(\d{1,6})\b")
_COUNT = re.compile(r"\b(\d{1,4})\s*(?:pages?|pp\b|p\b\.?)", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(\d{1,4})\s*$")
_TOTALS = ("pagetotal", "numpages", "num_pages", "number-of-pages", "page_count")
"""Fields that say how many there are."""
_REMARKS = ("comments", "comment", "note", "pages")
"""Fields in which somebody may have written ``12 pages``; arXiv's comments do as a rule."""


def pages_of(extra: Mapping[str, str], told: int | None = None) -> int | None:
    """How many pages a paper has: as the reader ``told``, or as its sources say; ``None`` if nobody does.

    >>> pages_of({"pages": "123--145"}), pages_of({"comments": "12 pages, 3 figures"}), pages_of({})
    (23, 12, None)
    """
    found = [told, *(_total(extra.get(name, "")) for name in _TOTALS), _range(extra.get("pages", ""))]
    found += [_remark(extra.get(name, "")) for name in _REMARKS]
    return next((pages for pages in found if pages and 0 < pages <= MOST), None)


def _total(text: str) -> int | None:
    found = _NUMBER.match(text) or _COUNT.search(text)
    return int(found[1]) if found else None


def _range(text: str) -> int | None:
    """From first to last; the last is often cut short, as in ``1123-45``."""
    found = _RANGE.match(text)
    if found is None:
        return None
    first, last = found[1], found[2]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return int(last) - int(first) + 1


def _remark(text: str) -> int | None:
    found = _COUNT.search(text)
    return int(found[1]) if found else None
