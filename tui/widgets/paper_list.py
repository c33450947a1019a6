"""The list of papers: any number of them, of which only the lines on screen are ever read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual

from tui.commands import Step
from tui.widgets.columns import pieces
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from storage import Row
    from storage.query import Terms

PAGE = 40
"""Rows are read this many at a time, at places that are multiples of it."""

SIGNED = {1: "state", 3: "star", 5: "queue"}
"""What a click on a cell of a line's beginning changes."""

ReadRows = Callable[[Sequence[int]], "list[Row]"]


def _no_rows(ids: Sequence[int]) -> list[Row]:
    return []


class PaperList(LineList):
    """Papers by id, with a cursor, a selection and a range.

    ``range_start`` is where a range began; it ends at the cursor.
    """

    class Selected(Message):
        """Other papers are chosen than before."""

    class Sized(Message):
        """The list has its place on the screen."""

    class Toggled(Message):
        """A sign of a line was clicked: ``what`` is ``state``, ``star`` or ``queue``."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.ids: Sequence[int] = ()
        self.selected: set[int] = set()
        self.range_start: int | None = None
        self.about_nothing: Content | None = None
        self._terms: Terms | None = None
        self._read_rows: ReadRows = _no_rows
        self._pages: LRUCache[int, dict[int, Row]] = LRUCache(12)

    # What is shown.

    def show(
        self, ids: Sequence[int], read_rows: ReadRows, *, at: int = 0, terms: Terms | None = None
    ) -> None:
        """Show the papers ``ids``, read through ``read_rows``, with the cursor on line ``at``.

        ``about_nothing`` is shown when there are none; where ``terms`` stand, they are marked.
        """
        self.ids, self._read_rows, self._terms = ids, read_rows, terms
        if self.range_start is not None:
            self.range_start = min(self.range_start, max(len(ids) - 1, 0))
        self._pages.clear()
        self.set_reactive(LineList.cursor, max(0, min(at, len(ids) - 1)))
        self.redraw()
        self.show_cursor()

    def grow(self, ids: Sequence[int]) -> None:
        """Show more papers: ``ids`` begin with those that are shown."""
        self._pages.discard(len(self.ids) // PAGE)
        if len(self.ids) < self.scroll_offset.y + self.size.height:  # the end is in sight
            self.refresh()
        self.ids = ids
        self.virtual_size = Size(self.scrollable_content_region.width, self.line_count())

    def reread(self) -> None:
        """Show the same papers as they are now."""
        self._pages.clear()
        self.redraw()

    def on_resize(self) -> None:
        """The lines are as wide as the list."""
        super().on_resize()
        self.post_message(self.Sized())

    def line_count(self) -> int:
        """How many lines there are."""
        return len(self.ids)

    def render_line(self, y: int) -> Strip:
        """One line of the screen: of a paper, or of why there are none."""
        if self.ids or self.about_nothing is None:
            return super().render_line(y)
        width = self.scrollable_content_region.width
        words = Visual.to_strips(self, self.about_nothing, max(width - 4, 1), None, self.visual_style)
        blank = Strip.blank(2, self.rich_style)
        line = Strip.join([blank, words[y - 1]]) if 0 < y <= len(words) else blank
        return line.adjust_cell_length(width, self.rich_style)

    def row(self, index: int) -> Row | None:
        """The row on a line, ``None`` when its paper is gone."""
        if not 0 <= index < len(self.ids):
            return None
        number = index // PAGE
        page = self._pages.get(number)
        if page is None:
            ids = self.ids[number * PAGE : (number + 1) * PAGE]
            page = self._pages[number] = {row.id: row for row in self._read_rows(ids)}
        return page.get(self.ids[index])

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self.row(self.cursor)

    @property
    def current_id(self) -> int | None:
        """The paper under the cursor."""
        return self.ids[self.cursor] if 0 <= self.cursor < len(self.ids) else None

    def draw(self, index: int, width: int) -> list[Segment]:
        """Draw a line."""
        row = self.row(index)
        if row is None:
            return [Segment("   (no longer here)", self.look("quiet", index))]
        # One cell stays blank, so that no text touches the scrollbar.
        here, chosen = index == self.cursor, self.is_chosen(index)
        drawn = pieces(row, width - 1, cursor=here, chosen=chosen, terms=self._terms)
        return [Segment(text, self.look(name, index)) for text, name in drawn if text]

    def line_look(self, index: int) -> Style | None:
        """The background of a line that is chosen."""
        return self.look("chosen") if self.is_chosen(index) else None

    # What is chosen.

    def is_chosen(self, index: int) -> bool:
        """Whether the line is picked, by hand or by the range."""
        return index in self._range() or (bool(self.selected) and self.ids[index] in self.selected)

    def _range(self) -> range:
        if self.range_start is None:
            return range(0)
        return range(min(self.range_start, self.cursor), max(self.range_start, self.cursor) + 1)

    def picked(self) -> list[int]:
        """The papers picked by hand or by the range, those of the range first."""
        spanned = self._range()
        ranged = list(self.ids[spanned.start : spanned.stop])
        return ranged + sorted(self.selected.difference(ranged))

    def chosen(self) -> list[int]:
        """The papers an action works on: those picked, or else the one under the cursor."""
        picked = self.picked()
        current = self.current_id
        return picked or ([] if current is None else [current])

    def toggle_selected(self) -> None:
        """Pick the paper under the cursor or let it go, and move on."""
        if self.range_start is not None:
            self.toggle_range()
        elif self.current_id is not None:
            self.selected ^= {self.current_id}
            self._chosen_changed()
            self.move(Step.DOWN)

    def toggle_range(self) -> None:
        """Begin a range, or end it and keep what it spans."""
        if self.range_start is None:
            self.range_start = self.cursor if self.ids else None
        else:
            self.selected.update(self.picked())
            self.range_start = None
        self._chosen_changed()

    def toggle_all(self) -> None:
        """Pick every paper of the list, or none when all were picked."""
        self.range_start = None
        self.selected = set() if len(self.selected) >= len(self.ids) else set(self.ids)
        self._chosen_changed()

    def drop_range(self) -> bool:
        """End the range without keeping it; false when there was none."""
        had, self.range_start = self.range_start is not None, None
        self._chosen_changed()
        return had

    def drop_selection(self) -> bool:
        """Let all papers go; false when none was picked."""
        had = bool(self.selected)
        self.selected = set()
        self._chosen_changed()
        return had

    def _chosen_changed(self) -> None:
        self._strips.clear()
        self.refresh()
        self.post_message(self.Selected())

    def watch_cursor(self, old: int, new: int) -> None:
        """A range grows with the cursor."""
        if self.range_start is not None and old != new:
            self._chosen_changed()
        super().watch_cursor(old, new)

    def clicked(self, index: int, event: events.Click) -> None:
        """Clicks with Ctrl or Shift choose; one on a sign changes it."""
        if event.ctrl or event.shift:
            if event.shift and self.range_start is None:
                self.toggle_range()
            elif event.ctrl:
                self.selected ^= {self.ids[index]}
                self._chosen_changed()
        elif event.x in SIGNED and event.chain == 1:
            self.post_message(self.Toggled(SIGNED[event.x]))
