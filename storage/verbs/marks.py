"""Where a paper stands: its state, its star, its rating, and the trash."""

from __future__ import annotations

from collections.abc import Sequence

from storage import marking
from storage.errors import Refused
from storage.records import STATES, Receipt
from storage.verbs.base import Verbs


class Marks(Verbs):
    """Marking papers."""

    def mark(self, ids: Sequence[int], state: str) -> Receipt:
        """Put papers into a state: unread, reading, read or skipped."""
        if state not in STATES:
            raise Refused(f"there is no state {state!r}; states are {', '.join(STATES)}")
        return self._set("mark", ids, marking.to_state(state, self._now()), f"Marked {{}} as {state}")

    def star(self, ids: Sequence[int], starred: bool = True) -> Receipt:
        """Star papers, or take their star away."""
        words = "Starred {}" if starred else "Took the star from {}"
        return self._set("star", ids, marking.to_value("starred", starred), words)

    def rate(self, ids: Sequence[int], rating: int | None) -> Receipt:
        """Rate papers from 1 to 5, or take their rating away with ``None``."""
        if rating is not None and not 1 <= rating <= 5:
            raise Refused(f"a rating is a number from 1 to 5, not {rating}")
        words = "Took the rating from {}" if rating is None else f"Rated {{}} {rating} of 5"
        return self._set("rate", ids, marking.to_value("rating", rating), words)

    def remove(self, ids: Sequence[int]) -> Receipt:
        """Move papers to the trash."""
        return self._set("remove", ids, marking.to_trash(self._now()), "Moved {} to the trash")

    def restore(self, ids: Sequence[int]) -> Receipt:
        """Take papers out of the trash."""
        return self._set("restore", ids, marking.to_trash(None), "Took {} out of the trash")

    def empty_trash(self, papers: int) -> Receipt:
        """Delete what is in the trash for good: cannot be undone, nor can anything done before it.

        ``papers`` is how many the reader agreed to; raises :class:`Conflict` if there are others now.
        """
        from storage import emptying

        with self._transaction() as connection:
            gone = emptying.empty(connection, papers, self._now())
        words = f"Deleted {marking.counted(gone)} for good" if gone else "The trash is empty"
        return Receipt(words, gone, gone)
