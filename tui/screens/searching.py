"""How the browse screen finds things: one question to the library, and the answer the screen shows.

Plain functions over a Reader, so that they run on the lookup thread and know nothing of widgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from storage import Listing, Reader
    from storage.query import Terms
    from tui.screens.dialogue import Option

FIRST = 40
"""Papers looked for at once, if the screen has no room for more."""
MORE = 1_000
"""Papers looked for next, so that there is something to page through; the whole list comes last."""


class Question(NamedTuple):
    """A query as the list stands: ``typing`` while its last word may be a beginning."""

    query: str = ""
    sort: str | None = None
    typing: bool = False


class Found(NamedTuple):
    """What a question found, ``complete`` or only its beginning, with what to tell the reader.

    ``terms`` are what it looked for in texts, where it looked for anything.
    """

    question: Question
    ids: Sequence[int]
    hints: tuple[str, ...] = ()
    advice: tuple[tuple[str, int], ...] = ()
    complete: bool = True
    terms: Terms | None = None


def find(reader: Reader, question: Question, first: int | None = None) -> Found:
    """Answer ``question``; where nothing matches, with advice on what to leave out."""
    listing = reader.listing(question.query, typing=question.typing, sort=question.sort, first=first)
    advice = () if len(listing) or not question.query.strip() else _advice(reader, question)
    hints, terms = tuple(listing.hints), looked_for(reader, listing)
    return Found(question, listing.ids, hints, advice, listing.complete, terms)


def _advice(reader: Reader, question: Question) -> tuple[tuple[str, int], ...]:
    """What to leave out; a word being typed counts as a beginning, and is named as it was typed."""
    if not question.typing:
        return tuple(reader.advice(question.query))
    found = reader.advice(kept(question.query))
    return tuple((each if each in question.query else each.removesuffix("*"), n) for each, n in found)


def looked_for(reader: Reader, listing: Listing) -> Terms | None:
    """What to mark in the papers of ``listing``, so that they show why they are there."""
    if listing.query.expr is None:
        return None
    from storage.query import terms_of

    views = {view.name: view.query for view in reader.views()} if "view:" in listing.text.lower() else {}
    return terms_of(listing.query, views) or None


def kept(typed: str) -> str:
    """A query as it stays once typing is over: a last word that counted as a beginning is written so."""
    from storage.query import parse, to_text

    return to_text(parse(typed, typing=True).query)


def nearest(ids: Sequence[int], wanted: frozenset[int], start: int, step: int) -> int | None:
    """The index of the next of ``wanted`` in ``ids`` from ``start``, going round at the end."""
    count = len(ids)
    for distance in range(1, count + 1):
        index = (start + step * distance) % count
        if ids[index] in wanted:
            return index
    return None


def orders(current: str | None) -> list[Option]:
    """The orders a list can have, both ways, with a sign at the ``current`` one."""
    from storage.query import ORDERS
    from tui.screens.dialogue import Option

    chosen = current or ""
    options = [Option("", "as it comes", "newest first", "✓" if not chosen else " ")]
    for order in ORDERS:
        for value, arrow in ((order.name, "↑"), (f"-{order.name}", "↓")):
            options.append(
                Option(value, f"{arrow} {order.name}", order.help, "✓" if value == chosen else " ")
            )
    return options
