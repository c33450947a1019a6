"""Writing notes, and keeping what is being typed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from storage import marking
from storage.reports import NotesReport, Receipt
from storage.verbs.base import DryRun, Verbs

if TYPE_CHECKING:
    from seeds import Page


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

    def revise_note(
        self,
        paper_id: int,
        note_id: int,
        text: str,
        *,
        revision: int | None,
        quote: str | None = None,
        quote_field: str | None = None,
    ) -> Receipt:
        """Replace the text of a note that was read at ``revision``, and lose nothing.

        Where it was changed or deleted since, it stays so, and ``text`` is kept as a note of its own with
        the quotation given: that is then what the receipt says was created.
        """
        from storage import noting

        with self._change() as change:
            title, changed, added = noting.revise(
                change, note_id, text, revision, self._now(), paper=paper_id, quoting=(quote, quote_field)
            )
            done = "Changed a note on" if added is None else "Added a note to"
            words = f"{done} {marking.named([title])}"
            return self._receipt(change, "note", words, int(changed), 1, created=added)

    def remove_note(self, note_id: int) -> Receipt:
        """Delete a note."""
        from storage import noting

        with self._change() as change:
            title = noting.remove(change, note_id)
            return self._receipt(change, "note", f"Deleted a note from {marking.named([title])}", 1, 1)

    def take_pages(self, pages: Sequence[tuple[int, Page]], *, dry_run: bool = False) -> NotesReport:
        """Take back pages of notes, each with the paper it is about; see :mod:`storage.note_pages`.

        With ``dry_run`` the report says what would become of them, and nothing does.
        """
        from storage.note_pages import Pages

        report = NotesReport(None, 0, *[0] * 6)
        with suppress(DryRun), self._change() as change:
            taken = Pages(change, self._now())
            for paper_id, page in pages:
                taken.take(paper_id, page)
            report = NotesReport(None, len(taken.papers), **taken.counts)
            if dry_run:
                raise DryRun
            words = f"Took back the notes on {marking.counted(len(taken.papers))}"
            event = change.finish(self._now(), "notes", words, len(taken.papers))
            report = NotesReport(event, len(taken.papers), **taken.counts)
        return report

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
