"""The desk itself: the list of papers, the sidebar, the preview and the filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.widget import Widget
from textual.widgets import Static

from tui.background import in_background
from tui.commands import Context, Place
from tui.commands.moving import Quit
from tui.safe_text import content
from tui.screens.answering import STAY
from tui.screens.leading import Leading
from tui.screens.searching import Found, Question, find
from tui.widgets.bars import FooterLine, HeaderLine
from tui.widgets.filter_bar import FilterBar, Tidings, said
from tui.widgets.line_list import LineList
from tui.widgets.paper_list import PaperList
from tui.widgets.room import share
from tui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from storage import Facets, Reader

BREATH = 0.02
"""Seconds between the first picture and reading a list of any length, which would hold up its writing."""
PREVIEW_DELAY = 0.04
"""Seconds the cursor must rest before the preview follows, so that a held key stays fast."""


class Pane(Widget, can_focus=True):
    """A part of the screen that scrolls."""


class BrowseScreen(Leading):
    """Where Carrel begins and every other screen comes back to."""

    HOME = Place.BROWSE

    def __init__(self) -> None:
        super().__init__()
        self.header = HeaderLine(id="header")
        self.filter_bar = FilterBar(id="filter")
        self.sidebar = Sidebar(id="sidebar")
        self.papers = PaperList(id="papers")
        self.preview_text = Static("", markup=False, id="preview-text")
        self.preview = Pane(self.preview_text, id="preview")
        self.middle = Widget(self.papers, self.preview, id="middle")
        self.desk = Widget(self.sidebar, self.middle, id="desk")
        self.footer_line = FooterLine(id="footer")
        self.question = self.wanted = Question()
        self.found = Found(self.question, ())
        self.total: int | None = None
        self.clock = ""
        self.last_query = ""
        self.sidebar_wanted: bool | None = None
        self.preview_wanted: bool | None = None

    def compose(self) -> ComposeResult:
        """Lay out the parts that every start needs; the others come when they are needed."""
        yield self.header
        yield self.desk
        yield self.footer_line

    def on_mount(self) -> None:
        """Show the first papers; everything else waits until they are on the screen."""
        self.set_focus(self.papers)
        self._preview_timer = self.set_interval(PREVIEW_DELAY, self.show_preview, pause=True)
        self.lay_out(*self.app.size)
        if self.carrel.reader is not None:
            self.apply(find(self.carrel.reader, self.question, self.screenful()))

    def start(self, reader: Reader) -> None:
        """Begin to show a library that was not there before."""
        self.apply(find(reader, self.question, self.screenful()))
        self.library_changed()

    def settle_in(self) -> None:
        """The list is on the screen: now its preview, the rest of the list, and the figures."""
        self.show_preview()
        self.furnish()
        if self.carrel.reader is not None:
            self.set_timer(BREATH, self.library_changed)

    def furnish(self) -> None:
        """Have the filter bar at hand, out of sight, so that its key is answered at once."""
        if not self.filter_bar.is_attached:
            self.mount(self.filter_bar, after=self.header)

    def footer(self) -> FooterLine:
        """The footer."""
        return self.footer_line

    # What commands may know.

    @property
    def place(self) -> Place:
        """Where the keyboard is."""
        return Place.FILTER if self.focused is self.filter_bar.line else Place.BROWSE

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
        self._say_nothing_found(found)
        self.papers.show(found.ids, self.carrel.rows, at=at, terms=found.terms)
        self.paint(self.papers)
        self.filter_bar.tell(self.tidings())
        self.show_header()
        self.sidebar.show_live(found.question.query)
        self._preview_soon()
        self.refresh_footer()

    def show_again(self) -> None:
        """Show the papers of the list as they are now."""
        self.papers.reread()
        self.paint(self.papers)
        self.show_header()
        self._preview_soon()
        self.refresh_footer()

    def tidings(self) -> Tidings:
        """What the query came to, in figures."""
        found = self.found
        return Tidings(len(found.ids), self.total or 0, found.hints, found.advice, found.complete)

    def _say_nothing_found(self, found: Found) -> None:
        empty = not len(found.ids)
        self.papers.about_nothing = (
            (said(self.tidings()) if found.question.query.strip() else content("No papers here."))
            if empty
            else None
        )

    def show_header(self) -> None:
        """Name, counts, filter, order, selection."""
        query, shown = self.question.query.strip(), len(self.papers.ids)
        typing = self.filter_bar.in_sight  # which shows the same, nearer to the eye
        counted = (
            (
                f"{self.total:,} papers"
                if typing or not query
                else f"{shown:,}{'' if self.found.complete else '+'} of {self.total:,} papers   / {query}"
            )
            if self.total is not None
            else ""
        )
        picked = (
            len(self.papers.picked()) if self.papers.selected or self.papers.range_start is not None else 0
        )
        self.header.left = self.carrel.library_name
        self.header.middle = counted
        order = f"↕ {self.question.sort}" if self.question.sort else ""
        self.header.right = "  ".join(filter(None, (self.clock, order)))
        self.footer_line.notice = f"{picked:,} selected" if picked else ""

    def show_preview(self) -> None:
        """The paper under the cursor, if the preview is in sight."""
        self._preview_timer.pause()
        reader, paper_id = self.carrel.reader, self.papers.current_id
        if reader is None or not self.preview.display or not self.carrel.released:
            return
        from tui.widgets.preview import preview

        paper = next(iter(reader.papers([paper_id])), None) if paper_id is not None else None
        room = self.preview.scrollable_content_region.size
        self.preview_text.update(preview(paper, self.found.terms, room) if paper else content(""))
        self.preview.scroll_to(y=0, animate=False)

    def _preview_soon(self) -> None:
        self._preview_timer.reset()
        self._preview_timer.resume()

    # Finding.

    def library_changed(self) -> None:
        """Read everything again; cursor, filter and selection stay where they are."""
        self.search(self.wanted, keep=self._keep)
        in_background(self, self._count, exclusive=True, group="count")

    async def _count(self) -> None:
        # Authors are counted one by one, which in a large library takes a moment; the rest is at hand.
        for counting in (_all_but_authors, _everything):
            facets = await self.answer(self.carrel.figures, counting)
            if facets is None:
                return
            self._show_counts(facets)

    def _show_counts(self, facets: Facets) -> None:
        self.total = facets.total
        self.clock = self.clock_words()
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

    def on_paper_list_sized(self) -> None:
        """At the start there is something to paint from here on."""
        if not self.carrel.released:
            self.app.call_later(self.carrel.release)

    def on_paper_list_selected(self) -> None:
        """The header counts the selection."""
        self.show_header()

    def on_paper_list_toggled(self, event: PaperList.Toggled) -> None:
        """A sign was clicked: do what its key does."""
        self.carrel.run_command({"star": "star", "queue": "queue"}.get(event.what, "read"))

    def on_resize(self, event: events.Resize) -> None:
        """Lay the parts out for the room there is."""
        self.lay_out(event.size.width, event.size.height)
        if self.carrel.released:
            self._preview_soon()  # what is in sight of it is another part of the paper

    def lay_out(self, width: int, height: int) -> None:
        """Show sidebar and preview where they fit, unless the reader said otherwise."""
        room = share(width, height, sidebar=self.sidebar_wanted, preview=self.preview_wanted)
        self.sidebar.display = bool(room.sidebar)
        self.set_class(room.beside, "beside")
        was, self.preview.display = self.preview.display, bool(room.preview)
        self.preview.styles.width = room.preview if room.beside else "1fr"
        self.preview.styles.height = "1fr" if room.beside else room.preview
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
        if entry is not None and entry.command:
            self.carrel.run_command(entry.command)
        elif entry is not None and entry.query is not None:
            self.search(Question(entry.query, self.wanted.sort))
            self.papers.focus()

    def do_back(self) -> None:
        """Out of the range, the sidebar, the selection or the filter, whichever comes first."""
        if self.papers.drop_range():
            return
        if not self.papers.has_focus:
            self.papers.focus()
        elif self.papers.drop_selection():
            return
        elif self.wanted.query.strip():
            self.search(Question("", self.wanted.sort), keep=STAY)
        else:
            self.carrel.hint(f"{self.carrel.keymap.shown(Quit)} quits Carrel")

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

    def do_view_0(self) -> None:
        """All papers."""
        self.do_view("0")

    def do_view(self, digit: str) -> None:
        """The list as a view has it."""
        entry = self.sidebar.numbered(int(digit))
        query = entry.query if entry is not None else ""
        self.search(Question(query or "", self.wanted.sort), keep=STAY)

    def do_sort(self) -> None:
        """Choose an order."""
        from tui.screens.dialogue import Menu
        from tui.screens.searching import orders

        self.app.push_screen(Menu("Sort by", orders(self.wanted.sort)), self._sort)

    def _sort(self, order: str | None) -> None:
        if order is not None:
            question = Question(self.wanted.query, order or None)
            self.search(question, keep=STAY)

    def do_triage(self) -> None:
        """Decide on the papers of the list, one by one."""
        self.carrel.open_triage(self.wanted.query)

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


def _all_but_authors(reader: Reader) -> Facets:
    return reader.facets(authors=False)


def _everything(reader: Reader) -> Facets:
    return reader.facets()
