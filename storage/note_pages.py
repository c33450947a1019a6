"""Taking back the pages that notes were written out to, without losing what either side says.

What a page said when it was written is the common ancestor of the note in the library and the one
in the file. Where one side changed, the change is taken; where both did, both texts are kept.
Nothing is deleted because it is missing from a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from seeds import Page, PageNote, note_digest
from storage import noting
from storage.errors import Refused
from storage.journal import Change
from storage.tags import TagBook, folded
from storage.wording import long_text, tag_name


class Pages:
    """Takes pages into the papers they are about; ``counts`` says what came of their notes."""

    def __init__(self, change: Change, now: str) -> None:
        self._change = change
        self._now = now
        self.counts = dict.fromkeys(("new", "changed", "unchanged", "both", "gone", "tags"), 0)
        self.papers: set[int] = set()

    def take(self, paper: int, page: Page) -> None:
        """Bring one paper's notes and tags up to what its page says."""
        before = len(self._change.steps)
        (added,) = self._change.run("SELECT added FROM paper WHERE id = ?", (paper,)).one()
        for note in page.notes:
            self.counts[self._take_note(paper, _kept(note), at_home=page.added == added)] += 1
        self.counts["tags"] += self._take_tags(paper, page)
        if len(self._change.steps) > before:
            self.papers.add(paper)

    def _take_note(self, paper: int, note: PageNote, *, at_home: bool) -> str:
        """``at_home`` says that the page was written from this library, where a missing note was deleted."""
        said = note_digest(note.text, note.quote)
        held = self._held(paper)
        own = next((row for row in held if (row["id"], row["created"]) == (note.id, note.created)), None)
        if own and said == note.was:
            return "unchanged"
        if not (note.text.strip() or note.quote) or said in {row["digest"] for row in held}:
            return "unchanged"
        if own and own["digest"] == note.was:
            self._rewrite(own, note)
            return "changed"
        if not own and said == note.was and at_home:
            return "gone"
        noting.add(self._change, paper, note.text, note.quote, note.quote_field, self._now)
        return "both" if own else "new"

    def _held(self, paper: int) -> Sequence[dict[str, Any]]:
        rows = self._change.run(
            "SELECT id, text, quote, created, revision FROM note WHERE paper_id = ? ORDER BY id", (paper,)
        ).mappings()
        return [dict(row) | {"digest": note_digest(row["text"], row["quote"])} for row in rows]

    def _rewrite(self, own: dict[str, Any], note: PageNote) -> None:
        columns = ("text", "quote", "quote_field", "updated", "revision")
        values = (note.text, note.quote, note.quote_field, self._now, own["revision"] + 1)
        self._change.update("note", columns, [(own["id"], *values)])

    def _take_tags(self, paper: int, page: Page) -> int:
        """Put on and take off what was put on and taken off in the page; true when anything changed."""
        book = TagBook(self._change)
        put_on = book.add({paper}, _only(page.tags, page.tags_then))
        taken_off = book.remove({paper}, _only(page.tags_then, page.tags))
        return int(bool(put_on | taken_off))


def _kept(note: PageNote) -> PageNote:
    """The note with its words as the library keeps them."""
    return PageNote(
        long_text(note.text),
        long_text(note.quote or "") or None,
        note.quote_field if note.quote_field in noting.QUOTABLE else None,
        note.id,
        note.created,
        note.was,
    )


def _only(names: Iterable[str], others: Iterable[str]) -> list[str]:
    """The tags among ``names`` that are not among ``others``, however written; a lone ``#`` is none."""
    known = {folded(name) for name in others}
    only = []
    for name in names:
        with suppress(Refused):
            only += [tag_name(name)] if folded(name) not in known else []
    return only
