"""A review: a title, a moment to think of its point, then what the reader wrote, and how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from storage import StorageError
from tui.commands import Context, Place
from tui.moments import local
from tui.reasons import reviewing
from tui.safe_text import content
from tui.screens.base import CarrelScreen
from tui.widgets import paper_text
from tui.widgets.bars import FooterLine, HeaderLine
from tui.widgets.paper_text import BREAK, GAP

if TYPE_CHECKING:
    from storage import Paper, Reviews

ASKED = "What was its point? Say it to yourself, then look."
ANSWER = "How much of it was left?   1 again   2 hard   3 good   4 easy"


class ReviewScreen(CarrelScreen):
    """The papers that are due, one after the other, as many as the settings allow for a day."""

    CSS_PATH = "../styles/reviewing.tcss"
    HOME = Place.REVIEW

    def __init__(self) -> None:
        super().__init__()
        self.header = HeaderLine()
        self.text = Static("", markup=False, id="review-text")
        self.page = VerticalScroll(self.text, id="review")
        self.paper: Paper | None = None
        self.recalled = False

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield self.header
        yield self.page
        yield FooterLine()

    def on_mount(self) -> None:
        """Begin."""
        self.header.left = "Review"
        self.page.focus()
        self.library_changed()

    def context(self) -> Context:
        """What commands may know of this screen."""
        return Context(Place.REVIEW, papers=int(self.paper is not None), recalled=self.recalled)

    def library_changed(self) -> None:
        """Ask about the first of those that are due now."""
        reader = self.carrel.reader
        if reader is None:
            return
        try:
            found = reader.reviews(self.carrel.settings.reviews)
            papers = list(reader.papers([row.id for row in found.papers[:1]]))
        except StorageError as error:
            self.carrel.say_error(error)
            return
        was = self.paper
        self.paper = papers[0] if papers else None
        self.recalled = (
            self.recalled and self.paper is not None and was is not None and was.id == self.paper.id
        )
        self._show(found)

    def _show(self, found: Reviews) -> None:
        left = len(found.papers)
        self.header.middle = f"{found.done + 1:,} of {found.done + left:,} today" if left else ""
        paper = self.paper
        if paper is None:
            self.text.update(content(reviewing(found), "$quiet"))
        else:
            head = BREAK.join([paper_text.title(paper), paper_text.authors(paper, 12), self._facts(paper)])
            self.text.update(GAP.join([head, *(self._recalled(paper) if self.recalled else self._asked())]))
        self.refresh_footer()

    def _facts(self, paper: Paper) -> Content:
        when = f"read {local(paper.read)[:10]}" if paper.read else "not marked as read"
        return content("  ·  ".join(filter(None, (paper.published, paper.venue, when))), "$quiet")

    def _asked(self) -> list[Content]:
        return [content(ASKED, "bold $primary")]

    def _recalled(self, paper: Paper) -> list[Content]:
        """The reader's notes; where there are none, what the source says it is about."""
        notes = [paper_text.note(note) for note in paper.notes]
        if not notes:
            said = paper_text.summary(paper) if paper.summary else paper_text.abstract(paper)
            notes = [content("You wrote no note on it. It says of itself:", "$faint"), said]
        return [*notes, content(ANSWER, "bold $primary")]

    def do_review_show(self) -> None:
        """Show what the reader wrote."""
        self.recalled = True
        self.library_changed()
        self.page.scroll_to(y=0, animate=False)

    def do_answer(self, answer: str) -> None:
        """Schedule the paper, and go on to the next."""
        if self.paper is not None:
            paper, self.recalled = self.paper.id, False
            self.change(lambda library: library.answer(paper, answer), say=True)
