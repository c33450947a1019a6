"""Counting: the sidebar's figures and the numbers by which one's reading is tracked."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from storage.answers import Stats
from storage.records import STATES, Count, Facets, Subscription, View

AUTHORS_SHOWN = 50
"""Authors in the sidebar: those with most papers here."""

DAYS_SHOWN = 371
"""Days of history in the statistics: a year in whole weeks."""

MANY = 200_000
"""So many papers have most of their authors in common with the whole library, as papers go."""

TOGETHER = 50_000
"""Papers put into a table at once."""

YEAR, DAY = 4, 10
"""Characters of a date."""

_KEPT = "trashed IS NULL"


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
        queued=_one(connection, f"SELECT count(*) FROM paper WHERE {_KEPT} AND queue_position IS NOT NULL"),
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


def read_subscriptions(connection: sqlite3.Connection) -> list[Subscription]:
    """What is followed, the oldest first."""
    rows = connection.execute(
        "SELECT target, title, added, fetched, fault FROM subscription ORDER BY added, target"
    )
    return [Subscription(*row) for row in rows]


def read_stats(connection: sqlite3.Connection) -> Stats:
    """Counts over all papers outside the trash: kept counts, and stretches of indexes."""
    facets = read_facets(connection, ())
    notes = "note WHERE paper_id NOT IN (SELECT id FROM paper WHERE trashed IS NOT NULL)"
    rated = f"SELECT rating, count(*) FROM paper WHERE {_KEPT} AND rating IS NOT NULL GROUP BY 1 ORDER BY 1"
    return Stats(
        total=facets.total,
        states=facets.states,
        starred=facets.starred,
        rated=dict(connection.execute(rated).fetchall()),
        notes=_one(connection, f"SELECT count(*) FROM {notes}"),
        noted_papers=facets.noted,
        with_code=_one(connection, f"SELECT count(*) FROM paper WHERE {_KEPT} AND has_code = 1"),
        untitled=facets.untitled,
        trashed=facets.trashed,
        categories={one.name: one.papers for one in facets.categories},
        tags=_largest({one.name: one.papers for one in facets.tags}),
        authors=_authors_of_most(connection, "paper", f"p.{_KEPT}"),
        years=dict(reversed(stretches(connection, "published", YEAR, -1).items())),
        added_by_day=stretches(connection, "added", DAY, DAYS_SHOWN),
        read_by_day=stretches(connection, "read", DAY, DAYS_SHOWN),
    )


def read_stats_of(connection: sqlite3.Connection, papers: Sequence[int]) -> Stats:
    """Counts over these papers, which are put into a table of its own for as long as that takes."""
    connection.execute("CREATE TEMP TABLE picked (id INTEGER PRIMARY KEY)")
    try:
        for start in range(0, len(papers), TOGETHER):
            part = json.dumps(list(papers[start : start + TOGETHER]))
            connection.execute("INSERT INTO picked SELECT value FROM json_each(?)", (part,))
        return _stats_of_picked(connection, len(papers))
    finally:
        connection.execute("DROP TABLE picked")


def _stats_of_picked(connection: sqlite3.Connection, total: int) -> Stats:
    counts: list[Counter[Any]] = [Counter() for _ in _COLUMNS]
    marks = ", ".join(str(place) for place in range(1, len(_COLUMNS) + 1))
    sql = (
        f"SELECT {', '.join(_COLUMNS)}, count(*) FROM picked CROSS JOIN paper p ON p.id = picked.id"
        f" GROUP BY {marks}"
    )
    for *values, papers in connection.execute(sql):
        for counter, value in zip(counts, values, strict=True):
            counter[value] += papers
    states, starred, rated, code, untitled, categories, years, added, read = counts
    notes, noted = connection.execute(
        "SELECT count(*), count(DISTINCT paper_id) FROM note WHERE paper_id IN (SELECT id FROM picked)"
    ).fetchone()
    tags = connection.execute(
        "SELECT tag.name, count(*) FROM paper_tag x JOIN tag ON tag.id = x.tag_id"
        " WHERE x.paper_id IN (SELECT id FROM picked) GROUP BY x.tag_id"
    ).fetchall()
    return Stats(
        total=total,
        states=dict.fromkeys(STATES, 0) | states,
        starred=starred[1],
        rated=_in_order(rated),
        notes=notes,
        noted_papers=noted,
        with_code=code[1],
        untitled=untitled[1],
        trashed=0,
        categories=_largest(categories),
        tags=_largest(dict(tags)),
        authors=_authors_of_picked(connection, total),
        years=_in_order(years),
        added_by_day=_newest(added),
        read_by_day=_newest(read),
    )


_COLUMNS = (
    "p.state", "p.starred", "p.rating", "p.has_code", "p.provisional_title", "p.category",
    f"substr(p.published, 1, {YEAR})", f"substr(p.added, 1, {DAY})", f"substr(p.read, 1, {DAY})",
)  # fmt: skip


def _known(counts: Mapping[Any, int]) -> list[tuple[Any, int]]:
    return [(value, papers) for value, papers in counts.items() if value is not None]


def _in_order(counts: Mapping[Any, int]) -> dict[Any, int]:
    return dict(sorted(_known(counts)))


def _newest(counts: Mapping[Any, int]) -> dict[Any, int]:
    return dict(sorted(_known(counts), reverse=True)[:DAYS_SHOWN])


def _largest(counts: Mapping[Any, int]) -> dict[Any, int]:
    return dict(sorted(_known(counts), key=lambda item: (-item[1], item[0])))


def stretches(connection: sqlite3.Connection, column: str, width: int, most: int) -> dict[str, int]:
    """Papers by the first ``width`` characters of an indexed column, from the last on."""
    sql = f"""
        WITH RECURSIVE stretch(start) AS (
            SELECT substr(max({column}), 1, {width}) FROM paper WHERE {_KEPT}
            UNION ALL
            SELECT (SELECT substr(max({column}), 1, {width}) FROM paper WHERE {_KEPT} AND {column} < start)
            FROM stretch WHERE start IS NOT NULL
        )
        SELECT start, (SELECT count(*) FROM paper WHERE {_KEPT} AND {column} >= start
                       AND {column} < start || char(1114111))
        FROM stretch WHERE start IS NOT NULL LIMIT {most}
    """
    return dict(connection.execute(sql).fetchall())


def _authors_of_picked(connection: sqlite3.Connection, papers: int) -> dict[str, int]:
    if papers > MANY:
        return _authors_of_most(connection, "picked", "p.id IS NOT NULL")
    return _named(
        connection,
        connection.execute(
            "SELECT s.author_id, count(DISTINCT s.paper_id) FROM picked"
            " CROSS JOIN authorship s ON s.paper_id = picked.id GROUP BY 1"
        ).fetchall(),
    )


def _authors_of_most(connection: sqlite3.Connection, table: str, condition: str) -> dict[str, int]:
    """Those who wrote most of so many papers that they are among those who wrote most of all."""
    tried, sure = AUTHORS_SHOWN, False
    found: list[tuple[int, int]] = []
    while not sure:
        tried *= 4
        rows = connection.execute(
            "SELECT author_id, count(*) FROM authorship GROUP BY 1 ORDER BY 2 DESC LIMIT ?", (tried,)
        ).fetchall()
        found = connection.execute(
            "SELECT s.author_id, count(DISTINCT s.paper_id) FROM json_each(?) w"
            " CROSS JOIN authorship s ON s.author_id = w.value"
            f" CROSS JOIN {table} p ON p.id = s.paper_id WHERE {condition} GROUP BY 1 ORDER BY 2 DESC",
            (json.dumps([author for author, _ in rows]),),
        ).fetchall()
        others = rows[-1][1] if len(rows) == tried else 0
        sure = not others or (len(found) > AUTHORS_SHOWN and found[AUTHORS_SHOWN][1] > others)
    return _named(connection, found)


def _named(connection: sqlite3.Connection, authors: Sequence[tuple[int, int]]) -> dict[str, int]:
    """The names of those with most papers, with their numbers; of equals, the first by name."""
    ranked = sorted(authors, key=lambda author: -author[1])
    least = ranked[AUTHORS_SHOWN - 1][1] if len(ranked) >= AUTHORS_SHOWN else 0
    shown = {author: papers for author, papers in ranked if papers >= least}
    names = connection.execute(
        "SELECT id, name FROM author WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(shown)),),
    )
    return dict(islice(_largest({name: shown[author] for author, name in names}).items(), AUTHORS_SHOWN))


def _counts(connection: sqlite3.Connection, sql: str) -> tuple[Count, ...]:
    return tuple(Count(*row) for row in connection.execute(sql))


def _one(connection: sqlite3.Connection, sql: str) -> int:
    return int(connection.execute(sql).fetchone()[0])
