"""Which texts have come before, among a million of them, in little memory.

A set of Python takes 75 bytes a text, and an export is to take no more for many papers than for few.
"""

from __future__ import annotations

from array import array

_SMALLEST = 1 << 10
_MASK = (1 << 64) - 1


class Seen:
    """Remembers texts by 64 bits of their hash, in 16 bytes a text at most, once there are many."""

    def __init__(self) -> None:
        self._table = array("Q", bytes(8 * _SMALLEST))
        self._count = 0

    def add(self, text: str) -> bool:
        """Remember a text; say whether it is new."""
        mark = hash(text) & _MASK or 1  # 0 is a free place
        at = self._place(mark)
        if self._table[at]:
            return False
        self._table[at] = mark
        self._count += 1
        if self._count * 4 > len(self._table) * 3:
            self._grow()
        return True

    def _place(self, mark: int) -> int:
        """Where a mark stands, or the free place where it would."""
        last = len(self._table) - 1
        at = mark & last
        while self._table[at] not in (0, mark):
            at = (at + 1) & last
        return at

    def _grow(self) -> None:
        marks = self._table
        self._table = array("Q", bytes(16 * len(marks)))
        for mark in marks:
            if mark:
                self._table[self._place(mark)] = mark
