"""What happened to the library, newest first, and what of it was taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.widgets import Static

from tui.commands import Place
from tui.moments import local
from tui.safe_text import cells, content
from tui.screens.base import CarrelScreen
from tui.screens.brought import BroughtScreen
from tui.widgets.bars import FooterLine, HeaderLine
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from storage import Event

MOST = 1_000


class EventLines(LineList):
    """The journal, a line an event; what was undone is struck through and signed."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = []

    def line_count(self) -> int:
        """How many lines there are."""
        return len(self.events)

    def draw(self, index: int, width: int) -> list[Segment]:
        """Draw a line."""
        event = self.events[index]
        undone = event.undone is not None
        counted = f"{event.papers:,} papers" if event.papers != 1 else "1 paper"
        room = max(width - 38, 4)
        return [
            Segment(" ↶ " if undone else "   ", self.look("undone-sign", index)),
            Segment(local(event.at) + "  ", self.look("quiet", index)),
            Segment(cells(event.summary, room), self.look("undone", index) if undone else Style.null()),
            Segment(f"  {cells(counted, 14)}", self.look("quiet", index)),
        ]


class HistoryScreen(CarrelScreen):
    """The journal, where undo and redo can be watched at work."""

    CSS_PATH = "../styles/history.tcss"
    HOME = Place.HISTORY

    def __init__(self) -> None:
        super().__init__()
        self.header = HeaderLine()
        self.lines = EventLines()
        self.nothing = Static(content("Nothing has happened here yet."), markup=False, id="nothing")

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield self.header
        yield self.lines
        yield self.nothing
        yield FooterLine()

    def on_mount(self) -> None:
        """Read the journal."""
        self.header.left = "History"
        self.lines.focus()
        self.library_changed()

    def do_open(self) -> None:
        """The papers of the import under the cursor."""
        if not self.lines.events or self.carrel.reader is None:
            return
        event = self.lines.events[self.lines.cursor]
        brought = self.carrel.reader.brought(event.id, MOST)
        if brought is None or not brought.counts:
            self.say("Only an import that stands has papers to show here")
            return
        self.carrel.push_screen(BroughtScreen(brought))

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """A double click opens as well."""
        event.stop()
        self.do_open()

    def library_changed(self) -> None:
        """Read the journal again."""
        reader = self.carrel.reader
        self.lines.events = reader.history(MOST) if reader else []
        undone = sum(event.undone is not None for event in self.lines.events)
        self.header.middle = f"↶ marks what was undone ({undone:,})" if undone else "newest first"
        self.nothing.display = not self.lines.events
        self.lines.display = bool(self.lines.events)
        self.lines.redraw()
