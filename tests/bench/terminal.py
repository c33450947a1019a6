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

import pyte

QUIET = 0.05
"""Seconds without output after which a frame is taken to be complete."""


class Terminal:
    """One program on a terminal of ``columns`` x ``rows``; ``screen`` is what a person would see."""

    def __init__(
        self, command: Sequence[str], environment: dict[str, str], *, columns: int = 120, rows: int = 40
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
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
        """Press keys; returns the moment."""
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
        shown = "\n".join(line.rstrip() for line in self.screen.display)
        raise TimeoutError(f"never shown within {seconds} s; the screen was:\n{shown}")

    def settle(self, quiet: float = QUIET, seconds: float = 30.0) -> float | None:
        """Read until nothing comes any more; returns the moment of the last byte, if there was any."""
        last = None
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline:
            moment = self._read(quiet)
            if moment is None:
                return last
            last = moment
        return last

    def _read(self, seconds: float) -> float | None:
        if not select.select([self._master], [], [], max(seconds, 0))[0]:
            return None
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:  # the program has ended
            return None
        moment = time.perf_counter()
        self._stream.feed(data)
        return moment


def shows(text: str) -> Callable[[pyte.Screen], bool]:
    """Whether a text stands somewhere on the screen."""
    return lambda screen: any(text in line for line in screen.display)
