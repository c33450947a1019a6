"""Layout ``author-page``: one author's figures, then the papers with blank lines between.

Below the head ``LGMar 9, 2023Code`` stand title, ``Names · affiliation`` and abstract.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from seeds.draft import AuthorProfile, Draft
from seeds.harvest import Complaint, Item
from seeds.listings import page
from seeds.names import looks_like_names, split_names

NAME = "author-page"

_FIGURES = {
    "h_index": re.compile(r"h-index\s*([\d,]+)"),
    "papers": re.compile(r"([\d,]+)\s*papers?"),
    "citations": re.compile(r"([\d,]+)\s*citations?"),
    "novelty": re.compile(r"Novelty\s*([\d,]+)\s*%"),
    "ai_score": re.compile(r"AI Score\s*([\d,]+)"),
}
_COUNT = re.compile(r"[\d,]+ Papers?")


def why_not(lines: Sequence[str]) -> str:
    """Say why these lines are not an author's page; ``""`` when they are."""
    before, found = page.entries(lines)
    marks = sum(bool(_figure(text) or _COUNT.fullmatch(text)) for _, text in before[:40])
    if not found and marks < 2:
        return "no line has a category and a date, such as “LGMar 9, 2023”"
    if marks >= 2:
        return ""
    _, size = page.shape(lines)
    return "" if size >= 3 else "no figures such as “h-index39”, and fewer than 3 lines below the dates"


def read(lines: Sequence[str], as_of: date) -> Iterator[Item]:
    """Read the author's profile, if there is one, then one draft an entry."""
    before, found = page.entries(lines)
    yield from _profile(before)
    position = 0
    for entry in found:
        body = page.without_furniture(entry.body, 3)
        item = _paper(entry, body, as_of, position)
        position += isinstance(item, Draft)
        yield item
        yield from page.left_over(body[3:], "without a date line before it")


def _figure(text: str) -> tuple[str, int] | None:
    for name, pattern in _FIGURES.items():
        if (found := pattern.fullmatch(text)) and found[1].strip(",") and len(found[1]) < 16:
            return name, int(found[1].replace(",", ""))
    return None


def _profile(before: list[page.Line]) -> Iterator[Item]:
    figures = dict(figure for _, text in before if (figure := _figure(text)))
    words = [line for line in before if not _figure(line[1]) and not _COUNT.fullmatch(line[1])]
    if not figures:
        yield from page.left_over(words, "before the first entry")
        return
    first = next(number for number, text in before if _figure(text))
    header = [line for line in words if line[0] < first]
    if header:
        name, field = header[0][1], header[1][1] if len(header) > 1 else None
        yield AuthorProfile(name=name, field=field, **figures)
    else:
        yield Complaint(first, "the figures of an author stand without a name")
    yield from page.left_over(
        [line for line in words if line not in header[:2]], "in the author's header not understood"
    )


def _paper(entry: page.Entry, body: list[page.Line], as_of: date, position: int) -> Draft | Complaint:
    if not body:
        return Complaint(entry.number, f"nothing follows the date line “{entry.day}”")
    title = body[0][1]
    if len(body) < 3:
        return Complaint(entry.number, f"the entry {page.excerpt(title)} has no {_missing(body)}")
    if not looks_like_names(body[1][1]):
        return Complaint(body[1][0], f"no names below the title {page.excerpt(title)}")
    named = split_names(body[1][1])
    return entry.as_draft(title, named, body[2][1], position=position, as_of=as_of)


def _missing(body: list[page.Line]) -> str:
    """Name the parts that an entry of one or two lines lacks."""
    if len(body) == 1:
        return "names and no abstract"
    return "abstract" if looks_like_names(body[1][1]) else "names"
