"""The desk itself: the list of papers, the sidebar, the preview and the filter."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, VerticalScroll
from textual.widgets import Static

from tui.commands import Context, Place
from tui.commands.moving import Quit
from tui.lookup import Overtaken
from tui.safe_text import content
from tui.screens.filtering import STAY, Filtering
from tui.screens.searching import FIRST, Found, Question, find, nearest
from tui.widgets.bars import FooterLine, HeaderLine
from tui.widgets.filter_bar import FilterBar, Tidings, said
from tui.widgets.line_list import LineList
from tui.widgets.paper_list import PaperList
from tui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from storage import Reader

SIDEBAR_FROM = 90
SIDEBAR_WIDTH = 28
BESIDE_FROM = 120
"""Columns that list and preview need between them to stand side by side."""
PREVIEW_FROM_HEIGHT = 18
PREVIEW_DELAY = 0.04
"""Seconds the cursor must rest before the preview follows, so that a held key stays fast."""


class BrowseScreen(Filtering):
    """Where Carrel begins and every other screen comes back to."""

    HOME = Place.BROWSE

    def __init__(self) -> None:
        super().__init__()
        self.header = HeaderLine(id="header")
        self.filter_bar = FilterBar(id="filter")
        self.sidebar = Sidebar(id="sidebar")
        self.papers = PaperList(id="papers")
        self.nothing = Static("", markup=False, id="nothing")
        self.list_pane = Container(self.papers, self.nothing, id="list-pane")
        self.preview_text = Static("", markup=False, id="preview-text")
        self.preview = VerticalScroll(self.preview_text, id="preview", can_focus=True)
        self.footer_line = FooterLine(id="footer")
        self.question = Question()
        self.found = Found(self.question, ())
        self.total = 0
        self.last_query = ""
        self.sidebar_wanted: bool | None = None
        self.preview_wanted: bool | None = None

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield self.header
        yield self.filter_bar
        with Horizontal(id="desk"):
            yield self.sidebar
            with Container(id="middle"):
                yield self.list_pane
                yield self.preview
        yield self.footer_line

    def on_mount(self) -> None:
        """Show the first papers at once; the rest is counted behind them."""
        self.filter_bar.display = False
        self.nothing.display = False
        self.preview.border_title = None
        self.papers.focus()
        self._preview_timer = self.set_interval(PREVIEW_DELAY, self.show_preview, pause=True)
        if self.carrel.reader is not None:
            self.start(self.carrel.reader)

    def start(self, reader: Reader) -> None:
        """Begin to show a library."""
        self.apply(find(reader, self.question, FIRST))
        self.show_preview()
        self.library_changed()

    # What commands may know.

    @property
    def place(self) -> Place:
        """Where the keyboard is."""
        return Place.FILTER if self.filter_bar.line.has_focus else Place.BROWSE

    def context(self) -> Context:
        """What commands may know of this screen."""
        papers = self.papers
        current = papers.current
        return Context(
            place=self.place,
            papers=len(papers.ids),
            chosen=len(papers.ids) and 1,
            selected=len(papers.selected),
            ranging=papers.range_start is not None,
            filtered=bool(self.question.query.strip()),
            searched=bool(self.last_query),
            trashed=current is not None and current.trashed,
            views=self.sidebar.views,
        )

    def chosen(self) -> Sequence[int]:
        """The papers the next action works on."""
        return self.papers.chosen()

    # Showing.

    def apply(self, found: Found, *, at: int = 0) -> None:
        """Show what was found, with the cursor on line ``at``."""
        self.question, self.found = found.question, found
        if found.question.query.strip() and not found.question.typing:
            self.last_query = found.question.query
        self.papers.show(found.ids, self.carrel.rows, at=at)
        self._show_emptiness(found)
        self.show_header()
        self.sidebar.show_live(found.question.query)
        self._preview_soon()
        self.refresh_footer()

    def tidings(self) -> Tidings:
        """What the query came to, in figures."""
        return Tidings(len(self.found.ids), self.total, self.found.hints, self.found.advice)

    def _show_emptiness(self, found: Found) -> None:
        empty = not len(found.ids)
        self.nothing.display = empty
        self.list_pane.set_class(empty, "empty")
        if empty:
            self.nothing.update(
                said(self.tidings()) if found.question.query.strip() else content("No papers here.")
            )
        self.filter_bar.tell(self.tidings())

    def show_header(self) -> None:
        """Name, counts, filter, order, selection."""
        query, shown = self.question.query.strip(), len(self.papers.ids)
        typing = self.filter_bar.display  # which shows the same, nearer to the eye
        counted = (
            f"{self.total:,} papers"
            if typing or not query
            else f"{shown:,} of {self.total:,} papers   / {query}"
        )
        picked = (
            len(self.papers.picked()) if self.papers.selected or self.papers.range_start is not None else 0
        )
        self.header.left = self.carrel.library_name
        self.header.middle = counted
        self.header.right = f"↕ {self.question.sort}" if self.question.sort else ""
        self.footer_line.notice = f"{picked:,} selected" if picked else ""

    def show_preview(self) -> None:
        """The paper under the cursor, if the preview is in sight."""
        self._preview_timer.pause()
        reader, paper_id = self.carrel.reader, self.papers.current_id
        if reader is None or not self.preview.display:
            return
        from tui.widgets.paper_text import preview

        paper = next(iter(reader.papers([paper_id])), None) if paper_id is not None else None
        self.preview_text.update(preview(paper) if paper else content(""))
        self.preview.scroll_to(y=0, animate=False)

    def _preview_soon(self) -> None:
        self._preview_timer.reset()
        self._preview_timer.resume()

    # Finding.

    def search(self, question: Question, *, keep: int = 0, wait: float = 0.0) -> None:
        """Ask for ``question``; the cursor goes to the paper ``keep`` if it is found, ``STAY`` is its own."""
        self.run_worker(self._search(question, keep, wait), exclusive=True, group="search")

    async def _search(self, question: Question, keep: int, wait: float) -> None:
        await asyncio.sleep(wait)
        try:
            found = await self.carrel.searches.ask(lambda reader: find(reader, question))
        except Overtaken:
            return
        # The cursor may have moved while the question was asked: where it is now counts.
        paper_id = self.papers.current_id or 0 if keep == STAY else keep
        otherwise = self.papers.cursor if keep == STAY else 0
        self.apply(found, at=place_of(found.ids, paper_id, otherwise))

    def jump(self, query: str, step: int, nothing: str, then: Callable[[], None] | None = None) -> None:
        """Go to the next paper of the list, in direction ``step``, that ``query`` finds; ``then`` go on."""
        self.run_worker(self._jump(query, step, nothing, then), exclusive=True, group="jump")

    async def _jump(self, query: str, step: int, nothing: str, then: Callable[[], None] | None) -> None:
        try:
            wanted = await self.carrel.searches.ask(lambda reader: frozenset(reader.ids(query)))
        except Overtaken:
            return
        index = nearest(self.papers.ids, wanted, self.papers.cursor, step) if self.papers.ids else None
        if index is None or index == self.papers.cursor:
            self.say(nothing)
        else:
            self.papers.cursor = index
            if then is not None:
                then()

    def library_changed(self) -> None:
        """Read everything again; cursor, filter and selection stay where they are."""
        self.search(self.question, keep=STAY)
        self.run_worker(self._count(), exclusive=True, group="count")

    async def _count(self) -> None:
        try:
            facets = await self.carrel.figures.ask(lambda reader: reader.facets())
        except Overtaken:
            return
        self.total = facets.total
        self.sidebar.show(facets)
        self.show_header()
        self.filter_bar.tell(self.tidings())
        self.refresh_footer()

    # What happens to the parts.

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """The preview follows the cursor once it rests."""
        if event.lines is self.papers:
            self._preview_soon()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """A click opens what Enter would."""
        self.do_open()

    def on_paper_list_selected(self) -> None:
        """The header counts the selection."""
        self.show_header()

    def on_paper_list_toggled(self, event: PaperList.Toggled) -> None:
        """A sign was clicked: do what its key does."""
        self.carrel.run_command("star" if event.what == "star" else "read")

    def on_resize(self, event: events.Resize) -> None:
        """Lay the parts out for the room there is."""
        self.lay_out(event.size.width, event.size.height)

    def lay_out(self, width: int, height: int) -> None:
        """Show sidebar and preview where they fit, unless the reader said otherwise."""
        self.sidebar.display = width >= SIDEBAR_FROM if self.sidebar_wanted is None else self.sidebar_wanted
        beside = width - SIDEBAR_WIDTH * self.sidebar.display >= BESIDE_FROM
        fits = beside or height >= PREVIEW_FROM_HEIGHT
        self.set_class(beside, "beside")
        was, self.preview.display = self.preview.display, fits and self.preview_wanted is not False
        if self.preview.display and not was:
            self.show_preview()

    # Deeds.

    def do_open(self) -> None:
        """The paper, or the sidebar's entry as the filter."""
        if self.sidebar.has_focus:
            self._take_entry()
        elif self.papers.current_id is not None:
            from tui.screens.paper import PaperScreen

            self.app.push_screen(PaperScreen(self, self.papers.current_id))

    def _take_entry(self) -> None:
        entry = self.sidebar.entry
        if entry is not None and entry.query is not None:
            self.search(Question(entry.query, self.question.sort))
            self.papers.focus()

    def do_back(self) -> None:
        """Out of the range, the sidebar, the selection or the filter, whichever comes first."""
        if self.papers.drop_range():
            return
        if not self.papers.has_focus:
            self.papers.focus()
        elif self.papers.drop_selection():
            return
        elif self.question.query.strip():
            self.search(Question("", self.question.sort), keep=STAY)
        else:
            self.say(f"{self.carrel.keymap.shown(Quit)} quits Carrel")

    def do_next_pane(self) -> None:
        """The keyboard to the next part in sight."""
        self._to_pane(1)

    def do_previous_pane(self) -> None:
        """The keyboard to the part before."""
        self._to_pane(-1)

    def _to_pane(self, step: int) -> None:
        panes = [pane for pane in (self.sidebar, self.papers, self.preview) if pane.display]
        at = next((i for i, pane in enumerate(panes) if pane.has_focus), 0)
        panes[(at + step) % len(panes)].focus()

    def do_next_unread(self) -> None:
        """Down to the next unread paper."""
        self.jump("is:unread", 1, "No other unread paper in this list")

    def do_previous_unread(self) -> None:
        """Up to the unread paper before."""
        self.jump("is:unread", -1, "No other unread paper in this list")

    def do_next_match(self) -> None:
        """Down to the next paper that the last filter finds."""
        self.jump(self.last_query, 1, "No other match in this list")

    def do_previous_match(self) -> None:
        """Up to the match before."""
        self.jump(self.last_query, -1, "No other match in this list")

    def do_view_0(self) -> None:
        """All papers."""
        self.do_view("0")

    def do_view(self, digit: str) -> None:
        """The list as a view has it."""
        entry = self.sidebar.numbered(int(digit))
        query = entry.query if entry is not None else ""
        self.search(Question(query or "", self.question.sort), keep=STAY)

    def do_select(self) -> None:
        """Pick the paper under the cursor."""
        self.papers.toggle_selected()

    def do_range(self) -> None:
        """Begin or end a range."""
        self.papers.toggle_range()

    def do_select_all(self) -> None:
        """Pick everything, or nothing."""
        self.papers.toggle_all()

    def do_sort(self) -> None:
        """Choose an order."""
        from tui.screens.dialogue import Menu
        from tui.screens.searching import orders

        self.app.push_screen(Menu("Sort by", orders(self.question.sort)), self._sort)

    def _sort(self, order: str | None) -> None:
        if order is not None:
            question = Question(self.question.query, order or None)
            self.search(question, keep=STAY)

    def do_save_view(self) -> None:
        """Keep the filter under a name."""
        from tui.screens.dialogue import Prompt

        self.app.push_screen(Prompt(f"Save “{self.question.query.strip()}” as"), self._save_view)

    def _save_view(self, name: str | None) -> None:
        query = self.question.query.strip()
        if name:
            self.change(lambda library: library.save_view(name, query), say=True)

    def do_sidebar(self) -> None:
        """Show or hide the sidebar."""
        self.sidebar_wanted = not self.sidebar.display
        self._lay_out_again()

    def do_preview(self) -> None:
        """Show or hide the preview."""
        self.preview_wanted = not self.preview.display
        self._lay_out_again()

    def _lay_out_again(self) -> None:
        self.lay_out(self.size.width, self.size.height)
        if self.focused is None or not self.focused.display:
            self.papers.focus()


def place_of(ids: Sequence[int], paper_id: int, otherwise: int) -> int:
    """The line of a paper, or the one where the cursor was."""
    try:
        return ids.index(paper_id)
    except ValueError:
        return otherwise
