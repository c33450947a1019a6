"""How one paper fits on one line, from 20 cells to 300: what is shown, how wide, in which style.

Pure functions from a row and a width to styled pieces, so that the layout can be tested without a
screen. Every difference of colour has a sign beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.safe_text import SafeText, cells, safe

if TYPE_CHECKING:
    from storage import Row

SIGNS = {"unread": "●", "reading": "◐", "read": "✓", "skipped": "–"}
STAR = "★"
NOTE = "✎"
CODE = "λ"

Piece = tuple[str, str]
"""Text and the name of the look it wears."""


@dataclass(frozen=True, slots=True)
class Widths:
    """The cells each column has; 0 leaves it out."""

    date: int
    category: int
    title: int
    byline: int
    rating: int


@lru_cache(maxsize=64)
def widths(total: int) -> Widths:
    """Share ``total`` cells among the columns: what says least goes first as it gets narrow."""
    date = 10 if total >= 96 else 7 if total >= 64 else 4 if total >= 44 else 0
    category = 8 if total >= 110 else 5 if total >= 52 else 0
    rating = 3 if total >= 84 else 0
    byline = min(28, total // 5) if total >= 84 else 0
    taken = sum(width + 2 for width in (date, category, byline, rating) if width)
    return Widths(date, category, max(total - taken - 7, 1), byline, rating)


def pieces(row: Row, total: int, *, cursor: bool, chosen: bool) -> Iterator[Piece]:
    """The line of ``row`` in ``total`` cells; ``cursor`` and ``chosen`` show in the gutter."""
    column = widths(total)
    yield ("┃" if chosen else "›" if cursor else " "), "gutter"
    yield SIGNS.get(row.state, "?"), f"state-{row.state}"
    yield f" {STAR if row.starred else ' '}", "star"
    yield (NOTE if row.notes else " "), "note"
    yield "  ", "quiet"
    if column.date:
        yield cells((row.published or "")[: column.date], column.date) + "  ", "quiet"
    if column.category:
        yield cells(short_category(row.category, column.category), column.category) + "  ", "category"
    yield from _title(row, column.title)
    if column.byline:
        yield "  " + cells(row.byline, column.byline), "quiet"
    if column.rating:
        yield f"  {row.rating}/5" if row.rating else "     ", "rating"


def _title(row: Row, width: int) -> Iterator[Piece]:
    """The title, and behind it as many tags as leave most of the title to be read."""
    look = "provisional" if row.provisional_title else f"title-{row.state}"
    title = readable_title(row.title)
    tags = _tags(row.tags, min(width * 2 // 5, width - 12))
    room = width - cell_len(tags)
    shown = cells(title, room, pad=False)
    yield shown, look
    yield tags, "tag"
    rest = room - cell_len(shown)
    if rest:
        yield " " * rest, "quiet"


def _tags(tags: tuple[str, ...], room: int) -> str:
    """``  #one #two``, whole tags only, and ``+3`` for those that found no room."""
    line = ""
    for number, tag in enumerate(tags):
        word = f" #{safe(tag, limit=200)}"
        if cell_len(line) + cell_len(word) + 4 > room:
            return f"{line} +{len(tags) - number}" if line or room > 6 else ""
        line += word if line else " " + word
    return line


@lru_cache(maxsize=2_000)
def readable_title(title: str) -> SafeText:
    """A title as text for people: its LaTeX as Unicode, its controls harmless."""
    if len(title) > 600:
        title = title[:600] + "…"
    if "\\" in title or "$" in title:
        from seeds import latex_to_text

        title = latex_to_text(title)
    return safe(title)


def short_category(category: str | None, width: int) -> str:
    """``cs.LG`` where it fits, else ``LG``: the part that tells papers of one field apart."""
    if not category:
        return ""
    return category if len(category) <= width else category.rpartition(".")[2]
