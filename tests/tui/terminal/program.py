"""Carrel on a pseudo-terminal, as a person would run it: keys go in, every byte that comes out is kept.

The terminal outlives the program, so that what the program left behind can be looked at. Nothing here
sleeps: whoever drives a program says what must appear on the screen and waits for just that.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import pyte

PROJECT = Path(__file__).parents[3]
CARREL = (sys.executable, "-m", "tui")

# A terminal belongs to a session: without one there is no SIGWINCH, no SIGTSTP and no `fg`.
_IN_A_SESSION = (
    "import fcntl, os, sys, termios\n"
    "os.setsid()\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "os.execvp(sys.argv[1], sys.argv[1:])\n"
)
_MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
_KITTY = re.compile(rb"\x1b\[(?:>\d+u|<\d*u)")
_CUT = re.compile(rb"\x1b(\[[<>\d]*)?$")

AT_REST = {
    "1049": "l",
    "25": "h",
    "1000": "l",
    "1003": "l",
    "1006": "l",
    "1015": "l",
    "2004": "l",
    "1004": "l",
}
"""The modes a program must leave: main screen, cursor in sight, no mouse, no paste, no focus reports."""

Seen = Callable[["Program"], bool]


class NeverShown(AssertionError):
    """What was waited for did not appear; ``str()`` shows the screen as it was instead."""


class Program:
    """A program on a terminal of ``columns`` x ``rows``."""

    def __init__(
        self,
        folder: Path,
        *words: str,
        columns: int = 120,
        rows: int = 36,
        command: Sequence[str] = CARREL,
        without: Sequence[str] = (),
        **environment: str,
    ) -> None:
        self.folder = folder
        self.screen = pyte.Screen(columns, rows)
        self.output = bytearray()
        self._stream = pyte.ByteStream(self.screen)
        self._ours, self._theirs = pty.openpty()
        self._hung_up = False
        self._unread = b""
        self._drawn_before = 0
        self._resize(columns, rows)
        self.settings_before = termios.tcgetattr(self._theirs)
        settings = environment_of(folder, **environment)
        self.process = subprocess.Popen(
            [sys.executable, "-S", "-E", "-c", _IN_A_SESSION, *command, *words],
            stdin=self._theirs,
            stdout=self._theirs,
            stderr=self._theirs,
            env={name: value for name, value in settings.items() if name not in without},
            cwd=folder,
        )

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if not self._hung_up:
            self.hang_up()

    # In.

    def press(self, *keys: str) -> None:
        """Type keys, each a text or one of the names in :data:`KEYS`."""
        for key in keys:
            os.write(self._ours, KEYS.get(key, key).encode())

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    def go_on(self) -> None:
        """Continue the program, on a screen that a shell has used since it stopped."""
        self.screen.reset()
        self.signal(signal.SIGCONT)

    def hang_up(self) -> None:
        """Close the window."""
        self._hung_up = True
        os.close(self._theirs)
        os.close(self._ours)

    def resize(self, columns: int, rows: int) -> None:
        """Drag the window's corner; the terminal tells the program."""
        while self._read(0):
            pass
        self.screen.resize(rows, columns)
        self.screen.reset()
        self._drawn_before = len(self.output)
        self._resize(columns, rows)

    def _resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # Out.

    def until(self, seen: Seen | str, seconds: float = 12.0) -> float:
        """Wait until the screen shows a text, or is as ``seen`` wants it; gives the moment it was."""
        wanted = (lambda program: seen in program.text) if isinstance(seen, str) else seen
        deadline = time.monotonic() + seconds
        while not wanted(self):
            left = deadline - time.monotonic()
            if left <= 0 or (not self._read(min(left, 0.1)) and self.process.poll() is not None):
                while self._read(0):
                    pass
                if wanted(self):
                    break
                what = repr(seen) if isinstance(seen, str) else "what was waited for"
                raise NeverShown(f"{what} was not shown within {seconds} s; the screen was:\n{self.text}")
        return time.monotonic()

    def ended(self, seconds: float = 12.0) -> int:
        """Wait for the end, read what is left, and give the exit code."""
        deadline = time.monotonic() + seconds
        while self.process.poll() is None:
            if time.monotonic() > deadline:
                raise NeverShown(f"it did not end within {seconds} s; the screen was:\n{self.text}")
            self._read(0.02)
        while self._read(0):
            pass
        return self.process.returncode

    def stopped(self, seconds: float = 12.0) -> None:
        """Wait until the program is stopped, as by Ctrl+Z."""
        deadline = time.monotonic() + seconds
        while not _is_stopped(self.process.pid):
            if time.monotonic() > deadline:
                raise NeverShown(f"it was not stopped within {seconds} s; the screen was:\n{self.text}")
            self._read(0.02)
        while self._read(0):
            pass

    def _read(self, seconds: float) -> bool:
        if not select.select([self._ours], [], [], max(seconds, 0))[0]:
            return False
        data = os.read(self._ours, 1 << 16)
        self.output += data
        # pyte draws the last letter of a sequence it has never heard of.
        drawn = self._unread + data
        cut = _CUT.search(drawn)
        self._unread = drawn[cut.start() :] if cut else b""
        self._stream.feed(_KITTY.sub(b"", drawn[: len(drawn) - len(self._unread)]))
        return True

    def settle(self, quiet: float = 0.15) -> None:
        """Read until nothing has come for a while: only to take a picture to compare with later."""
        while self._read(quiet):
            pass

    @property
    def text(self) -> str:
        """The screen without colours."""
        return "\n".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """The screen's lines. (pyte's own way of telling them fails on some combining marks.)"""
        lines, columns = self.screen.buffer, range(self.screen.columns)
        return ["".join(lines[y][x].data for x in columns).rstrip() for y in range(self.screen.lines)]

    @property
    def drawn(self) -> bool:
        """Whether anything came since the window was last resized."""
        return len(self.output) > self._drawn_before

    def line(self, holding: str) -> str:
        """The first line of the screen that holds a text; empty when there is none."""
        return next((line for line in self.lines if holding in line), "")

    def counts(self, label: str, number: int) -> bool:
        """Whether the sidebar counts so many papers behind a label."""
        return any(
            line.partition("│")[0].strip(" ›≡●◐✓–★✎?#").split() == [*label.split(), str(number)]
            for line in self.lines
        )

    def until_counted(self, label: str, number: int) -> float:
        """Wait until the sidebar counts so many papers behind a label."""
        return self.until(lambda program: program.counts(label, number))

    # What is left behind.

    @property
    def settings(self) -> list[Any]:
        """How the terminal's line discipline is set now."""
        return termios.tcgetattr(self._theirs)

    @property
    def modes(self) -> dict[str, str]:
        """The private modes that were ever touched, as they are now: ``h`` for on, ``l`` for off."""
        modes = {}
        for numbers, state in _MODE.findall(bytes(self.output)):
            modes.update(dict.fromkeys(numbers.decode().split(";"), state.decode()))
        return modes

    @property
    def is_restored(self) -> bool:
        """Whether the terminal is as it was found."""
        pushed = sum(1 if found[2:3] == b">" else -1 for found in _KITTY.findall(bytes(self.output)))
        touched = self.modes
        modes = {mode: state for mode, state in AT_REST.items() if mode in touched}
        return (
            self.settings == self.settings_before
            and pushed == 0
            and {mode: touched[mode] for mode in modes} == modes
            and touched.get("2048", "l") == "l"
            and touched.get("7", "h") == "h"
        )


