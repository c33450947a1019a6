"""Where a paper stands: its state, its star, its rating, and the trash."""

from __future__ import annotations

import json
from collections.abc import Sequence

from storage import marking
from storage.errors import Refused
from storage.journal import Change
from storage.records import STATES
from storage.reports import Receipt
from storage.verbs.base import Verbs


class Marks(Verbs):
    """Marking papers."""

    def mark(self, ids: Sequence[int], state: str) -> Receipt:
        """Put papers into a state: unread, reading, read or skipped.

        Any but reading ends an open session of theirs. Unread forgets how far they were read.
        """
        if state not in STATES:
            raise Refused(f"there is no state {state!r}; states are {', '.join(STATES)}")
        with self._change() as change:
            now = self._now()
            titles = marking.set_columns(change, ids, marking.to_state(state, now), now)
            ended = [] if state == "reading" else _end_session(change, ids, now, finished=state == "read")
            if state == "unread":
                change.delete(
                    "progress", "paper_id IN (SELECT value FROM json_each(?))", (json.dumps([*ids]),)
                )
            name = marking.named(titles) if titles or not ended else ended[0][0]
            words = ", ".join([f"Marked {name} as {state}", *(after for _, after in ended)])
            return self._receipt(change, "mark", words, max(len(titles), len(ended)), len(set(ids)))

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
        with self._change() as change:
            now = self._now()
            titles = marking.set_columns(change, ids, marking.to_trash(now), now)
            _end_session(change, ids, now)
            words = f"Moved {marking.named(titles)} to the trash"
            return self._receipt(change, "remove", words, len(titles), len(set(ids)))

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


def _end_session(
    change: Change, ids: Sequence[int], now: str, *, finished: bool = False
) -> list[tuple[str, str]]:
    """End the session that is open if it is one of these papers'; mostly none is, and nothing is loaded."""
    if change.run("SELECT 1 FROM session WHERE ended IS NULL LIMIT 1").first() is None:
        return []
    from storage import timing

    return timing.pause(change, ids, now, finished=finished)
