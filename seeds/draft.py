"""A paper as somebody else describes it, before Carrel has an opinion of its own.

Readers turn outside bytes into drafts, writers turn drafts back into bytes, and the
library decides what a draft means for the papers it holds. Drafts are frozen, so that a
reader can hand one out and forget it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from types import MappingProxyType
from typing import Any, TypeVar

NOTHING: Mapping[str, str] = MappingProxyType({})

_Class = TypeVar("_Class", bound=type)


def _pickled_by_values(cls: _Class) -> _Class:
    """Have instances pickled as their values in order: five times as fast as what dataclasses do.

    It also makes dictionaries of read-only mappings, which cannot be pickled.
    """
    values = attrgetter(*(each.name for each in fields(cls)))

    def reduce(self: object) -> tuple[type, tuple[Any, ...]]:
        return cls, tuple(dict(v) if isinstance(v, MappingProxyType) else v for v in values(self))

    cls.__reduce__ = reduce  # type: ignore[method-assign, assignment]
    return cls


@_pickled_by_values
@dataclass(frozen=True, slots=True)
class Identifier:
    """A name that a registry gives a work: a scheme and its normalised value.

    ``scheme`` is lower case (``doi``, ``arxiv``, ``isbn``, ``pmid`` …); ``value`` is in the
    form that :mod:`seeds.identify` gives it, so that two spellings of one identifier are equal.
    """

    scheme: str
    value: str


@_pickled_by_values
@dataclass(frozen=True, slots=True)
class AuthorProfile:
    """What a page says about one author, rather than about a paper.

    ``novelty`` and ``ai_score`` are the page's own figures, novelty in per cent.
    """

    name: str
    field: str | None = None
    h_index: int | None = None
    papers: int | None = None
    citations: int | None = None
    novelty: int | None = None
    ai_score: int | None = None


@_pickled_by_values
@dataclass(frozen=True, slots=True)
class DraftNote:
    """A note that travels with a draft; times are ISO 8601 in UTC (``2026-01-31T09:00:00Z``)."""

    text: str
    quote: str | None = None
    quote_field: str | None = None
    created: str | None = None
    updated: str | None = None


@_pickled_by_values
@dataclass(frozen=True, slots=True)
class DraftSession:
    """A sitting with a paper; times are ISO 8601 in UTC, ``before`` and ``after`` shares from 0 to 1.

    ``counts`` says that its length is not in doubt.
    """

    started: str
    ended: str
    finished: bool = False
    counts: bool = True
    before: float = 0.0
    after: float | None = None


@_pickled_by_values
@dataclass(frozen=True, slots=True)
class DraftProgress:
    """How far a paper is read: a share from 0 to 1, and the page of so many where it was said in pages."""

    share: float
    page: int | None = None
    pages: int | None = None
    at: str | None = None


@_pickled_by_values
@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader did with a paper, as Carrel's own export carries it; ``queue`` is a place."""

    state: str = "unread"
    starred: bool = False
    rating: int | None = None
    tags: tuple[str, ...] = ()
    notes: tuple[DraftNote, ...] = ()
    added: str | None = None
    started: str | None = None
    read: str | None = None
    queue: int | None = None
    sessions: tuple[DraftSession, ...] = ()
    progress: DraftProgress | None = None


@_pickled_by_values
@dataclass(frozen=True, slots=True)
class Draft:
    """One paper as described from outside; ``None`` or empty where the source is silent.

    ``published`` is a partial ISO date: ``2023``, ``2023-05`` or ``2023-05-17``.
    ``category`` is in arXiv form (``cs.LG``). ``authors`` are names as listed, in order.
    ``abstract_digest`` stands in for an abstract the source knows but does not carry
    (see :func:`seeds.text.digest`). ``extra`` keeps what no other field holds, verbatim.
    ``file_path`` is where the paper itself lies on this machine. ``position`` counts the
    papers of a source from 0; ``line`` is where the entry begins, counted from 1.
    """

    title: str | None = None
    provisional_title: bool = False
    authors: tuple[str, ...] = ()
    authors_truncated: bool = False
    affiliations: tuple[str, ...] = ()
    published: str | None = None
    category: str | None = None
    venue: str | None = None
    kind: str = "preprint"
    identifiers: tuple[Identifier, ...] = ()
    url: str | None = None
    code_url: str | None = None
    has_code: bool = False
    abstract: str | None = None
    abstract_digest: str | None = None
    summary: str | None = None
    key: str | None = None
    reading: Reading | None = None
    file_path: str | None = None
    extra: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    position: int = 0
    line: int = 1
