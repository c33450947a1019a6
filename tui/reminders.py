"""What the app reminds a reader of: a note not saved, a clock not stopped, too much begun at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import habits
from tui.commands.marking import Annotate
from tui.commands.reading import ShowLog

if TYPE_CHECKING:
    from storage import Reader
    from tui.keymap import Keymap


def left_unsaved(reader: Reader | None, keymap: Keymap) -> str | None:
    """What to say of a note that was being written when the app last ended; ``None`` without one."""
    left = reader.unsaved() if reader is not None else []
    if reader is None or not left:
        return None
    from tui.widgets.columns import readable_title

    row = next(iter(reader.rows([left[0].paper_id])), None)
    what = f"“{readable_title(row.title)[:60]}”" if row else "a paper"
    more = f" and {len(left) - 1} more" if len(left) > 1 else ""
    return f"A note on {what}{more} was not saved. Open it with {keymap.shown(Annotate)} to go on."


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
