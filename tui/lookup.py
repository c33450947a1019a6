"""Questions to the library that may take a while, asked on a thread of their own.

The newest question wins: asking again stops the query that is still running, since a reader who
typed another letter no longer wants the answer to the last one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from storage import Clock, Reader

Answer = TypeVar("Answer")

INSIST = 0.002
"""Seconds between two calls to stop: between two statements SQLite hears none."""


class Overtaken(Exception):
    """Somebody asked something newer meanwhile."""


class Lookup:
    """A reader of the library at ``path`` with its own thread."""

    def __init__(
        self, path: Path, clock: Clock | None = None, cooling: Callable[[], int] | None = None
    ) -> None:
        self._path = path
        self._clock = clock
        self._cooling = cooling
        self._reader: Reader | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="carrel-lookup")
        self._newest = 0
        self._running = 0
        self._closed = False

    async def ask(self, question: Callable[[Reader], Answer]) -> Answer:
        """The answer to ``question``. Raises :class:`Overtaken` when a newer one came in between."""
        if self._closed:
            raise Overtaken
        self._newest += 1
        self._stop_older()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._answer, self._newest, question)

    def _stop_older(self) -> None:
        """Stop what runs for an older question, again and again until it does."""
        if self._runs_older():
            asyncio.get_running_loop().call_later(INSIST, self._stop_older)

    def _runs_older(self) -> bool:
        """Whether an older question still runs, which is then told to stop."""
        older = self._running not in (0, self._newest)
        if older and self._reader is not None:
            self._reader.interrupt()
        return older

    def _answer(self, number: int, question: Callable[[Reader], Answer]) -> Answer:
        from storage import Interrupted

        self._running = number
        try:
            while number == self._newest:
                try:
                    return question(self._open())
                except Interrupted:  # meant for the one before, if this one is still the newest
                    continue
        finally:
            self._running = 0
        raise Overtaken

    def _open(self) -> Reader:
        if self._reader is None:
            from storage import Reader, system_clock

            clock = self._clock or system_clock
            self._reader = Reader(self._path, clock=clock, cooling=self._cooling)
        return self._reader

    def close(self) -> None:
        """Stop what is running and let go of the file."""
        self._closed = True
        self._newest += 1
        closing = self._thread.submit(self._close)
        while self._runs_older():
            wait([closing], timeout=INSIST)
        self._thread.shutdown(wait=True)

    def _close(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None
