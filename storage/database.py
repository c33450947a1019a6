"""The write side's connection: everything about SQLite that a writer has to get right, in one file.

SQLAlchemy's own handling of transactions commits DDL early on SQLite, so the driver's is
switched off and every transaction begins with our ``BEGIN IMMEDIATE``: a writer that would
have to wait waits before it has read anything it might act on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlmodel import create_engine

from storage.errors import LibraryDamaged, LibraryLocked, LibraryUnusable, StorageError
from storage.opening import missing, writable
from storage.schema import search_text

BUSY_SECONDS = 10.0
"""How long a writer waits for another before it gives up."""

LONGEST_NAP, SHORTEST_NAP, OLD = 0.008, 0.0002, 0.03
"""Seconds between two tries of a writer who has just begun to wait, and of one who has waited ``OLD``."""

USUAL_PAGES, LOADING_PAGES = 1_000, 25_000
"""Pages of 4 KiB in the log at which it is written into the library: SQLite's own choice, and while
papers come in by the thousand."""

CACHE_KIB = 65_536
"""Memory for pages: a large import touches indexes all over the file."""


def connect(path: Path) -> sqlite3.Connection:
    """Open a writing connection with every setting in place and checked."""
    if not path.exists():
        raise missing(path)
    if not path.is_file():
        raise LibraryUnusable(path, "this is not a file")
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        _configure(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _configure(connection: sqlite3.Connection, path: Path) -> None:
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise LibraryUnusable(path, f"write-ahead logging is not possible here (SQLite says {mode!r})")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA mmap_size = 0")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.create_function("search_text", 1, search_text, deterministic=True)


@contextmanager
def rare_checkpoints(connection: sqlite3.Connection) -> Iterator[None]:
    """Within, the log is written into the library less often: a page that many commits change, once."""
    connection.execute(f"PRAGMA wal_autocheckpoint = {LOADING_PAGES}")
    try:
        yield
    finally:
        if is_open(connection):
            connection.execute(f"PRAGMA wal_autocheckpoint = {USUAL_PAGES}")


def is_open(connection: sqlite3.Connection) -> bool:
    """Whether it can still be used: SQLAlchemy closes one that Ctrl+C has stopped within a statement."""
    try:
        return connection.total_changes >= 0
    except sqlite3.ProgrammingError:
        return False


def begin(connection: sqlite3.Connection) -> None:
    """Begin a writing transaction, waiting for other writers up to :data:`BUSY_SECONDS`.

    SQLite's own waiting is the longer the longer one has waited already, so among many writers some
    starve for seconds. Here those who have waited longest ask most often, which is nearly a queue.
    """
    begun = monotonic()
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                waited = monotonic() - begun
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or waited > BUSY_SECONDS:
                    raise
                sleep(max(SHORTEST_NAP, LONGEST_NAP * (1 - waited / OLD)))
            else:
                return
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")


def engine_for(connection: sqlite3.Connection) -> Engine:
    """An SQLModel engine that works through this one connection."""
    engine = create_engine(
        "sqlite://", creator=lambda: connection, poolclass=StaticPool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def _begin(sqlalchemy_connection: object) -> None:
        begin(connection)

    return engine


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into the errors of this room."""
    try:
        yield
    except (sqlite3.Error, DBAPIError) as error:
        raise explain(path, error) from error


def explain(path: Path, error: Exception) -> StorageError:
    """The error of this room that fits what SQLite said."""
    original = error.orig if isinstance(error, DBAPIError) else error
    text = str(original)
    code = getattr(original, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryLocked(path, "another program is using the library; try again in a moment")
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return LibraryDamaged(path, f"the library is damaged ({text})")
    if primary == sqlite3.SQLITE_FULL:
        return LibraryUnusable(path, "there is no room left on this disk; nothing was changed")
    if primary == sqlite3.SQLITE_READONLY or (
        primary == sqlite3.SQLITE_CANTOPEN and path.exists() and not writable(path.parent)
    ):
        return LibraryUnusable(path, "the library can only be read here; nothing was changed")
    return LibraryUnusable(path, f"the library cannot be used ({text})")
