"""Backups: whole copies through SQLite's own backup, checked before anybody relies on them."""

from __future__ import annotations

import os
import sqlite3
from datetime import datetime
from pathlib import Path

from storage.errors import LibraryDamaged, LibraryUnusable, Refused
from storage.files import private_folder

FOLDER = "backups"
PAGES = 4096
"""Pages copied at a time, so that other writers are held up only briefly."""


def place(library: Path, moment: datetime) -> Path:
    """Where a backup made at ``moment`` goes: ``backups/NAME-DATE-TIME.db`` beside the library."""
    name = f"{library.stem}-{moment:%Y%m%d-%H%M%S}"
    names = (f"{name}{again}{library.suffix}" for again in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(p for p in (library.parent / FOLDER / name for name in names) if not p.exists())


def newest(library: Path) -> Path | None:
    """The newest backup beside a library, if any."""
    found = sorted((library.parent / FOLDER).glob(f"{library.stem}-*{library.suffix}"))
    return found[-1] if found else None


def refuse_empty(library: Path) -> None:
    """Refuse an empty file as a library. Raises :class:`LibraryDamaged`, naming the newest backup.

    A library that was cut off while its very first schema was being made is empty as well, but
    then there is its write-ahead log beside it.
    """
    if library.with_name(library.name + "-wal").exists():
        return
    saved = newest(library)
    offer = f"; there is a backup: {saved}" if saved else "; delete it to begin a new library"
    raise LibraryDamaged(library, f"the file is empty, which a library never is{offer}")


def copy(connection: sqlite3.Connection, to: Path) -> Path:
    """Copy the open library to ``to``, check the copy, and only then give it its name.

    Raises :class:`Refused` when something of that name is there already.
    """
    private_folder(to.parent)
    if to.is_symlink() or to.exists():
        raise Refused(f"{to} is there already, and a backup replaces nothing")
    partial = to.with_name(f".{to.name}.{os.getpid()}.partial")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _copy_and_check(connection, partial)
        _sync(partial)
        partial.replace(to)
        _sync(to.parent)
    except OSError as error:
        raise LibraryUnusable(to, f"the backup cannot be written: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)
    return to


def _copy_and_check(connection: sqlite3.Connection, to: Path) -> None:
    target = sqlite3.connect(to, isolation_level=None)
    try:
        connection.backup(target, pages=PAGES)
        # A copy of a library in WAL mode would want its own log; a backup is one plain file.
        target.execute("PRAGMA journal_mode = DELETE")
        (verdict,) = target.execute("PRAGMA quick_check(1)").fetchone()
    finally:
        target.close()
    if verdict != "ok":
        raise LibraryDamaged(to, f"the copy is not sound ({verdict}); the library should be checked")


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
