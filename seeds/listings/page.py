"""What the layouts share: numbered lines, the dated line that begins an entry, and furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from seeds.categories import category
from seeds.dates import parse_listed
from seeds.draft import Draft
from seeds.harvest import Complaint
from seeds.identify import code_link

# `LGMar 9, 2023Code`: tag, date and flag with nothing between them.
_HEAD = re.compile(
    r"(?P<tag>[A-Za-z][A-Za-z-]{0,11}?(?:\.[A-Za-z-]{2,12}?)?)?"
    r"(?P<date>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}(?:, \d{4})?)"
    r"\s*(?P<code>Code)?"
)
# Buttons and counters that come along when a page is copied; never a title.
_FURNITURE = re.compile(
    r"[\d.,]{1,9}[kKmM]?|[-–—•·|*#+<>/\s]+|(?:load|show|see|view|read) more.{0,20}|next|previous|back to top|"
    r"page \d+(?: of \d+)?|sign (?:up|in|out).{0,20}|log ?(?:in|out)|subscribe|upvotes?|upvote \d+|"
    r"get trending papers.{0,80}|submitted by .{1,60}|published on .{1,40}|"
    r"\d+ (?:authors?|comments?|likes?|upvotes?)|"
    r"(?:©|copyright ).{1,80}|pdf|html|arxiv|github|share|save|bibtex|cite|view (?:pdf|paper|arxiv page)",
    re.IGNORECASE,
)
_FURNITURE_LIMIT = 120

Line = tuple[int, str]

Named = tuple[tuple[str, ...], bool, str | None]
"""Names as listed, whether there are more of them, and the affiliation."""


@dataclass(slots=True)
class Entry:
    """One dated entry: its head, and the lines up to the next head."""

    number: int
    tag: str | None
    day: str
    has_code: bool
    body: list[Line] = field(default_factory=list)

    def published(self, as_of: date) -> str:
        """Give the ISO date; raises ValueError when there is no such day."""
        return parse_listed(self.day, as_of)

    def category(self) -> str | None:
        """Give the category in arXiv form."""
        return category(self.tag) if self.tag else None

    def as_draft(
        self, title: str, named: Named, abstract: str, *, position: int, as_of: date
    ) -> Draft | Complaint:
        """Give the paper of this entry, or a complaint when its date does not exist.

        ``named`` is the names as listed, whether there are more, and the affiliation.
        """
        names, truncated, affiliation = named
        try:
            published = self.published(as_of)
        except ValueError as error:
            return Complaint(self.number, f"{error}; the entry {excerpt(title)} was left out")
        return Draft(
            title=title,
            authors=names,
            authors_truncated=truncated,
            affiliations=(affiliation,) if affiliation else (),
            published=published,
            category=self.category(),
            code_url=code_link(abstract),
            has_code=self.has_code,
            abstract=abstract,
            position=position,
            line=self.number,
        )


def numbered(lines: Sequence[str]) -> Iterator[Line]:
    """Give the lines that say something, stripped, with their numbers."""
    for number, line in enumerate(lines, 1):
        if text := line.strip():
            yield number, text


def is_head(text: str) -> bool:
    """Say whether a line begins a dated entry."""
    return len(text) < 60 and _HEAD.fullmatch(text) is not None


def is_furniture(text: str) -> bool:
    """Say whether a line is part of the page rather than of a paper."""
    return len(text) <= _FURNITURE_LIMIT and _FURNITURE.fullmatch(text) is not None


def entries(lines: Sequence[str]) -> tuple[list[Line], list[Entry]]:
    """Give the lines before the first head, and the dated entries, without blank lines."""
    before: list[Line] = []
    found: list[Entry] = []
    for number, text in numbered(lines):
        head = _HEAD.fullmatch(text) if len(text) < 60 else None
        if head:
            found.append(Entry(number, head["tag"], head["date"], head["code"] is not None))
        elif found:
            found[-1].body.append((number, text))
        else:
            before.append((number, text))
    return before, found


def shape(lines: Sequence[str]) -> tuple[int, int]:
    """Give the number of dated entries and how many lines most of them have below their head."""
    sizes = [sum(not is_furniture(text) for _, text in entry.body) for entry in entries(lines)[1]]
    return len(sizes), max(sorted(set(sizes)), key=sizes.count, default=0)


def without_furniture(body: list[Line], wanted: int) -> list[Line]:
    """Leave furniture out of an entry, but only as long as there are more lines than wanted."""
    kept = list(body)
    while len(kept) > wanted and any(is_furniture(text) for _, text in kept):
        kept.remove(next(line for line in reversed(kept) if is_furniture(line[1])))
    return kept


def left_over(lines: Sequence[Line], where: str) -> Iterator[Complaint]:
    """Complain about lines that belong to no entry, one complaint for a run of them."""
    lines = [line for line in lines if not is_furniture(line[1])]
    if lines:
        count = "a line" if len(lines) == 1 else f"{len(lines)} lines"
        yield Complaint(lines[0][0], f"{count} {where}: {excerpt(lines[0][1])}")


def excerpt(text: str) -> str:
    """Give the beginning of a text in quotation marks, for a complaint."""
    return f"“{text if len(text) <= 60 else text[:57].rstrip() + '…'}”"
