"""Backups that nobody has to think of: one on a day on which the library is used, and a dump a week.

Copying a large library takes a minute, which no ``mark`` may cost: whoever opens the library for
changing asks :func:`backup_due`, which looks into one folder, and has :func:`keep_backups` done by a
process of its own (:mod:`tui.keeping`). Old copies go only when a new one is there, whole and checked,
and only those made here: what a person made, or an update of the schema, stays until a person deletes it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage import backup
from storage.errors import LibraryUnusable, StorageError
from storage.files import private_folder
from storage.opening import explain_reading, open_reading, writable

DAYS, WEEKS, MONTHS = 7, 4, 6
"""How many of the last days, weeks and months that have a backup keep one each, the newest of it."""
DUMPS = 4
"""How many weekly dumps are kept."""
DUMP_EVERY = timedelta(days=7)
PATIENCE = timedelta(hours=1)
"""How long after a failure it is tried again."""
ROOM = 2
"""A backup is made only where this many times the library's size is free: it must not fill the disk."""


def backup_due(library: Path, now: datetime) -> bool:
    """Whether the library at ``library`` should be backed up: it is older than today, its backups too."""
    try:
        if _newest(_daily(library), now) >= _midnight(now) or _tried_lately(library, now):
            return False
        return _began_before(library, _midnight(now))
    except (OSError, StorageError, sqlite3.Error):
        return False  # opening it for changing tells what is wrong


def keep_backups(library: Path, now: datetime) -> Path | None:
    """Back the library up if it is due, dump it if a week has passed, and clear away what is too old.

    Gives the new backup; ``None`` where none is due, or another process is at it. What goes wrong is
    raised, and told by :func:`backup_failure` until a later backup succeeds.
    """
    with _alone(library) as allowed:
        if not allowed or not backup_due(library, now):
            return None
        try:
            made = _copy(library, now)
            for old in superseded(_daily(library)):
                old.unlink()
            if _newest(_dumps(library), now) <= now - DUMP_EVERY:
                _dump(made, _place(library, now, backup.DUMP))
                for old in _by_age(_dumps(library))[DUMPS:]:
                    old.unlink()
        except (StorageError, OSError) as error:
            _note_failure(library, str(error))
            raise
        _failure_file(library).unlink(missing_ok=True)
        return made


def backup_failure(library: Path) -> str | None:
    """Why the last automatic backup failed; ``None`` when it did not."""
    folder = library.parent / backup.FOLDER
    # Where nothing can be written, no failure can be kept either.
    if os.path.lexists(folder) and not folder.is_dir():
        return f"{folder} is no folder, or leads to one that is not there"
    if folder.is_dir() and not writable(folder):
        return f"there is no leave to write into {folder}"
    with suppress(OSError):
        reason = _failure_file(library).read_text(encoding="utf-8", errors="replace").strip()
        return reason or "there was not even room to say why"
    return None


def superseded(backups: Iterable[Path]) -> list[Path]:
    """Those of the daily ``backups`` that are the newest of no day, week or month to be kept."""
    ordered = _by_age(backups)
    kept: set[Path] = set()
    for most, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        newest_of: dict[object, Path] = {}
        for each in ordered:
            newest_of.setdefault(period(_moment(each)), each)
        kept.update(list(newest_of.values())[:most])
    return [each for each in ordered if each not in kept]


def _day(moment: datetime) -> object:
    return moment.date()


def _week(moment: datetime) -> object:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> object:
    return moment.year, moment.month


# The files.


def _daily(library: Path) -> list[Path]:
    return _named(library, f"-daily{library.suffix}")


def _dumps(library: Path) -> list[Path]:
    return _named(library, f"-daily{backup.DUMP}")


def _named(library: Path, ending: str) -> list[Path]:
    """The files beside the library's backups that this module has made, by their names."""
    start = f"{library.stem}-"
    found = []
    with suppress(FileNotFoundError), os.scandir(library.parent / backup.FOLDER) as entries:
        for entry in entries:
            if entry.name.startswith(start) and entry.name.endswith(ending):
                with suppress(ValueError):
                    datetime.strptime(entry.name[len(start) : -len(ending)], backup.MOMENT).replace(
                        tzinfo=UTC
                    )
                    found.append(Path(entry.path))
    return found


def _place(library: Path, now: datetime, suffix: str) -> Path:
    name = f"{library.stem}-{now.astimezone(UTC):{backup.MOMENT}}-daily{suffix}"
    return library.parent / backup.FOLDER / name


def _moment(file: Path) -> datetime:
    moment = "-".join(file.stem.split("-")[-3:-1])
    return datetime.strptime(moment, backup.MOMENT).replace(tzinfo=UTC)


def _newest(files: Iterable[Path], now: datetime) -> datetime:
    """When the newest was made. A clock that was once wrong must not stop this for years."""
    made = (moment for moment in map(_moment, files) if moment <= now + timedelta(days=1))
    return max(made, default=datetime.min.replace(tzinfo=UTC))


def _by_age(files: Iterable[Path]) -> list[Path]:
    return sorted(files, key=_moment, reverse=True)


def _midnight(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


# The work.


def _began_before(library: Path, moment: datetime) -> bool:
    """Whether anything happened in the library before ``moment``."""
    from storage.clock import stamp

    with closing(open_reading(library)) as connection:
        # Not only the first: it may be dated by a clock that ran ahead.
        row = connection.execute("SELECT 1 FROM journal WHERE at < ? LIMIT 1", (stamp(moment),)).fetchone()
    return row is not None


def _copy(library: Path, now: datetime) -> Path:
    beside = library.with_name(library.name + "-wal")
    size = sum(file.stat().st_size for file in (library, beside) if file.exists())
    if shutil.disk_usage(library.parent).free < ROOM * size:
        raise LibraryUnusable(library, "there is too little room on this disk for a backup")
    with closing(open_reading(library)) as connection:
        try:
            # Within one reading transaction: SQLite would begin again whenever somebody else writes.
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            return backup.copy(connection, _place(library, now, library.suffix))
        except sqlite3.Error as error:
            raise explain_reading(library, error) from error


def _dump(copy: Path, to: Path) -> None:
    """Write the dump from the backup that was just made, where nobody has to wait for it."""
    from storage import dump

    with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        dump.write(connection, to)


@contextmanager
def _alone(library: Path) -> Iterator[bool]:
    """Whether no other process is at it, and none will be meanwhile."""
    import fcntl

    folder = library.parent / backup.FOLDER
    private_folder(folder)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        for left in folder.glob(f".{library.stem}-*-daily*.partial"):
            left.unlink(missing_ok=True)  # by a process that was killed
        yield True
    finally:
        os.close(descriptor)


def _failure_file(library: Path) -> Path:
    return library.parent / backup.FOLDER / f"{library.stem}.failed"


def _tried_lately(library: Path, now: datetime) -> bool:
    try:
        tried = _failure_file(library).stat().st_mtime
    except OSError:
        return False
    return 0 <= now.timestamp() - tried < PATIENCE.total_seconds()


def _note_failure(library: Path, reason: str) -> None:
    with suppress(OSError):
        file = _failure_file(library)
        file.unlink(missing_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as stream:
            stream.write(reason)
