"""Painting what a key changed before anything else, and no more of the screen than that.

Textual paints at the next beat of a timer, after the widget and the screen have sent each other messages,
and for a change of two lines asks every widget on the screen for all its lines. Both cost more than drawing
the two lines, and a person who holds a key down sees it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual._compositor import Compositor
from textual.geometry import Region
from textual.screen import Screen

if TYPE_CHECKING:
    from textual.strip import Strip
    from textual.widget import Widget


class LineCompositor(Compositor):
    """Asks widgets only for the lines that are painted."""

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if crop is None:
            yield from super()._get_renders(crop)
            return
        band = Region(0, crop.y, self.size.width, crop.height)
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip).intersection(band)
            if shown and shown.overlaps(crop):
                yield region, shown, widget.render_lines(shown.translate(-region.offset))


class Painting(Screen[Any]):
    """A screen that can paint a widget at once."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = LineCompositor()

    def _compositor_refresh(self) -> None:
        """Textual works out the whole picture during a batch, too, and then throws it away."""
        if not self.app._batch_count:
            super()._compositor_refresh()

    def paint_waiting(self) -> None:
        """Paint, now, all that waited for a batch to end."""
        self._compositor.update_widgets(self._dirty_widgets)
        self._compositor_refresh()

    def paint(self, widget: Widget) -> None:
        """Paint what has changed of ``widget``, now; the rest of the screen follows in its time."""
        bars = {widget.vertical_scrollbar} if widget.show_vertical_scrollbar else set()
        painted = ({widget} | bars) & self._compositor.visible_widgets.keys()
        if painted and self.app.screen is self and not self.app._batch_count:
            others = self._dirty_widgets - painted
            self._compositor.update_widgets(painted)
            self._compositor_refresh()  # which takes all for painted
            self._dirty_widgets |= others
