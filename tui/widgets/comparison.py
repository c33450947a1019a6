"""Two papers side by side, or one above the other where there is no room, with what differs marked.

A sign stands beside every difference, so that nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from textual.content import Content

from tui.comparing import SAME, Facing, facing
from tui.safe_text import cells, content, safe, width_of
from tui.widgets.columns import readable_title
from tui.widgets.looks import MATCH

if TYPE_CHECKING:
    from storage import Paper

BESIDE_FROM = 72
"""Cells from which two columns are readable."""

NAME = 10
SIGN = 2
GAP = 2
LONGEST = 1_200
"""Characters of a field that are compared on the screen."""

Words = Sequence[tuple[str, str]]
"""Words, each with its style."""


def comparison(left: Paper, right: Paper, width: int) -> Content:
    """All fields of two papers in ``width`` cells."""
    beside = width >= BESIDE_FROM
    room = (width - NAME - SIGN - GAP) // 2 if beside else width - NAME - SIGN
    lines = [line for field in facing(left, right) for line in _field(_readable(field), room, beside=beside)]
    return Content("\n").join(lines)


def _readable(field: Facing) -> Facing:
    if field.name == "title":
        return Facing(field.name, readable_title(field.left), readable_title(field.right))
    return field


def _field(field: Facing, room: int, *, beside: bool) -> Iterator[Content]:
    name = content(cells(field.name, NAME), "$faint")
    sign = field.sign
    if sign == SAME:
        for line in _wrapped(_plain(field.left, "$quiet"), room * 2 + GAP if beside else room):
            yield name + content(f"{sign} ", "$faint") + line
            name, sign = content(" " * NAME), " "
        return
    sides = [_marked(field.left, field.right), _marked(field.right, field.left)]
    if beside:
        yield from _beside(name, sign, *(list(_wrapped(side, room)) for side in sides), room=room)
        return
    for sign, side in zip("<>", sides, strict=True):
        for number, line in enumerate(_wrapped(side, room)):
            yield name + content(f"{' ' if number else sign} ", "bold $accent") + line
            name = content(" " * NAME)


def _beside(
    name: Content, sign: str, left: Sequence[Content], right: Sequence[Content], *, room: int
) -> Iterator[Content]:
    for mine, theirs in zip_longest(left, right, fillvalue=Content("")):
        filled = mine + Content(" " * (room - mine.cell_length + GAP))
        yield name + content(f"{sign} ", "bold $accent") + filled + theirs
        name, sign = content(" " * NAME), " "


def _plain(text: str, style: str) -> Words:
    return [(word, style) for word in safe(text, limit=LONGEST).split()]


def _marked(text: str, other: str) -> Words:
    """The words of ``text``; those that ``other`` has not stand out, unless nothing is shared at all."""
    words = safe(text, limit=LONGEST).split()
    known = {_bare(word) for word in safe(other, limit=LONGEST).split()}
    shared = any(_bare(word) in known for word in words)
    return [(word, MATCH if shared and _bare(word) not in known else "$ink") for word in words]


def _bare(word: str) -> str:
    """A word without the commas and colons at its ends, if there is more to it than those."""
    return word.strip(".,:;!?()[]“”\"'") or word


def _wrapped(words: Words, room: int) -> Iterator[Content]:
    """Lines of at most ``room`` cells."""
    line, used = Content(""), 0
    for word, style in ((piece, style) for whole, style in words for piece in _pieces(whole, room)):
        wide = width_of(word)
        if used and used + 1 + wide > room:
            yield line
            line, used = Content(""), 0
        line += Content(" " if used else "") + content(word, style)
        used += wide + (1 if used else 0)
    if used:
        yield line


def _pieces(word: str, room: int) -> Iterator[str]:
    """A word, in pieces where it is wider than a line, as words of Chinese often are."""
    while width_of(word) > room:
        end = max(1, next(n for n in range(len(word), 0, -1) if n == 1 or width_of(word[:n]) <= room))
        yield word[:end]
        word = word[end:]
    yield word
