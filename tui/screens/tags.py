"""The tags of one paper or of many: typed with completion, or ticked in the list of all tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from tui.commands import Place, Step
from tui.safe_text import cells, content
from tui.screens.dialogue import Dialogue
from tui.widgets.bars import FooterLine
from tui.widgets.filter_bar import SafeInput
from tui.widgets.line_list import LineList
from tui.widgets.sidebar import clause

if TYPE_CHECKING:
    from storage import Reader

FEW = 300
"""Up to so many papers are read to see which tags they wear."""


class Worn(StrEnum):
    """How many of the chosen papers wear a tag."""

    ALL = "☑"
    SOME = "▣"
    NONE = "☐"


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag in the list: as it was on the papers, and as it shall be."""

    name: str
    was: Worn
    now: Worn
    papers: int = 0
    new: bool = False

    def toggled(self) -> Tag:
        """On all papers, or on none when it was on all."""
        return replace(self, now=Worn.NONE if self.now is Worn.ALL else Worn.ALL)


def wearing(reader: Reader, ids: Sequence[int], tags: Iterable[str]) -> Counter[str]:
    """How many of the papers ``ids`` wear each of ``tags``.

    Of many papers few wear a tag, as a rule, so that then the tags are asked for their papers.
    """
    if len(ids) <= FEW:
        return Counter(tag for row in reader.rows(ids) for tag in row.tags)
    chosen, anywhere = set(ids), "(is:trashed OR NOT is:trashed)"
    found = ((tag, reader.ids(f"{clause('tag', tag)} {anywhere}")) for tag in tags)
    return Counter({tag: len(chosen.intersection(papers)) for tag, papers in found})


def matching(tags: Sequence[Tag], typed: str) -> list[Tag]:
    """The tags that fit what is typed: beginnings first, and a new one when none is just that."""
    from seeds import fold

    wanted = fold(typed.strip().lstrip("#"))
    if not wanted:
        return list(tags)
    begins = [tag for tag in tags if fold(tag.name).startswith(wanted)]
    inside = [tag for tag in tags if wanted in fold(tag.name) and tag not in begins]
    exact = any(fold(tag.name) == wanted for tag in begins)
    new = [] if exact else [Tag(typed.strip().lstrip("#"), Worn.NONE, Worn.NONE, new=True)]
    return begins + inside + new


class TagLines(LineList):
    """The tags that fit, each with its tick."""

    OPENS_ON_CLICK = 1

    def __init__(self) -> None:
        super().__init__()
        self.tags: Sequence[Tag] = ()

    def line_count(self) -> int:
        """How many lines there are."""
        return len(self.tags)

    def draw(self, index: int, width: int) -> list[Segment]:
        """Draw a line."""
        tag = self.tags[index]
        about = "new" if tag.new else f"{tag.papers:,}" if tag.papers else ""
        changed = tag.now is not tag.was
        room = max(width - len(about) - 6, 1)
        return [
            Segment(f" {tag.now} ", self.look("strong", index)),
            Segment(cells(f"#{tag.name}", room), self.look("strong", index) if changed else None),
            Segment(f"  {about} ", self.look("quiet", index)),
        ]


class TagsScreen(Dialogue):
    """Changes the tags of the papers ``ids``; ``worn`` says how many of them wear a tag.

    Enter ticks what was typed or moved to; with neither, it keeps the ticks and closes.
    """

    HOME = Place.TAGS

    def __init__(self, ids: Sequence[int], worn: Mapping[str, int], known: Sequence[tuple[str, int]]) -> None:
        papers = f"{len(ids):,} papers" if len(ids) != 1 else "this paper"
        super().__init__(f"Tags of {papers}")
        self._ids = list(ids)
        names = dict.fromkeys(worn, 0) | dict(known)
        self.tags = {name: self._tag(name, worn.get(name, 0), papers) for name, papers in names.items()}
        self.line = SafeInput(placeholder="type a tag, old or new")
        self.lines = TagLines()

    def _tag(self, name: str, wearing: int, papers: int) -> Tag:
        was = Worn.NONE if not wearing else Worn.ALL if wearing == len(self._ids) else Worn.SOME
        return Tag(name, was, was, papers)

    @property
    def picking(self) -> bool:
        """Whether Enter would take the line under the cursor."""
        return self.lines.lit

    @picking.setter
    def picking(self, picking: bool) -> None:
        self.lines.lit = picking

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        with Vertical(classes="dialogue"):
            yield self.heading()
            yield self.line
            yield self.lines
            yield FooterLine()

    def on_mount(self) -> None:
        """Ready to type."""
        self.picking = False
        self.lines.can_focus = False
        self.line.focus()
        self._list()

    def _list(self) -> None:
        """Show what fits; ticked tags first while nothing is typed."""
        order: Callable[[Tag], tuple[bool, str]] = lambda tag: (tag.was is Worn.NONE, tag.name.casefold())  # noqa: E731
        self.lines.tags = matching(sorted(self.tags.values(), key=order), self.line.value)
        self.lines.styles.height = max(1, min(len(self.lines.tags), 12, self.size.height - 10))
        self.lines.redraw()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another letter: list what fits."""
        event.stop()
        self.picking = bool(event.value.strip())
        self.lines.cursor = 0
        self._list()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """A click ticks."""
        event.stop()
        self._tick()
        self.line.focus()

    def _tick(self) -> None:
        if not self.lines.tags:
            return
        tag = self.lines.tags[self.lines.cursor].toggled()
        self.tags[tag.name] = replace(tag, new=False)
        self.picking = False
        if self.line.value:
            self.line.value = ""
        self._list()
        names = [each.name for each in self.lines.tags]
        self.lines.cursor = names.index(tag.name)
        self.picking = False

    def do_tags_toggle(self) -> None:
        """Tick what was typed or moved to; with neither, keep and close."""
        if self.picking:
            self._tick()
        else:
            self.do_tags_keep()

    def do_tags_keep(self) -> None:
        """Put the ticks on the papers."""
        add = [tag.name for tag in self.tags.values() if tag.now is not tag.was and tag.now is Worn.ALL]
        remove = [tag.name for tag in self.tags.values() if tag.now is not tag.was and tag.now is Worn.NONE]
        ids = self._ids
        if add or remove:
            self.change(lambda library: library.tag(ids, add=add, remove=remove), say=True)
        self.dismiss(None)

    def do_tags_leave(self) -> None:
        """Leave the papers as they are."""
        self.dismiss(None)

    def do_tags_down(self) -> None:
        """The next tag."""
        self._move(Step.DOWN)

    def do_tags_up(self) -> None:
        """The tag before."""
        self._move(Step.UP)

    def _move(self, step: Step) -> None:
        if self.picking or step is Step.UP:
            self.lines.move(step)
        self.picking = True

    def do_tags_complete(self) -> None:
        """The tag under the cursor into the line."""
        if self.lines.tags:
            self.line.value = str(content(self.lines.tags[self.lines.cursor].name))
            self.line.cursor_position = len(self.line.value)
