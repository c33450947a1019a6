"""What the reader's choices say of papers: which were liked, which were not, and how clearly.

What was read, starred, rated well or queued was liked; what was skipped, rated badly or answered with
"less like this" was not. Papers that nobody judged stand in for the rest of the library, lightly.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from storage.ranking import Document, Judged

LIKED, DISLIKED, REST = 250, 200, 200
"""Papers that are learned from at most: the newest judgements of either kind, and a sample of the rest."""

_SHELF = "SELECT id FROM paper INDEXED BY {} WHERE trashed IS NULL AND {} LIMIT {}"
_LIKED = (
    _SHELF.format("shelf_by_read", "read IS NOT NULL ORDER BY read DESC", LIKED),
    _SHELF.format("shelf_by_state", "state = 'read' ORDER BY published DESC", LIKED),
    _SHELF.format("shelf_by_state", "state = 'reading' ORDER BY published DESC", LIKED),
    _SHELF.format("shelf_by_star", "starred = 1 ORDER BY published DESC", LIKED),
    _SHELF.format("shelf_by_rating", "rating IS NOT NULL ORDER BY rating DESC", LIKED),
    f"SELECT id FROM paper WHERE queue_position IS NOT NULL AND trashed IS NULL LIMIT {LIKED}",
    f"SELECT paper_id FROM taste ORDER BY at DESC LIMIT {LIKED}",
)
_DISLIKED = (
    _SHELF.format("shelf_by_state", "state = 'skipped' ORDER BY published DESC", DISLIKED),
    _SHELF.format("shelf_by_rating", "rating <= 2 ORDER BY rating", DISLIKED),
)
_FACTS = (
    "SELECT p.id, p.state, p.starred, p.rating, p.queue_position IS NOT NULL, t.likes"
    " FROM json_each(?) w CROSS JOIN paper p ON p.id = w.value LEFT JOIN taste t ON t.paper_id = p.id"
    " WHERE p.trashed IS NULL"
)


def read_judgements(connection: sqlite3.Connection) -> dict[int, float]:
    """What is known of each judged paper: above 0 it was liked, below it was not; the newest first."""
    ids = list(dict.fromkeys(chain.from_iterable(_ids(connection, sql) for sql in (*_DISLIKED, *_LIKED))))
    rows = connection.execute(_FACTS, (json.dumps(ids),))
    judged = {paper: said for paper, *facts in rows if (said := verdict(*facts))}
    liked = [paper for paper in judged if judged[paper] > 0][:LIKED]
    disliked = [paper for paper in judged if judged[paper] < 0][:DISLIKED]
    return {paper: judged[paper] for paper in (*liked, *disliked)}


def read_tastes(connection: sqlite3.Connection, papers: Iterable[int]) -> dict[int, int]:
    """Of which of ``papers`` more (1) or less (-1) was asked for."""
    sql = "SELECT paper_id, likes FROM taste WHERE paper_id IN (SELECT value FROM json_each(?))"
    return dict(connection.execute(sql, (json.dumps(list(papers)),)).fetchall())


def verdict(state: str, starred: bool, rating: int | None, queued: bool, likes: int | None) -> float:
    """What the marks of one paper say together; the clearest word counts.

    >>> verdict("read", False, 2, False, None), verdict("unread", False, None, True, None)
    (-1.0, 0.8)
    """
    if likes:
        return 2.0 * likes
    if rating is not None and rating != 3:
        return {1: -1.5, 2: -1.0, 4: 1.5, 5: 2.0}[rating]
    if state == "skipped":
        return -1.0
    if starred:
        return 1.5
    return {"read": 1.0, "reading": 0.8}.get(state, 0.8 if queued else 0.0)


def learned_from(connection: sqlite3.Connection, judgements: dict[int, float]) -> list[Judged]:
    """The judged papers, and a sample of the rest."""
    rest = {paper for paper in _sample(connection) if paper not in judgements}
    said = judgements | dict.fromkeys(sorted(rest), -1.0)
    return [
        Judged(document, said[paper] > 0, abs(said[paper]), rest=paper in rest)
        for paper, document in read_documents(connection, said).items()
    ]


def _sample(connection: sqlite3.Connection) -> Iterator[int]:
    """Papers from all over the library that nobody has touched, always the same ones."""
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM paper").fetchone()
    wanted = [1 + number * last // REST for number in range(REST)] if last > REST else range(1, last + 1)
    return _ids(
        connection,
        "SELECT p.id FROM json_each(?) w CROSS JOIN paper p ON p.id = w.value"
        " WHERE p.trashed IS NULL AND p.state = 'unread' AND p.queue_position IS NULL",
        json.dumps(list(wanted)),
    )


def read_documents(connection: sqlite3.Connection, papers: Iterable[int]) -> dict[int, Document]:
    """What the ranker looks at of ``papers``."""
    wanted = json.dumps(list(papers))
    authors = _grouped(
        connection,
        "SELECT s.paper_id, a.name FROM json_each(?) w CROSS JOIN authorship s ON s.paper_id = w.value"
        " CROSS JOIN author a ON a.id = s.author_id",
        wanted,
    )
    tags = _grouped(
        connection,
        "SELECT x.paper_id, t.name FROM json_each(?) w CROSS JOIN paper_tag x ON x.paper_id = w.value"
        " CROSS JOIN tag t ON t.id = x.tag_id",
        wanted,
    )
    rows = connection.execute(
        "SELECT p.id, p.title, coalesce(t.abstract || ' ' || t.summary, t.abstract, t.summary), p.category"
        " FROM json_each(?) w CROSS JOIN paper p ON p.id = w.value"
        " LEFT JOIN paper_text t ON t.paper_id = p.id WHERE p.trashed IS NULL",
        (wanted,),
    )
    return {
        paper: Document(title, text, tuple(authors[paper]), tuple(tags[paper]), category)
        for paper, title, text, category in rows
    }


def _grouped(connection: sqlite3.Connection, sql: str, wanted: str) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for paper, name in connection.execute(sql, (wanted,)):
        found[paper].append(name)
    return found


def _ids(connection: sqlite3.Connection, sql: str, *parameters: str) -> Iterator[int]:
    return chain.from_iterable(connection.execute(sql, parameters))
