"""Papers in the order asked for, as they are asked for: an index is walked, nothing is sorted first.

SQLite would rather sort a million papers than believe that the first sixty will do, so each walk names
its index. Sorting is left for orders that have none.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain, groupby, islice

from storage.query import ORDERS, Pieces, find_value, order_by

Sort = tuple[tuple[str, bool], ...]
Condition = tuple[str, tuple[str | int, ...]]

GROUP = 5_000
"""Papers equal in the first of several orders: up to so many are sorted, more are walked by the next."""

_INDEXES = {
    "published": "shelf_by_date",
    "year": "shelf_by_date",
    "added": "shelf_by_added",
    "title": "shelf_by_title",
    "author": "shelf_by_author",
    "rating": "shelf_by_rating",
    "read": "shelf_by_read",
    "key": "sqlite_autoindex_paper_1",
}


class Indexes:
    """What indexes there are: a large import takes some away while it runs (:mod:`storage.bulk`)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._names: frozenset[str] = frozenset()
        self.look()

    def look(self) -> None:
        """See what there is now."""
        rows = self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")
        self._names = frozenset(chain.from_iterable(rows))

    def suit(self, sql: str) -> str:
        """``sql`` without the indexes it names that are not there: slower, and as right."""
        named = re.search(r"INDEXED BY (\w+)", sql)
        return sql if named is None or named[1] in self._names else sql.replace(named[0], "")

    def __contains__(self, name: str) -> bool:
        """Whether there is an index of this name."""
        return name in self._names


class Walk:
    """The papers outside the trash that fit the wordless clauses of a query, in an order."""

    def __init__(self, connection: sqlite3.Connection, indexes: Indexes, pieces: Pieces, sort: Sort) -> None:
        self._connection = connection
        self._indexes = indexes
        self._pieces = pieces
        self._sort = sort

    def first(self) -> Iterator[int]:
        """All of them, the first at once."""
        return self._by(self._sort, self._pieces.filter)

    def whole(self) -> Iterator[int]:
        """All of them, for who waits for the last."""
        if len(self._sort) > 1:
            return self._select("paper p", self._pieces.filter, order_by(self._sort))
        return self.first()

    def among(self, papers: Sequence[int]) -> Iterator[int]:
        """Those of ``papers`` that fit, in order."""
        return self._sorted(papers, self._sort, self._pieces.filter)

    def _by(self, sort: Sort, wanted: Condition) -> Iterator[int]:
        if not sort:
            return self._select(f"paper p INDEXED BY {self._shelf()}", wanted, order_by(sort))
        name = sort[0][0]
        if name in _INDEXES and len(sort) > 1:
            return self._by_groups(sort, wanted)
        if name in _INDEXES:
            index = self._shelf() if _INDEXES[name] == "shelf_by_date" else _INDEXES[name]
            return self._select(f"paper p INDEXED BY {index}", wanted, order_by(sort))
        if name == "queue" and len(sort) == 1:
            return self._by_queue(sort, wanted)
        return self._select("paper p", wanted, order_by(sort))

    def _by_queue(self, sort: Sort, wanted: Condition) -> Iterator[int]:
        """First the few that are in the queue, then all others, without sorting those."""
        queued, others = (_also(wanted, f"p.queue_position IS {what}NULL") for what in ("NOT ", ""))
        yield from self._select("paper p INDEXED BY shelf_by_queue", queued, order_by(sort))
        yield from self._select("paper p NOT INDEXED", others, "p.id DESC" if sort[0][1] else "p.id")

    def _by_groups(self, sort: Sort, wanted: Condition) -> Iterator[int]:
        """By the first order, and those that are equal in it by the others."""
        (name, descending), rest = sort[0], sort[1:]
        value = find_value(ORDERS, name)
        column = value.sql if value else ""
        source = f"paper p INDEXED BY {_INDEXES[name]}"
        known = _also(wanted, f"{column} IS NOT NULL")
        left: Condition | None = known
        while left:
            rows = self._rows(f"{column}, p.id", source, left, order_by(sort[:1]))
            left = None
            for at, group in groupby(rows, key=lambda row: row[0]):
                papers = [paper for _, paper in islice(group, GROUP + 1)]
                if len(papers) <= GROUP:
                    yield from self._sorted(papers, sort, wanted) if len(papers) > 1 else papers
                    continue
                yield from self._by(rest, _also(wanted, f"{column} = ?", at))
                left = _also(known, f"{column} {'<' if descending else '>'} ?", at)
                break
        yield from self._by(rest, _also(wanted, f"{column} IS NULL"))

    def _sorted(self, papers: Sequence[int], sort: Sort, wanted: Condition) -> Iterator[int]:
        where, parameters = wanted
        ids = (json.dumps(list(papers)), *parameters)
        return self._select(
            "json_each(?) w CROSS JOIN paper p ON p.id = w.value", (where, ids), order_by(sort)
        )

    def _shelf(self) -> str:
        """The shortest index in order of date that has all the papers."""
        shelves = [shelf for shelf in self._pieces.shelves if shelf[0] in self._indexes]
        if len(shelves) < 2:
            return shelves[0][0] if shelves else "shelf_by_date"
        sizes = [self._size(kind, name) for _, kind, name in shelves]
        return shelves[sizes.index(min(sizes))][0]

    def _size(self, kind: str, name: str) -> int:
        # What is not counted is what few papers have.
        sql = "SELECT coalesce(sum(papers), 0) FROM tally WHERE kind = ? AND name = ?"
        (papers,) = self._connection.execute(sql, (kind, name)).fetchone()
        return int(papers)

    def _select(self, source: str, wanted: Condition, order: str) -> Iterator[int]:
        return chain.from_iterable(self._rows("p.id", source, wanted, order))

    def _rows(self, columns: str, source: str, wanted: Condition, order: str) -> sqlite3.Cursor:
        where, parameters = wanted
        sql = f"SELECT {columns} FROM {source} WHERE {where} ORDER BY {order}"
        return self._connection.execute(self._indexes.suit(sql), parameters)


def _also(wanted: Condition, sql: str, *parameters: str | int) -> Condition:
    return f"{wanted[0]} AND {sql}", (*wanted[1], *parameters)
