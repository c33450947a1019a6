"""Writing notes, and keeping what is being typed."""

from __future__ import annotations

from storage import marking
from storage.records import Receipt
from storage.verbs.base import Verbs


class Notes(Verbs):
    """Noting what one thinks of papers."""

    def add_note(
        self, paper_id: int, text: str, quote: str | None = None, quote_field: str | None = None
    ) -> Receipt:
        """Add a note; ``quote`` is the passage of ``quote_field`` it is about."""
        from storage import noting

        with self._change() as change:
            note, title = noting.add(change, paper_id, text, quote, quote_field, self._now())
            words = f"Added a note to {marking.named([title])}"
            return self._receipt(change, "note", words, 1, 1, created=note)

    def edit_note(self, note_id: int, text: str, *, revision: int | None = None) -> Receipt:
        """Replace a note's text. Raises :class:`Conflict` when ``revision`` is no longer the note's."""
        from storage import noting

        with self._change() as change:
            title, changed = noting.edit(change, note_id, text, revision, self._now())
            words = f"Changed a note on {marking.named([title])}"
            return self._receipt(change, "note", words, int(changed), 1)

    def remove_note(self, note_id: int) -> Receipt:
        """Delete a note."""
        from storage import noting

        with self._change() as change:
            title = noting.remove(change, note_id)
            return self._receipt(change, "note", f"Deleted a note from {marking.named([title])}", 1, 1)

    def keep_unsaved(
        self,
        paper_id: int,
        text: str,
        *,
        note_id: int = 0,
        quote: str | None = None,
        quote_field: str | None = None,
    ) -> None:
        """Keep what is being typed, so that a crash does not lose it."""
        from storage import noting

        with self._transaction() as connection:
            noting.keep_unsaved(connection, (paper_id, note_id, text, quote, quote_field, self._now()))

    def forget_unsaved(self, paper_id: int, note_id: int = 0) -> None:
        """Throw away what was kept by :meth:`keep_unsaved`."""
        from storage import noting

        with self._transaction() as connection:
            noting.forget_unsaved(connection, paper_id, note_id)
