"""The sidebar: what the library holds, counted; every entry stands for a query."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment

from tui.commands import view_key
from tui.safe_text import cells, safe
from tui.widgets.columns import QUEUED, SIGNS, STAR
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from storage import Count, Facets

MOST = 40
"""Entries shown of a kind that may have thousands; the filter completes the rest."""


class Entry(NamedTuple):
    """A line of the sidebar: a heading has no ``query``, a numbered view a ``digit``.

    One that leads to another screen has its ``command``.
    """

    label: str
    query: str | None = None
    papers: int | None = None
    sign: str = " "
    digit: int | None = None
    command: str = ""


def entries(facets: Facets) -> list[Entry]:
    """The lines of the sidebar for ``facets``: states, saved views, tags, categories, authors."""
    lines = [*_built_in(facets), *_loose(facets), *_saved(facets)]
    lines += _section("Tags", "tag", facets.tags, "#")
    lines += _section("Categories", "category", facets.categories, " ")
    lines += _section("Authors", "author", facets.authors, " ")
    return lines


def _built_in(facets: Facets) -> Iterator[Entry]:
    yield Entry("All papers", "", facets.total, "≡", 0)
    for digit, state in enumerate(("unread", "reading", "read", "skipped"), 1):
        yield Entry(state.title(), f"is:{state}", facets.states.get(state, 0), SIGNS[state], digit)
    yield Entry("Starred", "is:starred", facets.starred, STAR, 5)
    yield Entry("With notes", "has:note", facets.noted, "✎", 6)
    yield Entry("What next?", None, None, "»", command="next")
    yield Entry("Queue", None, facets.queued, QUEUED, command="show-queue")


def _saved(facets: Facets) -> Iterator[Entry]:
    if facets.views:
        yield Entry("")
        yield Entry("Views")
    for place, view in enumerate(facets.views):
        key = view_key(place)
        yield Entry(view.name, clause("view", view.name), None, str(key or " "), key)


def _loose(facets: Facets) -> Iterator[Entry]:
    if facets.untitled:
        yield Entry("Untitled", "is:untitled", facets.untitled, "?")
    if facets.trashed:
        yield Entry("Trash", "is:trashed", facets.trashed, "×")


def _section(title: str, field: str, counts: Iterable[Count], sign: str) -> Iterator[Entry]:
    shown = list(counts)[:MOST]
    if shown:
        yield Entry("")
        yield Entry(title)
    for count in shown:
        yield Entry(count.name, clause(field, count.name), count.papers, sign)


def clause(field: str, value: str) -> str:
    """``field:value`` in the query language, in quotes where the value needs them."""
    plain = all(character.isalnum() or character in "-_./" for character in value)
    quoted = re.sub(r'([\\"“”„‟«»])', r"\\\1", value)
    return f"{field}:{value}" if plain and value else f'{field}:"{quoted}"'


class Sidebar(LineList):
    """The entries under a cursor; entering one asks for its query."""

    OPENS_ON_CLICK = 1

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.entries: list[Entry] = []
        self._live = ""

    def show(self, facets: Facets) -> None:
        """Show new figures; the cursor stays on its entry."""
        before = self.entry
        self.entries = entries(facets)
        if before is not None and (before.query is not None or before.command):
            kept = before.query, before.command
            places = (i for i, entry in enumerate(self.entries) if (entry.query, entry.command) == kept)
            self.set_reactive(LineList.cursor, next(places, self.cursor))
        self.redraw()

    def show_live(self, query: str) -> None:
        """Mark the entry whose query the list is showing."""
        was, self._live = self._live, query.strip()
        if was != self._live and any(entry.query in (was, self._live) for entry in self.entries):
            self._strips.clear()
            self.refresh()

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries[self.cursor] if self.cursor < len(self.entries) else None

    def numbered(self, digit: int) -> Entry | None:
        """The view of a digit key."""
        return next((entry for entry in self.entries if entry.digit == digit), None)

    @property
    def views(self) -> int:
        """The highest digit that has a view."""
        return max((entry.digit for entry in self.entries if entry.digit is not None), default=0)

    def line_count(self) -> int:
        """How many lines there are."""
        return len(self.entries)

    def can_rest(self, index: int) -> bool:
        """Whether the cursor may stand on a line."""
        entry = self.entries[index]
        return entry.query is not None or bool(entry.command)

    def draw(self, index: int, width: int) -> list[Segment]:
        """Draw a line."""
        entry = self.entries[index]
        if not self.can_rest(index):
            return [Segment(" " + cells(entry.label.upper(), width - 1), self.look("heading", index))]
        live = entry.query == self._live
        count = "" if entry.papers is None else f"{entry.papers:,}"
        room = width - cell_len(count) - 5
        label = cells(safe(entry.label, limit=200), max(room, 1))
        return [
            Segment("›" if live else " ", self.look("sign", index)),
            Segment(f"{entry.sign} ", self.look("sign", index)),
            Segment(label, self.look("live", index) if live else None),
            Segment(f" {count} ", self.look("count", index)),
        ]
