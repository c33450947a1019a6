"""Questions about the queue, the reading log and triage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from storage.questions.base import Questions

if TYPE_CHECKING:
    from storage.queued import Needed
    from storage.sessions import Pace, Session
    from storage.triaging import Round


class DeskQuestions(Questions):
    """What is being read, and what comes next."""

    def queue(self) -> list[int]:
        """The papers of the reading queue, in its order."""
        from storage.queued import read_order

        with self._asking() as connection:
            return read_order(connection)

    def needed(self, ids: Sequence[int], pace: Pace) -> dict[int, Needed]:
        """What reading these papers asks for at ``pace``: pages, the share that is read, minutes."""
        from storage.queued import read_needed

        with self._asking() as connection:
            return read_needed(connection, ids, pace)

    def pace(self) -> Pace:
        """How fast the reader reads, by the log, or how fast people do."""
        from storage.sessions import read_pace

        with self._asking() as connection:
            return read_pace(connection, self.clock())

    def sessions(self, papers: Iterable[int] | None = None, limit: int = -1) -> list[Session]:
        """The reading log, newest first: of ``papers``, or all of it."""
        from storage.sessions import read_sessions

        with self._asking() as connection:
            return read_sessions(connection, self.clock(), papers, limit)

    def open_session(self) -> Session | None:
        """The session that lasts, if one does."""
        from storage.sessions import read_open

        with self._asking() as connection:
            return read_open(connection, self.clock())

    def being_read(self) -> int:
        """How many papers are in the state reading."""
        with self._asking() as connection:
            row = connection.execute("SELECT papers FROM tally WHERE kind = 'state' AND name = 'reading'")
            (papers,) = row.fetchone() or (0,)
        return int(papers)

    def undecided(self) -> int:
        """How many papers are unread and not queued, at once however many that are."""
        with self._asking() as connection:
            (papers,) = connection.execute(
                "SELECT coalesce((SELECT papers FROM tally WHERE kind = 'state' AND name = 'unread'), 0)"
                " - (SELECT count(*) FROM paper INDEXED BY shelf_by_queue"
                " WHERE trashed IS NULL AND queue_position IS NOT NULL AND state = 'unread')"
            ).fetchone()
        return int(papers)

    def triage_round(self, query: str) -> Round:
        """The round of triage of ``query`` that goes on, or begins with the next decision."""
        from storage.triaging import read_round

        with self._asking() as connection:
            return read_round(connection, query)

    def triage_decided(self, query: str) -> dict[str, int]:
        """How many papers got which decision in that round, or else in the one before."""
        from storage.triaging import read_decided

        with self._asking() as connection:
            return read_decided(connection, query)
