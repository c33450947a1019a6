"""The first look at the list, drawn straight from the library before Textual is loaded.

Loading Textual takes longer than a person needs to notice that nothing is happening. So the newest
rows are read and drawn at once, in the places and colours in which the app will draw them, and the app
then takes the same screen over (see :mod:`tui.driver`). Where that is not possible nothing is drawn,
and the app begins as ever. Keys pressed meanwhile wait for the app; they are not echoed.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from tui import plain
from tui.safe_text import cells, safe
from tui.theme import COLOURS
from tui.widgets.columns import pieces
from tui.widgets.looks import Look, look_of
from tui.widgets.room import Room, share

if TYPE_CHECKING:
    from storage import Row
    from tui.config import Settings

ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[H"
LEAVE = "\x1b[0m\x1b[?7h\x1b[?1049l\x1b[?25h"
SMALLEST = (20, 4)
ENDED = 128
"""Added to a signal's number it makes the exit code, as shells have it."""


class FirstFrame:
    """A frame on the screen; ``settings`` are the terminal's from before it was drawn.

    ``over`` is set by the driver that takes the screen over and gives it back in the end.
    """

    def __init__(self, descriptor: int, settings: list[Any]) -> None:
        self.descriptor = descriptor
        self.settings = settings
        self.over = False

    def restore(self) -> None:
        """Give the terminal back, unless somebody else will."""
        if not self.over:
            import termios

            self.over = True
            with suppress(OSError, termios.error):
                os.write(self.descriptor, LEAVE.encode())
                termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, self.settings)


def show(library: Path, settings: Settings) -> FirstFrame | None:
    """Draw the newest papers of ``library``; ``None`` where it is for the app to say what there is."""
    size = _size()
    depth = depth_of(os.environ)
    if size is None or depth is None or not _terminal():
        return None
    room = share(*size)
    rows = _newest(library, room.list_height, settings.cooling)
    if not rows:
        return None
    paint = Paint(settings.theme, depth, colourless="NO_COLOR" in os.environ)
    text = "\x1b[0m\r\n".join(lines(rows, library_name(library), size, room, paint))
    return _put(plain.plain(text) if plain.wanted() else text)


def library_name(library: Path) -> str:
    """What stands at the left of the header."""
    return f"Carrel · {safe(library.stem, limit=40)}"


def _newest(library: Path, most: int, cooling: int = 30) -> list[Row]:
    """The first rows of the list; none where the library is missing, empty or not to be read."""
    from storage import Reader, StorageError

    try:
        with Reader(library, cooling=lambda: cooling) as reader:
            return reader.rows(reader.ids(limit=most))
    except (StorageError, OSError):
        return []


# The terminal.


def _size() -> tuple[int, int] | None:
    """Columns and lines, asked for as Textual does."""
    try:
        found = os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1)
        columns = int(os.environ.get("COLUMNS") or 0) or found.columns
        rows = int(os.environ.get("LINES") or 0) or found.lines
    except (OSError, ValueError):
        return None
    return (columns, rows) if columns >= SMALLEST[0] and rows >= SMALLEST[1] else None


def _terminal() -> bool:
    """Whether what Textual will write to and read from is a terminal."""
    streams = (sys.__stdin__, sys.__stderr__)
    return os.name == "posix" and all(stream is not None and stream.isatty() for stream in streams)


def depth_of(environment: os._Environ[str] | dict[str, str]) -> int | None:
    """Colours the terminal has, as Rich decides it; ``None`` where only sixteen could be mixed up."""
    forced = environment.get("TEXTUAL_COLOR_SYSTEM", "auto")
    if forced != "auto":
        return {"truecolor": 24, "256": 8}.get(forced)
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return 24
    kind = environment.get("TERM", "").strip().lower().rpartition("-")[2]
    return {"256color": 8, "kitty": 8}.get(kind)


def _put(text: str) -> FirstFrame | None:
    """Write the frame at once, with whatever ends the program giving the terminal back."""
    import termios

    try:
        descriptor = sys.stderr.fileno()
        frame = FirstFrame(descriptor, termios.tcgetattr(sys.stdin.fileno()))
        atexit.register(frame.restore)  # whatever comes between here and those who wait for the frame
        _catch_signals()
        _quieten(frame.settings)
        _write(descriptor, f"{ENTER}{text}\x1b[0m".encode("utf-8", "replace"))
    except (OSError, ValueError, termios.error):
        return None
    return frame


