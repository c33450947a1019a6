"""What to read next: the papers a reader may like most, each with what speaks for and against it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from tui.background import in_background
from tui.commands import Context, Place, Step
from tui.reasons import because, learned, signed
from tui.safe_text import cells, content, safe
from tui.screens.asking import Asking
from tui.screens.deeds import PaperDeeds
from tui.widgets.bars import FooterLine, HeaderLine
from tui.widgets.columns import SIGNS, STAR, readable_title
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from storage import Suggestion
    from tui.screens.browse import BrowseScreen

MOST = 50
"""Papers shown."""

LINES = 2
"""Lines of one paper: what it is, and why it is there."""

SCORE = 7
"""Cells of a score, with its margin."""


class SuggestionLines(LineList):
    """Papers, two lines each: the cursor stands on the first and lights both."""

    def __init__(self) -> None:
        super().__init__(id="suggestions")
        self.papers: Sequence[Suggestion] = ()

    def line_count(self) -> int:
        """How many lines there are."""
        return LINES * len(self.papers)

    def can_rest(self, index: int) -> bool:
        """Whether the cursor may stand on a line."""
        return not index % LINES

    @property
    def current(self) -> Suggestion | None:
        """The paper under the cursor."""
        return self.papers[self.cursor // LINES] if self.papers else None

    def show(self, papers: Sequence[Suggestion]) -> None:
        """Show other papers; the cursor goes with its paper, or stays at its place when that is gone."""
        was = self.current
        self.papers = papers
        places = (at for at, one in enumerate(papers) if was is not None and one.row.id == was.row.id)
        self.set_reactive(LineList.cursor, LINES * next(places, self.cursor // LINES))
        self.redraw()
        self.show_cursor()

    def move(self, step: Step) -> None:
        """Take the cursor a step; the end is the last paper and not its reason."""
        super().move(step)
        self.cursor -= self.cursor % LINES

    def watch_cursor(self, old: int, new: int) -> None:
        """Both lines of a paper change."""
        self._strips.clear()
        self.refresh()
        super().watch_cursor(old, new)

    def show_cursor(self) -> None:
        """Bring the reason into sight as well."""
        super().show_cursor()
        height = self.scrollable_content_region.height
        if self.cursor + LINES > self.scroll_offset.y + height > LINES:
            self.scroll_to(y=self.cursor + LINES - height, animate=False, force=True, immediate=True)

    def line_look(self, index: int) -> Style | None:
        """The reason of the paper under the cursor is lit with it."""
        if index == self.cursor + 1:
            return self.look("cursor" if self.has_focus else "cursor-away")
        return None

    def on_click(self, event: events.Click) -> None:
        """A click on a reason means its paper; the base sees to those on papers."""
        index = event.y + self.scroll_offset.y
        if index < self.line_count() and not self.can_rest(index):
            self.cursor = index - index % LINES
            if event.chain == self.OPENS_ON_CLICK:
                self.post_message(self.Opened(self, self.cursor))

    def draw(self, index: int, width: int) -> list[Segment]:
        """Draw a line."""
        one = self.papers[index // LINES]
        if index % LINES:
            words = because(one.because, 6)
            quiet = self.look("quiet", index - 1)
            return [
                Segment(" " * (SCORE + 4), quiet),
                Segment(cells(words, max(width - SCORE - 4, 1)), quiet),
            ]
        return self._first(one, index, width)

    def _first(self, one: Suggestion, index: int, width: int) -> list[Segment]:
        row = one.row
        score = "" if one.score is None else signed(one.score)
        year = (row.published or "")[:4]
        byline = cells(row.byline, 24) if width >= 84 else ""
        room = max(width - SCORE - 4 - len(byline) - 8, 1)
        return [
            Segment("›" if index == self.cursor else " ", self.look("gutter", index)),
            Segment(f"{score:>{SCORE - 1}} ", self.look("strong", index)),
            Segment(SIGNS.get(row.state, "?"), self.look(f"state-{row.state}", index)),
            Segment(STAR if row.starred else " ", self.look("star", index)),
            Segment(" ", self.look("quiet", index)),
            Segment(cells(readable_title(row.title), room), self.look("title-unread", index)),
            Segment(f"  {byline}", self.look("quiet", index)),
            Segment(f" {year:>4}", self.look("quiet", index)),
        ]


class NextScreen(Asking, PaperDeeds):
    """Suggestions among what ``browse`` lists, made anew whenever something is judged."""

    CSS_PATH = "../styles/next.tcss"
    HOME = Place.NEXT

    def __init__(self, browse: BrowseScreen) -> None:
        super().__init__()
        self.browse = browse
        self.query_text = browse.wanted.query.strip()
        self.header = HeaderLine()
        self.about = Static(content("Looking …", "$quiet"), markup=False, id="about")
        self.lines = SuggestionLines()

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield self.header
        yield self.about
        yield self.lines
        yield FooterLine()

    def on_mount(self) -> None:
        """Ask what comes next."""
        self.begin_asking()
        self.header.left = "What to read next"
        self.header.middle = f"/ {safe(self.query_text, limit=200)}" if self.query_text else ""
        self.lines.focus()
        self.library_changed()

    def context(self) -> Context:
        """What commands may know of this screen."""
        return Context(Place.NEXT, chosen=len(self.chosen()))

    def chosen(self) -> Sequence[int]:
        """The paper under the cursor."""
        current = self.lines.current
        return () if current is None else (current.row.id,)

    def library_changed(self) -> None:
        """Learn anew from what is judged now."""
        in_background(self, self._find, exclusive=True, group="next")

    async def _find(self) -> None:
        found = await self.answer(self.lookup, lambda reader: reader.suggestions(self.query_text, MOST))
        if found is None:
            return
        self.lines.show(found.papers)
        self.about.update(
            content(learned(found) if found.papers else "No unread paper is left here.", "$quiet")
        )
        self.refresh_footer()

    def on_line_list_opened(self) -> None:
        """A double click opens what Enter would."""
        self.do_open()

    def do_open(self) -> None:
        """The paper under the cursor."""
        for paper in self.chosen():
            from tui.screens.paper import PaperScreen

            self.app.push_screen(PaperScreen(self.browse, paper, alone=True))
