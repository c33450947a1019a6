"""Questions about what happened, and what undo and redo would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.questions.base import Questions

if TYPE_CHECKING:
    from storage.brought import Brought
    from storage.reports import Event


class JournalQuestions(Questions):
    """The journal."""

    def history(self, limit: int = 50) -> list[Event]:
        """What happened, newest first."""
        from storage.history import read_history

        with self._asking() as connection:
            return read_history(connection, limit)

    def brought(self, event: int, limit: int = 1_000) -> Brought | None:
        """What one change brought, and up to ``limit`` of its papers; None where there is no such change."""
        from storage.brought import read_brought

        with self._asking() as connection:
            return read_brought(connection, event, limit)

    def undoable(self) -> Event | None:
        """What ``undo`` would take back."""
        from storage.history import next_undo

        with self._asking() as connection:
            return next_undo(connection)

    def redoable(self) -> Event | None:
        """What ``redo`` would do again."""
        from storage.history import next_redo

        with self._asking() as connection:
            return next_redo(connection)
