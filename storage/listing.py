"""A query's answer as the app scrolls it: a number of rows, any window of which can be had.

The answer is kept as an array of ids, eight bytes a paper, so that every place in it, the last
included, is equally near; rows are read only for the window on screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.query import Query
    from storage.reading import Reader
    from storage.records import Row


class Listing:
    """The papers one query finds, in its order.

    ``text`` is the query as typed, ``query`` as understood, ``hints`` what was probably meant
    otherwise, ``ids`` the papers; ``complete`` says whether these are all of them. It stays as it
    was when papers change meanwhile: a paper that is gone simply leaves a gap in its window.
    """

    __slots__ = ("complete", "hints", "ids", "query", "reader", "text")

    def __init__(
        self,
        reader: Reader,
        text: str,
        query: Query,
        hints: tuple[str, ...],
        ids: Sequence[int],
        *,
        complete: bool = True,
    ) -> None:
        self.reader = reader
        self.text = text
        self.query = query
        self.hints = hints
        self.ids = ids
        self.complete = complete

    def __len__(self) -> int:
        return len(self.ids)

    def window(self, start: int, stop: int) -> list[Row]:
        """The rows from ``start`` up to ``stop``, clipped to what there is."""
        return self.reader.rows(self.ids[max(start, 0) : max(stop, 0)])

    def index(self, paper_id: int) -> int | None:
        """Where a paper stands in the list, ``None`` when it is not in it."""
        try:
            return self.ids.index(paper_id)
        except ValueError:
            return None
