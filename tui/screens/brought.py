"""The papers that one import brought, changed, or no longer found; Enter opens one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.app import ComposeResult

from tui.brought_words import SIGNS, counted
from tui.commands import Place
from tui.moments import local
from tui.safe_text import cells, safe
from tui.screens.base import CarrelScreen
from tui.widgets.bars import FooterLine, HeaderLine
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from storage import Brought


class BroughtLines(LineList):
    """A line a paper: its sign, its title, the source it came from."""

    def __init__(self, brought: Brought) -> None:
        super().__init__()
        self.papers = brought.papers

    def line_count(self) -> int:
        """How many lines there are."""
        return len(self.papers)

    def draw(self, index: int, width: int) -> list[Segment]:
        """Draw a line."""
        paper = self.papers[index]
        source = min(24, width // 4)
        return [
            Segment(f" {SIGNS[paper.outcome]} ", self.look("quiet", index)),
            Segment(cells(paper.title or paper.key, max(width - source - 6, 4))),
            Segment(f"  {cells(paper.source, source)} ", self.look("quiet", index)),
        ]


class BroughtScreen(CarrelScreen):
    """What an import did to the library, paper by paper."""

    CSS_PATH = "../styles/history.tcss"
    HOME = Place.HISTORY

    def __init__(self, brought: Brought) -> None:
        super().__init__()
        self.brought = brought
        self.header = HeaderLine()
        self.lines = BroughtLines(brought)

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield self.header
        yield self.lines
        yield FooterLine()

    def on_mount(self) -> None:
        """Say what it was."""
        self.header.left = f"Import of {local(self.brought.event.at)}"
        self.header.middle = f"{safe(', '.join(self.brought.sources))}: {counted(self.brought)}"
        self.lines.focus()

    def do_open(self) -> None:
        """The paper under the cursor."""
        from tui.screens.paper import PaperScreen

        paper = self.lines.papers[self.lines.cursor].id
        self.app.push_screen(PaperScreen(self.carrel.browse, paper, alone=True))

    def library_changed(self) -> None:
        """Look again; an import that was undone has nothing to show."""
        reader = self.carrel.reader
        brought = reader.brought(self.brought.event.id, len(self.lines.papers)) if reader else None
        if brought is None or not brought.papers:
            self.dismiss()
            return
        self.lines.papers = brought.papers
        self.lines.redraw()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """A double click opens as well."""
        event.stop()
        self.do_open()
