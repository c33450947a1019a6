"""Reading a large source in a process of its own, while this one writes.

Half of an import is reading: parsing, cleaning, folding. Python does one thing at a time in a
process, so the other half waits for it; two processes take two thirds of the time. What the
other process sends are pickles, and it is our own code that sends them.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from seeds import Complaint, SeedError, read

if TYPE_CHECKING:
    from storage import Prepared

TOGETHER = 250
"""Items in one message."""

AHEAD = 24
"""Messages that may wait: enough to fill one transaction while the last is written."""

_LENGTH = struct.Struct("!I")
_CHILD = "from tui.apart import serve; serve()"


class Told(NamedTuple):
    """The first message: what a source turned out to be, or why (``refused``) it cannot be read."""

    format: str
    expected: int | None
    refused: str = ""


class Apart:
    """A source being read elsewhere; iterate it once. It is a :class:`storage.Delivery`."""

    authority: frozenset[str] = frozenset()

    def __init__(self, stream: BinaryIO, name: str, format: str | None, as_of: date | None) -> None:
        """Begin to read ``stream``, a file at its beginning, and wait for nothing."""
        self.name = name
        self._process = _start(stream, name, format, as_of)
        self._messages: Queue[Any] = Queue(AHEAD)
        Thread(target=self._receive, daemon=True).start()

    @cached_property
    def _told(self) -> Told:
        try:
            told: Told = self._next()
        except BaseException:
            self.close()
            raise
        if told.refused:
            self.close()
            raise SeedError(self.name, told.refused)
        return told

    @property
    def format(self) -> str:
        """The reader that fits; waits for the answer, and raises SeedError if there is none."""
        return self._told.format

    @property
    def expected(self) -> int | None:
        """How many papers it will be, where that is known beforehand."""
        return self._told.expected

    def __iter__(self) -> Iterator[Prepared]:
        _ = self._told
        try:
            while items := self._next():
                yield from items
        except OSError as error:
            yield Complaint(1, f"the rest could not be read: {error}")

    def close(self) -> None:
        """End the other process, whatever it is doing; once is enough."""
        if self._process.stdout is None or self._process.stdout.closed:
            return
        self._process.kill()
        while self._messages.get():
            pass  # the thread may be waiting for room
        self._process.wait()
        self._process.stdout.close()

    def _next(self) -> Any:
        message = self._messages.get()
        if message is None:
            self._messages.put(None)
            raise OSError(f"reading it ended before its time (exit code {self._process.wait()})")
        return pickle.loads(message)  # noqa: S301 (our own code wrote it)

    def _receive(self) -> None:
        # Bytes only: unpickling here would take turns with the thread that writes the library.
        pipe = self._process.stdout
        while pipe and len(head := pipe.read(_LENGTH.size)) == _LENGTH.size:
            self._messages.put(pipe.read(*_LENGTH.unpack(head)))
        self._messages.put(None)


def _start(stream: BinaryIO, name: str, format: str | None, as_of: date | None) -> subprocess.Popen[bytes]:
    rooms = str(Path(__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, (rooms, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        # -P: the folder somebody works in may have a "seeds" of its own.
        [sys.executable, "-P", "-c", _CHILD, name, format or "", as_of.isoformat() if as_of else ""],
        stdin=stream,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )


def serve() -> None:
    """Be the other process: read stdin, write messages to stdout."""
    gc.disable()  # drafts refer to nothing in circles
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this one decides when to stop
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    name, format, as_of = sys.argv[1:4]
    try:
        for message in _messages(name, format or None, date.fromisoformat(as_of) if as_of else None):
            data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
            out.write(_LENGTH.pack(len(data)) + data)
            out.flush()
    except BrokenPipeError:
        os._exit(1)  # nobody listens any more


def _messages(name: str, format: str | None, as_of: date | None) -> Iterator[Any]:
    from storage import prepared
    from tui.intake import to_the_end

    try:
        harvest = read(sys.stdin.buffer, name, format=format, as_of=as_of)
    except SeedError as error:
        yield Told("", None, error.reason)
        return
    yield Told(harvest.format, harvest.expected)
    items = prepared(to_the_end(harvest))
    while together := list(islice(items, TOGETHER)):
        yield together
    yield []
