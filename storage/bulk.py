"""Writing a library's worth of papers without its slowest indexes, and making those at the end.

An index in another order than that of arrival gets every new paper at another place. In a large
library that is a page of the file for every paper and index, written twice: three quarters of all
that an import writes. Making such an index at the end takes a second or two a million papers.

What has been dropped is noted in the library itself, with the process that did it, so that
whoever opens the library after a crash makes it again. Meanwhile every answer is right, though
some lists take their time.
"""

from __future__ import annotations

import json
import os
import sqlite3

from sqlalchemy import Connection

from storage.files import alive as _alive

AT_LEAST = 20_000
"""New papers from which on it pays, if they are also more than the library held before."""

SCATTERED = (
    "shelf_by_title", "shelf_by_author", "shelf_by_rating", "shelf_by_read", "shelf_by_state",
    "shelf_by_category", "paper_by_key_without_case", "authorship_by_author",
)  # fmt: skip
"""Indexes in another order than papers arrive in. Dates, by which lists open, keep theirs."""

_NOTE = "dropped indexes"


def drop_scattered(connection: Connection) -> None:
    """Drop them, and note in the same transaction how to make them again.

    Another import that has done so makes them again for both.
    """
    if connection.exec_driver_sql("SELECT 1 FROM setting WHERE name = ?", (_NOTE,)).first():
        return
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE name IN (SELECT value FROM json_each(?))",
        (json.dumps(SCATTERED),),
    ).all()
    note = json.dumps({"process": os.getpid(), "statements": [sql for _, sql in rows]})
    connection.exec_driver_sql("INSERT INTO setting (name, value) VALUES (?, ?)", (_NOTE, note))
    for name, _ in rows:
        connection.exec_driver_sql(f"DROP INDEX {name}")


def make_again(connection: sqlite3.Connection, *, after_crash: bool = False) -> None:
    """Make what was dropped, one index a transaction, so that others get their turn.

    ``after_crash``: only if the process that dropped them is gone.
    """
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (_NOTE,)).fetchone()
    if row is None:
        return
    note = json.loads(row[0])
    if after_crash and _alive(note["process"]):
        return
    for statement in note["statements"]:
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(statement.replace("CREATE INDEX ", "CREATE INDEX IF NOT EXISTS ", 1))
    connection.execute("DELETE FROM setting WHERE name = ?", (_NOTE,))
