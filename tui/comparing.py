"""Two papers field by field, for those who must decide whether they are one work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from storage import Paper

SAME, DIFFER, LEFT, RIGHT = "=", "≠", "<", ">"
"""Signs: both say the same, each says something else, only one says anything."""


class Facing(NamedTuple):
    """What two papers say in one field; empty where one is silent."""

    name: str
    left: str
    right: str

    @property
    def sign(self) -> str:
        """How the two stand to each other."""
        if self.left == self.right:
            return SAME
        return DIFFER if self.left and self.right else LEFT if self.left else RIGHT


def facing(left: Paper, right: Paper) -> list[Facing]:
    """All fields in which at least one paper says something, in the order of a page."""
    mine, theirs = dict(_said(left)), dict(_said(right))
    names = dict.fromkeys([*mine, *theirs])
    faced = [Facing(name, mine.get(name, ""), theirs.get(name, "")) for name in names]
    return [each for each in faced if each.left or each.right]


def _said(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "key", paper.key
    yield "title", paper.title
    yield "authors", ", ".join([*paper.authors, *(["et al."] if paper.authors_truncated else [])])
    yield "published", paper.published or ""
    yield "kind", paper.kind
    yield "venue", paper.venue or ""
    yield "category", paper.category or ""
    for scheme in ("doi", "arxiv", *paper.identifiers):
        yield scheme, " ".join(paper.identifiers.get(scheme, ()))
    yield "url", paper.url or ""
    yield "code", paper.code_url or ("published" if paper.has_code else "")
    yield "file", paper.file_path or ""
    yield "state", ", ".join(_followed(paper))
    yield "tags", " ".join(f"#{tag}" for tag in paper.tags)
    yield "notes", str(len(paper.notes) or "")
    yield "seen in", ", ".join(dict.fromkeys(seen.name for seen in paper.sources))
    yield "added", paper.added[:10]
    yield "abstract", paper.abstract or ""


def _followed(paper: Paper) -> Iterator[str]:
    yield paper.state
    if paper.starred:
        yield "starred"
    if paper.rating:
        yield f"rated {paper.rating} of 5"
    if paper.queue is not None:
        yield "queued"
