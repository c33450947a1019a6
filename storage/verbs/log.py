"""The reading log: when reading began, paused and came how far."""

from __future__ import annotations

from datetime import datetime

from storage.reports import Receipt
from storage.verbs.base import Verbs


class Log(Verbs):
    """Timing one's reading; each takes the present moment from the library's clock."""

    def start(self, paper_id: int) -> Receipt:
        """Begin a session with a paper, pausing the one that is open; ``created`` is its id."""
        from storage import timing

        with self._change() as change:
            session, words = timing.start(change, paper_id, self._now())
            if session is None:
                return Receipt(words, 0, 1)
            return self._receipt(change, "start", words, 1, 1, created=session)

    def stop(self, paper_id: int | None = None) -> Receipt:
        """End the open session, if it is that of ``paper_id`` or no paper is named."""
        from storage import timing

        with self._change() as change:
            said = timing.pause(change, None if paper_id is None else [paper_id], self._now())
            if not said:
                return Receipt("No session is open", 0, int(paper_id is not None))
            words = "Paused " + ", ".join(f"{title} {after}" for title, after in said)
            return self._receipt(change, "stop", words, len(said), len(said))

    def progress(self, paper_id: int, place: str) -> Receipt:
        """Keep how far a paper is read: ``12/30`` (page of pages), ``12`` or ``40%``."""
        from storage import timing

        with self._change() as change:
            words = timing.progress(change, paper_id, place, self._now())
            return self._receipt(change, "progress", words, 1, 1)

    def correct_session(
        self, session_id: int, *, started: datetime | None = None, ended: datetime | None = None
    ) -> Receipt:
        """Set when a session began or ended; it then counts, however long it was."""
        from storage import timing

        with self._change() as change:
            words = timing.correct(change, session_id, started, ended, self._now())
            return self._receipt(change, "log", words, 1, 1)

    def delete_session(self, session_id: int) -> Receipt:
        """Take a session out of the log."""
        from storage import timing

        with self._change() as change:
            return self._receipt(change, "log", timing.delete(change, session_id), 1, 1)
