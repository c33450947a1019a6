"""Moments as people type them, in their own time zone: ``14:05``, ``2026-01-31 14:05``."""

from __future__ import annotations

from datetime import datetime, timedelta

from tui.cli.exits import WRONG_USE
from tui.cli.stop import Stop


def moment(text: str, now: datetime) -> datetime:
    """The moment that ``text`` means; a time of day is the last one that was, seen from ``now``."""
    text = text.strip()
    try:
        if len(text) <= len("23:59:59") and ":" in text:
            of_day = datetime.strptime(text, "%H:%M" if text.count(":") == 1 else "%H:%M:%S").time()
            today = datetime.combine(now.astimezone().date(), of_day).astimezone()
            return today if today <= now else today - timedelta(days=1)
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise Stop(f"{text!r} is no moment: write 14:05 or 2026-01-31 14:05", WRONG_USE) from error
    return found.astimezone()


def local(stamp: str) -> str:
    """``2026-01-31T09:00:00Z`` as the day and time it was here."""
    return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")
