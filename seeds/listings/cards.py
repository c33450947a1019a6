"""Layout ``cards``: three lines a paper, title and names glued together on the second.

``LGNov 1, 2022Code`` / ``…Reasoning TasksSadegh Mahdavi, Kevin Swersky et al. · cmu`` / abstract.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from seeds.draft import Draft
from seeds.harvest import Complaint, Item
from seeds.listings import page
from seeds.names import split_glued

NAME = "cards"


def why_not(lines: Sequence[str]) -> str:
    """Say why these lines are not cards; ``""`` when they are."""
    count, size = page.shape(lines)
    if not count:
        return "no line has a category and a date, such as “LGMar 9, 2023”"
    return "" if size <= 2 else f"its entries have {size} lines below the date, not 2"


def read(lines: Sequence[str], as_of: date) -> Iterator[Item]:
    """Read one draft a card; a card that lacks a part is a complaint at its first line."""
    before, found = page.entries(lines)
    yield from page.left_over(before, "before the first entry")
    position = 0
    for entry in found:
        body = page.without_furniture(entry.body, 2)
        item = _card(entry, body, as_of, position)
        position += isinstance(item, Draft)
        yield item
        yield from page.left_over(body[2:], "without a date line before it")


def _card(entry: page.Entry, body: list[page.Line], as_of: date, position: int) -> Draft | Complaint:
    if not body:
        return Complaint(entry.number, f"nothing follows the date line “{entry.day}”")
    title, names, truncated, affiliation = split_glued(body[0][1])
    if len(body) < 2:
        missing = "abstract" if names else "title and names"
        return Complaint(entry.number, f"the entry {page.excerpt(body[0][1])} has no {missing}")
    if not names:
        return Complaint(body[0][0], f"no names at the end of the title {page.excerpt(title)}")
    named = (names, truncated, affiliation)
    return entry.as_draft(title, named, body[1][1], position=position, as_of=as_of)
