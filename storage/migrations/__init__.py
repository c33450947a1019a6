"""Bringing a library's schema up to date, atomically: killed at any point it is old or new.

Steps are numbered, append-only and written out as SQL, so that what a step did years ago
does not change with the table classes of today. SQLite runs DDL inside a transaction as long
as nobody commits behind our back, which :mod:`storage.database` sees to.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from storage.errors import LibraryDamaged, LibraryNewer
from storage.migrations import step_001, step_002, step_003, step_004, step_005
from storage.schema import APPLICATION_ID, SCHEMA_VERSION

STEPS: Sequence[Sequence[str]] = tuple(
    step.STATEMENTS for step in (step_001, step_002, step_003, step_004, step_005)
)


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version of an open library, 0 for an empty file.

    Raises :class:`LibraryDamaged` for somebody else's database and :class:`LibraryNewer` for
    a schema this Carrel does not know.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID and not _is_empty(connection):
        raise LibraryDamaged(path, "this is a database, but not a Carrel library")
    if version > SCHEMA_VERSION:
        raise LibraryNewer(
            path, f"written by a newer Carrel (schema {version}, this one knows {SCHEMA_VERSION})"
        )
    return int(version)


def migrate(connection: sqlite3.Connection, path: Path, backup: Callable[[], None]) -> bool:
    """Run the missing steps in one transaction; true when there were any.

    ``backup`` is called before the first step when the library already holds something.
    """
    if version_of(connection, path) == SCHEMA_VERSION:
        return False
    if version_of(connection, path) > 0:
        backup()
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again under the lock: another process may have come first.
        for number in range(version_of(connection, path) + 1, SCHEMA_VERSION + 1):
            for statement in STEPS[number - 1]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite has rolled back by itself where the disk failed
            connection.execute("ROLLBACK")
        raise
    return True


def _is_empty(connection: sqlite3.Connection) -> bool:
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return not tables
