"""Why a paper is shown beside another, in words: alike for the command line and the app."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage import Related

MOST = 3
"""Authors and tags named; more are counted."""


def shared(related: Related) -> str:
    """What a paper has in common with the one it was found by.

    ``shares: lottery, ticket; by Jonathan Frankle; #pruning; cs.LG``
    """
    return "; ".join(_parts(related))


def _parts(related: Related) -> Iterator[str]:
    if related.words:
        yield f"shares: {', '.join(related.words)}"
    if related.authors:
        yield f"by {_some(related.authors)}"
    if related.tags:
        yield _some([f"#{tag}" for tag in related.tags])
    if related.category:
        yield related.category


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST
    return ", ".join(names[:MOST]) + (f" and {more} more" if more > 0 else "")
