"""Keeping the full-text index in step with the papers, whatever verb changed them.

The index is an FTS5 table whose content is the view ``search_document``: no text is stored twice.
The price is that FTS5 must be told the old words before they change. :class:`IndexKeeper` does
so for every journalled write, so that no verb has to think of it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from sqlite3 import SQLITE_ERROR
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

USUAL_HASH, LOADING_HASH = 1 << 20, 16 << 20
"""Bytes of new words that FTS5 gathers before it writes them out."""

USUAL_MERGE = 4
"""Pieces of the index on one level that FTS5 begins to merge, its own default."""

USUAL_CRISIS, LOADING_CRISIS = 16, 24
"""Pieces on one level that FTS5 merges all at once. With its own 16 a million papers reach the third
level, and the whole index is written again in one transaction."""

MANY = 1_000
"""Papers from which on changing their words is loading."""

Row = Sequence[Any]
Words = tuple[str | None, ...]
"""A paper as the index sees it: one folded text a column of ``SEARCH_COLUMNS``."""


class IndexKeeper:
    """Takes the old words of papers out of the index before a write, and puts the new ones in after."""

    def __init__(self, connection: Connection, keys: Mapping[str, tuple[str, ...]]) -> None:
        self._connection = connection
        self._keys = keys
        self._touched: set[int] = set()
        self._words: dict[int, Words] = {}
        self._loading = ExitStack()

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

    def expect(self, papers: Mapping[int, Words | None]) -> None:
        """Say that these papers are about to be made: they have no words in the index yet.

        Where their words are known they need not be read back from the rows, as long as nothing
        else is written about the paper.
        """
        self._touched.update(papers)
        self._words |= {paper: words for paper, words in papers.items() if words is not None}

    def touch(self, papers: Collection[int]) -> None:
        """Take the words of these papers out of the index, once."""
        for paper in papers if self._words else ():
            self._words.pop(paper, None)
        fresh = set(papers) - self._touched
        if fresh:
            if len(self._touched) <= MANY < len(self._touched | fresh):
                self._loading.enter_context(loading(self._connection))
            self._touched |= fresh
            self._connection.exec_driver_sql(
                f"INSERT INTO paper_search (paper_search, rowid, {_COLUMNS})"
                f" SELECT 'delete', id, {_COLUMNS} FROM search_document"
                " WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(fresh)),),
            )

    def after(self) -> None:
        """Put the words of all touched papers that still exist back into the index."""
        if self._words:
            places = ", ".join("?" * (1 + len(SEARCH_COLUMNS)))
            self._connection.exec_driver_sql(
                f"INSERT INTO paper_search (rowid, {_COLUMNS}) VALUES ({places})",
                [(paper, *words) for paper, words in self._words.items()],
            )
            self._touched -= self._words.keys()
            self._words = {}
        if self._touched:
            self._connection.exec_driver_sql(
                f"INSERT INTO paper_search (rowid, {_COLUMNS}) SELECT id, {_COLUMNS} FROM search_document"
                " WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(self._touched)),),
            )
        self._touched = set()
        self._loading.close()

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


@contextmanager
def loading(connection: Connection) -> Iterator[None]:
    """Within, many papers go into the index in one piece, which nothing merges with what is there.

    FTS5 otherwise writes a piece for every megabyte and merges after each: twice the work. The
    settings of every day are back before the transaction ends; what is left to merge is merged bit
    by bit as later changes are written.
    """
    _configure(connection, hashsize=LOADING_HASH, automerge=0, crisismerge=LOADING_CRISIS)
    yield
    # FTS5 writes out what it holds at every savepoint: now, before it may merge again.
    connection.exec_driver_sql("SAVEPOINT written_out")
    connection.exec_driver_sql("RELEASE written_out")
    _configure(connection, hashsize=USUAL_HASH, automerge=USUAL_MERGE, crisismerge=USUAL_CRISIS)


def _configure(connection: Connection, **settings: int) -> None:
    for name, value in settings.items():
        connection.exec_driver_sql(
            "INSERT INTO paper_search (paper_search, rank) VALUES (?, ?)", (name, value)
        )


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
    except DatabaseError as error:
        # Whatever is wrong with an index is told as damage; Ctrl+C in a function of ours is not.
        if getattr(error.orig, "sqlite_errorcode", None) == SQLITE_ERROR:
            raise
        return False
    return True


def folding(connection: Connection) -> int:
    """The folding the index was made with, 0 when it was never made."""
    row = connection.exec_driver_sql("SELECT value FROM setting WHERE name = 'folding'").first()
    return int(row[0]) if row else 0
