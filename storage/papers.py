"""From rows to records: how papers, notes and authors are put together for the read side."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from storage.records import Amendment, Author, Note, Paper, Profile, Row, Seen, Unsaved

if TYPE_CHECKING:
    from storage.sessions import Progress, Session

PAGE = 200
"""Papers read at a time while streaming."""

TAG_SEPARATOR = "\x1f"

_ROWS = f"""
    SELECT p.id, p.key, p.title, p.provisional_title, p.byline, p.published, p.category, p.venue, p.state,
           p.starred, p.rating, p.queue_position, p.has_code,
           (SELECT count(*) FROM note WHERE note.paper_id = p.id),
           (SELECT group_concat(tag.name, char({ord(TAG_SEPARATOR)})) FROM paper_tag
            JOIN tag ON tag.id = paper_tag.tag_id WHERE paper_tag.paper_id = p.id),
           p.trashed IS NOT NULL,
           CASE WHEN p.state = 'reading' OR (p.state = 'unread' AND p.queue_position IS NOT NULL) THEN
           max(p.updated, coalesce((SELECT max(updated) FROM note WHERE note.paper_id = p.id), '')) END
    FROM json_each(?) AS wanted CROSS JOIN paper p ON p.id = wanted.value
    ORDER BY wanted.key
"""

_PAPERS = """
    SELECT p.id, p.key, p.title, p.provisional_title, p.authors_truncated, p.published, p.category, p.venue,
           p.kind, p.url, p.code_url, p.has_code, p.file_path, p.state, p.starred, p.rating,
           p.queue_position, p.added, p.started, p.read, p.updated, p.trashed, p.revision,
           t.abstract, t.summary, t.affiliations, t.extra
    FROM json_each(?) AS wanted CROSS JOIN paper p ON p.id = wanted.value
    LEFT JOIN paper_text t ON t.paper_id = p.id
    ORDER BY wanted.key
"""


def read_rows(
    connection: sqlite3.Connection, ids: Sequence[int], cooled: Callable[[], str] = str
) -> list[Row]:
    """Lines of a list, in the order of ``ids``.

    ``cooled`` says since when a paper must be untouched to be cooling; it is asked only for what can be.
    """
    return [_row(values, cooled) for values in connection.execute(_ROWS, (json.dumps(list(ids)),))]


def _row(v: tuple[Any, ...], cooled: Callable[[], str]) -> Row:
    tags = tuple(sorted(v[14].split(TAG_SEPARATOR))) if v[14] else ()
    return Row(
        id=v[0],
        key=v[1],
        title=v[2],
        provisional_title=bool(v[3]),
        byline=v[4],
        published=v[5],
        category=v[6],
        venue=v[7],
        state=v[8],
        starred=bool(v[9]),
        rating=v[10],
        queue=v[11],
        has_code=bool(v[12]),
        notes=v[13],
        tags=tags,
        trashed=bool(v[15]),
        cooling=v[16] is not None and v[16] < cooled(),
    )


def read_papers(
    connection: sqlite3.Connection, ids: Iterable[int], now: datetime, cooled: Callable[[], str] = str
) -> Iterator[Paper]:
    """Whole papers, a page at a time; ``cooled`` is as for :func:`read_rows`."""
    waiting = iter(ids)
    while page := list(islice(waiting, PAGE)):
        yield from _read_page(connection, json.dumps(page), now, cooled)


_AUTHORS = """
    SELECT s.paper_id, coalesce(s.written, author.name)
    FROM authorship s JOIN author ON author.id = s.author_id
    WHERE s.paper_id IN (SELECT value FROM json_each(?)) ORDER BY s.paper_id, s.position
"""
_IDENTIFIERS = """
    SELECT paper_id, scheme, value FROM identifier
    WHERE paper_id IN (SELECT value FROM json_each(?)) ORDER BY scheme, value
"""
_TAGS = """
    SELECT paper_tag.paper_id, tag.name FROM paper_tag JOIN tag ON tag.id = paper_tag.tag_id
    WHERE paper_tag.paper_id IN (SELECT value FROM json_each(?)) ORDER BY tag.folded
"""
_SOURCES = """
    SELECT g.paper_id, source.name, source.format, g.position, source.batch_id
    FROM sighting g JOIN source ON source.id = g.source_id
    WHERE g.paper_id IN (SELECT value FROM json_each(?)) ORDER BY g.source_id, g.position
"""
_CHANGES = """
    SELECT x.paper_id, x.at, x.field, x.source FROM amendment x JOIN paper p ON p.id = x.paper_id
    WHERE x.paper_id IN (SELECT value FROM json_each(?)) AND x.at >= p.read ORDER BY x.id
