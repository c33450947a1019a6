"""Notes: adding, changing and deleting them, and what is still being typed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from storage.errors import Conflict, PaperNotFound, Refused
from storage.journal import Change
from storage.wording import long_text

QUOTABLE = ("title", "abstract", "summary")
"""Fields of a paper that a note may quote."""


_LAST = (
    "SELECT coalesce(max(number), 0) FROM (SELECT {} AS number FROM {} UNION ALL SELECT {} FROM unsaved_note)"
)
LAST_PAPER = _LAST.format("max(id)", "paper", "max(paper_id)")
LAST_NOTE = _LAST.format("max(id)", "note", "max(note_id)")
"""The numbers after which new ones begin: what was being typed must not be taken for words about another
paper, or for those of another note, when its own is gone."""

Quoting = tuple[str | None, str | None]
"""The passage a note is about, and the field it stands in."""


def add(
    change: Change, paper: int, text: str, quote: str | None, quote_field: str | None, now: str
) -> tuple[int, str]:
    """Add a note; returns its id and the paper's title. Raises :class:`Refused` for an empty one."""
    title, found_in = _quoted(change, paper, quote)
    text, quote = long_text(text), long_text(quote or "") or None
    if not text.strip() and not quote:
        raise Refused("a note needs some text")
    if quote_field is not None and quote_field not in QUOTABLE:
        raise Refused(f"a note can quote {', '.join(QUOTABLE)}, not {quote_field!r}")
    number = change.run(LAST_NOTE).scalar() + 1
    field = (quote_field or found_in) if quote else None
    columns = ("id", "paper_id", "text", "quote", "quote_field", "created", "updated")
    change.insert("note", columns, [(number, paper, text, quote, field, now, now)])
    return int(number), title


def _quoted(change: Change, paper: int, quote: str | None) -> tuple[str, str | None]:
    """The paper's title, and the field that holds the quoted passage word for word."""
    row = change.run(
        "SELECT p.title, t.abstract, t.summary FROM paper p LEFT JOIN paper_text t ON t.paper_id = p.id"
        " WHERE p.id = ?",
        (paper,),
    ).first()
    if row is None:
        raise PaperNotFound(str(paper))
    holding = [name for name, text in zip(QUOTABLE, row, strict=True) if quote and quote in (text or "")]
    return row[0], holding[0] if holding else None


def edit(change: Change, note: int, text: str, revision: int | None, now: str) -> tuple[str, bool]:
    """Replace a note's text; returns its paper's title and whether anything changed."""
    row = _find(change, note)
    if revision is not None and revision != row["revision"]:
        raise Conflict("this note was changed elsewhere meanwhile")
    text = long_text(text)
    if not text.strip() and not row["quote"]:
        raise Refused("a note needs some text; delete it instead")
    if text == row["text"]:
        return row["title"], False
    change.update("note", ("text", "updated", "revision"), [(note, text, now, row["revision"] + 1)])
    return row["title"], True


def revise(
    change: Change, note: int, text: str, revision: int | None, now: str, *, paper: int, quoting: Quoting
) -> tuple[str, bool, int | None]:
    """Replace the text of a note as it was at ``revision``; where it is no longer so, add a note instead.

    Returns the paper's title, whether anything changed, and the id of the note that was added.
    """
    row = change.run("SELECT text, revision FROM note WHERE id = ?", (note,)).first()
    if row is not None and (row[1] == revision or row[0] == long_text(text)):
        return *edit(change, note, text, None, now), None
    added, title = add(change, paper, text, *quoting, now)
    return title, True, added


def remove(change: Change, note: int) -> str:
    """Delete a note; returns its paper's title."""
    title: str = _find(change, note)["title"]
    change.delete("note", "id = ?", (note,))
    return title


def _find(change: Change, note: int) -> Any:
    row = change.run(
        "SELECT note.text, note.quote, note.revision, p.title FROM note JOIN paper p ON p.id = note.paper_id"
        " WHERE note.id = ?",
        (note,),
    ).mappings()
    found = row.first()
    if found is None:
        raise Refused(f"there is no note {note}")
    return found


def keep_unsaved(connection: Connection, row: tuple[Any, ...]) -> None:
    """Keep a note as it is being typed: paper, note (0 for a new one), text, quote, field, time."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO unsaved_note (paper_id, note_id, text, quote, quote_field, updated)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        row,
    )


def forget_unsaved(connection: Connection, paper: int, note: int) -> None:
    """Throw a kept note away."""
    connection.exec_driver_sql("DELETE FROM unsaved_note WHERE paper_id = ? AND note_id = ?", (paper, note))
