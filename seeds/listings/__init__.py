"""Saved listing pages: what a reader copies out of a browser, with no format anybody promised.

Each layout is a module with a ``NAME``, ``why_not(lines)`` (why it does not read these lines,
``""`` when it does: judged by content, never by a file's name) and ``read(lines, as_of)``, a
generator of items. Lines come without their ends; numbers in complaints count from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol, cast

from seeds.harvest import Item
from seeds.listings import abstracts, arxiv_page, author_page, cards, hugging_face, search_page


class Layout(Protocol):
    """What a module has to offer to be a layout."""

    NAME: str

    def why_not(self, lines: Sequence[str]) -> str:
        """Say why these lines are not of this layout; ``""`` when they are."""

    def read(self, lines: Sequence[str], as_of: date) -> Iterator[Item]:
        """Read the lines to the end; dates without a year are at or before ``as_of``."""


# In the order in which they are tried: those with unmistakable marks first.
LAYOUTS: tuple[Layout, ...] = tuple(
    cast(Layout, module) for module in (arxiv_page, hugging_face, author_page, cards, abstracts, search_page)
)
