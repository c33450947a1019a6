"""Making one paper of two that are the same work, or saying that they are not."""

from __future__ import annotations

from collections.abc import Sequence

from storage import marking
from storage.reports import Receipt
from storage.verbs.base import Verbs


class Merging(Verbs):
    """Deciding about papers that look alike."""

    def merge(self, keep: int, others: Sequence[int]) -> Receipt:
        """Make ``keep`` of itself and ``others``; it has everything of all of them then.

        Raises :class:`Refused` for the same paper twice and for one in the trash, :class:`PaperNotFound`.
        """
        from storage import merging

        with self._change() as change:
            title, key = merging.merge(change, keep, others, self._now())
            words = f"Merged {marking.counted(len(others))} into {key}, {marking.named([title])}"
            return self._receipt(change, "merge", words, len(others) + 1, len(others) + 1)

    def distinct(self, one: int, two: int) -> Receipt:
        """Remember that two papers are not the same work: they are never suggested again."""
        from storage import merging

        with self._change() as change:
            first, second, new = merging.distinct(change, one, two)
            words = f"Keeping {first} and {second} apart"
            return self._receipt(change, "distinct", words, 2 if new else 0, 2)
