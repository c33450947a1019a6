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


def read_facets(connection: sqlite3.Connection) -> Facets:
    """The sidebar, over all papers outside the trash."""
    states = dict.fromkeys(STATES, 0) | dict(
        connection.execute("SELECT state, count(*) FROM paper WHERE trashed IS NULL GROUP BY state")
    )
    starred, untitled = connection.execute(
        "SELECT coalesce(sum(starred), 0), coalesce(sum(provisional_title), 0) FROM paper"
        " WHERE trashed IS NULL"
    ).fetchone()
    return Facets(
        total=sum(states.values()),
        states=states,
        starred=starred,
        noted=_one(
            connection,
            "SELECT count(DISTINCT note.paper_id) FROM note JOIN paper p ON p.id = note.paper_id"
            " WHERE p.trashed IS NULL",
        ),
        untitled=untitled,
        trashed=_one(connection, "SELECT count(*) FROM paper WHERE trashed IS NOT NULL"),
        tags=tuple(read_tags(connection)),
        categories=_counts(
            connection,
            "SELECT category, count(*) FROM paper WHERE trashed IS NULL AND category IS NOT NULL"
            " GROUP BY category ORDER BY count(*) DESC, category",
        ),
        authors=_counts(
            connection,
            "SELECT author.name, count(DISTINCT s.paper_id) AS papers FROM authorship s"
            " JOIN author ON author.id = s.author_id JOIN paper p ON p.id = s.paper_id"
            " WHERE p.trashed IS NULL GROUP BY author.id ORDER BY papers DESC, author.folded"
            f" LIMIT {AUTHORS_SHOWN}",
        ),
        views=tuple(read_views(connection)),
    )


def read_tags(connection: sqlite3.Connection) -> list[Count]:
    """All tags worn outside the trash, by name."""
    return list(
        _counts(
            connection,
            "SELECT tag.name, count(*) FROM paper_tag JOIN tag ON tag.id = paper_tag.tag_id"
            " JOIN paper p ON p.id = paper_tag.paper_id WHERE p.trashed IS NULL"
            " GROUP BY tag.id ORDER BY tag.folded",
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
