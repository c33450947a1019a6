"""Backups: whole copies through SQLite's own backup, checked before anybody relies on them."""

from __future__ import annotations

import glob
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from storage.errors import LibraryDamaged, LibraryUnusable, Refused
from storage.files import private_folder

FOLDER = "backups"
MOMENT = "%Y%m%d-%H%M%S"
"""How the name of a backup tells when it was made, in UTC."""
PAGES = 4096
"""Pages copied at a time, so that other writers are held up only briefly."""


def place(library: Path, moment: datetime, suffix: str | None = None) -> Path:
    """Where a backup made at ``moment`` goes: ``backups/NAME-DATE-TIME.db`` beside the library."""
    suffix = library.suffix if suffix is None else suffix
    name = f"{library.stem}-{moment:{MOMENT}}"
    names = (f"{name}{again}{suffix}" for again in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(p for p in (library.parent / FOLDER / name for name in names) if not p.exists())


def newest(library: Path) -> Path | None:
    """The newest backup beside a library, if any."""
    moment = f"{'[0-9]' * 8}-{'[0-9]' * 6}"
    pattern = f"{glob.escape(library.stem)}-{moment}*{glob.escape(library.suffix)}"
    found = sorted((library.parent / FOLDER).glob(pattern))
    return found[-1] if found else None


def backup_offered(library: Path) -> tuple[Path, datetime] | None:
    """The newest backup beside a library, and when it was made; ``None`` where there is none."""
    saved = newest(library)
    if saved is None:
        return None
    moment = saved.name.removeprefix(f"{library.stem}-")[: len("20260131-090000")]
    return saved, datetime.strptime(moment, MOMENT).replace(tzinfo=UTC)


def refuse_empty(library: Path) -> None:
    """Refuse an empty file as a library. Raises :class:`LibraryDamaged`, naming the newest backup.

    A library that was cut off while its very first schema was being made is empty as well, but
    then there is its write-ahead log beside it.
    """
    if library.with_name(library.name + "-wal").exists():
        return
    saved = newest(library)
    offer = f"; there is a backup: {saved.name}" if saved else "; delete it to begin a new library"
    raise LibraryDamaged(library, f"the file is empty, which a library never is{offer}")


def copy(connection: sqlite3.Connection, to: Path) -> Path:
    """Copy the open library to ``to``, check the copy, and only then give it its name.

    Raises :class:`Refused` when something of that name is there already.
    """
    with in_place_of(to) as partial:
        _copy_and_check(connection, partial)
    return to


@contextmanager
def in_place_of(to: Path) -> Iterator[Path]:
    """A new private file to fill, which is given the name ``to`` once the block has ended well.

    Raises :class:`Refused` when something of that name is there already, and
    :class:`LibraryUnusable` when the file cannot be written.
    """
    private_folder(to.parent)
    if to.is_symlink() or to.exists():
        raise Refused(f"{to} is there already, and a backup replaces nothing")
    partial = to.with_name(f".{to.name}.{os.getpid()}.partial")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        yield partial
        _sync(partial)
        partial.replace(to)
        _sync(to.parent)
    except OSError as error:
        raise LibraryUnusable(to, f"the backup cannot be written: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)


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
