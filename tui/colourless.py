"""Screens without any colour, for readers who set NO_COLOR (https://no-color.org).

Textual's own filter turns colours into greys. Signs, bold and underlined letters say everything that a
colour says here, so that all of them can go; what a click needs to know of a place stays.
"""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter


@lru_cache(4096)
def _without_colour(style: Style) -> Style:
    plain = style.without_color
    return plain + Style.from_meta(style.meta) if style.meta else plain


class Colourless(LineFilter):
    """Takes the colours from lines and leaves the rest of their styles."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments of a line, colourless."""
        return [Segment(text, style and _without_colour(style), control) for text, style, control in segments]