KEYS = {
    "enter": "\r", "tab": "\t", "space": " ", "up": "\x1b[A", "down": "\x1b[B",
    "esc": "\x1b", "escape": "\x1b[27u",
    # The byte of the Escape key could be the beginning of something else; the second form could not.
    "home": "\x1b[H", "end": "\x1b[F", "pagedown": "\x1b[6~", "f1": "\x1bOP",
    "ctrl+g": "\x07", "ctrl+n": "\x0e", "ctrl+o": "\x0f", "ctrl+p": "\x10", "ctrl+r": "\x12",
    "ctrl+s": "\x13", "ctrl+z": "\x1a", "ctrl+c": "\x03", "ctrl+u": "\x15",
}  # fmt: skip


def environment_of(folder: Path, **more: str) -> dict[str, str]:
    """What the program is given: a home of its own, and nothing that happens to be set here."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    return (
        kept
        | {
            "HOME": str(folder),
            "PYTHONPATH": str(PROJECT),
            "CARREL_LIBRARY": str(folder / "library.sqlite"),
            "CARREL_CONFIG": str(folder / "config.toml"),
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "TEXTUAL_ANIMATIONS": "none",
            "TEXTUAL_FPS": "240",
            "CARREL_BACKUPS": "off",
        }
        | more
    )


def _is_stopped(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WSTOPPED | os.WNOHANG) is not None
