"""Having PDF files read by a process that may be lost.

One process reads one file after another, since starting one takes a tenth of a second and reading a
paper a fiftieth. If a file ends it, or takes too long, that is told of the file, and the next file
gets another process.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from typing import BinaryIO, NamedTuple, cast

from seeds.pdf.child import LENGTH, STARTED
from seeds.pdf.document import Document

_CHILD = "from seeds.pdf.child import serve; serve()"
_TOO_LONG = "reading it took too long"
_TOO_MUCH = "reading it takes too much memory, or it is damaged beyond reading"
_CLOCKS = (-signal.SIGALRM, -signal.SIGXCPU)
_LONGEST = 16_000_000  # bytes of an answer; two full pages come to 100,000
_PIECE = 1_000_000
_LARGEST = 1_000_000_000  # bytes of what has to be copied first
_AT_ONCE = 100  # files for one process, so that what it may lose of its memory is given back


class Unread(Exception):
    """A file that could not be read; ``str()`` says why."""


class Bounds(NamedTuple):
    """What reading one file may take: seconds by the clock and of the processor, bytes of memory."""

    wall: int = 15
    cpu: int = 5
    memory: int = 600_000_000


class Helper:
    """Reads PDF files elsewhere; safe to use from several threads, which take turns."""

    def __init__(self, bounds: Bounds = Bounds()) -> None:
        self.bounds = bounds
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self._left = 0

    def read(self, stream: BinaryIO) -> Document:
        """Read a file at its beginning, or whatever a stream still holds. Raises :class:`Unread`."""
        with self._lock, _as_file(stream) as file:
            said = json.loads(self._asked(file))
        if "error" in said:
            raise Unread(said["error"])
        return Document.of(said)

    def close(self) -> None:
        """End the other process, whatever it is doing."""
        if self._socket:
            self._socket.close()
        if self._process:
            self._process.kill()
            self._process.wait()
        self._socket = self._process = None

    def _end(self) -> int | None:
        """How a process ended that should not have: minus the signal; None if it was still there."""
        how = None
        if self._process:
            with suppress(subprocess.TimeoutExpired):
                how = self._process.wait(1)
        self.close()
        return how

    def _asked(self, file: BinaryIO) -> bytes:
        """The answer for one file. Whatever goes wrong, no process is left that is at fault."""
        try:
            asked = self._started(file)
            answer = _received(asked, *LENGTH.unpack(_received(asked, LENGTH.size)))
        except TimeoutError:
            self.close()
            raise Unread(_TOO_LONG) from None
        except (OSError, EOFError):
            raise Unread(_TOO_LONG if self._end() in _CLOCKS else _TOO_MUCH) from None
        except BaseException:
            self.close()
            raise
        return answer

    def _started(self, file: BinaryIO) -> socket.socket:
        """Hand the file over; a process that has ended meanwhile, for want of work, is replaced."""
        for _ in range(2):
            asked = self._ready()
            with suppress(BrokenPipeError, ConnectionResetError, EOFError):
                socket.send_fds(asked, [b"R"], [file.fileno()])
                if _received(asked, len(STARTED)) == STARTED:
                    return asked
            self.close()
        raise Unread("the process that reads PDF files does not start; is pypdfium2 installed whole?")

    def _ready(self) -> socket.socket:
        if self._left <= 0:
            self.close()
        if self._socket is None:
            self._socket = self._start()
            self._left = _AT_ONCE
        self._left -= 1
        return self._socket

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        ours.settimeout(self.bounds.wall + 5)  # the other one should have ended by itself
        rooms = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(filter(None, (rooms, os.environ.get("PYTHONPATH"))))
        with theirs:
            self._process = subprocess.Popen(
                # -P: the folder somebody works in may have a "seeds" of its own.
                [sys.executable, "-P", "-c", _CHILD, str(theirs.fileno()), *map(str, self.bounds)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env={**os.environ, "PYTHONPATH": path},
            )
        return ours


def _received(asked: socket.socket, count: int) -> bytes:
    if count > _LONGEST:
        raise EOFError
    data = bytearray()
    while len(data) < count:
        piece = asked.recv(count - len(data))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


def _as_file(stream: BinaryIO) -> BinaryIO:
    """The stream itself where it is a file (in a copy that may be closed); else a file of what it holds."""
    try:
        handle = os.dup(stream.fileno())
    except OSError:  # io.UnsupportedOperation is one
        return _copied(stream)
    file = os.fdopen(handle, "rb")
    file.seek(0)
    return file


def _copied(stream: BinaryIO) -> BinaryIO:
    file = TemporaryFile()  # noqa: SIM115 (closed by whoever asked for it)
    while piece := stream.read(_PIECE):
        file.write(piece)
        if file.tell() > _LARGEST:
            file.close()
            raise Unread(f"over {_LARGEST // 1_000_000} MB, compressed or through a pipe")
    file.seek(0)
    return cast(BinaryIO, file)


HELPER = Helper()
"""The one that :func:`seeds.pdf.read` asks; its process ends by itself when there is no more to read."""
atexit.register(HELPER.close)
