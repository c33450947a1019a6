"""The reading queue, a paper a line, with the minutes each asks for and what has gone before it.

A line can be dragged to another place with the mouse. While it is dragged only the list changes; the
library hears of it when it is let go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.widget import Widget

from tui import habits
from tui.safe_text import cells, content, width_of
from tui.widgets.columns import COOLING, NOTE, SIGNS, STAR, Piece, readable_title
from tui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from textual.content import Content

    from storage import Needed, Row

SHARE, MINUTES, SUM = 6, 13, 13
"""Cells for how much is read, for the minutes, and for the minutes of all up to here."""


class Widths(NamedTuple):
    """The cells of a line's parts; 0 leaves one out."""

    place: int
    title: int
    byline: int
    share: int
    sum: int


def widths(total: int, papers: int) -> Widths:
    """Share ``total`` cells among the parts of a line in a queue of so many papers."""
    place = max(len(f"{papers:,}"), 2)
    byline = min(24, total // 6) if total >= 96 else 0
    share = SHARE if total >= 56 else 0
    sums = SUM if total >= 72 else 0
    taken = place + 8 + (byline + 2 if byline else 0) + share + MINUTES + sums
    return Widths(place, max(total - taken, 1), byline, share, sums)


class Headings(Widget):
    """What the columns of the queue are."""

    papers = 0

    def render(self) -> Content:
        """One line."""
        column = widths(self.size.width - 2, self.papers)  # the list has a scrollbar
        line = " " * (column.place + 8) + cells("to read", column.title)
        line += "  " + cells("by", column.byline) if column.byline else ""
        line += f"{'read':>{SHARE}}" if column.share else ""
        line += f"{'asks for':>{MINUTES}}" + (f"{'so far':>{SUM}}" if column.sum else "")
        return content(line, "$faint")


class QueueList(PaperList):
    """The queue; ``needed`` is what its papers ask for, as far as that is worked out."""

    class Dropped(Message):
        """A paper was dragged from one line to another."""

        def __init__(self, paper_id: int, index: int) -> None:
            super().__init__()
            self.paper_id = paper_id
            self.index = index

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.needed: Mapping[int, Needed] = {}
        self._sums: Sequence[int] = ()
        self._held: int | None = None
        self._dragged = False

    def weigh(self, needed: Mapping[int, Needed]) -> None:
        """Show what the papers ask for."""
        self.needed = needed
        self._add_up()
        self.redraw()

    def _add_up(self) -> None:
        asked = (self.needed[paper].minutes if paper in self.needed else 0 for paper in self.ids)
        self._sums = list(accumulate(asked))

    def reorder(self, start: int, end: int) -> None:
        """Move the paper on line ``start`` to line ``end``, with the cursor on it."""
        ids = list(self.ids)
        ids.insert(end, ids.pop(start))
        self.ids = ids
        self._add_up()
        self.set_reactive(PaperList.cursor, end)
        self.reread()
        self.show_cursor()
        self.post_message(self.Moved(self, end))

    def draw(self, index: int, width: int) -> list[Segment]:
        """Draw a line."""
        row = self.row(index)
        if row is None:
            return [Segment("   (no longer here)", self.look("quiet", index))]
        drawn = self._pieces(row, index, widths(width - 1, len(self.ids)))
        return [Segment(text, self.look(name, index)) for text, name in drawn if text]

    def _pieces(self, row: Row, index: int, column: Widths) -> Iterator[Piece]:
        needed = self.needed.get(row.id)
        sign = "↕" if self._dragged else "›"
        yield (sign if index == self.cursor else " "), "gutter"
        yield f"{index + 1:>{column.place},} ", "count"
        yield SIGNS.get(row.state, "?"), f"state-{row.state}"
        yield COOLING if row.cooling else " ", "cooling"
        yield STAR if row.starred else " ", "star"
        yield (NOTE if row.notes else " ") + "  ", "note"
        cooling = "  cooling" if row.cooling and column.title > 30 else ""
        title = cells(readable_title(row.title), column.title - len(cooling), pad=False)
        yield title, "provisional" if row.provisional_title else f"title-{row.state}"
        yield cooling, "cooling"
        yield " " * (column.title - len(cooling) - width_of(title)), "quiet"
        if column.byline:
            yield "  " + cells(row.byline, column.byline), "quiet"
        if column.share:
            yield f"{needed.share:>{SHARE}.0%}" if needed and needed.share else " " * SHARE, "state-reading"
        yield f"{_about(needed):>{MINUTES}}", "quiet"
        if column.sum:
            so_far = habits.minutes(self._sums[index]) if needed and index < len(self._sums) else ""
            yield f"{so_far:>{SUM}}", "count"

    # The mouse.

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a line."""
        index = event.y + self.scroll_offset.y
        if event.button == 1 and 0 <= index < len(self.ids):
            self._held, self._dragged = index, False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Carry it along."""
        if self._held is None:
            return
        index = max(0, min(event.y + self.scroll_offset.y, len(self.ids) - 1))
        if index != self._held:
            start, self._held, self._dragged = self._held, index, True
            self.reorder(start, index)

    def on_mouse_up(self) -> None:
        """Let it go; the library hears of it if it was carried."""
        held, dragged, self._held, self._dragged = self._held, self._dragged, None, False
        self.release_mouse()
        if dragged and held is not None:
            self.post_message(self.Dropped(self.ids[held], held))
            self.redraw()

    def clicked(self, index: int, event: events.Click) -> None:
        """A click does no more than move the cursor: the signs of these lines are in other places."""


def _about(needed: Needed | None) -> str:
    """The minutes, with a sign where nobody says how many pages there are."""
    if needed is None:
        return ""
    return f"{'' if needed.pages else '~'}{habits.minutes(needed.minutes)}"
