"""Keeping the full-text index in step with the papers, whatever verb changed them.

The index is an FTS5 table whose content is the view ``search_document``: no text is stored twice.
The price is that FTS5 must be told the old words before they change. :class:`IndexKeeper` does
so for every journalled write, so that no verb has to think of it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from storage.schema import FOLDING, SEARCH_COLUMNS

SEARCHED: Mapping[str, tuple[str, set[str]]] = {
    "paper": ("id", {"id", "title"}),
    "paper_text": ("paper_id", {"paper_id", "abstract", "summary"}),
    "authorship": ("paper_id", {"paper_id", "author_id", "written", "position"}),
    "note": ("paper_id", {"paper_id", "text", "quote"}),
    "paper_tag": ("paper_id", {"paper_id", "tag_id"}),
}
"""Tables that feed the index: the column naming the paper, and the columns whose words count."""

_COLUMNS = ", ".join(SEARCH_COLUMNS)

Row = Sequence[Any]


class IndexKeeper:
    """Takes the old words of papers out of the index before a write, and puts the new ones in after."""

    def __init__(self, connection: Connection, keys: Mapping[str, tuple[str, ...]]) -> None:
        self._connection = connection
        self._keys = keys
        self._touched: set[int] = set()

    def before(self, table: str, changed: Sequence[str], named: Sequence[str], rows: Sequence[Row]) -> None:
        """Say which rows are about to change: ``changed`` columns, in rows of ``named`` columns."""
        if table not in SEARCHED or not SEARCHED[table][1].intersection(changed):
            return
        column = SEARCHED[table][0]
        if column in named:
            where = named.index(column)
            self.touch({row[where] for row in rows})
        else:
            self.touch(self._owners(table, column, rows))

    def expect(self, papers: Iterable[int]) -> None:
        """Say that these papers are about to be made: they have no words in the index yet."""
        self._touched.update(papers)

    def touch(self, papers: Collection[int]) -> None:
        """Take the words of these papers out of the index, once."""
        fresh = set(papers) - self._touched
        if fresh:
            self._touched |= fresh
            self._connection.exec_driver_sql(
                f"INSERT INTO paper_search (paper_search, rowid, {_COLUMNS})"
                f" SELECT 'delete', id, {_COLUMNS} FROM search_document"
                " WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(fresh)),),
            )

    def after(self) -> None:
        """Put the words of all touched papers that still exist back into the index."""
        if self._touched:
            self._connection.exec_driver_sql(
                f"INSERT INTO paper_search (rowid, {_COLUMNS}) SELECT id, {_COLUMNS} FROM search_document"
                " WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(self._touched)),),
            )
        self._touched = set()

    def _owners(self, table: str, column: str, rows: Iterable[Row]) -> set[int]:
        """The papers of rows that are named by a key which does not say whose they are."""
        keys = self._keys[table]
        condition = " AND ".join(f"{name} = ?" for name in keys)
        sql = f"SELECT {column} FROM {table} WHERE {condition}"
        return {
            paper
            for row in rows
            for (paper,) in self._connection.exec_driver_sql(sql, tuple(row[: len(keys)]))
        }


def rebuild(connection: Connection) -> None:
    """Make the whole index anew from the papers."""
    connection.exec_driver_sql("INSERT INTO paper_search (paper_search) VALUES ('rebuild')")
    connection.exec_driver_sql(
        "INSERT INTO setting (name, value) VALUES ('folding', ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (str(FOLDING),),
    )


def in_step(connection: Connection) -> bool:
    """Whether the index says exactly what the papers say, word by word."""
    try:
        connection.exec_driver_sql(
            "INSERT INTO paper_search (paper_search, rank) VALUES ('integrity-check', 1)"
        )
    except DatabaseError:
        return False
    return True


def folding(connection: Connection) -> int:
    """The folding the index was made with, 0 when it was never made."""
    row = connection.exec_driver_sql("SELECT value FROM setting WHERE name = 'folding'").first()
    return int(row[0]) if row else 0
