"""The first run: a library with nothing in it offers ways to begin instead of a blank list."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.background import in_background
from tui.commands import Place
from tui.safe_text import content
from tui.screens.base import CarrelScreen
from tui.screens.dialogue import Option, OptionList
from tui.screens.importing import readable
from tui.widgets.bars import FooterLine
from tui.widgets.line_list import LineList

WAYS = (
    Option("starter", "Load the starter list", "257 papers to look around with"),
    Option("import", "Import a file or folder", readable()),
    Option("empty", "Start with an empty desk", "and import later with I"),
)


class WelcomeScreen(CarrelScreen):
    """Three ways to begin."""

    CSS_PATH = "../styles/welcome.tcss"
    HOME = Place.WELCOME

    def __init__(self) -> None:
        super().__init__()
        self.ways = OptionList(WAYS)

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        with Vertical(id="welcome"):
            yield Static(Content.styled("C a r r e l", "bold $primary"), markup=False, id="name")
            yield Static(
                content("a quiet desk for the papers you read", "italic $quiet"), markup=False, id="motto"
            )
            yield self.ways
            yield Static(self._where(), markup=False, id="where")
        yield FooterLine()

    def _where(self) -> Content:
        return content(f"Your library: {self.carrel.library_path}", "$faint")

    def on_mount(self) -> None:
        """Ready to choose."""
        self.ways.focus()

    def do_open(self) -> None:
        """Begin in the way under the cursor."""
        way = WAYS[self.ways.cursor].value
        if way == "empty":
            in_background(self, self._begin, exclusive=True, group="begin")
        elif way == "starter":
            self.do_import_starter()
        else:
            self.do_import()

    async def _begin(self) -> None:
        if self.carrel.reader is not None or await self.carrel.begin():
            self.leave()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """A click chooses."""
        self.do_open()

    def library_changed(self) -> None:
        """Once there are papers, the desk is the better place to be."""
        reader = self.carrel.reader
        if reader is not None and len(reader.listing(limit=1)):
            self.leave()
