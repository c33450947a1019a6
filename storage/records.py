"""Frozen rows handed out by the library; nothing of the database leaves the room with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from storage.shape import Shape

if TYPE_CHECKING:
    from storage.sessions import Progress, Session

COOLING_DAYS = 30
"""Days after which a paper that is being read or queued, and not touched, is cooling."""

STATES = ("unread", "reading", "read", "skipped")


class Row(Shape):
    """One line of a list: what can be shown without reading any long text."""

    id: int
    key: str
    title: str
    provisional_title: bool
    byline: str
    published: str | None
    category: str | None
    venue: str | None
    state: str
    starred: bool
    rating: int | None
    queue: float | None
    has_code: bool
    notes: int
    tags: tuple[str, ...]
    trashed: bool
    cooling: bool = False


class Note(Shape):
    """A note and the passage it is about; ``paper_id``, ``key`` and ``title`` say whose it is."""

    id: int
    paper_id: int
    key: str
    title: str
    text: str
    quote: str | None
    quote_field: str | None
    created: str
    updated: str
    revision: int


class Links(Shape):
    """Where the notes on a paper point, whose notes point at it, and keys that are no paper's."""

    to: tuple[Row, ...]
    back: tuple[Row, ...]
    unknown: tuple[str, ...]


class Unsaved(Shape):
    """A note that was being typed and not saved; ``note_id`` is 0 for a new one."""

    paper_id: int
    note_id: int
    text: str
    quote: str | None
    quote_field: str | None
    updated: str


class Seen(Shape):
    """Where a paper was seen: a source's base name and format, and its place there from 0."""

    name: str
    format: str
    position: int
    batch: int


class Amendment(Shape):
    """What a source changed in the description of a paper after it was read: when, which field, and who."""

    at: str
    field: str
    source: str


class Paper(Shape):
    """Everything known about one paper. Times are ISO 8601 text in UTC, dates may be partial.

    ``queue`` is its place in the queue from 1; ``sessions`` are those of the reading log, oldest first.
    """

    id: int
    key: str
    title: str
    provisional_title: bool
    authors: tuple[str, ...]
    authors_truncated: bool
    affiliations: tuple[str, ...]
    published: str | None
    category: str | None
    venue: str | None
    kind: str
    identifiers: Mapping[str, tuple[str, ...]]
    url: str | None
    code_url: str | None
    has_code: bool
    file_path: str | None
    abstract: str | None
    summary: str | None
    extra: Mapping[str, str]
    state: str
    starred: bool
    rating: int | None
    queue: int | None
    tags: tuple[str, ...]
    notes: tuple[Note, ...]
    added: str
    started: str | None
    read: str | None
    updated: str
    trashed: str | None
    revision: int
    sources: tuple[Seen, ...]
    progress: Progress | None = None
    sessions: tuple[Session, ...] = ()
    changes: tuple[Amendment, ...] = ()
    cooling: bool = False

    def as_json(self) -> dict[str, Any]:
        """The paper in the stable JSON shape that scripts rely on."""
        identifiers: dict[str, list[str]] = {"doi": [], "arxiv": []} | {
            k: list(v) for k, v in self.identifiers.items()
        }
        return {
            "id": self.id,
            "key": self.key,
            "title": self.title,
            "provisional_title": self.provisional_title,
            "authors": list(self.authors),
            "authors_truncated": self.authors_truncated,
            "affiliations": list(self.affiliations),
            "published": self.published,
            "category": self.category,
            "venue": self.venue,
            "kind": self.kind,
            "identifiers": identifiers,
            "url": self.url,
            "code_url": self.code_url,
            "has_code": self.has_code,
            "abstract": self.abstract,
            "summary": self.summary,
            "state": self.state,
            "starred": self.starred,
            "rating": self.rating,
            "queue": self.queue,
            "tags": list(self.tags),
            "notes": [
                {"id": n.id, "text": n.text, "quote": n.quote, "created": n.created, "updated": n.updated}
                for n in self.notes
            ],
            "added": self.added,
            "started": self.started,
            "read": self.read,
            "sources": [{"name": s.name, "format": s.format, "position": s.position} for s in self.sources],
        }

    def as_export(self) -> dict[str, Any]:
        """The paper for another program: what is stable, and whatever else is known of it.

        That is its file, what its sources say besides as ``extra``, how far it is read and when.
        """
        besides = {
            "file_path": self.file_path,
            "extra": dict(self.extra),
            "progress": self.progress.as_dict() if self.progress else None,
            "sessions": [_session(session) for session in self.sessions],
        }
        return self.as_json() | {name: value for name, value in besides.items() if value}


def _session(session: Session) -> dict[str, Any]:
    """A session as its paper's export carries it; in another library it gets another number."""
    return {
        name: value
        for name, value in session.as_json().items()
        if name not in ("id", "paper", "title", "doubtful")
    }


class Identified(Shape):
    """A paper found by an identifier; ``whole`` says that title, authors and abstract are known."""

    id: int
    key: str
    title: str
    pending: bool
    whole: bool


class Profile(Shape):
    """What a source said of an author; ``novelty`` is in per cent."""

    source: str
    seen: str
    field: str | None
    h_index: int | None
    papers: int | None
    citations: int | None
    novelty: int | None
    ai_score: int | None


class Author(Shape):
    """An author with what sources say, and the papers of the library that are theirs."""

    id: int
    name: str
    profiles: tuple[Profile, ...]
    papers: tuple[Row, ...]


class Count(Shape):
    """A name and how many papers wear it."""

    name: str
    papers: int


class Facets(Shape):
    """The figures of the sidebar, over all papers that are not in the trash."""

    total: int
    states: Mapping[str, int]
    starred: int
    noted: int
    untitled: int
    trashed: int
    tags: tuple[Count, ...]
    categories: tuple[Count, ...]
    authors: tuple[Count, ...]
    views: tuple[View, ...]
    queued: int = 0


class View(Shape):
    """A saved query."""

    name: str
    query: str


class Subscription(Shape):
    """What is followed, an address or a query; ``fetched`` is when papers last came, ``fault`` why not."""

    target: str
    title: str | None
    added: str
    fetched: str | None
    fault: str | None
