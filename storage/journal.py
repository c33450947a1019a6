"""Writing so that it can be taken back: every row touched is kept with its inverse.

All verbs write through a :class:`Change`. It keeps, for each statement, the images of the rows
it touched, in the same transaction as the statement itself; undoing plays the images backwards,
redoing plays them forwards. The search index follows by itself, because the same object knows
which papers' words are about to change: it takes the old words out of the index before the first
write and puts the new ones in at the end.

Dictionaries (``author``, ``tag``) are not journalled: a name that is known but not worn shows
nowhere, and leaving it keeps every later use of it valid.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from storage.search import IndexKeeper, Words

CHUNK = 1000
"""Rows in one image: bounds the memory of an undo."""

KEYS: Mapping[str, tuple[str, ...]] = {
    "paper": ("id",),
    "paper_text": ("paper_id",),
    "authorship": ("paper_id", "position"),
    "author_profile": ("author_id", "source"),
    "identifier": ("scheme", "value"),
    "fingerprint": ("kind", "digest", "paper_id"),
    "paper_tag": ("paper_id", "tag_id"),
    "note": ("id",),
    "unsaved_note": ("paper_id", "note_id"),
    "session": ("id",),
    "progress": ("paper_id",),
    "triage": ("id",),
    "view": ("name",),
    "subscription": ("target",),
    "batch": ("id",),
    "source": ("id",),
    "sighting": ("source_id", "position"),
    "distinct_pair": ("paper_id", "other_id"),
    "taste": ("paper_id",),
    "amendment": ("id",),
    "review": ("paper_id",),
}
"""The tables whose rows are journalled, and what names a row of each."""

OF_PAPERS: Mapping[str, str] = {
    "paper": "id",
    "paper_text": "paper_id",
    "authorship": "paper_id",
    "identifier": "paper_id",
    "fingerprint": "paper_id",
    "paper_tag": "paper_id",
    "note": "paper_id",
    "session": "paper_id",
    "progress": "paper_id",
    "triage": "paper_id",
    "sighting": "paper_id",
    "taste": "paper_id",
    "amendment": "paper_id",
    "review": "paper_id",
}
"""Tables that hold what belongs to one paper, and the column that says to which. Parents first."""

Row = Sequence[Any]


class Change:
    """One journalled change within a transaction.

    ``insert``, ``update`` and ``delete`` write at once; :meth:`finish` writes the journal row
    (or, when nothing was written, nothing at all) and brings the index up to date.
    """

    def __init__(self, connection: Connection, event: int | None = None) -> None:
        self.connection = connection
        self.steps: list[tuple[str, str, bytes]] = []
        self.event = event
        self._index = IndexKeeper(connection, KEYS)

    def run(self, sql: str, parameters: Any = ()) -> Any:
        """Run one statement outside the journal (reading, or a dictionary)."""
        return self.connection.exec_driver_sql(sql, parameters)

    def add_papers(self, papers: Mapping[int, Words | None]) -> None:
        """Say that these papers, an unbroken run, are new, before anything of them is written.

        Where a paper's words for the index are known they are given along. Whatever is then inserted
        with ``of_new_papers`` needs no images: its inverse is that those papers were never there. A
        large import would otherwise write its journal twice over.
        """
        self._index.expect(papers)
        self._keep("papers", "paper", {"first": min(papers), "last": max(papers)})

    def insert(
        self, table: str, columns: Sequence[str], rows: Sequence[Row], *, of_new_papers: bool = False
    ) -> None:
        """Add whole rows; every column of the table's key must be among ``columns``."""
        if not rows:
            return
        if of_new_papers:
            _insert(self.connection, table, columns, rows)
            return
        self._index.before(table, columns, columns, rows)
        _insert(self.connection, table, columns, rows)
        where = [columns.index(name) for name in KEYS[table]]
        keys = [[row[i] for i in where] for row in rows]
        for part in _chunks(keys):
            self._keep("insert", table, {"keys": part})

    def update(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Set ``columns`` of existing rows; each of ``rows`` is the key's values, then the new ones."""
        if not rows:
            return
        keys = KEYS[table]
        named = (*keys, *columns)
        self._index.before(table, columns, named, rows)
        for part in _chunks(rows):
            before = _read(self.connection, table, keys, columns, part)
            _update(self.connection, table, columns, part)
            self._keep("update", table, {"columns": list(columns), "before": before, "after": part})

    def delete(self, table: str, where: str, parameters: Row) -> int:
        """Remove the rows that ``where`` names and keep them whole; returns how many."""
        cursor = self.run(f"SELECT * FROM {table} WHERE {where}", tuple(parameters))
        columns = list(cursor.keys())
        rows = [list(row) for row in cursor]
        if rows:
            self._index.before(table, columns, columns, rows)
            self.run(f"DELETE FROM {table} WHERE {where}", tuple(parameters))
        for part in _chunks(rows):
            self._keep("delete", table, {"columns": columns, "rows": part})
        return len(rows)

    def _keep(self, operation: str, table: str, images: dict[str, Any]) -> None:
        """Remember a step, packed at once: a change of many papers would fill the memory otherwise."""
        self.steps.append((operation, table, pack(images)))

    def finish(self, at: str, verb: str, summary: str, papers: int, batch: int | None = None) -> int | None:
        """Write the journal and the index; returns the journal's id, ``None`` when nothing was done."""
        self._index.after()
        if not self.steps:
            return None
        if self.event is None:
            self.run("UPDATE journal SET superseded = 1 WHERE undone IS NOT NULL AND NOT superseded")
            cursor = self.run(
                "INSERT INTO journal (at, verb, summary, papers, batch_id) VALUES (?, ?, ?, ?, ?)",
                (at, verb, summary, papers, batch),
            )
            self.event = int(cursor.lastrowid)
        else:
            self.run("UPDATE journal SET summary = ?, papers = ? WHERE id = ?", (summary, papers, self.event))
        self._write_steps()
        return self.event

    def _write_steps(self) -> None:
        (last,) = self.run(
            "SELECT coalesce(max(sequence), 0) FROM journal_step WHERE journal_id = ?", (self.event,)
        ).one()
        self.run(
            "INSERT INTO journal_step (journal_id, sequence, operation, table_name, images)"
            " VALUES (?, ?, ?, ?, ?)",
            [
                (self.event, last + number, operation, table, images)
                for number, (operation, table, images) in enumerate(self.steps, 1)
            ],
        )
        self.steps = []


def touches(connection: Connection, event: int | None, *, apart: Sequence[str]) -> bool:
    """Whether an event changed any table but those named ``apart``."""
    tables = connection.exec_driver_sql(
        "SELECT DISTINCT table_name FROM journal_step WHERE journal_id = ?", (event,)
    )
    return not {table for (table,) in tables} <= set(apart)


def forget(connection: Connection, event: int | None) -> None:
    """Take an event out of the journal; what it did stays."""
    connection.exec_driver_sql("DELETE FROM journal_step WHERE journal_id = ?", (event,))
    connection.exec_driver_sql("DELETE FROM journal WHERE id = ?", (event,))


def play(connection: Connection, event: int, *, backwards: bool) -> None:
    """Undo (``backwards``) or redo everything a journal row did, and bring the index along."""
    index = IndexKeeper(connection, KEYS)
    typed = connection.exec_driver_sql(_TYPED_SINCE, (event,)).all()
    order = "DESC" if backwards else "ASC"
    sequences = connection.exec_driver_sql(
        f"SELECT sequence FROM journal_step WHERE journal_id = ? ORDER BY sequence {order}", (event,)
    ).all()
    for (sequence,) in sequences:
        operation, table, packed = connection.exec_driver_sql(
            "SELECT operation, table_name, images FROM journal_step WHERE journal_id = ? AND sequence = ?",
            (event, sequence),
        ).one()
        images = unpack(packed)
        if _play_step(connection, index, operation, table, images, backwards=backwards):
            connection.exec_driver_sql(
                "UPDATE journal_step SET images = ? WHERE journal_id = ? AND sequence = ?",
                (pack(images), event, sequence),
            )
    for row in typed:  # a merge moves what is being typed; its undo must not lose what was typed since
        places = ", ".join("?" * len(row))
        connection.exec_driver_sql(f"INSERT OR REPLACE INTO unsaved_note VALUES ({places})", tuple(row))
    index.after()


_TYPED_SINCE = "SELECT * FROM unsaved_note WHERE updated > (SELECT at FROM journal WHERE id = ?)"


def _play_step(
    connection: Connection,
    index: IndexKeeper,
    operation: str,
    table: str,
    images: dict[str, Any],
    *,
    backwards: bool,
) -> bool:
    """Play one step; true when its images changed (rows that were added are kept once taken away)."""
    if operation == "update":
        _restore(connection, index, table, images["columns"], images["before" if backwards else "after"])
        return False
    if operation == "papers":
        _play_papers(connection, index, images, backwards=backwards)
        return True
    if operation == "insert" and backwards:
        images["columns"], images["rows"] = _take_away(connection, index, table, images["keys"])
        return True
    if operation == "delete" and not backwards:
        keys = [images["columns"].index(name) for name in KEYS[table]]
        _take_away(connection, index, table, [[row[i] for i in keys] for row in images["rows"]])
        return False
    _put_back(connection, index, table, images["columns"], images["rows"])
    return False


def _play_papers(
    connection: Connection, index: IndexKeeper, images: dict[str, Any], *, backwards: bool
) -> None:
    """Take new papers away, keeping them whole in ``images``; or put them back from there."""
    first, last = images["first"], images["last"]
    if not backwards:
        index.expect(dict.fromkeys(range(first, last + 1)))
        for table, (columns, rows) in images.pop("tables").items():
            if rows:
                _insert(connection, table, columns, rows)
        return
    index.touch(range(first, last + 1))
    images["tables"] = {}
    for table, column in OF_PAPERS.items():
        cursor = connection.exec_driver_sql(
            f"SELECT * FROM {table} WHERE {column} BETWEEN ? AND ?", (first, last)
        )
        images["tables"][table] = (list(cursor.keys()), [list(row) for row in cursor])
    for table, column in reversed(list(OF_PAPERS.items())):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE {column} BETWEEN ? AND ?", (first, last))


def _restore(
    connection: Connection, index: IndexKeeper, table: str, columns: list[str], rows: list[Row]
) -> None:
    index.before(table, columns, (*KEYS[table], *columns), rows)
    _update(connection, table, columns, rows)


def _put_back(
    connection: Connection, index: IndexKeeper, table: str, columns: list[str], rows: list[Row]
) -> None:
    index.before(table, columns, columns, rows)
    if rows:
        _insert(connection, table, columns, rows)


def _take_away(
    connection: Connection, index: IndexKeeper, table: str, keys: list[list[Any]]
) -> tuple[list[str], list[Row]]:
    condition = " AND ".join(f"{name} = ?" for name in KEYS[table])
    columns: list[str] = []
    rows: list[Row] = []
    for key in keys:
        cursor = connection.exec_driver_sql(f"SELECT * FROM {table} WHERE {condition}", tuple(key))
        columns = list(cursor.keys())
        rows.extend([list(row) for row in cursor])
    index.before(table, columns, columns, rows)
    connection.exec_driver_sql(f"DELETE FROM {table} WHERE {condition}", [tuple(key) for key in keys])
    return columns, rows


def pack(images: dict[str, Any]) -> bytes:
    """Row images as compressed JSON."""
    return zlib.compress(json.dumps(images, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def unpack(packed: bytes) -> dict[str, Any]:
    """The inverse of :func:`pack`."""
    images: dict[str, Any] = json.loads(zlib.decompress(packed))
    return images


def _read(
    connection: Connection, table: str, keys: Sequence[str], columns: Sequence[str], rows: Iterable[Row]
) -> list[list[Any]]:
    named = f"SELECT {', '.join((*keys, *columns))} FROM {table} WHERE "
    if len(keys) == 1:
        values = json.dumps([row[0] for row in rows])
        sql = named + f"{keys[0]} IN (SELECT value FROM json_each(?))"
        return [list(row) for row in connection.exec_driver_sql(sql, (values,)).all()]
    sql = named + " AND ".join(f"{name} = ?" for name in keys)
    images: list[list[Any]] = []
    for row in rows:
        images.extend(list(r) for r in connection.exec_driver_sql(sql, tuple(row[: len(keys)])))
    return images


def _insert(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    # Straight to the driver: compiling parameters for each row would double the time of an import,
    # and declaring the tables (storage.tables) takes a tenth of the time of marking one paper.
    places = ", ".join("?" * len(columns))
    # What is being typed is also written past the journal, and then what was typed last counts.
    kept = "OR IGNORE " if table == "unsaved_note" else ""
    sql = f"INSERT {kept}INTO {table} ({', '.join(columns)}) VALUES ({places})"
    connection.exec_driver_sql(sql, [tuple(row) for row in rows])


_COUNTABLE = """
    INSERT OR IGNORE INTO tally (kind, name, papers)
    SELECT 'noted', '', 0 UNION ALL
    SELECT 'tag', CAST(tag_id AS TEXT), 0 FROM paper_tag WHERE paper_id IN (SELECT value FROM json_each(?))
"""
"""A paper that leaves the trash adds to the kept counts of its tags and of notes, but begins none: a tag
that only papers in the trash wore would stay unknown."""


def _update(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Set ``columns`` in the rows named by the first values of each of ``rows``."""
    if table == "paper" and "trashed" in columns:
        connection.exec_driver_sql(_COUNTABLE, (json.dumps([row[0] for row in rows]),))
    keys = KEYS[table]
    assignments = ", ".join(f"{name} = ?" for name in columns)
    condition = " AND ".join(f"{name} = ?" for name in keys)
    sql = f"UPDATE {table} SET {assignments} WHERE {condition}"
    connection.exec_driver_sql(sql, [(*row[len(keys) :], *row[: len(keys)]) for row in rows])


def _chunks(rows: Sequence[Any]) -> Iterable[list[Any]]:
    for start in range(0, len(rows), CHUNK):
        yield [list(row) for row in rows[start : start + CHUNK]]
