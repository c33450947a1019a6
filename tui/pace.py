"""How fast something long is going, in words: for progress bars of the command line and the app."""

from __future__ import annotations

MINUTE = 60


def pace(done: int, expected: int | None, seconds: float) -> str:
    """Papers a second, and the time left where the end is known; nothing before there is a pace."""
    if seconds < 1 or not done:
        return ""
    rate = done / seconds
    words = f"{rate:,.0f} a second"
    if expected is None or expected <= done:
        return words
    return f"{words}, {duration((expected - done) / rate)} left"


def duration(seconds: float) -> str:
    """A length of time as people say it: ``40 s``, ``3 min``."""
    return f"{seconds:.0f} s" if seconds < 1.5 * MINUTE else f"{seconds / MINUTE:.0f} min"
