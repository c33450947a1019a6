"""A list of lines under a cursor, drawn a line at a time, so that its length costs nothing.

Everything in Carrel that has a cursor is one of these: a million papers, the sidebar, the history,
the tags. Subclasses say how many lines there are and draw one; this module moves, scrolls, caches
and listens to the mouse. Scrolling is never animated: a key has to be answered at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.commands import Step
from tui.theme import COLOURS, DARK
from tui.widgets.looks import Look, look_of

CONTEXT_LINES = 2
"""Lines kept in sight above and below the cursor."""


def style_of(look: Look, theme: str) -> Style:
    """A look in the colours of a theme."""
    colours = COLOURS.get(theme, COLOURS[DARK])
    return Style(
        color=colours.get(look.colour),
        bgcolor=colours.get(look.on),
        bold=look.bold or None,
        italic=look.italic or None,
        strike=look.strike or None,
        underline=look.underline or None,
    )


class LineList(ScrollView, can_focus=True):
    """The base of the lists; ``cursor`` is the index of the line the reader is on."""

    cursor: reactive[int] = reactive(0, repaint=False)
    virtual_size = reactive(Size(0, 0), layout=False, repaint=False)
    lit: reactive[bool] = reactive(True)
    """Whether the cursor shows; not where a line to type comes first and nothing was moved to yet."""

    class Moved(Message):
        """The cursor is on another line."""

        def __init__(self, lines: LineList, index: int) -> None:
            super().__init__()
            self.lines = lines
            self.index = index

        @property
        def control(self) -> LineList:
            """The list that sent this."""
            return self.lines

    class Opened(Moved):
        """The line was entered: double-clicked, or clicked where one click is enough."""

    OPENS_ON_CLICK: ClassVar[int] = 2
    """How many clicks open a line."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._strips: LRUCache[object, Strip] = LRUCache(600)
        self._looks: dict[tuple[str, bool], Style] = {}

    # What a subclass says.

    def line_count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def draw(self, index: int, width: int) -> list[Segment]:
        """The line at ``index`` in at most ``width`` cells, without its background."""
        raise NotImplementedError

    def can_rest(self, index: int) -> bool:
        """Whether the cursor may stand on the line; headings say no."""
        return True

    def line_look(self, index: int) -> Style | None:
        """A background for the line besides the cursor's."""
        return None

    # Drawing.

    def look(self, name: str, index: int = -1) -> Style:
        """The style for a look on line ``index``, computed once a theme."""
        key = name, index == self.cursor and self.lit and self.has_focus
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = style_of(look_of(name, under_cursor=key[1]), self.app.theme)
        return found

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old colours."""
        super().notify_style_update()
        self._looks.clear()
        self._strips.clear()

    def redraw(self) -> None:
        """The lines changed, in number perhaps: measure and draw again."""
        self._strips.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, self.line_count())
        self.cursor = self._nearest(min(self.cursor, self.line_count() - 1), 1)
        self.refresh()

    def on_resize(self) -> None:
        """The width is part of every line."""
        self._strips.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, self.line_count())
        self.show_cursor()

    def watch_virtual_size(self, size: Size) -> None:
        """More lines or fewer change the scrollbar, and not where anything lies on the screen."""
        self._scroll_update(size)

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """The layout knows nothing of the lines; without a word on them the scrollbar stays as it is."""
        return super()._size_updated(size, self.virtual_size, container_size, layout)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """All but the one for colours that a terminal names: the lines wear the theme's."""
        return [each for each in super().get_line_filters() if not isinstance(each, ANSIToTruecolor)]

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        index, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if not 0 <= index < self.line_count() or width <= 0:
            return Strip.blank(max(width, 0), self.rich_style)
        key = (index, width, index == self.cursor and (2 if self.has_focus else 1))
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._draw_strip(index, width)
        return strip

    def _page(self) -> Style:
        """What lies behind the lines: the same for all, and slow to find out for each."""
        found = self._looks.get(("", False))
        if found is None:
            found = self._looks["", False] = self.rich_style
        return found

    def _draw_strip(self, index: int, width: int) -> Strip:
        look = self._page()
        own = self.line_look(index)
        if own is not None:
            look = look + own
        if index == self.cursor and self.lit:
            look = look + self.look("cursor" if self.has_focus else "cursor-away")
        return Strip(self.draw(index, width)).adjust_cell_length(width, look).apply_style(look)

    def on_focus(self) -> None:
        """The cursor line looks different with the keyboard here."""
        self._refresh_index(self.cursor)

    def on_blur(self) -> None:
        """Likewise."""
        self._refresh_index(self.cursor)

    def _refresh_index(self, index: int) -> None:
        self.refresh(Region(0, index - self.scroll_offset.y, max(self.size.width, 1), 1))

    # Moving.

    def move(self, step: Step) -> None:
        """Take the cursor a step."""
        page = max(self.scrollable_content_region.height, 1)
        last = self.line_count() - 1
        aims = {
            Step.UP: self.cursor - 1,
            Step.DOWN: self.cursor + 1,
            Step.TOP: 0,
            Step.BOTTOM: last,
            Step.HALF_UP: self.cursor - page // 2,
            Step.HALF_DOWN: self.cursor + page // 2,
            Step.PAGE_UP: self.cursor - page,
            Step.PAGE_DOWN: self.cursor + page,
        }
        self.cursor = self._nearest(aims[step], -1 if "up" in step or step is Step.BOTTOM else 1)

    def _nearest(self, index: int, direction: int) -> int:
        """The line at ``index``, or the next in ``direction`` (or else the other) the cursor may be on."""
        count = self.line_count()
        index = max(0, min(index, count - 1))
        for way in (direction, -direction):
            at = index
            while 0 <= at < count:
                if self.can_rest(at):
                    return at
                at += way
        return max(index, 0)

    def validate_cursor(self, index: int) -> int:
        """Keep the cursor on a line there is."""
        return max(0, min(index, self.line_count() - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two lines that changed, and bring the cursor into sight."""
        self._refresh_index(old)
        self._refresh_index(new)
        self.show_cursor()
        if old != new:
            self.post_message(self.Moved(self, new))

    def watch_lit(self) -> None:
        """Draw the cursor, or take it away."""
        self._strips.clear()

    def show_cursor(self) -> None:
        """Scroll as far as needed and no further."""
        height = self.scrollable_content_region.height
        margin = min(CONTEXT_LINES, max(height - 1, 0) // 2)
        top = self.scroll_offset.y
        if self.cursor < top + margin:
            top = self.cursor - margin
        elif self.cursor >= top + height - margin:
            top = self.cursor - height + margin + 1
        top = max(0, min(top, self.line_count() - height))
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True, immediate=True)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points; enough clicks open the line."""
        index = event.y + self.scroll_offset.y
        if not 0 <= index < self.line_count() or not self.can_rest(index):
            return
        self.cursor = index
        self.clicked(index, event)
        if event.chain == self.OPENS_ON_CLICK:
            self.post_message(self.Opened(self, index))

    def clicked(self, index: int, event: events.Click) -> None:
        """A hook for what else a click may mean."""
