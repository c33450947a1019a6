"""Moments as people type and read them, in their own time zone: ``14:05``, ``2026-01-31 14:05``."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from tui.cli.exits import WRONG_USE
from tui.cli.stop import Stop
from tui.safe_text import safe

BETWEEN = " to "
"""Stands between the beginning and the end of a stretch of time."""


def moment(text: str, now: datetime) -> datetime:
    """The moment that ``text`` means; a time of day is the last one that was, seen from ``now``.

    Raises :class:`Stop` for what is none.
    """
    of_day = _of_day(text.strip())
    if of_day is not None:
        today = datetime.combine(now.astimezone().date(), of_day).astimezone()
        return today if today <= now else today - timedelta(days=1)
    try:
        return datetime.fromisoformat(text.strip()).astimezone()
    except ValueError as error:
        raise Stop(f"{text!r} is no moment: write 14:05 or 2026-01-31 14:05", WRONG_USE) from error


def stretch(text: str, now: datetime) -> tuple[datetime, datetime]:
    """Beginning and end of ``2026-01-31 14:05 to 14:40``; an end without a day is the next there is."""
    first, between, last = text.partition(BETWEEN)
    if not between:
        raise Stop(f"{text!r} does not say when it ended: write 2026-01-31 14:05 to 14:40", WRONG_USE)
    begin, of_day = moment(first, now), _of_day(last.strip())
    if of_day is None:
        return begin, moment(last, now)
    end = datetime.combine(begin.date(), of_day).astimezone()
    return begin, end if end >= begin else end + timedelta(days=1)


def _of_day(text: str) -> time | None:
    """A time of day, ``None`` when ``text`` is something else."""
    for form in ("%H:%M", "%H:%M:%S"):
        try:
            return datetime.strptime(text, form).time()
        except ValueError:
            continue
    return None


def local(stamp: str) -> str:
    """``2026-01-31T09:00:00Z`` as the day and time it was here; what is no such time as it stands."""
    try:
        return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        return safe(stamp)
