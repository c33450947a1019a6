r"""The one boundary between text that others wrote and the reader's terminal.

Neither Rich nor Textual strips escape sequences: a title may move the cursor, write to the
clipboard or rename the window, and ``[x]`` in it may vanish, crash the parser or run an action.
Everything that was not written in this program's source passes :func:`safe` before it is drawn,
and reaches widgets as :class:`~textual.content.Content`, which is never parsed as markup.

What cannot be seen is either shown (``ESC`` becomes ``␛``) or dropped where its absence looks the
same (zero-width characters), so that the width computed is the width drawn. Textual and Rich are
imported where they are needed only: the command line uses :func:`safe` without them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from textual.content import Content

SafeText = NewType("SafeText", str)
"""Text that went through :func:`safe`."""

LINE_LIMIT = 2_000
PAGE_LIMIT = 200_000
PAGE_LINES = 2_000
"""Fifty screens: each line takes its time to be set, whether or not anybody ever goes down to it."""
MARKS_KEPT = 4
"""More combining marks than this on one letter are no language, but a flood over the lines above."""

_UNKNOWN = "\ufffd"
_FAR = re.compile(rf"[^\x00-\u02ff]{{{MARKS_KEPT + 1},}}")  # compiles in a tenth of the time of its twin
_BLANKS = (0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0)
# Zero-width characters, variation selectors and skin tones: terminals disagree about what they do to
# the width of their neighbours, and without them every character is as wide as it says.
_DROPPED = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x2060, 0x2065), (0x206A, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB), (0x1D173, 0x1D17A), (0x1F3FB, 0x1F3FF), (0xE0100, 0xE01EF),
)  # fmt: skip
# C1, the bidirectional overrides and isolates that reorder a line, surrogates, tags, noncharacters.
_SHOWN = (
    (0x80, 0x9F), (0x202A, 0x202E), (0x2066, 0x2069), (0xD800, 0xDFFF), (0xFDD0, 0xFDEF), (0xE0000, 0xE007F),
)  # fmt: skip


@cache
def _table(single_line: bool) -> dict[int, str]:
    """What each dangerous character is drawn as."""
    table = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "␡"}
    table |= {code: _UNKNOWN for first, last in _SHOWN for code in range(first, last + 1)}
    table |= {plane << 16 | last: _UNKNOWN for plane in range(17) for last in (0xFFFE, 0xFFFF)}
    table |= {code: "" for first, last in _DROPPED for code in range(first, last + 1)}
    table |= dict.fromkeys(_BLANKS, " ")
    table |= {0x1F1E6 + letter: chr(ord("A") + letter) for letter in range(26)}  # flags, as their letters
    newline = " " if single_line else "\n"
    return (
        table | {9: " " if single_line else "    "} | dict.fromkeys((10, 13, 0x85, 0x2028, 0x2029), newline)
    )


def _thin_marks(run: re.Match[str]) -> str:
    """Keep the first few combining marks of each letter in ``run``."""
    kept: list[str] = []
    marks = 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= MARKS_KEPT:
            kept.append(character)
    return "".join(kept)


def safe(text: str, *, single_line: bool = True, limit: int | None = None) -> SafeText:
    r"""Give ``text`` so that drawing it does nothing but draw it.

    Newlines stay unless ``single_line``. Text longer than ``limit`` characters is cut before
    anything is computed, and ends in an ellipsis. Safe text passes unchanged.

    >>> safe("T\x1b]0;owned\x07 [red]x[/]")
    'T␛]0;owned␇ [red]x[/]'
    """
    limit = limit or (LINE_LIMIT if single_line else PAGE_LIMIT)
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    if text.isascii() and text.isprintable():
        return SafeText(text)
    text = text.replace("\r\n", "\n").translate(_table(single_line))
    return SafeText(_FAR.sub(_thin_marks, text))


def drawn_lengths(text: str) -> list[int] | None:
    """For each character of a ``text`` of several lines, how many :func:`safe` makes of it.

    ``None`` where it does not take them one by one.
    """
    table = _table(False)
    drawn = [table.get(ord(character), character) for character in text]
    whole = safe(text, single_line=False, limit=len(text)) if text else ""
    return list(map(len, drawn)) if "".join(drawn) == whole else None


def page(text: str) -> SafeText:
    """Safe ``text`` of several lines, as many as a page shows; those that are left out are counted."""
    lines = safe(text, single_line=False).split("\n")
    more = len(lines) - PAGE_LINES
    return SafeText("\n".join([*lines[:PAGE_LINES], f"… and {more:,} more lines"] if more > 0 else lines))


def width_of(text: str) -> int:
    """The terminal cells that safe ``text`` takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def cells(text: str, width: int, *, pad: bool = True) -> SafeText:
    """Cut ``text`` to ``width`` terminal cells, with an ellipsis where it was longer, and pad it.

    A character two cells wide is never halved: a space takes the place that is left over.
    """
    if width <= 0:
        return SafeText("")
    # No character is wider than two cells, so what lies beyond cannot show; marks take room, not cells.
    line = safe(text, limit=max(width, 1) * (MARKS_KEPT + 1) + 1)
    if width_of(line) > width:
        line = SafeText(_cut(line, width - 1) + "…")
    return SafeText(line + " " * (width - width_of(line))) if pad else line


def _cut(line: str, width: int) -> str:
    if line.isascii():
        return line[:width].rstrip()
    from rich.cells import set_cell_size

    return set_cell_size(line, width).rstrip()


def content(text: str, style: str = "", *, single_line: bool = True) -> Content:
    """Make ``text`` a piece of Textual content in ``style``, without reading markup in it."""
    from textual.content import Content

    return Content.styled(safe(text, single_line=single_line), style)
