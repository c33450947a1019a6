"""What the store keeps beside a paper's description, made from it: orders, bylines, folded names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from seeds import byline, family_name, fold

TITLE_ORDER = 120
"""Characters by which titles are sorted."""

_ARTICLES = ("the ", "a ", "an ")


@lru_cache(maxsize=50_000)
def folded_name(name: str) -> str:
    """What makes two spellings one author. Kept, because the same people write many papers."""
    return fold(name) or name.casefold()


def first_family(authors: Sequence[str]) -> str:
    """The folded family name of the first author, empty when there is none."""
    return fold(family_name(authors[0])) if authors else ""


def authors_line(authors: Sequence[str], truncated: bool) -> tuple[str, str]:
    """What a paper's row keeps of its authors: the byline of lists, and the first one to sort by."""
    return byline(authors, truncated), first_family(authors)


def title_order(title: str) -> str:
    """By what a title is sorted: folded, without its leading article."""
    return order_of_folded(fold(title))


def order_of_folded(title: str) -> str:
    """The same for a title that is folded already."""
    for article in _ARTICLES:
        if title.startswith(article):
            title = title.removeprefix(article)
            break
    return title[:TITLE_ORDER]
