"""How somebody reads, in words: what is too much at once, how long it takes, how far it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage import Pace, Progress, Session

HOUR = 60


def too_many(reading: int, at_once: int | None) -> str | None:
    """What to say when ``reading`` papers are more than the reader wants ``at_once``; ``None`` when not."""
    if not at_once or reading <= at_once:
        return None
    papers = "1 paper" if at_once == 1 else f"{at_once:,} papers"
    return f"That makes {reading:,} papers you are reading; you meant to read {papers} at once"


def minutes(number: int) -> str:
    """``36 min``, ``3 h 10 min``."""
    hours, rest = divmod(number, HOUR)
    return " ".join([*([f"{hours:,} h"] if hours else []), *([f"{rest} min"] if rest or not hours else [])])


def pace(found: Pace) -> str:
    """How fast somebody reads, and how that is known."""
    speed = f"{found.minutes:.2g} min a page"
    return (
        f"{speed}, as you read {found.papers} papers" if found.papers else f"{speed} until your log says more"
    )


def progress(found: Progress) -> str:
    """``40%, page 12 of 30``."""
    on = f", page {found.page} of {found.pages}" if found.page else ""
    return f"{found.share:.0%}{on}"


def time_read(sessions: Sequence[Session]) -> str:
    """``1 h 5 min in 3 sessions``; empty without any."""
    if not sessions:
        return ""
    number = "1 session" if len(sessions) == 1 else f"{len(sessions):,} sessions"
    doubtful = sum(session.doubtful for session in sessions)
    more = (
        f", {doubtful} of them in doubt"
        if doubtful and len(sessions) > 1
        else ", in doubt"
        if doubtful
        else ""
    )
    open_now = ", one still open" if any(session.ended is None for session in sessions) else ""
    return f"{minutes(sum(session.minutes or 0 for session in sessions))} in {number}{more}{open_now}"
