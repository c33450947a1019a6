"""Reading the journal: what happened, and what undo and redo would do next.

Undo takes back the newest event that still stands. Redo does again what was undone last, which is
the oldest of the events undone since anything new happened. Emptying the trash ends both: what came
before it stays in the journal to be read, and can no longer be taken back.
"""

from __future__ import annotations

import sqlite3

from storage.reports import Event

EVENT = "SELECT id, at, verb, summary, papers, batch_id, undone FROM journal"

BEGINS = "undo begins after"
"""The setting that holds the id of the last event which cannot be taken back, where there is one."""

_FIRST = f"coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name = '{BEGINS}'), 0)"

NEXT_UNDO = f"{EVENT} WHERE undone IS NULL AND id > {_FIRST} ORDER BY id DESC LIMIT 1"
STANDING = f"{EVENT} WHERE undone IS NULL AND id > {_FIRST} AND id = ?"
NEXT_REDO = f"{EVENT} WHERE undone IS NOT NULL AND NOT superseded ORDER BY id LIMIT 1"


def read_history(connection: sqlite3.Connection, limit: int) -> list[Event]:
    """The newest ``limit`` events, newest first."""
    rows = connection.execute(f"{EVENT} ORDER BY id DESC LIMIT ?", (limit,))
    return [Event(*row) for row in rows]


def next_undo(connection: sqlite3.Connection) -> Event | None:
    """What undo would take back."""
    row = connection.execute(NEXT_UNDO).fetchone()
    return Event(*row) if row else None


def next_redo(connection: sqlite3.Connection) -> Event | None:
    """What redo would do again."""
    row = connection.execute(NEXT_REDO).fetchone()
    return Event(*row) if row else None
