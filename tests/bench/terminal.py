"""A pseudo-terminal with a clock: when does what a person sees arrive, to the millisecond.

Everything is measured from outside, on the bytes that a terminal would get: starting the program,
drawing and writing are all part of the time, as they are for the person who waits.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pyte

Burst = list[tuple[float, bytes]]
"""Pieces of output, each with the moment it came."""

QUIET = 0.05
"""Seconds without output after which a frame is taken to be complete."""


class Terminal:
    """One program on a terminal of ``columns`` x ``rows``; ``screen`` is what a person would see."""

    def __init__(
        self, command: Sequence[str], environment: dict[str, str], *, columns: int = 120, rows: int = 40
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._waiting: Burst = []
        self.begun = time.perf_counter()
        self._process, self._master = pty.fork()
        if self._process == 0:
            os.execvpe(command[0], list(command), environment | {"TERM": "xterm-256color"})
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._master)

    @property
    def pid(self) -> int:
        """The program's process."""
        return self._process

    def send(self, keys: str) -> float:
        """Press keys; returns the moment. What came before is drawn first: after it, that would cost time."""
        self._draw()
        moment = time.perf_counter()
        os.write(self._master, keys.encode())
        return moment

    def until(self, seen: Callable[[pyte.Screen], bool], seconds: float = 30.0) -> float:
        """Wait until the screen shows what is asked for; returns the moment of the bytes that did it."""
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline:
            moment = self._read(deadline - time.perf_counter())
            if moment is not None and seen(self.screen):
                return moment
        raise self._never(seconds)

    def burst(self, quiet: float = QUIET, seconds: float = 30.0) -> Burst:
        """Everything that comes until nothing comes for ``quiet`` seconds, each piece with its moment.

        Nothing of it is on :attr:`screen` yet: drawing in between would falsify the moments. The next
        :meth:`replay`, :meth:`until` or :meth:`burst` draws it.
        """
        self._draw()
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline and (piece := self._receive(quiet)) is not None:
            self._waiting.append(piece)
        return list(self._waiting)

    def frame(self, seen: Callable[[pyte.Screen], bool], gap: float, seconds: float = 30.0) -> float:
        """Read frames until one shows what is asked for; returns the moment of that frame's last byte.

        A frame is what comes without a silence of ``gap`` seconds in between.
        """
        deadline = time.perf_counter() + seconds
        while (piece := self._receive(deadline - time.perf_counter())) is not None:
            pieces = [piece]
            while (piece := self._receive(gap)) is not None:
                pieces.append(piece)
            self.replay(pieces, seen)
            if seen(self.screen):
                return pieces[-1][0]
        raise self._never(seconds)

    def replay(self, burst: Burst, seen: Callable[[pyte.Screen], bool]) -> float | None:
        """Draw a burst piece by piece; the moment of the piece that showed what is asked for, if any did."""
        self._waiting = []
        found = None
        for moment, data in burst:
            self._stream.feed(data)
            if found is None and seen(self.screen):
                found = moment
        return found

    def _never(self, seconds: float) -> TimeoutError:
        shown = "\n".join(line.rstrip() for line in self.screen.display)
        return TimeoutError(f"never shown within {seconds} s; the screen was:\n{shown}")

    def _draw(self) -> None:
        waiting, self._waiting = self._waiting, []
        for _, data in waiting:
            self._stream.feed(data)

    def _read(self, seconds: float) -> float | None:
        self._draw()
        piece = self._receive(seconds)
        if piece is None:
            return None
        self._stream.feed(piece[1])
        return piece[0]

    def _receive(self, seconds: float) -> tuple[float, bytes] | None:
        if not select.select([self._master], [], [], max(seconds, 0))[0]:
            return None
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:  # the program has ended
            return None
        return time.perf_counter(), data


def memory_of(process: int) -> int:
    """The memory a process has had at most, in bytes; 0 where the system does not tell."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def shows(text: str) -> Callable[[pyte.Screen], bool]:
    """Whether a text stands somewhere on the screen."""
    return lambda screen: any(text in line for line in screen.display)
