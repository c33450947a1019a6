"""Files and folders that hold a person's notes: theirs alone whatever the umask says, and there to stay."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from glob import escape
from io import BytesIO
from itertools import count
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO

_PARTIAL = ".partial"
_NUMBER = count()


def private_folder(folder: Path) -> None:
    """Make ``folder`` with all its parents; the folders made here are 0700, and survive a power cut."""
    missing = [f for f in (folder, *folder.parents) if not f.exists()]
    for part in reversed(missing):
        try:
            part.mkdir(mode=0o700)
            part.chmod(0o700)
        except FileExistsError:
            continue
        sync(part.parent)


def open_regular(path: Path) -> BinaryIO:
    """A regular file, opened to be read: a pipe would be waited for, and a device never ends.

    Raises :class:`OSError`, which says so.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    status = os.fstat(handle)
    if not S_ISREG(status.st_mode) or not status.st_size:
        os.close(handle)
        if S_ISREG(status.st_mode):  # the kernel's own, such as /proc/kmsg, look empty and never end
            return BytesIO()
        folder = S_ISDIR(status.st_mode)
        reason = os.strerror(errno.EISDIR) if folder else "this is not a regular file"
        raise OSError(errno.EISDIR if folder else errno.EINVAL, reason, str(path))
    return os.fdopen(handle, "rb")


def read_regular(path: Path, most: int) -> bytes:
    """All of a regular file of at most ``most`` bytes. Raises :class:`OSError` for a larger one as well."""
    with open_regular(path) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"the file is larger than {most:,} bytes", str(path))
    return data


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, would be there after a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def log_left(wanted: Path, endings: Sequence[str] = ("-wal", "-journal")) -> Path | None:
    """A log beside ``wanted`` that SQLite would play into whatever file is put there, if there is one."""
    for ending in endings:
        log = wanted.with_name(wanted.name + ending)
        with suppress(OSError):  # none is there, or could be: such a name may be too long
            if log.stat().st_size:
                return log
    return None


def give_name(partial: Path, wanted: Path) -> None:
    """Give a file its name. Raises :class:`FileExistsError` when something has that name by now."""
    try:
        os.link(partial, wanted)
    except FileExistsError:
        raise
    except OSError as error:  # some disks have one name a file
        if wanted.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(wanted)) from error
        partial.rename(wanted)


@contextmanager
def partial_file(wanted: Path, *, alike: str | None = None) -> Iterator[Path]:
    """An empty file beside ``wanted`` to be written first; whatever is left of it at the end is removed.

    What processes that are gone left lying there is removed as well: for the same file, or for
    those whose names the pattern ``alike`` fits.
    """
    for left in wanted.parent.glob(f".{alike or escape(wanted.name)}.*{_PARTIAL}*"):
        if not alive(_writer(left)):
            left.unlink(missing_ok=True)
    partial = wanted.with_name(f".{wanted.name}.{os.getpid()}.{next(_NUMBER)}{_PARTIAL}")
    _discard(partial)
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        yield partial
    finally:
        _discard(partial)


def alive(process: int) -> bool:
    """Whether a process of this number is running."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _writer(partial: Path) -> int:
    parts = partial.name.rpartition(_PARTIAL)[0].split(".")
    return int(parts[-2]) if len(parts) > 1 and parts[-2].isdecimal() else 0


def _discard(partial: Path) -> None:
    """Remove it, and what SQLite may have put beside it."""
    for ending in ("", "-journal", "-wal", "-shm"):
        partial.with_name(partial.name + ending).unlink(missing_ok=True)
