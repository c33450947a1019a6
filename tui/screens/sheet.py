"""What the note editor holds, and how that gets into the library: as a note, or as what is not saved yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage import Library


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the editor holds: the note ``note_id`` (0 for a new one), its words and its quotation."""

    note_id: int = 0
    text: str = ""
    quote: str | None = None
    revision: int | None = None

    @property
    def blank(self) -> bool:
        """Whether there is nothing worth keeping."""
        return not self.text.strip() and not self.quote


def keeping(paper_id: int, sheet: Sheet, changed: bool) -> Callable[[Library], None]:
    """The verb that keeps an unsaved sheet, or forgets the one kept before."""

    def verb(library: Library) -> None:
        if changed:
            field = "abstract" if sheet.quote else None
            library.keep_unsaved(
                paper_id, sheet.text, note_id=sheet.note_id, quote=sheet.quote, quote_field=field
            )
        else:
            library.forget_unsaved(paper_id, sheet.note_id)

    return verb


def saving(paper_id: int, sheet: Sheet) -> Callable[[Library], int]:
    """The verb that saves a sheet and gives the id of its note."""

    def verb(library: Library) -> int:
        quoted = {"quote": sheet.quote, "quote_field": "abstract" if sheet.quote else None}
        if sheet.note_id:
            receipt = library.revise_note(
                paper_id, sheet.note_id, sheet.text, revision=sheet.revision, **quoted
            )
        else:
            receipt = library.add_note(paper_id, sheet.text, **quoted)
        library.forget_unsaved(paper_id, sheet.note_id)
        return receipt.created or sheet.note_id

    return verb
