"""Layout ``search-page``: some furniture, then a title line and an abstract line a paper.

The page's button is glued to the first title (``SubscribeOLLIE: …``). Nothing but their looks
tells titles from abstracts, which is also how a missing line is noticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from seeds.draft import Draft
from seeds.harvest import Complaint, Item
from seeds.identify import code_link
from seeds.listings import page

NAME = "search-page"

_BUTTON = "Subscribe"
_GLUED_BUTTON = re.compile(r"Subscribe(?=[^\sa-z])")
_TITLE_LIMIT = 300
_ABSTRACT_AT_LEAST = 160


def why_not(lines: Sequence[str]) -> str:
    """Say why these lines are not titles and abstracts in turn; ``""`` when they are."""
    if page.shape(lines)[0]:
        return "it has date lines, which a search page does not have"
    texts = [text for _, text in _content(lines)]
    if len(texts) < 2:
        return "it has fewer than two lines"
    pairs = sum(_titleish(title) and _prose(text) for title, text in pairwise(texts))
    if pairs * 4 >= len(texts):
        return ""
    return f"only {pairs} of {len(texts)} lines are a title followed by an abstract"


def read(lines: Sequence[str], as_of: date) -> Iterator[Item]:
    """Read one draft a title with its abstract; a line without its other half is a complaint."""
    content = _content(lines)
    at = position = 0
    while at < len(content):
        number, text = content[at]
        following = content[at + 1][1] if at + 1 < len(content) else None
        if _prose(text) and not _titleish(text):
            yield Complaint(number, f"an abstract without a title: {page.excerpt(text)}")
            at += 1
        elif following is None or _is_next_title(content, at + 1):
            yield Complaint(number, f"the title {page.excerpt(text)} has no abstract")
            at += 1
        else:
            yield _draft(text, following, position, number)
            position += 1
            at += 2


def _content(lines: Sequence[str]) -> list[page.Line]:
    """The lines without furniture, the button taken off the first title."""
    everything = list(page.numbered(lines))
    kept = [line for line in everything if not page.is_furniture(line[1])]
    for index, (number, text) in enumerate(kept[:6]):
        button = _GLUED_BUTTON.match(text)
        if button and (index or len(kept) < len(everything)):
            return [(number, text[button.end() :]), *kept[index + 1 :]]
    return kept


def _titleish(text: str) -> bool:
    return len(text) <= _TITLE_LIMIT and not (text.endswith(".") and len(text) > _ABSTRACT_AT_LEAST)


def _prose(text: str) -> bool:
    return len(text) >= _ABSTRACT_AT_LEAST or (text.endswith(".") and text.count(" ") > 8)


def _is_next_title(content: list[page.Line], at: int) -> bool:
    """Say whether the line where an abstract should be begins the next pair instead."""
    text = content[at][1]
    if _prose(text):
        return False
    return at + 1 >= len(content) or _prose(content[at + 1][1])


def _draft(title: str, abstract: str, position: int, line: int) -> Draft:
    link = code_link(abstract)
    return Draft(
        title=title,
        code_url=link,
        has_code=link is not None,
        abstract=abstract,
        position=position,
        line=line,
    )
