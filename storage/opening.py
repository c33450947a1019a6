"""Opening a library for reading alone, and the errors of reading in words."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
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
from storage.files import log_left
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


def missing(path: Path) -> LibraryUnusable:
    """The error for a library that is not there. What it left, a log or a link, says that there was one."""
    log = log_left(path)
    if path.exists():  # made by another program meanwhile
        return LibraryMissing(path, "there was no library here")
    if path.is_symlink():
        return LibraryDamaged(path, f"this is a link to {path.readlink()}, which is not there")
    if log is None:
        return LibraryMissing(path, "there is no library here")
    reason = f"the library is gone, but its last changes are still in {log.name}"
    return LibraryDamaged(path, f"{reason}; put the library back beside it, or move it away to begin anew")


def open_reading(path: Path) -> sqlite3.Connection:
    """A connection that can only read the library at ``path``, its schema looked at.

    Raises the :class:`~storage.errors.LibraryUnusable` errors.
    """
    if not path.exists():
        raise missing(path)
    if not path.is_file():
        raise LibraryUnusable(path, "this is not a file")
    if path.stat().st_size == 0:
        raise LibraryDamaged(path, "the file is empty, which a library never is")
    _refuse_newer(path, *_marks(path))
    uri = path.absolute().as_uri()
    try:
        return _checked(f"{uri}?mode=ro", path)
    except LibraryUnusable as error:
        # A write-ahead log needs a folder that can be written; in one that cannot, nobody else
        # is writing either, and the file alone can be read.
        if type(error) is LibraryUnusable and not writable(path.parent):
            _refuse_unread_changes(path)
            return _checked(f"{uri}?mode=ro&immutable=1", path)
        raise


def _refuse_unread_changes(path: Path) -> None:
    """Refuse a library whose last changes would not be seen: they are in a log that cannot be read here."""
    log = log_left(path, ("-wal",))
    if log is not None:
        raise LibraryUnusable(
            path,
            f"its last changes are in {log.name}, which cannot be read in a folder without leave to write;"
            " copy both files to another folder and open the library there",
        )


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


def look_before_writing(path: Path) -> None:
    """Refuse what must not be written, before a connection that might: a newer library, another program's.

    A connection that may write leaves its traces even when it only looks: it sets the journal's mode,
    and the last to close one writes the log into the file.
    """
    application, version = _marks(path)
    _refuse_newer(path, application, version)
    if application != APPLICATION_ID or log_left(path, ("-wal",)):
        with suppress(LibraryOlder):
            open_reading(path).close()


def _marks(path: Path) -> tuple[int, int]:
    """Application and schema version as they stand in the file alone, whatever its log says.

    Asked through SQLite, since closing a file that it has open would let go of its locks. What is no
    database has none of ours.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error:
        return 0, 0
    return application, version


def _refuse_newer(path: Path, application: int, version: int) -> None:
    if application == APPLICATION_ID and version > SCHEMA_VERSION:
        raise LibraryNewer(
            path, f"written by a newer Carrel (schema {version}, this one knows {SCHEMA_VERSION})"
        )


def _check_schema(connection: sqlite3.Connection, path: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        # A crash between making the file and its first schema leaves an empty database.
        empty = not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if empty:
            raise LibraryOlder(path, "the library was never finished being made")
        raise LibraryDamaged(path, "this is a database, but not a Carrel library")
    _refuse_newer(path, application, version)
    if version < SCHEMA_VERSION:
        raise LibraryOlder(path, "the library must first be brought up to date")


def writable(folder: Path) -> bool:
    """Whether this user may make files in ``folder``."""
    import os

    return os.access(folder, os.W_OK)
