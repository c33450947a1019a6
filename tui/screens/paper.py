"""One paper to read: everything known about it, set at a measure that is easy on the eyes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from storage import PaperNotFound
from tui.background import in_background
from tui.commands import Context, Place
from tui.safe_text import safe
from tui.screens.asking import Asking
from tui.screens.deeds import PaperDeeds
from tui.widgets import paper_text
from tui.widgets.bars import FooterLine, HeaderLine
from tui.widgets.neighbours import MOST, Neighbour, Neighbours
from tui.widgets.section import Section

if TYPE_CHECKING:
    from storage import Paper, Reader, Related
    from tui.screens.browse import BrowseScreen
    from tui.screens.queue import QueueScreen


class PaperScreen(Asking, PaperDeeds):
    """The paper ``paper_id``; ``browse`` is the list it was opened from, whose cursor it takes along.

    One that was opened from elsewhere stands ``alone``: it has no next one.
    """

    CSS_PATH = "../styles/paper.tcss"
    HOME = Place.PAPER

    def __init__(self, browse: BrowseScreen | QueueScreen, paper_id: int, *, alone: bool = False) -> None:
        super().__init__()
        self.browse = browse
        self.alone = alone
        self.paper_id = paper_id
        self.paper: Paper | None = None
        self.header = HeaderLine()
        self.head = Static("", markup=False, id="head")
        self.abstract = Section("Abstract")
        self.summary = Section("In short")
        self.notes = Section("Notes")
        self.links = Section("Links to no paper")
        self.related = Neighbours()
        self.identifiers = Section("Identifiers")
        self.reading = Section("Reading")
        self.sources = Section("History")
        self.more = Section("Also in the source")
        self.page = VerticalScroll(
            self.head,
            self.summary,
            self.abstract,
            self.notes,
            self.links,
            self.related,
            self.reading,
            self.identifiers,
            self.sources,
            self.more,
            id="page",
        )

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield self.header
        yield self.page
        yield FooterLine()

    def on_mount(self) -> None:
        """Show the paper."""
        self.begin_asking()
        self.page.focus()
        self.library_changed()
        self.watch(self.browse.papers, "virtual_size", self._count, init=False)

    def context(self) -> Context:
        """What commands may know of this screen."""
        return Context(
            Place.PAPER,
            papers=0 if self.alone else len(self.browse.papers.ids),
            chosen=1,
            searched=bool(self.browse.last_query),
            trashed=self.paper is not None and self.paper.trashed is not None,
            related=len(self.related.shown),
        )

    def chosen(self) -> Sequence[int]:
        """The papers the next action works on."""
        return (self.paper_id,)

    def library_changed(self) -> None:
        """Read the paper again; leave when it is gone."""
        reader = self.carrel.reader
        paper = next(iter(reader.papers([self.paper_id])), None) if reader else None
        if paper is None:
            self.leave()
        else:
            self.show(paper)
            in_background(self, self._relate, paper.id, exclusive=True, group="related")

    async def _relate(self, paper_id: int) -> None:
        """Look around it, on a thread: until that is done, what was there of another paper is gone."""
        found = await self.answer(self.lookup, lambda reader: _around(reader, paper_id))
        if found is not None and paper_id == self.paper_id:
            related, unknown = found
            self.related.show(related)
            self.links.show(paper_text.dangling(unknown))
            self.refresh_footer()

    def show(self, paper: Paper) -> None:
        """Set ``paper`` on the page."""
        self.paper = paper
        self.header.left = safe(paper.key, limit=80)
        self._count()
        terms = self.browse.found.terms
        people = paper_text.authors(paper, terms=terms)
        lines = [paper_text.title(paper, terms), people, Content(""), paper_text.facts(paper)]
        if paper.tags:
            lines.append(paper_text.tags(paper.tags, terms))
        self.head.update(paper_text.BREAK.join(lines))
        self.summary.show(paper_text.summary(paper, terms) if paper.summary else None)
        self.abstract.show(paper_text.abstract(paper, terms))
        notes = paper_text.GAP.join(paper_text.note(note, terms) for note in paper.notes)
        self.notes.show(notes if paper.notes else None)
        self.reading.show(paper_text.reading(paper))
        self.identifiers.show(paper_text.identifiers(paper))
        self.sources.show(paper_text.sources(paper))
        self.more.show(paper_text.other_fields(paper) if paper.extra else None)
        self.refresh_footer()

    def _count(self) -> None:
        """Say which paper of the list it is; there may be more than were found so far."""
        if self.alone:
            return
        more = "" if self.browse.found.complete else "+"
        self.header.right = self.clock_words()
        self.header.middle = f"{self.browse.papers.cursor + 1:,} of {len(self.browse.papers.ids):,}{more}"

    # To other papers.

    def on_neighbour_chosen(self, event: Neighbour.Chosen) -> None:
        """A related paper was clicked."""
        self.do_open_related(str(event.number))

    def do_open_related(self, number: str) -> None:
        """A related paper, over this one."""
        paper = self.related.shown[int(number) - 1].row.id
        self.app.push_screen(PaperScreen(self.browse, paper, alone=True))

    # Along the list.

    def _follow(self) -> None:
        """Show the paper the list's cursor came to."""
        paper_id = self.browse.papers.current_id
        if paper_id is not None and paper_id != self.paper_id:
            self.paper_id = paper_id
            self.related.show(())
            self.links.show(None)
            self.library_changed()
            self.page.scroll_to(y=0, animate=False)

    def do_next_paper(self) -> None:
        """Down the list."""
        self._go(1)

    def do_previous_paper(self) -> None:
        """Up the list."""
        self._go(-1)

    def _go(self, step: int) -> None:
        papers = self.browse.papers
        # A paper that left the list (marked as read under is:unread) made room for the next one.
        stayed = papers.current_id == self.paper_id
        aim = papers.cursor + step if stayed or step < 0 else papers.cursor
        if 0 <= aim < len(papers.ids):
            papers.cursor = aim
            self._follow()
        else:
            self.say(
                "This is the last paper of the list" if step > 0 else "This is the first paper of the list"
            )

    def do_next_unread(self) -> None:
        """The next unread paper of the list."""
        self.browse.jump("is:unread", 1, "No other unread paper in the list", self._follow)

    def do_previous_unread(self) -> None:
        """The unread paper before."""
        self.browse.jump("is:unread", -1, "No other unread paper in the list", self._follow)

    def do_next_match(self) -> None:
        """The next paper that the last filter finds."""
        self.browse.jump(self.browse.last_query, 1, "No other match in the list", self._follow)

    def do_previous_match(self) -> None:
        """The match before."""
        self.browse.jump(self.browse.last_query, -1, "No other match in the list", self._follow)


def _around(reader: Reader, paper_id: int) -> tuple[Sequence[Related], Sequence[str]] | None:
    """The papers like it, and what its notes link to that is no paper; ``None`` once it is gone."""
    with suppress(PaperNotFound):
        return reader.related(paper_id, MOST), reader.links(paper_id).unknown
    return None
