"""Putting a backup in a library's place: checked first, the old file kept, and whole at every moment.

A library may be damaged, cut short or gone when this is asked for, so nothing here opens it for writing.
The order is what keeps it safe. The copy is finished and on the disk before anything is touched; the
library and its log are both kept under another name before either loses its own. Where there is a log, it
would be played into whatever file lies beside it, so for a moment there is no file under the library's name
at all: every command refuses that, while the wrong library would be believed.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from storage.backup import FOLDER, made, newest
from storage.clock import Clock, system_clock
from storage.dump import is_dump
from storage.errors import LibraryDamaged, LibraryLocked, LibraryOlder, LibraryUnusable
from storage.files import partial_file, private_folder, sync
from storage.history import EVENT
from storage.opening import explain_reading, open_reading
from storage.reports import Event
from storage.shape import Shape
from storage.soundness import faults

LOG, MEMORY = "-wal", "-shm"
IN_USE = 128
"""The byte of the file in shared memory that every connection to a library in WAL mode keeps locked."""


class Restoration(Shape):
    """A whole backup that can take a library's place, and what that would undo.

    ``made`` is when the backup was made, ``lost`` what was done since, newest first: ``None`` where the
    library cannot be read any more, or is not the one that the backup is of.
    """

    library: Path
    source: Path
    made: datetime
    papers: int
    lost: tuple[Event, ...] | None


def plan_restoration(library: Path, source: Path | None = None) -> Restoration:
    """Look a backup over, the newest without ``source``. Raises :class:`LibraryUnusable` errors about it."""
    library = Path(os.path.realpath(library))
    found = source or newest(library)
    if found is None:
        raise LibraryUnusable(library.parent / FOLDER, "there is no backup here")
    if not found.is_file():
        raise LibraryUnusable(found, "there is no such file")
    _refuse_a_dump(found)
    with suppress(FileNotFoundError):
        if found.samefile(library):
            raise LibraryUnusable(found, "this is the library itself, not a backup of it")
    with closing(_open(found)) as connection:
        _look_over(connection, found)
        (papers,) = connection.execute("SELECT count(*) FROM paper WHERE trashed IS NULL").fetchone()
        last = connection.execute(f"{EVENT} ORDER BY id DESC LIMIT 1").fetchone()
    return Restoration(library, found, made(found), papers, _since(library, last))


def _refuse_a_dump(found: Path) -> None:
    """A dump is no file to put in a library's place, but a library can be made of it."""
    try:
        dump = is_dump(found)
    except OSError as error:
        raise LibraryUnusable(found, f"cannot be read: {error.strerror}") from error
    if dump:
        raise LibraryUnusable(found, f"this is a dump; make a library of it with: carrel rebuild {found}")


def _open(path: Path) -> sqlite3.Connection:
    """A reading connection to a library of this Carrel or an older one."""
    try:
        return open_reading(path)
    except LibraryOlder:
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)


def _look_over(connection: sqlite3.Connection, path: Path) -> None:
    try:
        wrong = faults(connection.execute)
    except sqlite3.Error as error:
        raise explain_reading(path, error) from error
    if wrong:
        raise LibraryDamaged(path, f"this backup is damaged as well ({' '.join(wrong[0].split())})")


def _since(library: Path, last: tuple[object, ...] | None) -> tuple[Event, ...] | None:
    """What the library's journal holds beyond the newest event of a backup."""
    number, at = (last[0], last[1]) if last else (0, None)
    try:
        with closing(_open(library)) as connection:
            same = connection.execute("SELECT 1 FROM journal WHERE (id, at) = (?, ?)", (number, at))
            if last and same.fetchone() is None:
                return None
            rows = connection.execute(f"{EVENT} WHERE id > ? ORDER BY id DESC", (number,))
            return tuple(Event(*row) for row in rows)
    except (sqlite3.Error, LibraryUnusable):
        return None


def restore_backup(planned: Restoration, *, clock: Clock = system_clock) -> Path | None:
    """Put the backup in the library's place; gives where the old library is kept, if there was one.

    Raises :class:`LibraryLocked` while a process has the library open, as far as that can be known.
    """
    library = planned.library
    try:
        private_folder(library.parent)
        with partial_file(library) as partial:
            _copy(planned.source, partial)
            with _alone(library):
                kept = _set_aside(library, clock())
                partial.rename(library)
                sync(library.parent)
    except OSError as error:
        raise LibraryUnusable(library, f"cannot be replaced: {error.strerror}") from error
    return kept


def _copy(source: Path, partial: Path) -> None:
    """A copy in one file, whatever lies beside the source, checked and on the disk."""
    try:
        with closing(_open(source)) as backup, closing(sqlite3.connect(partial)) as copy:
            backup.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            wrong = faults(copy.execute, quick=True)
    except sqlite3.Error as error:
        raise explain_reading(source, error) from error
    if wrong:
        raise LibraryDamaged(source, f"the copy is not sound ({' '.join(wrong[0].split())})")
    sync(partial)


@contextmanager
def _alone(library: Path) -> Iterator[None]:
    """Keep the library from being opened meanwhile, once nobody has it open.

    This process must have no connection to it: closing the file would let go of its locks.
    """
    memory = _beside(library, MEMORY)
    if os.name != "posix" or not memory.exists():
        yield
        return
    import fcntl

    with memory.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, IN_USE)
        except OSError as error:
            raise LibraryLocked(library, "it is open in another program; quit that first") from error
        yield


def _set_aside(library: Path, moment: datetime) -> Path | None:
    """Keep the library and its log under another name, and make the place ready for another file."""
    if library.exists() and not library.is_file():
        raise LibraryUnusable(library, "this is not a file, and is left alone")
    log = _beside(library, LOG)
    there = [library] * library.exists() + [log] * (log.exists() and log.stat().st_size > 0)
    if not there:
        return None
    kept = _free_name(library, moment)
    for path in there:
        _keep(path, kept if path == library else _beside(kept, LOG))
    sync(library.parent)
    if log in there:
        library.unlink(
            missing_ok=True
        )  # or the old file would be taken for a library without its last changes
    for path in (log, _beside(library, MEMORY)):
        path.unlink(missing_ok=True)
    return kept


def _free_name(library: Path, moment: datetime) -> Path:
    name = f"{library.stem}-before-{moment:%Y%m%d-%H%M%S}"
    names = (f"{name}{again}{library.suffix}" for again in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(path for path in map(library.with_name, names) if not path.exists())


def _keep(path: Path, name: Path) -> None:
    """Give a file a second name; where a disk has no such thing, a second copy."""
    try:
        os.link(path, name)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(path, name)
        sync(name)


def _beside(library: Path, ending: str) -> Path:
    return library.with_name(library.name + ending)
