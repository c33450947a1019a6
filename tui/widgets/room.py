"""How the desk shares the screen: where sidebar, list and preview lie at a given size.

The app and the first frame both ask here, so that nothing moves when the one takes over from the other.
"""

from __future__ import annotations

from typing import NamedTuple

SIDEBAR_FROM = 90
"""Columns of the screen from which on the sidebar shows by itself."""
SIDEBAR_WIDTH = 28
"""With the line at its right."""
BESIDE_FROM = 120
"""Columns that list and preview need between them to stand side by side."""
PREVIEW_FROM_HEIGHT = 18
PREVIEW_SHARE = 0.38
BARS = 2
"""Lines that header and footer take."""


class Room(NamedTuple):
    """Cells: ``preview`` is its width where it stands ``beside`` the list, else its height; 0 hides it."""

    sidebar: int
    list_width: int
    list_height: int
    preview: int
    beside: bool


def share(width: int, height: int, *, sidebar: bool | None = None, preview: bool | None = None) -> Room:
    """Share the screen; ``sidebar`` and ``preview`` are what the reader wants, ``None`` what fits."""
    aside = SIDEBAR_WIDTH if (width >= SIDEBAR_FROM if sidebar is None else sidebar) else 0
    middle, lines = max(width - aside, 0), max(height - BARS, 0)
    beside = middle >= BESIDE_FROM
    shown = (beside or height >= PREVIEW_FROM_HEIGHT) and preview is not False
    size = round((middle if beside else lines) * PREVIEW_SHARE) if shown else 0
    if beside:
        return Room(aside, middle - size, lines, size, True)
    return Room(aside, middle, lines - size, size, False)
