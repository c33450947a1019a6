"""The reading queue, in the reader's own order."""

from __future__ import annotations

from collections.abc import Sequence

from storage import marking
from storage.reports import Receipt
from storage.verbs.base import Verbs


class Queue(Verbs):
    """Queueing papers."""

    def enqueue(self, ids: Sequence[int], place: int | None = None) -> Receipt:
        """Put papers into the queue: at ``place``, counted from 1, or those that are not in it at the end."""
        from storage import queueing

        with self._change() as change:
            titles = queueing.put(change, ids, place, self._now())
            where = "" if place is None else " at the top" if place <= 1 else f" at place {place:,}"
            words = f"Queued {marking.named(titles)}{where}"
            return self._receipt(change, "queue", words, len(titles), len(set(ids)))

    def dequeue(self, ids: Sequence[int]) -> Receipt:
        """Take papers out of the queue."""
        from storage import queueing

        with self._change() as change:
            titles = queueing.take_out(change, ids, self._now())
            words = f"Took {marking.named(titles)} out of the queue"
            return self._receipt(change, "queue", words, len(titles), len(set(ids)))
