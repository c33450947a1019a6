"""What the store keeps beside a paper's description, made from it: orders, bylines, folded names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from seeds import byline, digest_of_folded, family_name, fold, search_text_of_folded

TITLE_ORDER = 120
"""Characters by which titles are sorted."""

TELLING_ABSTRACT = 7
"""An abstract of fewer words ("Not available.") says too little to stand for a paper."""

SAYS_NOTHING = 20
"""Words below which an abstract that speaks of an abstract says only that there is none."""

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


def abstract_digest(folded: str) -> str:
    """What stands for a folded abstract; empty for one that could be anybody's."""
    if len(folded) < 40 * TELLING_ABSTRACT:
        words = search_text_of_folded(folded).split()
        if len(words) < TELLING_ABSTRACT or (len(words) < SAYS_NOTHING and "abstract" in folded):
            return ""
    return digest_of_folded(folded)
