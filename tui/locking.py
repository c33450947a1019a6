"""One at a time: a lock that holds as long as its holder lives, and is nobody's business afterwards."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage import private_folder

try:
    import fcntl
except ImportError:  # where files cannot be locked so, nobody is kept out
    fcntl = None  # type: ignore[assignment]


@contextmanager
def only_one(file: Path) -> Iterator[bool]:
    """Whether nobody else holds the lock ``file``; if so it is held within the block."""
    private_folder(file.parent)
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        yield _locked(handle)
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
