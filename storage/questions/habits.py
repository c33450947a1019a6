"""Questions about a reader's habits: what comes next, how reading goes, what is due for review."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from storage.questions.base import Questions

if TYPE_CHECKING:
    from array import array

    from storage.answers import Habits, Reviews, Suggestions
    from storage.searching import Names
    from storage.walking import Sort


class HabitQuestions(Questions):
    """What follows from what the reader did."""

    _connection: sqlite3.Connection

    def _known(self, query: str) -> Names:
        """What of the library a query may refer to."""
        raise NotImplementedError

    def _orders(self) -> dict[Sort, array[int]]:
        """Orders that were walked before."""
        raise NotImplementedError

    def suggestions(self, query: str = "", limit: int = 10) -> Suggestions:
        """What to read next of the unread papers that ``query`` finds, whatever its limit.

        What is in the reading queue is left out, unless the query speaks of the queue.
        """
        from storage.query import Query, all_of, parse
        from storage.searching import Search
        from storage.suggesting import among, open_to_suggestion, read_suggestions

        now, known = self.clock().astimezone(), self._known(query)
        own = parse(query, today=now.date()).query
        wanted = all_of([own.expr, open_to_suggestion(own.expr)])

        def choose(papers: Sequence[int] | None, most: int) -> Sequence[int]:
            asked = Query(all_of([wanted, among(papers)]), own.sort, most)
            return Search(self._connection, asked, now=now, orders=self._orders(), **known).all()

        with self._asking() as connection:
            return read_suggestions(connection, choose, limit)

    def habits(self, query: str = "") -> Habits:
        """How reading goes with the papers that ``query`` finds, whatever its limit."""
        from storage.habits import read_habits

        with self._asking() as connection:
            papers = self._every(query) if query else None
            return read_habits(connection, papers, self.clock())

    def reviews(self, most: int) -> Reviews:
        """The papers to be asked about now, no more than ``most`` on one day."""
        from storage.remembering import read_reviews

        with self._asking() as connection:
            return read_reviews(connection, most, self.clock())

    def remembered(self, ids: Sequence[int]) -> dict[int, str]:
        """Which of these papers come back for review, and when."""
        from storage.remembering import read_remembered

        with self._asking() as connection:
            return read_remembered(connection, ids)

    def tastes(self, ids: Sequence[int]) -> dict[int, int]:
        """Of which of these papers more (1) or less (-1) was asked for."""
        from storage.judging import read_tastes

        with self._asking() as connection:
            return read_tastes(connection, ids)
