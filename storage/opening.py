"""Opening a library for reading alone, and the errors of reading in words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from storage.errors import (
    Interrupted,
    LibraryDamaged,
    LibraryLocked,
    LibraryMissing,
    LibraryNewer,
    LibraryOlder,
    LibraryUnusable,
    StorageError,
)
from storage.schema import APPLICATION_ID, SCHEMA_VERSION, search_text

BUSY_SECONDS = 5.0
"""How long a question waits for another program to let go of the library."""


def explain_reading(path: Path, error: sqlite3.Error) -> StorageError:
    """The error of this room that fits what SQLite said while reading."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if primary == sqlite3.SQLITE_INTERRUPT:
        return Interrupted("the query was stopped")
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryLocked(path, "another program is using the library; try again in a moment")
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return LibraryDamaged(path, f"the library is damaged ({error})")
    return LibraryUnusable(path, f"the library cannot be read ({error})")


def open_reading(path: Path) -> sqlite3.Connection:
    """A connection that can only read the library at ``path``, its schema looked at.

    Raises the :class:`~storage.errors.LibraryUnusable` errors.
    """
    if not path.is_file():
        raise LibraryMissing(path, "there is no library here" if not path.exists() else "this is not a file")
    if path.stat().st_size == 0:
        raise LibraryDamaged(path, "the file is empty, which a library never is")
    uri = path.absolute().as_uri()
    try:
        return _checked(f"{uri}?mode=ro", path)
    except LibraryUnusable as error:
        # A write-ahead log needs a folder that can be written; in one that cannot, nobody else
        # is writing either, and the file alone can be read.
        if type(error) is LibraryUnusable and not _writable(path.parent):
            return _checked(f"{uri}?mode=ro&immutable=1", path)
        raise


def _checked(uri: str, path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        _check_schema(connection, path)
        connection.create_function("search_text", 1, search_text, deterministic=True)
    except sqlite3.Error as error:
        connection.close()
        raise explain_reading(path, error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _check_schema(connection: sqlite3.Connection, path: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        # A crash between making the file and its first schema leaves an empty database.
        empty = not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if empty:
            raise LibraryOlder(path, "the library was never finished being made")
        raise LibraryDamaged(path, "this is a database, but not a Carrel library")
    if version > SCHEMA_VERSION:
        raise LibraryNewer(
            path, f"written by a newer Carrel (schema {version}, this one knows {SCHEMA_VERSION})"
        )
    if version < SCHEMA_VERSION:
        raise LibraryOlder(path, "the library must first be brought up to date")


def _writable(folder: Path) -> bool:
    import os

    return os.access(folder, os.W_OK)
