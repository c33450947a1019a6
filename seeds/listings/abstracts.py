"""Layout ``abstracts``: one ``Abstract:…`` line a paper, and no title at all.

Each gets a provisional title, until a later source has the same abstract with a real one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from seeds.draft import Draft
from seeds.harvest import Complaint, Item
from seeds.identify import code_link
from seeds.listings import page
from seeds.provisional import provisional_title

NAME = "abstracts"

_PREFIX = "Abstract:"


def why_not(lines: Sequence[str]) -> str:
    """Say why these lines are not bare abstracts; ``""`` when they are."""
    texts = [text for _, text in page.numbered(lines) if not page.is_furniture(text)]
    marked = sum(text.startswith(_PREFIX) for text in texts)
    if not marked:
        return "no line begins with “Abstract:”"
    return "" if marked * 2 >= len(texts) else f"only {marked} of {len(texts)} lines begin with “Abstract:”"


def read(lines: Sequence[str], as_of: date) -> Iterator[Item]:
    """Read one draft with a provisional title a line; ``as_of`` has no say here."""
    position = 0
    for number, text in page.numbered(lines):
        abstract = text.removeprefix(_PREFIX).strip()
        if text.startswith(_PREFIX) and abstract:
            yield _draft(abstract, position, number)
            position += 1
        elif text.startswith(_PREFIX):
            yield Complaint(number, "nothing follows “Abstract:”")
        else:
            yield from page.left_over([(number, text)], "that does not begin with “Abstract:”")


def _draft(abstract: str, position: int, line: int) -> Draft:
    link = code_link(abstract)
    return Draft(
        title=provisional_title(abstract),
        provisional_title=True,
        code_url=link,
        has_code=link is not None,
        abstract=abstract,
        position=position,
        line=line,
    )