def _write(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _quieten(settings: list[Any]) -> None:
    """Let keys wait for the app as they were pressed; Ctrl+C still ends the program."""
    import termios

    quiet = [*settings]
    quiet[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR)
    quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, quiet)


def _catch_signals() -> None:
    """Until the app has handlers of its own a signal ends the program as an error would."""
    for name in ("SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), _ended)
    signal.signal(signal.SIGTSTP, signal.SIG_IGN)  # there is nothing to come back to yet


def _ended(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(ENDED + number)


# The picture.


class Paint(NamedTuple):
    """Colours as the terminal wants them."""

    theme: str
    depth: int
    colourless: bool = False

    @lru_cache(maxsize=200)  # noqa: B019  (a paint is a plain value)
    def code(self, look: Look, on: str) -> str:
        """The sequence that begins text in ``look``, on the colour ``on`` where it has none of its own."""
        colours = COLOURS[self.theme]
        parts = ["0"]
        parts += [number for number, is_so in (("1", look.bold), ("3", look.italic)) if is_so]
        if not self.colourless:
            parts.append(self._colour(colours[look.colour or "foreground"], 38))
            parts.append(self._colour(colours[look.on or on], 48))
        return f"\x1b[{';'.join(parts)}m"

    def _colour(self, value: str, plane: int) -> str:
        red, green, blue = (int(value[at : at + 2], 16) for at in (1, 3, 5))
        if self.depth == 8:
            return f"{plane};5;{nearest_of_256(red, green, blue)}"
        return f"{plane};2;{red};{green};{blue}"


def nearest_of_256(red: int, green: int, blue: int) -> int:
    """The number of a colour on terminals with 256 of them, chosen as Rich chooses it."""
    highest, lowest = max(red, green, blue), min(red, green, blue)
    light, spread = (highest + lowest) / 510, (highest - lowest) / 255
    if not spread or spread / (1 - abs(2 * light - 1)) < 0.15:
        grey = round(light * 25.0)
        return 16 if grey == 0 else 231 if grey == 25 else 231 + grey
    six = [value / 95 if value < 95 else 1 + (value - 95) / 40 for value in (red, green, blue)]
    return 16 + 36 * round(six[0]) + 6 * round(six[1]) + round(six[2])


def lines(rows: list[Row], name: str, size: tuple[int, int], room: Room, paint: Paint) -> Iterator[str]:
    """The frame, a line at a time, each as wide as the screen."""
    width, height = size
    bar = paint.code(Look("primary", bold=True), "panel")
    yield bar + cells(f" {name}", width)
    side = _sidebar(room, paint)
    for number in range(height - 2):
        yield side + _middle(rows, number, room, paint)
    yield bar + " " * width


def _sidebar(room: Room, paint: Paint) -> str:
    blank = paint.code(Look(), "surface") + " " * (room.sidebar - 1)
    return blank + paint.code(Look("rule"), "surface") + "│" if room.sidebar else ""


def _middle(rows: list[Row], number: int, room: Room, paint: Paint) -> str:
    """A line of the list, with the preview's blank page at its right or below."""
    if number >= room.list_height:
        rule = paint.code(Look("rule"), "surface")
        return rule + ("─" if number == room.list_height else " ") * room.list_width
    beside = paint.code(Look("rule"), "surface") + "│" + " " * (room.preview - 1) if room.beside else ""
    if number >= len(rows):
        return paint.code(Look(), "background") + " " * room.list_width + beside
    return _row(rows[number], number == 0, room.list_width, paint) + beside


def _row(row: Row, cursor: bool, width: int, paint: Paint) -> str:
    """A paper's line as the list draws it: a blank cell before the place of the scrollbar."""
    on = "cursor" if cursor else "background"
    drawn = []
    for text, name in pieces(row, width - 2, cursor=cursor, chosen=False):
        look = look_of(name, under_cursor=cursor)
        drawn.append(paint.code(look._replace(bold=look.bold or cursor), on) + text if text else "")
    return "".join(drawn) + paint.code(Look(), on) + " " + paint.code(Look(), "background") + " "
