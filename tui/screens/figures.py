"""How reading goes, as pictures: the year, the weeks, what was waited for, what was read of which kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.background import in_background
from tui.commands import Context, Place
from tui.pictures import Line, drawn
from tui.safe_text import content, safe
from tui.screens.asking import Asking
from tui.widgets.bars import FooterLine, HeaderLine
from tui.widgets.looks import LOOKS

if TYPE_CHECKING:
    from storage import Habits


class FiguresScreen(Asking):
    """The pictures of the papers that ``query`` finds, drawn as wide as there is room."""

    CSS_PATH = "../styles/figures.tcss"
    HOME = Place.FIGURES

    def __init__(self, query: str) -> None:
        super().__init__()
        self.query_text = query
        self.habits: Habits | None = None
        self.header = HeaderLine()
        self.text = Static(content("Counting …", "$quiet"), markup=False, id="pictures")
        self.page = VerticalScroll(self.text, id="figures")

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield self.header
        yield self.page
        yield FooterLine()

    def on_mount(self) -> None:
        """Count."""
        self.begin_asking()
        self.header.left = "Your reading"
        self.header.middle = f"/ {safe(self.query_text, limit=200)}" if self.query_text else "all papers"
        self.page.focus()
        self.library_changed()

    def context(self) -> Context:
        """What commands may know of this screen."""
        return Context(Place.FIGURES)

    def library_changed(self) -> None:
        """Count again."""
        in_background(self, self._count, exclusive=True, group="figures")

    async def _count(self) -> None:
        habits = await self.answer(self.lookup, lambda reader: reader.habits(self.query_text))
        if habits is not None:
            self.habits = habits
            self.draw()

    def on_resize(self, event: events.Resize) -> None:
        """Draw for the room there is."""
        self.draw()

    def draw(self) -> None:
        """Show the pictures, once they are known."""
        room = self.page.scrollable_content_region.width
        if self.habits is not None and room:
            lines = drawn(self.habits, room, self.carrel.settings.goals)
            self.text.update(Content("\n").join(map(_content, lines)))


def _content(line: Line) -> Content:
    return Content("").join(content(text, _style(look)) for text, look in line)


def _style(look: str) -> str:
    """A look of lists as a style of running text."""
    if not look:
        return ""
    found = LOOKS[look]
    return f"{'bold ' if found.bold else ''}${found.colour}"
