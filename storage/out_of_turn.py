"""Taking back a change that is not the last one, where nothing done since builds on it.

Two changes have nothing to do with each other when they touch no paper in common, and nothing else
that has a name of its own (a view, a pair of papers, a note that is there no more). Then the order in
which they are taken back makes no difference, and the images of the older one still fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from storage.journal import KEYS, OF_PAPERS, unpack
from storage.reports import Event

_AFTER = (
    "SELECT id, at, verb, summary, papers, batch_id, undone FROM journal"
    " WHERE id > ? AND undone IS NULL ORDER BY id"
)
_BOOKKEEPING = ("batch", "source")


@dataclass(slots=True)
class Touched:
    """What a change touched: runs of new papers, single papers, rows of no paper; and what it saw.

    A paper that an import only saw has to be there, whatever else becomes of it.
    """

    runs: list[tuple[int, int]] = field(default_factory=list)
    papers: set[int] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)
    others: set[tuple[Any, ...]] = field(default_factory=set)

    def meets(self, other: Touched) -> bool:
        """Whether both touched a thing."""
        if self.papers & other.papers or self.others & other.others:
            return True
        if any(a <= d and c <= b for a, b in self.runs for c, d in other.runs):
            return True
        return self._holds(other.papers | other.seen) or other._holds(self.papers | self.seen)

    def _holds(self, papers: Iterable[int]) -> bool:
        return any(first <= paper <= last for first, last in self.runs for paper in papers)


def in_the_way(connection: Connection, event: int) -> Event | None:
    """Give the first later change, still standing, that builds on what ``event`` touched."""
    mine = touched(connection, event)
    for row in connection.exec_driver_sql(_AFTER, (event,)).all():
        if mine.meets(touched(connection, row[0])):
            return Event(*row)
    return None


def touched(connection: Connection, event: int) -> Touched:
    """Say what a change touched."""
    found = Touched()
    steps = connection.exec_driver_sql(
        "SELECT operation, table_name, images FROM journal_step WHERE journal_id = ? ORDER BY sequence",
        (event,),
    )
    for operation, table, packed in steps.all():
        images = unpack(packed)
        if operation == "papers":
            found.runs.append((images["first"], images["last"]))
        elif table == "sighting" and operation == "insert":
            found.seen.update(_papers(connection, operation, table, images))
        elif table in OF_PAPERS:
            found.papers.update(_papers(connection, operation, table, images))
            if OF_PAPERS[table] not in KEYS[table]:  # once deleted, the row says no more whose it was
                found.others.update((table, *key) for key in _keys(operation, table, images))
        elif table not in _BOOKKEEPING:
            found.others.update((table, *key) for key in _keys(operation, table, images))
    return found


def _keys(operation: str, table: str, images: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """The keys of the rows that a step touched."""
    if operation == "insert":
        yield from map(tuple, images["keys"])
    elif operation == "update":
        yield from (tuple(row[: len(KEYS[table])]) for row in images["before"])
    else:
        places = [images["columns"].index(name) for name in KEYS[table]]
        yield from (tuple(row[place] for place in places) for row in images["rows"])


def _papers(connection: Connection, operation: str, table: str, images: dict[str, Any]) -> Iterator[int]:
    """The papers whose rows a step touched: by the key, by the whole row, or by what stands there now."""
    column = OF_PAPERS[table]
    if column in KEYS[table]:
        place = KEYS[table].index(column)
        yield from (key[place] for key in _keys(operation, table, images))
    elif operation == "delete":
        place = images["columns"].index(column)
        yield from (row[place] for row in images["rows"])
    else:
        condition = " AND ".join(f"{name} = ?" for name in KEYS[table])
        for key in _keys(operation, table, images):
            row = connection.exec_driver_sql(f"SELECT {column} FROM {table} WHERE {condition}", key).first()
            if row:
                yield row[0]
