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


class NotesReport(Shape):
    """What came of pages of notes: ``papers`` that changed, notes by what became of them.

    ``both`` counts notes that had changed here and there, so that both texts were kept; ``gone``
    those that were deleted here and stayed so; ``tags`` the papers whose tags changed.
    """

    event: int | None
    papers: int
    new: int
    changed: int
    unchanged: int
    both: int
    gone: int
    tags: int


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
            "progress": self.progress.as_dict() if self.progress else None,
            "sessions": [
                {
                    "started": s.started,
                    "ended": s.ended,
                    "minutes": s.minutes,
                    "finished": s.finished,
                    "from": s.before,
                    "to": s.after,
                }
                for s in self.sessions
            ],
        }

    def as_export(self) -> dict[str, Any]:
        """The paper for another program: what is stable, its file, and what its sources say as ``extra``."""
        besides = {"file_path": self.file_path, "extra": dict(self.extra)}
        return self.as_json() | {name: value for name, value in besides.items() if value}


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


class Event(Shape):
    """One row of the journal: what happened, to how many papers, and whether it was undone."""

    id: int
    at: str
    verb: str
    summary: str
    papers: int
    batch: int | None
    undone: str | None


class Receipt(Shape):
    """What a verb did: ``papers`` changed out of ``asked``, in words, and its journal row if any.

    ``event`` is ``None`` when nothing had to change. ``created`` is the id of a new note.
    """

    summary: str
    papers: int
    asked: int
    event: int | None = None
    created: int | None = None


class Duplicate(Shape):
    """Two papers that may be one work: how likely, of 100, and why in words. ``keep`` is the better one."""

    keep: Row
    other: Row
    score: int
    reasons: tuple[str, ...]


class SourceReport(Shape):
    """What one source brought: ``found = new + updated + unchanged``; ``rejected`` is (line, reason)."""

    name: str
    format: str
    found: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    gone: int = 0
    rejected: tuple[tuple[int, str], ...] = ()
    mended: tuple[tuple[int, str], ...] = ()


class ImportReport(Shape):
    """What one batch brought. ``batch`` is ``None`` on a dry run and when no source could be read."""

    batch: int | None
    sources: tuple[SourceReport, ...]
    cancelled: bool = False

    def as_json(self) -> dict[str, Any]:
        """The report in the stable JSON shape that scripts rely on."""
        return {
            "batch": self.batch,
            "sources": [
                {
                    "name": s.name,
                    "format": s.format,
                    "found": s.found,
                    "new": s.new,
                    "updated": s.updated,
                    "unchanged": s.unchanged,
                    "rejected": [{"line": line, "reason": reason} for line, reason in s.rejected],
                }
                for s in self.sources
            ],
        }


class Related(Shape):
    """A paper like another, and what they share: words as they are written there, authors, tags, category.

    ``score`` orders the papers related to one; it means nothing beside another's.
    """

    row: Row
    score: float
    words: tuple[str, ...]
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    category: str | None


class Because(Shape):
    """One reason for a score: a ``word``, ``author``, ``tag`` or ``category``, and what it adds."""

    kind: str
    name: str
    adds: float


class Suggestion(Shape):
    """A paper to read next, its score (unknown before enough was judged), its largest reasons first."""

    row: Row
    score: float | None
    because: tuple[Because, ...]


class Suggestions(Shape):
    """What to read next, learned from so many papers that were liked and disliked.

    With fewer liked than are ``needed`` nothing is learned: the papers are the newest.
    ``scored`` says how many papers these are the best of.
    """

    papers: tuple[Suggestion, ...]
    liked: int
    disliked: int
    needed: int
    scored: int

    @property
    def learned(self) -> bool:
        """Whether enough was judged to learn from."""
        return self.liked >= self.needed


class Stats(Shape):
    """Counts for tracking one's reading. Each mapping is name -> papers, in order of size or time."""

    total: int
    states: Mapping[str, int]
    starred: int
    rated: Mapping[int, int]
    notes: int
    noted_papers: int
    with_code: int
    untitled: int
    trashed: int
    categories: Mapping[str, int]
    tags: Mapping[str, int]
    authors: Mapping[str, int]
    years: Mapping[str, int]
    added_by_day: Mapping[str, int]
    read_by_day: Mapping[str, int]


class Week(Shape):
    """A week by its Monday: papers read in it, and papers that came in."""

    start: str
    read: int
    added: int


class Spread(Shape):
    """How days spread over so many papers: a quarter took no longer than ``lower``, half, three quarters."""

    papers: int
    lower: float
    median: float
    upper: float


class Habits(Shape):
    """How reading goes, by the reader's own days; weeks oldest first, the current one last.

    ``read`` and ``added`` are papers by day over the last 53 weeks, ``streak`` the days in a row on
    which something was read, up to today or yesterday. States of the largest categories and tags.
    """

    today: str
    read: Mapping[str, int]
    added: Mapping[str, int]
    streak: int
    longest_streak: int
    weeks: tuple[Week, ...]
    waited: Spread | None
    category_states: Mapping[str, Mapping[str, int]]
    tag_states: Mapping[str, Mapping[str, int]]
    authors_read: Mapping[str, int]


class Finding(Shape):
    """One thing ``check`` found: what is wrong, whether it was mended, and what to do otherwise."""

    subject: str
    problem: str
    mended: bool = False
    advice: str = ""


class CheckReport(Shape):
    """What ``check`` looked at and what it found; sound when there are no findings left unmended."""

    looked_at: tuple[str, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is left to worry about."""
        return all(finding.mended for finding in self.findings)
