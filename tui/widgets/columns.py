"""How one paper fits on one line, from 20 cells to 300: what is shown, how wide, in which look.

Pure functions from a row and a width to pieces of text, free of Textual, so that the first frame draws
with them and the layout can be tested without a screen. The title is what people look for: everything
else gets what it needs to be told apart, and goes before the title becomes hard to read. Every
difference of colour has a sign beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tui.safe_text import SafeText, cells, safe, width_of

if TYPE_CHECKING:
    from storage import Row
    from storage.query import Term, Terms

SIGNS = {"unread": "●", "reading": "◐", "read": "✓", "skipped": "–"}
STAR = "★"
NOTE = "✎"
COOLING = "◌"
QUEUED = "▸"
GUTTER = 7
"""Cells for cursor, state, cooling, star, note and queue, with the space behind them."""

Piece = tuple[str, str]
"""Text and the name of the look it wears (see :mod:`tui.widgets.looks`)."""


class Widths(NamedTuple):
    """The cells each column has; 0 leaves it out."""

    date: int
    category: int
    title: int
    byline: int


@lru_cache(maxsize=64)
def widths(total: int) -> Widths:
    """Share ``total`` cells among the columns: what says least goes first as it gets narrow."""
    date = 10 if total >= 132 else 7 if total >= 100 else 4 if total >= 44 else 0
    category = 8 if total >= 64 else 0
    byline = min(28, 16 + max(total - 110, 0) // 4) if total >= 84 else 0
    taken = sum(width + 2 for width in (date, category, byline) if width)
    return Widths(date, category, max(total - taken - GUTTER, 1), byline)


def pieces(
    row: Row, total: int, *, cursor: bool, chosen: bool, terms: Terms | None = None
) -> Iterator[Piece]:
    """The line of ``row`` in ``total`` cells; ``cursor`` and ``chosen`` show in the gutter.

    What ``terms`` look for is marked where it stands.
    """
    column = widths(total)
    yield ("┃" if chosen else "›" if cursor else " "), "gutter"
    yield SIGNS.get(row.state, "?"), f"state-{row.state}" if row.state in SIGNS else "quiet"
    yield COOLING if row.cooling else " ", "cooling"
    yield STAR if row.starred else " ", "star"
    yield NOTE if row.notes else " ", "note"
    yield (" " if row.queue is None else QUEUED) + " ", "queued"
    if column.date:
        yield cells((row.published or "")[: column.date], column.date) + "  ", "quiet"
    if column.category:
        yield cells(short_category(row.category, column.category), column.category) + "  ", "category"
    yield from _title(row, column.title, terms)
    if column.byline:
        yield "  ", "quiet"
        byline = safe(row.byline)
        yield from marked(cells(byline, column.byline), byline, "quiet", terms.authors if terms else ())


def marked(line: SafeText, text: SafeText, look: str, terms: tuple[Term, ...]) -> Iterator[Piece]:
    """``line``, which is ``text`` cut or padded, in ``look`` but where any of ``terms`` stands."""
    at = 0
    if terms:
        from storage.query import spans_of

        kept = len(text) if line.startswith(text) else len(line.rstrip()) - 1  # what is left before the …
        for start, end in spans_of(text, terms):
            if start < kept:
                yield line[at:start], look
                at = min(end, kept)
                yield line[start:at], "match"
    yield line[at:], look


def _title(row: Row, width: int, terms: Terms | None) -> Iterator[Piece]:
    """The title; behind it as many tags as leave most of it to be read, and the rating at the right edge."""
    look = "provisional" if row.provisional_title else f"title-{row.state if row.state in SIGNS else 'read'}"
    rating = f"  {row.rating}/5" if row.rating and width >= 36 else ""
    width -= len(rating)
    tags = list(_tags(row.tags, min(width * 2 // 5, width - 12), terms)) if row.tags else []
    room = width - sum(width_of(word) for word, _ in tags)
    title = readable_title(row.title)
    shown = cells(title, room, pad=False)
    yield from marked(shown, title, look, terms.title if terms else ())
    yield from tags
    yield " " * (room - width_of(shown)), "quiet"
    yield rating, "rating"


def _tags(tags: tuple[str, ...], room: int, terms: Terms | None) -> Iterator[Piece]:
    """``  #one #two``, whole tags only, and ``+3`` for those that found no room.

    Those that are looked for come first, so that they are the last to go.
    """
    words = [list(_tag(tag, terms)) for tag in tags]
    if terms:
        words.sort(key=lambda word: not any(look == "match" for _, look in word))
    used = 0
    for number, word in enumerate(words):
        width = sum(width_of(text) for text, _ in word)
        if used + width + 4 > room:
            if used or room > 6:
                yield f" +{len(tags) - number}", "tag"
            return
        if not used:
            yield " ", "tag"
        yield from word
        used += width + (not used)


def _tag(tag: str, terms: Terms | None) -> Iterator[Piece]:
    yield " #", "tag"
    name = safe(tag, limit=200)
    yield from marked(name, name, "tag", terms.tags if terms else ())


@lru_cache(maxsize=2_000)
def readable_title(title: str) -> SafeText:
    """A title as text for people: its LaTeX as Unicode, its controls harmless."""
    if len(title) > 600:
        title = title[:600] + "…"
    if "\\" in title or "$" in title:
        from seeds import latex_to_text

        title = latex_to_text(title)
    return safe(title)


@lru_cache(maxsize=1_000)
def short_category(category: str | None, width: int) -> str:
    """``math.OC`` where it fits, else what still tells it from all others.

    A subject in small letters (``physics.comp-ph``) belongs to one archive only and can do without it;
    one of two capitals (``astro-ph.CO``) is in several, so the archive is cut and not left out.
    """
    if not category or len(category) <= width:
        return category or ""
    archive, dot, subject = category.rpartition(".")
    if subject.islower() and dot:
        return subject
    room = width - len(subject) - 1
    return f"{archive[:room]}.{subject}" if dot and room > 1 else category
