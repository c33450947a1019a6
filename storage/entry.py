"""A draft with everything the store works out from it alone, before any library is asked.

Half the time of a large import goes into this, and none of it needs the database. So it can be
done ahead and elsewhere: :func:`prepared` turns what a reader yields into entries that can be
pickled, and :meth:`storage.Library.take` takes them as gladly as drafts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from seeds import AuthorProfile, Complaint, Draft, digest_of_folded, fold, search_text_of_folded
from storage.citekeys import key_of_folded
from storage.derived import abstract_digest, authors_line, folded_name, order_of_folded

SAID = (
    "title", "provisional_title", "authors", "authors_truncated", "affiliations", "published", "category",
    "venue", "kind", "url", "code_url", "has_code", "abstract", "abstract_digest", "summary",
)  # fmt: skip
"""Fields by which a source describes a paper."""

UNTITLED = "Untitled"


class Entry(NamedTuple):
    """A draft, the digests by which it is known, and what its rows will hold if it is a new paper.

    ``title`` and ``abstract`` are digests (``None``: it is not known by that), ``said`` stands for all
    a source says of it. ``words`` are title, abstract, summary and authors as the index sees them.
    """

    draft: Draft
    title: str | None
    abstract: str | None
    said: str
    key: str
    byline: str
    first_author: str
    title_order: str
    authors: tuple[str, ...]
    words: tuple[str, str | None, str | None, str | None]

    @classmethod
    def of(cls, draft: Draft) -> Entry:
        """Work everything out; a provisional title is no digest, nor an abstract of a few words."""
        title = fold(draft.title or UNTITLED)
        abstract = fold(draft.abstract) if draft.abstract is not None else None
        telling = draft.title and not draft.provisional_title
        line, first = authors_line(draft.authors, draft.authors_truncated)
        return cls(
            draft,
            (digest_of_folded(title) or None) if telling else None,
            (abstract_digest(abstract) if abstract else draft.abstract_digest) or None,
            draft_digest(draft),
            draft.key or key_of_folded(title, draft.authors, draft.published),
            line,
            first,
            order_of_folded(title),
            tuple(map(folded_name, draft.authors)),
            (
                search_text_of_folded(title),
                None if abstract is None else search_text_of_folded(abstract),
                None if draft.summary is None else search_text_of_folded(fold(draft.summary)),
                search_text_of_folded(fold(" ; ".join(draft.authors))) if draft.authors else None,
            ),
        )

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        """Kind and digest, for all there are."""
        if self.title:
            yield "title", self.title
        if self.abstract:
            yield "abstract", self.abstract


Prepared = Entry | Complaint | AuthorProfile
"""What :func:`prepared` yields."""


class Delivery(Protocol):
    """One source on its way in: a :class:`seeds.Harvest`, or the same with entries for drafts."""

    @property
    def name(self) -> str:
        """The base name of the source."""

    @property
    def format(self) -> str:
        """The reader that fits it."""

    @property
    def expected(self) -> int | None:
        """How many papers it has, where that is known."""

    @property
    def authority(self) -> frozenset[str]:
        """The fields that it knows better than others do."""

    def __iter__(self) -> Iterator[Draft | Prepared]:
        """What it holds, once."""


def prepared(items: Iterable[Draft | Prepared]) -> Iterator[Prepared]:
    """What a reader yields, every draft as an entry; what has been prepared is passed on."""
    return (Entry.of(item) if isinstance(item, Draft) else item for item in items)


def draft_digest(draft: Draft) -> str:
    """Stands for everything a source says of a paper, its place on the page apart."""
    said: list[Any] = [getattr(draft, name) for name in SAID]
    said.append([(i.scheme, i.value) for i in draft.identifiers])
    if draft.file_path:
        said.append(draft.file_path)
    text = json.dumps([*said, sorted(draft.extra.items())])
    return hashlib.sha256(text.encode()).hexdigest()[:16]
