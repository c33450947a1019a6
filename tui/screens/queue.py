"""The reading queue: what to read next, in the reader's order, and how long all of it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui import habits
from tui.background import in_background
from tui.commands import Context, Place
from tui.commands.reading import ToggleQueued, Triage
from tui.safe_text import content
from tui.screens.asking import Asking
from tui.screens.deeds import PaperDeeds
from tui.screens.searching import Found, Question, nearest
from tui.widgets.bars import FooterLine, HeaderLine
from tui.widgets.line_list import LineList
from tui.widgets.queue_list import Headings, QueueList

if TYPE_CHECKING:
    from textual.content import Content

    from storage import Needed, Pace, Reader

PREVIEW_FROM = 22
"""Lines of a screen from which on there is room for the paper under the cursor."""


class QueueScreen(Asking, PaperDeeds):
    """The queue; ``papers``, ``found`` and ``last_query`` are what a paper opened from here goes along."""

    CSS_PATH = "../styles/queue.tcss"
    HOME = Place.QUEUE
    FOOTER = ("open", "queue-down", "queue-up", "queue-top", "clock", "read", "queue", "undo", "back", "help")
    last_query = ""

    def __init__(self) -> None:
        super().__init__()
        self.header = HeaderLine()
        self.headings = Headings()
        self.papers = QueueList(id="papers")
        self.preview_text = Static("", markup=False, id="preview-text")
        self.preview = Vertical(self.preview_text, id="preview")
        self.found = Found(Question(), ())
        self._moving = 0
        self._asks = ""

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield self.header
        yield self.headings
        yield self.papers
        yield self.preview
        yield FooterLine()

    def on_mount(self) -> None:
        """Show the queue."""
        self.begin_asking()
        self.papers.focus()
        self.library_changed()

    def context(self) -> Context:
        """What commands may know of this screen."""
        papers = len(self.papers.ids)
        return Context(Place.QUEUE, papers=papers, chosen=min(papers, 1))

    def chosen(self) -> Sequence[int]:
        """The paper under the cursor."""
        current = self.papers.current_id
        return () if current is None else (current,)

    # Showing.

    def library_changed(self) -> None:
        """Read the queue again, unless a paper is just on its way to another place in it."""
        reader = self.carrel.reader
        if self._moving or reader is None or self.lookup is None:
            return
        ids, here, at = reader.queue(), self.papers.current_id, self.papers.cursor
        self.found = Found(Question(), ids)
        self.papers.about_nothing = None if ids else self._about_nothing()
        self.papers.show(ids, self.carrel.rows, at=ids.index(here) if here in ids else at)
        self.headings.papers = len(ids)
        self.headings.display = bool(ids)
        self.headings.refresh()
        self._show_header()
        self.show_preview()
        self.refresh_footer()
        in_background(self, self._weigh, ids, exclusive=True, group="weigh")

    def _about_nothing(self) -> Content:
        shown = self.carrel.keymap.shown
        return content(
            f"The queue is empty. {shown(ToggleQueued)} on a paper puts it in;"
            f" {shown(Triage)} in the list goes through what is unread."
        )

    async def _weigh(self, ids: Sequence[int]) -> None:
        weighed = await self.answer(self.lookup, partial(weigh, ids=ids))
        if weighed is None:
            return
        pace, needed = weighed
        total = sum(each.minutes for each in needed.values())
        self._asks = f", {habits.minutes(total)} at {habits.pace(pace)}" if needed else ""
        self.papers.weigh(needed)
        self._show_header()

    def _show_header(self) -> None:
        papers = len(self.papers.ids)
        self.header.left = "Queue"
        self.header.middle = ("1 paper" if papers == 1 else f"{papers:,} papers") + self._asks
        self.header.right = self.clock_words()

    def show_preview(self) -> None:
        """The paper under the cursor, where there is room for it."""
        reader, current = self.carrel.reader, self.papers.current_id
        self.preview.display = self.app.size.height >= PREVIEW_FROM and current is not None
        if reader is None or current is None or not self.preview.display:
            return
        from tui.widgets.preview import preview

        room = self.preview.scrollable_content_region.size
        for paper in reader.papers([current]):
            self.preview_text.update(preview(paper, None, room))

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """The preview follows the cursor."""
        self.show_preview()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """A double click opens what Enter would."""
        self.do_open()

    def on_resize(self, event: events.Resize) -> None:
        """There may be room for the preview now, or none any more."""
        self.show_preview()

    # Deeds.

    def do_open(self) -> None:
        """The paper."""
        if self.papers.current_id is not None:
            from tui.screens.paper import PaperScreen

            self.app.push_screen(PaperScreen(self, self.papers.current_id))

    def jump(self, query: str, step: int, nothing: str, then: Callable[[], None] | None = None) -> None:
        """Go to the next paper of the queue, in direction ``step``, that ``query`` finds."""
        reader = self.carrel.reader
        wanted = frozenset(reader.ids(f"is:queued {query}")) if reader else frozenset[int]()
        index = nearest(self.papers.ids, wanted, self.papers.cursor, step)
        if index is None or index == self.papers.cursor:
            self.say(nothing)
            return
        self.papers.cursor = index
        if then is not None:
            then()

    def do_queue_down(self) -> None:
        """One place later."""
        self._move(self.papers.cursor + 1)

    def do_queue_up(self) -> None:
        """One place earlier."""
        self._move(self.papers.cursor - 1)

    def do_queue_top(self) -> None:
        """Next to be read."""
        self._move(0)

    def do_queue_end(self) -> None:
        """Last of all."""
        self._move(len(self.papers.ids) - 1)

    def _move(self, index: int) -> None:
        paper, start = self.papers.current_id, self.papers.cursor
        if paper is not None and 0 <= index < len(self.papers.ids) and index != start:
            self.papers.reorder(start, index)
            self._put(paper, index)

    def on_queue_list_dropped(self, event: QueueList.Dropped) -> None:
        """A paper was dragged to another place."""
        self._put(event.paper_id, event.index)

    def _put(self, paper_id: int, index: int) -> None:
        """Have the library do what the list shows already."""
        self._moving += 1
        # The app's, so that leaving at once takes nothing back.
        in_background(self.app, self._moved, paper_id, index + 1, group="change")

    async def _moved(self, paper_id: int, place: int) -> None:
        try:
            await self.carrel.changed(lambda library: library.enqueue([paper_id], place))
        finally:
            self._moving -= 1
        if self.is_attached:
            self.library_changed()


def weigh(reader: Reader, ids: Sequence[int]) -> tuple[Pace, dict[int, Needed]]:
    """How fast the reader is, and what each of the papers asks for at that pace."""
    pace = reader.pace()
    return pace, reader.needed(ids, pace)
