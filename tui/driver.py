"""Textual's driver for terminals, taking over a screen on which something is already drawn.

Textual enters the alternate screen by ``CSI ? 1049 h``, which clears it, also where it is in front
already (xterm's manual: "Save cursor … and use Alternate Screen Buffer, clearing it first"; VTE, kitty,
foot, Alacritty and tmux do the same). After a first frame that one sequence is left out, once; when the
app comes back from the shell or an editor it is sent as ever.

It also stops and goes on in its turn. Textual leaves the screen inside the signal's handler, which may
have come upon the very lock that this needs, and enters it on every SIGCONT, also where it never left:
then two threads read the keys, and the program cannot end.
"""

from __future__ import annotations

from time import sleep
from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

from tui import plain

if TYPE_CHECKING:
    from tui.first_frame import FirstFrame

ENTER = "\x1b[?1049h"


TRIES, AGAIN = 20, 0.1
"""How often, and after how many seconds, the terminal is asked for where it is not to be had."""


class Stopping(LinuxDriver):
    """A driver that leaves the terminal and comes back to it between two turns of the loop.

    Both in one turn: what is painted without the thread that writes would wait for it for ever.
    """

    _stopped = False

    def _has_terminal(self) -> bool:
        return self._key_thread is not None and self._key_thread.is_alive()

    def _sigtstp_application(self, *signal: object) -> None:
        if self._auto_restart:
            self._loop.call_soon_threadsafe(self._stop)
        else:  # somebody else has the terminal, and is stopped as well
            super()._sigtstp_application(*signal)

    def _stop(self) -> None:
        if self._has_terminal():  # else there is nothing to come back to yet
            self._stopped = True
            super()._sigtstp_application()
            self._go_on()  # whether or not SIGCONT was heard yet: here we are again

    def _sigcont_application(self, *signal: object) -> None:
        if self._auto_restart and not self._stopped:
            self._loop.call_soon_threadsafe(self._go_on)

    def _go_on(self) -> None:
        """Take the terminal over again; after SIGSTOP, of which nobody is told, it was never left."""
        if not self._stopped and self._has_terminal():
            self.suspend_application_mode()
            self._must_signal_resume = True
        self._stopped = False
        if self.attrs_before is None:  # the app is yet to begin
            return
        for _ in range(TRIES):
            self.resume_application_mode()
            if self._has_terminal():
                return
            sleep(AGAIN)


def driver_after(frame: FirstFrame | None) -> type[LinuxDriver]:
    """The driver's class for an app that begins after ``frame``."""
    in_ascii = plain.wanted()

    class Driver(Stopping):
        """Textual's own, but for what is drawn already, and for terminals with few characters."""

        _drawn = frame

        def write(self, data: str) -> None:
            """Send ``data``, in characters that the terminal has."""
            if self._drawn is None or data != ENTER:
                super().write(plain.plain(data) if in_ascii else data)

        def start_application_mode(self) -> None:
            """Take the terminal over; the settings to go back to are those from before the first frame."""
            super().start_application_mode()  # type: ignore[no-untyped-call]
            if self._drawn is not None:
                self.attrs_before = self._drawn.settings
                self._drawn.over = True
                self._drawn = None

    return Driver
