"""What the app reminds a reader of: a clock that was never stopped, and too much begun at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import habits
from tui.commands.reading import ShowLog

if TYPE_CHECKING:
    from storage import Reader
    from tui.keymap import Keymap


def left_open(reader: Reader | None, keymap: Keymap) -> str | None:
    """What to say of a session that was left open for longer than anybody reads; ``None`` without one."""
    lasting = reader.open_session() if reader is not None else None
    if lasting is None or not lasting.doubtful:
        return None
    log = keymap.shown(ShowLog)
    return f"Reading {lasting.key} was never paused. In the log ({log}) you can say when it ended."


def too_many(reader: Reader | None, before: int, at_once: int | None) -> str | None:
    """What to say when more papers are being read than ``before``, and than are meant to be ``at_once``."""
    reading = reader.being_read() if reader is not None else 0
    return habits.too_many(reading, at_once) if reading > before else None