"""


def _read_page(
    connection: sqlite3.Connection, wanted: str, now: datetime, cooled: Callable[[], str]
) -> Iterator[Paper]:
    lists = [_grouped(connection, sql, wanted) for sql in (_AUTHORS, _IDENTIFIERS, _TAGS, _SOURCES, _CHANGES)]
    authors, identifiers, tags, sources, changes = lists
    notes: dict[int, list[Note]] = defaultdict(list)
    for note in _notes(connection, wanted):
        notes[note.paper_id].append(note)
    found = connection.execute(_PAPERS, (wanted,)).fetchall()
    places = _in_queue(connection) if any(v[16] is not None for v in found) else {}
    progress, sessions = _log(connection, wanted, now)
    for v in found:
        paper = v[0]
        yield Paper(
            **_columns(v),
            authors=tuple(name for (name,) in authors[paper]),
            identifiers=_by_scheme(identifiers[paper]),
            queue=places.get(paper),
            tags=tuple(name for (name,) in tags[paper]),
            notes=tuple(notes[paper]),
            sources=_places(sources[paper]),
            progress=progress.get(paper),
            sessions=tuple(sessions.get(paper, ())),
            changes=tuple(Amendment(*row) for row in changes[paper]),
            cooling=(v[13] == "reading" or (v[13] == "unread" and v[16] is not None))
            and max(v[20], *(note.updated for note in notes[paper]), "") < cooled(),
        )


def _columns(v: Sequence[Any]) -> dict[str, Any]:
    """What stands in a row of ``_PAPERS`` itself."""
    return {
        "id": v[0], "key": v[1], "title": v[2], "provisional_title": bool(v[3]),
        "authors_truncated": bool(v[4]), "published": v[5], "category": v[6], "venue": v[7],
        "kind": v[8], "url": v[9], "code_url": v[10], "has_code": bool(v[11]), "file_path": v[12],
        "state": v[13], "starred": bool(v[14]), "rating": v[15], "added": v[17], "started": v[18],
        "read": v[19], "updated": v[20], "trashed": v[21], "revision": v[22], "abstract": v[23],
        "summary": v[24], "affiliations": tuple(json.loads(v[25] or "[]")),
        "extra": json.loads(v[26] or "{}"),
    }  # fmt: skip


def _in_queue(connection: sqlite3.Connection) -> dict[int, int]:
    from storage.queued import read_places  # lists have no need of it, nor of the log

    return read_places(connection)


def _log(
    connection: sqlite3.Connection, wanted: str, now: datetime
) -> tuple[dict[int, Progress], dict[int, list[Session]]]:
    """How far the papers are read, and their sessions; mostly nobody said anything of either."""
    from storage.sessions import read_progress, read_sessions

    progress = read_progress(connection, json.loads(wanted))
    sessions: dict[int, list[Session]] = defaultdict(list)
    for session in reversed(read_sessions(connection, now, json.loads(wanted))):
        sessions[session.paper_id].append(session)
    return progress, sessions


def _places(rows: Iterable[tuple[Any, ...]]) -> tuple[Seen, ...]:
    """Where a paper was seen, each place once however often it was imported, the last batch named."""
    places: dict[tuple[str, str, int], Seen] = {}
    for name, format_name, position, batch in rows:
        places[name, format_name, position] = Seen(name, format_name, position, batch)
    return tuple(places.values())


def _by_scheme(rows: Iterable[tuple[Any, ...]]) -> dict[str, tuple[str, ...]]:
    schemes: dict[str, tuple[str, ...]] = {}
    for scheme, value in rows:
        schemes[scheme] = (*schemes.get(scheme, ()), value)
    return schemes


def _grouped(
    connection: sqlite3.Connection, sql: str, wanted: str
) -> defaultdict[int, list[tuple[Any, ...]]]:
    groups: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for paper_id, *rest in connection.execute(sql, (wanted,)):
        groups[paper_id].append(tuple(rest))
    return groups


def read_notes(connection: sqlite3.Connection, ids: Iterable[int]) -> list[Note]:
    """All notes of the given papers, oldest first."""
    return _notes(connection, json.dumps(list(ids)))


def _notes(connection: sqlite3.Connection, wanted: str) -> list[Note]:
    rows = connection.execute(
        "SELECT note.id, note.paper_id, p.key, p.title, note.text, note.quote, note.quote_field,"
        " note.created, note.updated, note.revision FROM note JOIN paper p ON p.id = note.paper_id"
        " WHERE note.paper_id IN (SELECT value FROM json_each(?)) ORDER BY note.id",
        (wanted,),
    )
    return [Note(*row) for row in rows]


def read_unsaved(connection: sqlite3.Connection) -> list[Unsaved]:
    """Notes that were never saved, newest first."""
    rows = connection.execute(
        "SELECT paper_id, note_id, text, quote, quote_field, updated FROM unsaved_note ORDER BY updated DESC"
    )
    return [Unsaved(*row) for row in rows]


def read_author(connection: sqlite3.Connection, author_id: int) -> Author:
    """An author, what sources say of them, and their papers, newest first."""
    (name,) = connection.execute("SELECT name FROM author WHERE id = ?", (author_id,)).fetchone()
    profiles = connection.execute(
        "SELECT source, seen, field, h_index, papers, citations, novelty, ai_score FROM author_profile"
        " WHERE author_id = ? ORDER BY seen DESC, source",
        (author_id,),
    )
    ids = connection.execute(
        "SELECT DISTINCT p.id FROM authorship s JOIN paper p ON p.id = s.paper_id"
        " WHERE s.author_id = ? AND p.trashed IS NULL ORDER BY p.published DESC, p.id DESC",
        (author_id,),
    )
    found = tuple(Profile(*row) for row in profiles)
    return Author(author_id, name, found, tuple(read_rows(connection, [row[0] for row in ids])))
