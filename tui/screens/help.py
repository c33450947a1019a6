"""Help: the keys that are live where it was opened, then all others, then the guide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.commands import Command, Group, Place, catalogue
from tui.keymap import Keymap
from tui.safe_text import content
from tui.screens.base import CarrelScreen
from tui.widgets import markdown
from tui.widgets.bars import FooterLine, HeaderLine

GUIDE = Path(__file__).parent.parent / "guide"

PLACES = {
    Place.BROWSE: "the list",
    Place.PAPER: "a paper",
    Place.QUEUE: "the queue",
    Place.TRIAGE: "triage",
    Place.LOG: "the reading log",
    Place.FILTER: "the filter bar",
    Place.ANNOTATE: "the note editor",
    Place.PASSAGE: "the abstract beside a note",
    Place.TAGS: "the tags editor",
    Place.IMPORT: "the import screen",
    Place.HISTORY: "the history",
    Place.NEXT: "what to read next",
    Place.FIGURES: "the figures",
    Place.REVIEW: "a review",
    Place.LIST: "menus",
    Place.PROMPT: "a line to type",
    Place.WELCOME: "the first screen",
    Place.PAGE: "this help",
}


def keys_page(keymap: Keymap, place: Place) -> Content:
    """Every command with its keys: those of ``place`` by group, the others by where they are."""
    here = [command for command in catalogue() if place in command.places]
    parts = [content(f"Keys in {PLACES.get(place, place)}", "bold $primary")]
    for group in Group:
        of_group = [command for command in here if command.group is group]
        if of_group:
            parts.append(_table(str(group), keymap, of_group))
    seen = set(here)
    for other, named in PLACES.items():
        rest = [command for command in catalogue() if other in command.places and command not in seen]
        seen.update(rest)
        if rest:
            parts.append(_table(f"In {named}", keymap, rest))
    return Content("\n\n").join(parts)


def _table(title: str, keymap: Keymap, commands: Iterable[type[Command]]) -> Content:
    return Content("\n").join([content(title.upper(), "bold $faint"), *_lines(keymap, commands)])


def _lines(keymap: Keymap, commands: Iterable[type[Command]]) -> Iterator[Content]:
    for command in commands:
        keys = keymap.shown(command, all_keys=True) or ": "
        yield content(f"{keys:>14}  ", "bold $primary") + content(command.help)


def guide_pages() -> list[tuple[str, Path]]:
    """The pages of the guide: their titles and files."""
    if not GUIDE.is_dir():
        return []
    return [(_title(path), path) for path in sorted(GUIDE.glob("*.md"))]


def _title(path: Path) -> str:
    with path.open(encoding="utf-8") as lines:
        first = lines.readline()
    return first.lstrip("# ").strip() or path.stem


class HelpScreen(CarrelScreen):
    """The keys of the place it was opened from, and the guide, page by page."""

    CSS_PATH = "../styles/help.tcss"
    HOME = Place.PAGE

    def __init__(self, opened_from: Place) -> None:
        super().__init__()
        self._from = opened_from
        self._guide = guide_pages()
        self._page = 0
        self.header = HeaderLine()
        self.text = Static("", markup=False, id="help-text")
        self.scroll = VerticalScroll(self.text, id="help-scroll")

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield self.header
        yield self.scroll
        yield FooterLine()

    def on_mount(self) -> None:
        """Show the keys first."""
        self.scroll.focus()
        self._show()

    def _show(self) -> None:
        titles = ["Keys", *(title for title, _ in self._guide)]
        self.header.left = f"Help: {titles[self._page]}"
        self.header.middle = f"page {self._page + 1} of {len(titles)}"
        if self._page == 0:
            self.text.update(keys_page(self.carrel.keymap, self._from))
        else:
            self.text.update(markdown.render(self._guide[self._page - 1][1].read_text(encoding="utf-8")))
        self.scroll.scroll_to(y=0, animate=False)

    def do_page_next(self) -> None:
        """The next page."""
        self._page = (self._page + 1) % (len(self._guide) + 1)
        self._show()

    def do_page_previous(self) -> None:
        """The page before."""
        self._page = (self._page - 1) % (len(self._guide) + 1)
        self._show()
