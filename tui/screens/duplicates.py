"""Papers that may be one work: look at each pair, and say whether they are.

Looking through a large library takes seconds, so it has a reader and a thread of its own; the pairs
found last stay where they are until the new ones come.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from storage import StorageError
from tui.background import in_background
from tui.commands import Context, Place, Step
from tui.lookup import Lookup, Overtaken
from tui.safe_text import cells, content
from tui.screens.asking import Asking
from tui.screens.base import scroll
from tui.widgets.bars import FooterLine, HeaderLine
from tui.widgets.columns import readable_title
from tui.widgets.comparison import comparison
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from storage import Duplicate, Reader

MOST = 1_000
"""Pairs shown at most: who decided about those asks for more."""

LOOK_EVERY = 0.1
NOTHING = "No two papers here look like one work."
LOOKING = "Looking for papers that may be one work …"


@dataclass(slots=True)
class Progress:
    """What the searching thread last said."""

    done: int = 0
    papers: int = 0

    def tell(self, done: int, papers: int) -> None:
        """Take in a report."""
        self.done, self.papers = done, papers


class PairLines(LineList):
    """The pairs, a line each."""

    def __init__(self) -> None:
        super().__init__(id="pairs")
        self.pairs: Sequence[Duplicate] = ()

    def line_count(self) -> int:
        """How many lines there are."""
        return len(self.pairs)

    def draw(self, index: int, width: int) -> list[Segment]:
        """Draw a line."""
        pair = self.pairs[index]
        room = max(width - 8, 4)
        title = cells(readable_title(pair.keep.title), room * 3 // 5)
        return [
            Segment(f" {pair.score:>3}  ", self.look("count", index)),
            Segment(title + "  ", self.look("title-unread", index)),
            Segment(cells("; ".join(pair.reasons), room - room * 3 // 5), self.look("quiet", index)),
        ]


class DuplicatesScreen(Asking):
    """The pairs above, and the two papers of one of them below."""

    CSS_PATH = "../styles/duplicates.tcss"
    HOME = Place.DUPLICATES

    def __init__(self) -> None:
        super().__init__()
        self.progress = Progress()
        self.swapped = False
        self.header = HeaderLine()
        self.lines = PairLines()
        self.reasons = Static("", markup=False, id="reasons")
        self.facing = Static("", markup=False, id="facing")
        self.page = VerticalScroll(self.facing, id="page")
        self.nothing = Static(content(LOOKING, "$quiet"), markup=False, id="nothing")

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield self.header
        yield self.lines
        yield self.reasons
        yield self.page
        yield self.nothing
        yield FooterLine()

    def on_mount(self) -> None:
        """Begin to look."""
        self.header.left = "Duplicates"
        self.page.can_focus = False
        self.begin_asking()
        self._look = self.set_interval(LOOK_EVERY, self._show_progress)
        self.lines.focus()
        self._show(())
        self.nothing.update(content(LOOKING, "$quiet"))
        self.library_changed()

    def context(self) -> Context:
        """What commands may know."""
        return Context(self.place, papers=2 * len(self.lines.pairs), chosen=2 if self.pair else 0)

    # Finding.

    def library_changed(self) -> None:
        """Look again, unless this screen is not there yet and will look anyway."""
        if self.lookup is not None:
            in_background(self, self._find, self.lookup, exclusive=True, group="duplicates")

    async def _find(self, lookup: Lookup) -> None:
        progress = self.progress = Progress()
        self._look.resume()

        def looking(reader: Reader) -> list[Duplicate]:
            return reader.duplicates(limit=MOST, progress=progress.tell)

        try:
            found = await lookup.ask(looking)
        except Overtaken:
            return
        except StorageError as error:
            self.carrel.say_error(error)
            found = []
        self._look.pause()
        self.nothing.update(content(NOTHING, "$quiet"))
        self._show(found)

    def _show_progress(self) -> None:
        progress = self.progress
        if progress.papers:
            self.header.middle = f"looking … {progress.done:,} of {progress.papers:,} papers"

    # Showing.

    @property
    def pair(self) -> Duplicate | None:
        """The pair under the cursor."""
        return self.lines.pairs[self.lines.cursor] if self.lines.pairs else None

    def sides(self) -> tuple[int, int]:
        """The papers on the left and on the right; there must be a pair."""
        pair = self.lines.pairs[self.lines.cursor]
        ids = (pair.keep.id, pair.other.id)
        return ids[::-1] if self.swapped else ids

    def _show(self, pairs: Sequence[Duplicate]) -> None:
        """Show these pairs; the cursor stays on its own, or in its place."""
        before = self.pair
        kept = next((i for i, pair in enumerate(pairs) if before and _ids(pair) == _ids(before)), None)
        self.lines.pairs = pairs
        for widget in (self.lines, self.reasons, self.page):
            widget.display = bool(pairs)
        self.nothing.display = not pairs
        self.lines.redraw()
        if kept is not None:
            self.lines.cursor = kept
        else:
            self.swapped = False
        self.show_pair()

    def show_pair(self) -> None:
        """The two papers of the pair under the cursor."""
        pair, reader = self.pair, self.carrel.reader
        count = len(self.lines.pairs)
        self.header.middle = f"pair {self.lines.cursor + 1:,} of {count:,}" if count else ""
        if pair is not None and reader is not None:
            papers = {paper.id: paper for paper in reader.papers(self.sides())}
            self.reasons.update(content(f"{pair.score} of 100: {'; '.join(pair.reasons)}", "$secondary"))
            if len(papers) == 2:  # else another program took one away, and the pairs will follow
                left, right = (papers[paper] for paper in self.sides())
                self.facing.update(comparison(left, right, self.app.size.width - 3))
            self.page.scroll_to(y=0, animate=False)
        self.refresh_footer()

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Another pair."""
        event.stop()
        self.swapped = False
        self.show_pair()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """A double click opens the left paper."""
        event.stop()
        self.do_open_left()

    def on_resize(self, event: events.Resize) -> None:
        """The width decides how the papers stand."""
        self.lines.styles.max_height = max(3, event.size.height // 4)
        self.show_pair()

    # Deeds.

    def do_keep_left(self) -> None:
        """Merge the right paper into the left one."""
        self._merge(*self.sides())

    def do_keep_right(self) -> None:
        """Merge the left paper into the right one."""
        self._merge(*self.sides()[::-1])

    def _merge(self, keep: int, other: int) -> None:
        self.change(lambda library: library.merge(keep, [other]), say=True)
        self._leave_out(lambda pair: other in _ids(pair))

    def do_distinct(self) -> None:
        """Remember that they are two works."""
        one, two = self.sides()
        self.change(lambda library: library.distinct(one, two), say=True)
        self._leave_out(lambda pair: {one, two} == set(_ids(pair)))

    def _leave_out(self, decided: Callable[[Duplicate], bool]) -> None:
        """Pairs that were decided about go at once; the rest of the list comes when all is looked through."""
        self._show([pair for pair in self.lines.pairs if not decided(pair)])

    def do_open_left(self) -> None:
        """The left paper on its own page."""
        self._open(0)

    def do_open_right(self) -> None:
        """The right paper on its own page."""
        self._open(1)

    def _open(self, side: int) -> None:
        from tui.screens.paper import PaperScreen

        paper, browse = self.sides()[side], self.carrel.browse
        if paper in browse.papers.ids:  # so that its neighbours are those of the list
            browse.papers.cursor = browse.papers.ids.index(paper)
        self.app.push_screen(PaperScreen(browse, paper))

    def do_swap(self) -> None:
        """Change sides."""
        self.swapped = not self.swapped
        self.show_pair()

    def do_more_of_pair(self) -> None:
        """Down the page of the two papers, and at its end back to the top."""
        end = self.page.scroll_offset.y >= self.page.max_scroll_y
        scroll(self.page, Step.TOP if end else Step.PAGE_DOWN)


def _ids(pair: Duplicate) -> tuple[int, int]:
    return pair.keep.id, pair.other.id
