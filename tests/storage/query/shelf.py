"""Thirty invented papers, as records and as a library in memory: the same facts for SQL and for a reader."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import storage.schema
from seeds import fold, search_text
from storage.migrations import step_001, step_004
from storage.schema import SEARCH_COLUMNS

NOW = datetime(2026, 2, 10, 12, 0, tzinfo=UTC)
VIEWS = {
    "fresh": "is:unread added:<7d",
    "best": "is:starred sort:-rating,title limit:2",
    "both": "view:fresh OR view:best",
    "loop": "transformers view:loop",
    "all": "",
    "two words": "tag:theory",
}


@dataclass(frozen=True)
class Record:
    """One paper with all that a query can ask about it."""

    id: int
    title: str
    authors: tuple[str, ...] = ()
    abstract: str | None = None
    summary: str | None = None
    published: str | None = None
    category: str | None = None
    venue: str | None = None
    affiliations: tuple[str, ...] = ()
    state: str = "unread"
    starred: bool = False
    rating: int | None = None
    queue: float | None = None
    added: str = "2025-06-01T08:00:00Z"
    read: str | None = None
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    doi: str | None = None
    arxiv: str | None = None
    source: str = "old.bib"
    code: bool = False
    pdf: str | None = None
    provisional: bool = False
    trashed: bool = False
    changed: tuple[str, ...] = ()
    due: str | None = None

    @property
    def key(self) -> str:
        """A citation key made of what is known."""
        first = self.authors[0].split()[-1].lower() if self.authors else "anon"
        return f"{first}{(self.published or '')[:4]}{self.title.split()[0].lower()}_{self.id}"

    @property
    def columns(self) -> dict[str, str]:
        """What each column of the index holds, folded."""
        raw = {
            "title": self.title,
            "abstract": self.abstract or "",
            "summary": self.summary or "",
            "authors": ", ".join(self.authors),
            "notes": "\n".join(self.notes),
            "tags": ", ".join(self.tags),
        }
        return {name: search_text(raw[name]) for name in SEARCH_COLUMNS}


R = Record
SHELF = (
    R(
        1,
        "The Lottery Ticket Hypothesis",
        ("Jonathan Frankle", "Michael Carbin"),
        "Dense networks hold sparse ones.",
        published="2018-03-09",
        category="cs.LG",
        venue="ICLR",
        affiliations=("MIT CSAIL",),
        state="read",
        starred=True,
        rating=5,
        read="2025-12-24T10:00:00Z",
        tags=("pruning", "theory"),
        notes=("Reproduce on C++ code.",),
        arxiv="1803.03635",
        source="000_author.txt",
        code=True,
        changed=("2025-12-01T09:00:00Z", "2026-01-05T09:00:00Z", "2026-02-04T09:00:00Z"),
        due="2026-02-10T12:00:00Z",
    ),
    R(
        2,
        "Pruning Neural Networks at Initialization",
        ("Jonathan Frankle",),
        "Why do we miss the mark? Lottery.",
        published="2020-09",
        category="cs.LG",
        venue="ICLR 2021",
        tags=("pruning",),
        queue=1.0,
        changed=("2026-02-04T09:00:00Z",),
        due="2026-02-10T12:00:01Z",
    ),
    R(
        3,
        "Attention for Transformers",
        ("Ashish Vaswani", "Noam Shazeer"),
        published="2017-06-12",
        category="cs.CL",
        venue="NeurIPS",
        doi="10.5555/3295222.3295349",
        state="reading",
        rating=4,
    ),
    R(
        4,
        "Machine Learning Systems for Lottery",
        ("Christopher Ré",),
        published="2023",
        category="stat.ML",
        affiliations=("École Normale", "Stanford"),
        added="2026-02-09T23:30:00Z",
        tags=("C++",),
    ),
    R(
        5,
        "A Naïve Study of Queues",
        ("Erdős Pál",),
        "Mentions a_b, 100% and [brackets].",
        published="2023-05",
        category="math.PR",
        venue="Électronique 100% [Online]",
        added="2026-02-03T00:00:00Z",
    ),
    R(
        6,
        "深度学习 in Practice",
        ("Li Fei",),
        published="2023-05-17",
        category="cs.CV",
        added="2026-02-04T00:00:00Z",
    ),
    R(
        7,
        "OLLA: Optimizing Lifetime and Location",
        (),
        "We present OLLA.",
        provisional=True,
        source="001_abs.txt",
    ),
    R(8, "Trashed Lottery", ("Nobody",), published="2024-01-01", trashed=True, starred=True),
    R(9, "Word a-b and b a", ("Ann Bee",), published="2024", doi="10.1145/3341301.3359646", pdf="/p/9.pdf"),
    R(
        10,
        "Foreign Graphs",
        ("Geoffrey Hinton",),
        summary="A graph of graphs.",
        published="2024-12-31",
        category="cs.LG",
        state="skipped",
        tags=("two words", "theory"),
        arxiv="2301.00001",
    ),
    *tuple(
        R(
            number,
            f"Filler {word} number {number}",
            (f"Author {word.title()}",),
            f"{word} and ticket" if number % 3 else None,
            "a summary" if number % 4 == 0 else None,
            published=f"19{number}-{number % 12 + 1:02}",
            category=("cs.LG", "cs.DC", None)[number % 3],
            venue=("VLDB", None)[number % 2],
            state=("unread", "read", "reading", "skipped")[number % 4],
            starred=number % 5 == 0,
            rating=(None, 1, 2, 3, 4, 5)[number % 6],
            queue=float(number) if number % 7 == 0 else None,
            added=f"2026-01-{number:02}T12:00:00Z",
            read=f"2026-01-{number:02}T13:00:00Z" if number % 4 == 1 else None,
            tags=(("pruning", "theory", "x,y", "filler")[number % 4],),
            notes=("Lottery note",) if number % 6 == 0 else (),
            changed=(f"2026-01-{30 - number // 2:02}T08:00:00Z",) if number % 8 < 3 else (),
            due=f"2026-02-{number - 8:02}T00:00:00Z" if number % 5 == 1 else None,
            code=number % 2 == 0,
        )
        for number, word in enumerate(("alpha", "beta", "pruned", "prunes", "graph") * 4, start=11)
    ),
)


def open_shelf() -> sqlite3.Connection:
    """A library in memory that holds :data:`SHELF`."""
    return shelve(SHELF)


def shelve(records: Sequence[Record]) -> sqlite3.Connection:
    """A library in memory that holds these papers."""
    connection = sqlite3.connect(":memory:")
    connection.create_function("search_text", 1, storage.schema.search_text, deterministic=True)
    for statement in (*step_001.STATEMENTS, *step_004.STATEMENTS):
        connection.execute(statement)
    sources = {name: number for number, name in enumerate(sorted({record.source for record in records}), 1)}
    _insert(connection, "batch", id=1, started="2025-01-01T00:00:00Z")
    for name, number in sources.items():
        _insert(
            connection,
            "source",
            id=number,
            batch_id=1,
            name=name,
            format="x",
            found=0,
            new=0,
            updated=0,
            unchanged=0,
            gone=0,
            rejected="[]",
        )
    for record in records:
        _put(connection, record, sources[record.source])
    return connection


def _insert(connection: sqlite3.Connection, table: str, **values: object) -> None:
    marks = ", ".join("?" * len(values))
    verb = "INSERT OR IGNORE" if table in ("author", "tag") else "INSERT"
    connection.execute(f"{verb} INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))


def _put(connection: sqlite3.Connection, record: Record, source: int) -> None:
    first = record.authors[0].split()[-1].lower() if record.authors else ""
    _insert(
        connection,
        "paper",
        id=record.id,
        key=record.key,
        title=record.title,
        provisional_title=record.provisional,
        byline="",
        first_author=first,
        title_order=fold(record.title),
        published=record.published,
        category=record.category,
        venue=record.venue,
        kind="preprint",
        has_code=record.code,
        file_path=record.pdf,
        authors_truncated=False,
        state=record.state,
        starred=record.starred,
        rating=record.rating,
        queue_position=record.queue,
        added=record.added,
        read=record.read,
        updated=record.added,
        trashed=NOW.isoformat() if record.trashed else None,
        revision=1,
    )
    _insert(
        connection,
        "paper_text",
        paper_id=record.id,
        abstract=record.abstract,
        summary=record.summary,
        affiliations=json.dumps(record.affiliations),
        extra="{}",
        chosen="[]",
    )
    _insert(
        connection,
        "sighting",
        source_id=source,
        position=record.id,
        paper_id=record.id,
        outcome="new",
        digest="",
    )
    _put_lists(connection, record)
    _insert(connection, "paper_search", rowid=record.id, **record.columns)


def _put_lists(connection: sqlite3.Connection, record: Record) -> None:
    for position, name in enumerate(record.authors):
        _insert(connection, "author", name=name, folded=fold(name))
        (author,) = connection.execute("SELECT id FROM author WHERE folded = ?", (fold(name),)).fetchone()
        _insert(connection, "authorship", paper_id=record.id, position=position, author_id=author)
    for name in record.tags:
        _insert(connection, "tag", name=name, folded=fold(name))
        (tag,) = connection.execute("SELECT id FROM tag WHERE folded = ?", (fold(name),)).fetchone()
        _insert(connection, "paper_tag", paper_id=record.id, tag_id=tag)
    for text in record.notes:
        _insert(connection, "note", paper_id=record.id, text=text, created="", updated="", revision=1)
    for at in record.changed:
        _insert(connection, "amendment", paper_id=record.id, at=at, field="abstract", source="x")
    if record.due:
        _insert(connection, "review", paper_id=record.id, due=record.due)
    for scheme, value in (("doi", record.doi), ("arxiv", record.arxiv)):
        if value:
            _insert(connection, "identifier", scheme=scheme, value=value, paper_id=record.id)
