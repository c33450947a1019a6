"""Changes to the library, made one after another on a thread of their own.

The write side takes a third of a second to load and may have to wait for another process; neither
may hold up a key. One thread keeps the changes in the order in which they were asked for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from storage import Standing

if TYPE_CHECKING:
    from storage import Clock, Library

Result = TypeVar("Result")


class Writer:
    """The write side of the library at ``path``, opened at the first change.

    It is made if there was none when the app began. One that goes missing later is never replaced by
    an empty one, nor changed in place of the one that is on the screen.

    On the first change of a day the daily backup is begun beside it; ``tell`` is told, on the thread of
    the changes, if the last one failed.
    """

    def __init__(
        self, path: Path, clock: Clock | None = None, tell: Callable[[str], None] | None = None
    ) -> None:
        self._path = path
        self._clock = clock
        self._standing = Standing(path) if path.exists() else None
        self._tell = tell
        self._library: Library | None = None
        self._backed_up: date | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="carrel-writer")

    async def do(self, verb: Callable[[Library], Result]) -> Result:
        """What ``verb`` gives; it raises what the library raises."""
        return await asyncio.wrap_future(self.submit(verb))

    def submit(self, verb: Callable[[Library], Result]) -> Future[Result]:
        """Have ``verb`` done without waiting for it; it is done even when the app closes meanwhile."""
        return self._thread.submit(self._do, verb)

    def _do(self, verb: Callable[[Library], Result]) -> Result:
        library = self._open()
        self._keep_soon(library)
        return verb(library)

    def _keep_soon(self, library: Library) -> None:
        today = library.clock().date()
        if self._tell is not None and today != self._backed_up:
            from tui.keeping import keep_soon

            self._backed_up = today
            keep_soon(self._path, library.clock, self._tell)

    def _open(self) -> Library:
        if self._library is None:
            from storage import Library, system_clock

            if self._standing is not None:
                self._standing.check()
            clock = self._clock or system_clock
            self._library = Library.open(self._path, create=self._standing is None, clock=clock)
        return self._library

    def close(self) -> None:
        """Finish what was asked for and let go of the file."""
        self._thread.submit(self._close)
        self._thread.shutdown(wait=True)

    def _close(self) -> None:
        if self._library is not None:
            self._library.close()
            self._library = None
