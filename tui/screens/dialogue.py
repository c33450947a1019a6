"""Small screens over the one in front: a menu to choose from, a line to type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

from tui.commands import Place
from tui.safe_text import cells, content, safe
from tui.screens.base import CarrelScreen
from tui.widgets.bars import FooterLine
from tui.widgets.filter_bar import SafeInput
from tui.widgets.line_list import LineList


class Dialogue(CarrelScreen, ModalScreen[str | None]):
    """A box in the middle of the screen, which the screen behind shows around."""

    CSS_PATH = "../styles/dialogue.tcss"

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def heading(self) -> Label:
        """The title line of the box."""
        return Label(content(self._title), markup=False, classes="dialogue-title")


@dataclass(frozen=True, slots=True)
class Option:
    """A line of a menu: what choosing it gives, its words, and more about it."""

    value: str
    label: str
    about: str = ""
    sign: str = " "


class OptionList(LineList):
    """The lines of a menu."""

    OPENS_ON_CLICK = 1

    def __init__(self, options: Sequence[Option], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.options = options

    def line_count(self) -> int:
        """How many lines there are."""
        return len(self.options)

    def draw(self, index: int, width: int) -> list[Segment]:
        """Draw a line."""
        option = self.options[index]
        longest = max((cell_len(safe(each.label, limit=200)) for each in self.options[:200]), default=0)
        label = f" {option.sign} {cells(option.label, min(longest, width * 2 // 3))}"
        room = max(width - cell_len(label) - 3, 0)
        return [
            Segment(label, self.look("strong", index) if option.sign.strip() else None),
            Segment("   " + cells(option.about, room) if room > 8 else "", self.look("quiet", index)),
        ]


class Menu(Dialogue):
    """Gives the value of the option that was chosen, ``None`` when none was."""

    HOME = Place.LIST

    def __init__(self, title: str, options: Sequence[Option]) -> None:
        super().__init__(title)
        self._options = options

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        self.lines = OptionList(self._options)
        with Vertical(classes="dialogue"):
            yield self.heading()
            yield self.lines
            yield FooterLine()

    def on_mount(self) -> None:
        """As many lines as there are options, if they fit."""
        self.lines.styles.height = len(self._options)
        at = next((i for i, option in enumerate(self._options) if option.sign.strip()), 0)
        self.lines.cursor = at
        self.lines.focus()

    def do_open(self) -> None:
        """Choose the option under the cursor."""
        self.dismiss(self._options[self.lines.cursor].value)

    def do_back(self) -> None:
        """Choose none."""
        self.dismiss(None)

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """A click chooses."""
        event.stop()
        self.do_open()


class Prompt(Dialogue):
    """Gives the line that was typed, ``None`` when it was left."""

    HOME = Place.PROMPT

    def __init__(self, title: str, value: str = "") -> None:
        super().__init__(title)
        self.line = SafeInput(value)

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        with Vertical(classes="dialogue"):
            yield self.heading()
            yield self.line
            yield FooterLine()

    def on_mount(self) -> None:
        """Ready to type."""
        self.line.focus()

    def do_prompt_keep(self) -> None:
        """Take the line, unless it is blank."""
        self.dismiss(self.line.value.strip() or None)

    def do_prompt_leave(self) -> None:
        """Leave without."""
        self.dismiss(None)
