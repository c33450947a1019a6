"""Counting: the sidebar's figures and the numbers by which one's reading is tracked."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from storage.records import STATES, Count, Facets, Stats, View

AUTHORS_SHOWN = 50
"""Authors in the sidebar: those with most papers here."""

DAYS_SHOWN = 371
"""Days of history in the statistics: a year in whole weeks."""


def read_facets(connection: sqlite3.Connection, authors: tuple[Count, ...]) -> Facets:
    """The sidebar, over all papers outside the trash, from kept counts and :func:`read_authors`."""
    kept: dict[str, dict[str, int]] = {}
    for kind, name, papers in connection.execute("SELECT kind, name, papers FROM tally WHERE papers > 0"):
        kept.setdefault(kind, {})[name] = papers
    states = dict.fromkeys(STATES, 0) | kept.get("state", {})
    by_size = sorted(kept.get("category", {}).items(), key=lambda item: (-item[1], item[0]))
    return Facets(
        total=sum(states.values()),
        states=states,
        starred=kept.get("starred", {}).get("", 0),
        noted=kept.get("noted", {}).get("", 0),
        untitled=kept.get("untitled", {}).get("", 0),
        trashed=kept.get("trashed", {}).get("", 0),
        tags=tuple(read_tags(connection)),
        categories=tuple(Count(*item) for item in by_size),
        authors=authors,
        views=tuple(read_views(connection)),
    )


def read_authors(connection: sqlite3.Connection) -> tuple[Count, ...]:
    """Those who wrote most of the papers, in the trash or not: leaving it out would take seconds."""
    return _counts(
        connection,
        "SELECT author.name, found.papers FROM"
        " (SELECT author_id, count(*) AS papers FROM authorship GROUP BY author_id"
        f"  ORDER BY papers DESC LIMIT {AUTHORS_SHOWN}) AS found"
        " JOIN author ON author.id = found.author_id ORDER BY found.papers DESC, author.folded",
    )


def read_tags(connection: sqlite3.Connection) -> list[Count]:
    """All tags worn outside the trash, by name."""
    return list(
        _counts(
            connection,
            "SELECT tag.name, tally.papers FROM tally JOIN tag ON tag.id = CAST(tally.name AS INTEGER)"
            " WHERE tally.kind = 'tag' AND tally.papers > 0 ORDER BY tag.folded",
        )
    )


def read_views(connection: sqlite3.Connection) -> list[View]:
    """The saved queries in the reader's order."""
    return [View(*row) for row in connection.execute("SELECT name, query FROM view ORDER BY position, name")]


def read_stats(
    connection: sqlite3.Connection, where: str, parameters: Sequence[Any], *, trash: bool
) -> Stats:
    """Counts over the papers ``where`` finds; the trash is counted only for the whole library."""
    ask = _Asker(connection, where, parameters)
    total, starred, code, untitled = ask.one(
        "count(*), coalesce(sum(p.starred), 0), coalesce(sum(p.has_code), 0),"
        " coalesce(sum(p.provisional_title), 0)"
    )
    notes, noted = ask.one("count(*), count(DISTINCT note.paper_id)", "JOIN note ON note.paper_id = p.id")
    return Stats(
        total=total,
        states=dict.fromkeys(STATES, 0) | ask.by("p.state"),
        starred=starred,
        rated=ask.by("p.rating", order="1"),
        notes=notes,
        noted_papers=noted,
        with_code=code,
        untitled=untitled,
        trashed=_one(connection, "SELECT count(*) FROM paper WHERE trashed IS NOT NULL") if trash else 0,
        categories=ask.by("p.category"),
        tags=ask.by(
            "tag.name",
            "JOIN paper_tag ON paper_tag.paper_id = p.id JOIN tag ON tag.id = paper_tag.tag_id",
        ),
        authors=ask.by(
            "author.name",
            "JOIN authorship ON authorship.paper_id = p.id JOIN author ON author.id = authorship.author_id",
            limit=AUTHORS_SHOWN,
        ),
        years=ask.by("substr(p.published, 1, 4)", order="1"),
        added_by_day=ask.by("substr(p.added, 1, 10)", order="1 DESC", limit=DAYS_SHOWN),
        read_by_day=ask.by("substr(p.read, 1, 10)", order="1 DESC", limit=DAYS_SHOWN),
    )


class _Asker:
    """Aggregates over the papers that one condition finds."""

    def __init__(self, connection: sqlite3.Connection, where: str, parameters: Sequence[Any]) -> None:
        self._connection = connection
        self._where = where
        self._parameters = parameters

    def one(self, columns: str, join: str = "") -> tuple[Any, ...]:
        sql = f"SELECT {columns} FROM paper p {join} WHERE {self._where}"
        row: tuple[Any, ...] = self._connection.execute(sql, self._parameters).fetchone()
        return row

    def by(self, column: str, join: str = "", *, order: str = "2 DESC, 1", limit: int = -1) -> dict[Any, int]:
        sql = (
            f"SELECT {column}, count(DISTINCT p.id) FROM paper p {join} WHERE ({self._where})"
            f" AND {column} IS NOT NULL GROUP BY 1 ORDER BY {order} LIMIT {limit}"
        )
        return dict(self._connection.execute(sql, self._parameters).fetchall())


def _counts(connection: sqlite3.Connection, sql: str) -> tuple[Count, ...]:
    return tuple(Count(*row) for row in connection.execute(sql))


def _one(connection: sqlite3.Connection, sql: str) -> int:
    return int(connection.execute(sql).fetchone()[0])
