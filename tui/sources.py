"""What a person may name as a source, and how it is opened: files, the files of folders, and stdin.

Only regular files are read. A named pipe would make us wait, a device would never end, and a link
may lead a folder into itself; each is a source with a reason instead.
"""

from __future__ import annotations

import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from errno import EINVAL
from functools import partial
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from storage import open_regular

STDIN = "-"
IN_MEMORY = 1_000_000
"""Bytes of stdin that are kept in memory; more go to a temporary file."""

DEEPEST = 500
"""Folders in folders that are gone into where pages of notes are looked for."""

DATABASE = b"SQLite format 3\0"
"""How every SQLite file begins."""


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read: its base name, how to open it, and where it lies if it is a file."""

    name: str
    open: Callable[[], AbstractContextManager[BinaryIO]]
    path: Path | None = None
    size: int = 0
    """Bytes, where that is known without reading it."""


def sources_of(named: Path | str) -> Iterator[Source]:
    """What was named: itself, or the files of a folder and its folders, by name.

    In a folder, hidden files are left out, and so are databases: a library is no source of papers,
    and the one being written to may well lie where somebody works.
    """
    if str(named) == STDIN:
        yield _standard_input()
    else:
        yield from _walk(Path(named))


def _standard_input() -> Source:
    """All of stdin, read here and now: whoever writes to it may take their time."""
    kept = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (closed by whoever opens the source)
    shutil.copyfileobj(sys.stdin.buffer, kept)
    kept.seek(0)
    return Source("stdin", lambda: closing(cast(BinaryIO, kept)))


def _walk(named: Path) -> Iterator[Source]:
    """A file, or what is in a folder and its folders, as deep as the system has names for."""
    waiting: list[tuple[Path, tuple[tuple[int, int], ...]]] = [(named, ())]
    while waiting:
        path, above = waiting.pop()
        try:
            status = path.stat()
            here = (status.st_dev, status.st_ino)
            if not stat.S_ISDIR(status.st_mode):
                yield Source(_name(path), partial(open_regular, path), path.absolute(), status.st_size)
            elif here in above:
                yield _refused(path, "the folder leads back into itself")
            else:
                inside = sorted((entry for entry in path.iterdir() if not _left_out(entry)), reverse=True)
                waiting += ((entry, (*above, here)) for entry in inside)
        except OSError as error:
            yield _refused(path, error.strerror or str(error))


def _left_out(entry: Path) -> bool:
    if entry.name.startswith("."):
        return True
    for beside in ("-wal", "-shm", "-journal"):
        if entry.name.endswith(beside):
            return entry.with_name(entry.name.removesuffix(beside)).exists()
    try:
        with open_regular(entry) as file:
            return file.read(len(DATABASE)) == DATABASE
    except OSError:  # told as a source that cannot be read
        return False


def _refused(path: Path, reason: str) -> Source:
    def refuse() -> AbstractContextManager[BinaryIO]:
        raise OSError(EINVAL, reason)

    return Source(_name(path), refuse)


def _name(path: Path) -> str:
    """The base name as text: bytes that are none are replaced, since names are kept and shown."""
    return (path.name or str(path)).encode("utf-8", "replace").decode()
