"""The queries a reader asked before, remembered from run to run for the filter bar.

What somebody looks for is their own business: the file is theirs alone, nothing else keeps a query,
and where the file cannot be read or written there is simply nothing to recall. It is plain text, a
query a line, the newest last.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp

from tui.safe_text import safe

MOST = 500
LONGEST = 1_000
"""Characters; what is longer was pasted, and nobody looks for it by going back."""
LARGEST = 1_000_000
"""Bytes of the file that are read: far more than are ever written."""


class Asked:
    """Queries that were kept, in the file ``path``; without one, as long as this object lives."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._queries: tuple[str, ...] = ()

    def newest_first(self) -> tuple[str, ...]:
        """The queries, none twice; other programs may have added some."""
        if self._path is not None:
            with suppress(OSError):
                self._queries = _read(self._path)
        return self._queries[::-1]

    def add(self, query: str) -> None:
        """Remember ``query`` as the newest."""
        query = safe(query).strip()
        if not query or len(query) > LONGEST:
            return
        if self._path is None:
            self._queries = _with(self._queries, query)
            return
        with suppress(OSError), _alone(self._path.parent):
            self._queries = _with(_read(self._path), query)
            _write(self._path, self._queries)


def _with(queries: tuple[str, ...], query: str) -> tuple[str, ...]:
    return (*(each for each in queries if each != query), query)[-MOST:]


def _read(path: Path) -> tuple[str, ...]:
    if not path.is_file():  # nor a pipe, which would be waited for
        return ()
    with path.open("rb") as file:
        lines = file.read(LARGEST).decode("utf-8", "replace").splitlines()
    queries = (safe(line).strip() for line in lines if len(line) <= LONGEST)
    return tuple(dict.fromkeys(query for query in queries if query))[-MOST:]


def _write(path: Path, queries: tuple[str, ...]) -> None:
    """Put a whole new file in the place of the old one."""
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.")  # which is 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.writelines(f"{query}\n" for query in queries)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Make the private ``folder`` if need be, and keep other programs from writing there meanwhile."""
    from storage import private_folder

    private_folder(folder)
    if os.name != "posix":
        yield
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
