"""A text in an editor that draws some characters otherwise, or not at all, and how it is stored.

A tab is drawn as spaces there, a flag as letters; joiners and marks of direction are left out. Only to have
looked at a note must change none of them, nor must a change somewhere else in it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from tui.safe_text import drawn_lengths, safe


class Script:
    """What is ``stored``, and what is ``shown`` of it; :meth:`type` follows what becomes of the latter."""

    def __init__(self, stored: str) -> None:
        self.stored = stored
        self.shown: str = safe(stored, single_line=False, limit=len(stored))
        self._lengths = None if self.shown == stored else drawn_lengths(stored)

    def type(self, now: str) -> None:
        """The editor shows ``now``: between the first and the last difference that is what is stored."""
        if now == self.shown:
            return
        if self._lengths is None:
            self.stored = self.shown = now
            return
        begin, end = _alike(self.shown, now)
        ends = [0, *accumulate(self._lengths)]
        # Only whole characters are left as they are: a tab of which one space was deleted is three spaces.
        first = bisect_right(ends, begin) - 1
        last = max(first, bisect_left(ends, len(self.shown) - end))
        typed = now[ends[first] : len(now) - (len(self.shown) - ends[last])]
        self.stored = self.stored[:first] + typed + self.stored[last:]
        self._lengths[first:last] = [1] * len(typed)
        self.shown = now


def _alike(one: str, two: str) -> tuple[int, int]:
    """How many characters two texts begin and, beyond those, end with alike."""
    begin = _beginning(one, two)
    return begin, _beginning(one[begin:][::-1], two[begin:][::-1])


def _beginning(one: str, two: str) -> int:
    pairs = enumerate(zip(one, two, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(two)))
