"""What is known of a PDF once it has been read: plain values, as the process that read it sends them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

HYPHEN = "\u00ad"
"""Stands where a word was broken at the end of a line: the hyphen may belong to it or not."""

_COVERS = re.compile(r"JSTOR is a not-for-profit|HAL is a multi-?disciplinary open access", re.IGNORECASE)
_ALIKE = 0.05  # of the size: lines that differ by less are set in one type


class Line(NamedTuple):
    """A line of text: its size in points, its turn in degrees, and where it begins.

    ``x`` counts from the left and ``y`` from the bottom of the page, in points.
    """

    text: str
    size: float
    turn: int
    x: float
    y: float

    @property
    def upright(self) -> bool:
        """Whether it is read without tilting the head."""
        return self.turn == 0

    def is_set_like(self, other: Line) -> bool:
        """Whether two lines are set in one size."""
        return abs(self.size - other.size) <= _ALIKE * max(self.size, other.size)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its size in points and its lines, in the order of the file."""

    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def upright(self) -> list[Line]:
        """The lines that are read without tilting the head."""
        return [line for line in self.lines if line.upright]


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF: its first page (and the next, if that is a cover), its metadata, the digest of its bytes."""

    pages: int
    info: Mapping[str, str]
    xmp: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    sha256: str

    @property
    def first(self) -> Sheet:
        """The paper's own first page, behind what a library puts in front; an empty one if it has none."""
        covered = self.sheets and is_cover(line.text for line in self.sheets[0].lines)
        return next(iter(self.sheets[1 if covered else 0 :]), Sheet(0, 0, ()))

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Document:
        """What the process that read it sent."""
        sheets = (Sheet(w, h, tuple(Line(*line) for line in lines)) for w, h, lines in said["sheets"])
        return cls(said["pages"], said["info"], tuple(said["xmp"]), tuple(sheets), said["sha256"])


def is_cover(lines: Iterable[str]) -> bool:
    """Whether a page with these lines is what a library puts in front of a paper."""
    return any(_COVERS.search(line) for line in lines)


def one_line(text: str) -> str:
    """A text with its ligatures resolved, broken words joined, and one blank between words."""
    return " ".join(unicodedata.normalize("NFKC", text.replace(HYPHEN, "")).split())


def letters(text: str) -> str:
    """A text's letters and digits alone, folded: how it was broken into lines and words does not matter."""
    from seeds.text import fold

    return re.sub(r"[\W_]+", "", fold(one_line(text)))
