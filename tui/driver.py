"""Textual's driver for terminals, taking over a screen on which something is already drawn.

Textual enters the alternate screen by ``CSI ? 1049 h``, which clears it, also where it is in front
already (xterm's manual: "Save cursor … and use Alternate Screen Buffer, clearing it first"; VTE, kitty,
foot, Alacritty and tmux do the same). After a first frame that one sequence is left out, once; when the
app comes back from the shell or an editor it is sent as ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

from tui import plain

if TYPE_CHECKING:
    from tui.first_frame import FirstFrame

ENTER = "\x1b[?1049h"


def driver_after(frame: FirstFrame | None) -> type[LinuxDriver]:
    """The driver's class for an app that begins after ``frame``."""
    in_ascii = plain.wanted()

    class Driver(LinuxDriver):
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
