"""Triage: one paper fills the screen, one key decides, and the next paper is there.

Nothing is remembered here but the next few papers: what was decided lies in the library, so the screen
can be left for days, and whatever else changes the library meanwhile is simply seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui import habits
from tui.background import in_background
from tui.commands import Context, Place, Verb
from tui.commands.moving import Back
from tui.commands.reading import ShowQueue
from tui.safe_text import content, safe
from tui.screens.asking import Asking
from tui.screens.deeds import PaperDeeds
from tui.widgets import paper_text
from tui.widgets.bars import FooterLine, HeaderLine
from tui.widgets.section import Section

if TYPE_CHECKING:
    from storage import Library, Reader, Receipt, Round

UNDECIDED = "is:unread -is:queued"
"""What triage is about: nothing was decided about these."""

AHEAD = 20
"""Papers looked up ahead of the one on the screen."""

SAID = {"queue": "queued", "skip": "skipped", "read": "read already", "later": "left for later"}


class Ahead(NamedTuple):
    """Where a round stands: what comes next, and whether these are papers it comes back to."""

    round: Round
    papers: tuple[int, ...]
    again: bool


def asked(query: str) -> str:
    """``query`` narrowed to what is undecided, in its own order."""
    from storage.query import Query, all_of, parse, to_text

    own = parse(query).query
    return to_text(Query(all_of([own.expr, parse(UNDECIDED).query.expr]), own.sort, own.limit))


def look_ahead(reader: Reader, query: str, without: frozenset[int]) -> Ahead:
    """The next papers of triage of ``query``; those in ``without`` are being decided on just now."""
    found = reader.triage_round(query)
    passed = found.again.union(found.later, without)
    fresh = reader.listing(asked(query), first=AHEAD + len(passed)).ids
    papers = tuple(paper for paper in fresh if paper not in passed)[:AHEAD]
    if papers:
        return Ahead(found, papers, again=False)
    return Ahead(found, tuple(paper for paper in found.later if paper not in without)[:AHEAD], again=True)


def count_left(reader: Reader, query: str) -> int:
    """How many papers the round has still to decide on, those it comes back to included."""
    undecided = reader.count(asked(query)) if query else reader.undecided()
    return undecided - len(reader.triage_round(query).again)


class Bar(Widget):
    """How much of a round is done, as a line."""

    DEFAULT_CSS = "Bar { height: 1; width: 1fr; }"
    done = 0.0

    def show(self, done: float) -> None:
        """``done`` is a share from 0 to 1."""
        self.done = done
        self.refresh()

    def render(self) -> Content:
        """The part that is done is thicker as well as brighter."""
        full = round(self.size.width * min(max(self.done, 0.0), 1.0))
        return content("━" * full, "$primary") + content("─" * (self.size.width - full), "$rule")


class TriageScreen(Asking, PaperDeeds):
    """Goes through what of ``query`` is undecided."""

    CSS_PATH = "../styles/triage.tcss"
    HOME = Place.TRIAGE
    FOOTER = (
        "triage-queue", "triage-later", "triage-skip", "star", "browser", "note", "undo", "back", "help",
    )  # fmt: skip

    def __init__(self, query: str = "") -> None:
        super().__init__()
        self.query_text = query.strip()
        self.header = HeaderLine()
        self.bar = Bar()
        self.head = Static("", markup=False, id="head")
        self.summary = Section("In short")
        self.abstract = Section("Abstract")
        self.notes = Section("Notes")
        self.page = VerticalScroll(self.head, self.summary, self.abstract, self.notes, id="page")
        self.ahead: Ahead | None = None
        self.left: int | None = None
        self._deciding: list[int] = []
        self._over = False

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield self.header
        yield self.bar
        yield self.page
        yield FooterLine()

    def on_mount(self) -> None:
        """Show the first paper."""
        self.begin_asking()
        self.page.focus()
        self.library_changed()

    def context(self) -> Context:
        """What commands may know of this screen."""
        return Context(Place.TRIAGE, chosen=len(self.chosen()))

    def chosen(self) -> Sequence[int]:
        """The paper on the screen."""
        return self.ahead.papers[:1] if self.ahead else ()

    # Going on.

    def library_changed(self) -> None:
        """See what comes next, unless a decision is just on its way to the library."""
        if not self._deciding:
            self._look(recount=True)

    def _look(self, *, recount: bool) -> None:
        """Look ahead; the paper on the screen stays if it is still undecided."""
        reader = self.carrel.reader
        if reader is None or self.lookup is None:
            return
        here, was = self.chosen()[:1], self.ahead
        found = look_ahead(reader, self.query_text, frozenset(self._deciding))
        if self._over:  # and another would begin at once with what was left for later
            found = found._replace(papers=())
        if here and was and here[0] in found.papers and found.again == was.again:
            found = found._replace(papers=(here[0], *(p for p in found.papers if p != here[0])))
        self.ahead = found
        self.show()
        if recount or self.left is None:
            in_background(self, self._count, exclusive=True, group="count")

    async def _count(self) -> None:
        left = await self.answer(self.lookup, partial(count_left, query=self.query_text))
        if left is not None and not self._deciding:
            self.left = left
            self._show_header()

    def do_decide(self, decision: str) -> None:
        """Decide on the paper, and show the next at once; the library hears of it meanwhile."""
        if self.ahead is None or not self.ahead.papers:
            return
        paper, *rest = self.ahead.papers
        comes_back = decision == "later" and not self.ahead.again
        left = None if self.left is None else self.left - (not comes_back)
        steps = self.ahead.round.steps + 1
        known = self.ahead.round
        then = type(known)(steps, known.later, known.again, known.seconds)
        self.left, self.ahead = left, self.ahead._replace(round=then, papers=tuple(rest))
        self._deciding.append(paper)
        decided = partial(self._decided, paper, decision, max(left or 0, len(rest)), comes_back)
        # The app's, so that leaving at once takes nothing back.
        in_background(self.app, self._decide, paper, decided, group="change")
        if rest:
            self.show()

    def _decided(self, paper: int, decision: str, left: int, comes_back: bool, library: Library) -> Receipt:
        """Have the library keep a decision; what is the last one is only then counted."""
        if not left:
            left = max(count_left(library.reader, self.query_text) - (not comes_back), 0)
        self._over = not left
        return library.decide(paper, decision, self.query_text, left)

    async def _decide(self, paper: int, decided: Verb) -> None:
        try:
            await self.carrel.changed(decided)
        finally:
            self._deciding.remove(paper)
        if not self._deciding and self.is_attached:
            self._look(recount=False)

    def do_undo(self) -> None:
        """Take back the last step; its paper is then on the screen again."""
        self.ahead, self._over = None, False
        super().do_undo()

    # Showing.

    def show(self) -> None:
        """Set the paper on the page, or the summary when nothing is left."""
        reader = self.carrel.reader
        paper = next(iter(reader.papers(self.chosen())), None) if reader else None
        self._show_header()
        for section in (self.summary, self.abstract, self.notes):
            section.display = paper is not None
        if paper is None:
            self.head.update(self._summed_up())
        else:
            lines = [paper_text.title(paper), paper_text.authors(paper), Content(""), paper_text.facts(paper)]
            if paper.tags:
                lines.append(paper_text.tags(paper.tags))
            self.head.update(paper_text.BREAK.join(lines))
            self.summary.show(paper_text.summary(paper) if paper.summary else None)
            shown = paper.abstract or not paper.summary
            self.abstract.show(paper_text.abstract(paper) if shown else None)
            notes = paper_text.GAP.join(paper_text.note(note) for note in paper.notes)
            self.notes.show(notes if paper.notes else None)
        self.page.scroll_to(y=0, animate=False)
        self.refresh_footer()

    def _show_header(self) -> None:
        self.header.left = "Triage"
        what = safe(f"   / {self.query_text}", limit=80) if self.query_text else ""
        ahead = self.ahead
        if ahead is None or not ahead.papers:
            self.header.middle, share = f"done{what}", 1.0
        else:
            number, total = ahead.round.steps + 1, ahead.round.steps + (self.left or 0)
            known = self.left is not None and total >= number
            share = (number - 1) / total if known else 0.0
            place = f"{number:,} of {total:,}{self._time_left(ahead)}" if known else f"{number:,}"
            again = " · left for later" if ahead.again else ""
            self.header.middle = f"{place}{again}{what}"
        self.bar.show(share)
        self.header.right = self.clock_words()

    def _time_left(self, ahead: Ahead) -> str:
        left = round((self.left or 0) * ahead.round.seconds / 60)
        return f", about {habits.minutes(left)} left" if left else ", a minute left"

    def _summed_up(self) -> Content:
        """What was decided, and what can be done now."""
        reader = self.carrel.reader
        decided = reader.triage_decided(self.query_text) if reader else {}
        figures = [(number, SAID[name]) for name, number in decided.items() if number]
        shown = self.carrel.keymap.shown
        lines = [content("Nothing is left to decide on.", "bold $ink"), Content("")]
        lines += [content(f"{number:>6,}  {words}", "$primary") for number, words in figures]
        if decided.get("later"):
            lines += [Content(""), content("What was left for later comes back in the next round.", "$quiet")]
        ways = f"{shown(ShowQueue)} shows the queue, {shown(Back)} goes back."
        return paper_text.BREAK.join([*lines, Content(""), content(ways, "$quiet")])
