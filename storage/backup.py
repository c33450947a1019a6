"""Backups: whole copies through SQLite's own backup, checked before anybody relies on them."""

from __future__ import annotations

import glob
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.errors import LibraryDamaged, LibraryUnusable, Refused
from storage.files import give_name, log_left, partial_file, private_folder, sync
from storage.soundness import faults

FOLDER = "backups"
MOMENT = "%Y%m%d-%H%M%S"
"""How the name of a backup tells when it was made, in UTC."""
DUMP = ".jsonl"
"""How the name of a dump ends, beside backups of libraries whose names have no ending at all."""
PAGES = 4096
"""Pages copied at a time, so that other writers are held up only briefly."""


def place(library: Path, moment: datetime, suffix: str | None = None) -> Path:
    """Where a backup made at ``moment`` goes: ``backups/NAME-DATE-TIME.db`` beside the library."""
    suffix = library.suffix if suffix is None else suffix
    name = f"{library.stem}-{moment:{MOMENT}}"
    names = (f"{name}{again}{suffix}" for again in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(p for p in (library.parent / FOLDER / name for name in names) if not p.exists())


def beside(library: Path, moment: datetime, write: Callable[[Path], Path], suffix: str | None = None) -> Path:
    """What ``write`` makes at :func:`place`, at the next one when another program takes that meanwhile."""
    while True:
        to = place(library, moment, suffix)
        try:
            return write(to)
        except Refused:
            if not to.exists():
                raise


def newest(library: Path) -> Path | None:
    """The newest backup beside a library, if any; one dated by a clock that ran ahead is the last choice."""
    library = Path(os.path.realpath(library))
    moment = f"{'[0-9]' * 8}-{'[0-9]' * 6}"
    pattern = f"{glob.escape(library.stem)}-{moment}*{glob.escape(library.suffix)}"
    found = [each for each in (library.parent / FOLDER).glob(pattern) if each.suffix != DUMP]
    return max(found, key=_age, default=None)


def _age(saved: Path) -> tuple[bool, datetime, int]:
    """What orders backups by age: the second in which one was made, and which of that second's it is."""
    moment = made(saved)
    again = re.search(r"-\d{8}-\d{6}-(\d{1,3})$", saved.stem)
    believable = moment <= datetime.now(UTC) + timedelta(days=1)
    return believable, moment, int(again[1]) if again else 1


def made(saved: Path) -> datetime:
    """When a backup was made, in UTC: by its name, or by the file where somebody chose the name."""
    stamped = re.search(r"-(\d{8}-\d{6})(-[a-z0-9]+)?$", saved.stem)
    with suppress(ValueError):
        if stamped:
            return datetime.strptime(stamped[1], MOMENT).replace(tzinfo=UTC)
    return datetime.fromtimestamp(int(saved.stat().st_mtime), UTC)


def backup_offered(library: Path) -> tuple[Path, datetime] | None:
    """The newest backup beside a library, and when it was made; ``None`` where there is none."""
    saved = newest(library)
    return (saved, made(saved)) if saved else None


def refuse_empty(library: Path) -> None:
    """Refuse an empty file as a library. Raises :class:`LibraryDamaged`."""
    begin = "" if newest(library) else "; delete it to begin a new library"
    raise LibraryDamaged(library, f"the file is empty, which a library never is{begin}")


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
    taken = f"{to} is there already, and a backup replaces nothing"
    if to.is_symlink() or to.exists():
        raise Refused(taken)
    if log := log_left(to):
        raise Refused(f"{log} is there, which would be taken for changes to {to.name}: move it away first")
    try:
        with partial_file(to, alike="*" if to.parent.name == FOLDER else None) as partial:
            yield partial
            sync(partial)
            give_name(partial, to)
            sync(to.parent)
    except FileExistsError as error:
        raise Refused(taken) from error
    except OSError as error:
        raise LibraryUnusable(to, f"the backup cannot be written: {error.strerror}") from error


def _copy_and_check(connection: sqlite3.Connection, to: Path) -> None:
    target = sqlite3.connect(to, isolation_level=None)
    try:
        connection.backup(target, pages=PAGES)
        # A copy of a library in WAL mode would want its own log; a backup is one plain file.
        target.execute("PRAGMA journal_mode = DELETE")
        wrong = faults(target.execute, quick=True)
    finally:
        target.close()
    if wrong:
        reason = " ".join(wrong[0].split())
        _, _, library = connection.execute("PRAGMA database_list").fetchone()
        raise LibraryDamaged(Path(library), f"the library is damaged, so no backup of it is kept ({reason})")
