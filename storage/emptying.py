"""Emptying the trash: the one change that is meant to be for good.

Rows that are gone for good must not come back by a later undo, and the images that the journal keeps
hold the very texts that were to go. So emptying ends undo: the journal's lines stay, their images go.
"""

from __future__ import annotations

import json

from sqlalchemy import Connection

from storage.errors import Conflict
from storage.history import BEGINS
from storage.journal import KEYS
from storage.marking import counted
from storage.search import IndexKeeper

_REFERRING = """
    SELECT t.name, k."from" FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) k
    WHERE t.schema = 'main' AND t.type = 'table' AND k."table" = 'paper' ORDER BY t.name
"""
_WITHOUT_KEY = (("unsaved_note", "paper_id"),)
"""Tables that refer to a paper without the database knowing."""


def empty(connection: Connection, papers: int, now: str) -> int:
    """Delete the ``papers`` in the trash and all that hangs on them; returns how many there were."""
    trashed = [row[0] for row in connection.exec_driver_sql("SELECT id FROM paper WHERE trashed IS NOT NULL")]
    if len(trashed) != papers:
        raise Conflict(f"there are {counted(len(trashed))} in the trash by now; nothing was deleted")
    if not trashed:
        return 0
    index = IndexKeeper(connection, KEYS)
    index.touch(trashed)
    connection.exec_driver_sql("PRAGMA secure_delete = ON")
    ids = json.dumps(trashed)
    for table, column in (
        *_WITHOUT_KEY,
        *map(tuple, connection.exec_driver_sql(_REFERRING)),
        ("paper", "id"),
    ):
        connection.exec_driver_sql(
            f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))", (ids,)
        )
    index.after()
    _end_undo(connection, now, len(trashed))
    return len(trashed)


def _end_undo(connection: Connection, now: str, papers: int) -> None:
    connection.exec_driver_sql("DELETE FROM journal_step")
    connection.exec_driver_sql("UPDATE journal SET superseded = 1 WHERE undone IS NOT NULL")
    cursor = connection.exec_driver_sql(
        "INSERT INTO journal (at, verb, summary, papers) VALUES (?, 'empty', ?, ?)",
        (now, f"Deleted {counted(papers)} for good", papers),
    )
    connection.exec_driver_sql(
        "INSERT INTO setting (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (BEGINS, str(cursor.lastrowid)),
    )
