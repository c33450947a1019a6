"""Taking turns at a service: one request at a time, and not too soon after the last.

The limits of a service hold for the reader, not for a process. So the time of the last request lies
in a file, locked while somebody asks: two commands in two terminals wait for each other.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # where files cannot be locked so, each process keeps to the rate by itself
    fcntl = None  # type: ignore[assignment]

Clock = Callable[[], float]
Sleep = Callable[[float], None]


class Turns:
    """Turns at services; ``clock`` gives the time of day in seconds since 1970."""

    def __init__(self, folder: Path, clock: Clock, sleep: Sleep) -> None:
        self._folder = folder
        self._clock = clock
        self._sleep = sleep

    @contextmanager
    def turn(self, queue: str, interval: float) -> Iterator[None]:
        """Wait until the queue may ask again, and keep others waiting until the block is left."""
        handle = self._opened(queue)
        try:
            if handle is None:
                self._sleep(interval)
            else:
                self._wait(handle, interval)
            yield
        finally:
            if handle is not None:
                os.close(handle)

    def _opened(self, queue: str) -> int | None:
        """The file of the queue, locked; ``None`` where the disk will not have it."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self._folder / queue, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        except OSError:
            return None
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        return handle

    def _wait(self, handle: int, interval: float) -> None:
        """Sleep for what is left of the interval; a clock that was set back makes nobody wait for ever."""
        last = 0.0
        with suppress(ValueError):
            last = float(os.pread(handle, 40, 0))
        left = last + interval - self._clock()
        if 0 < left <= interval:
            self._sleep(left)
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{self._clock():.3f}".encode(), 0)
