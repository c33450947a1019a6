"""What came of something that was done to a library: frozen, as all that is handed out."""

from __future__ import annotations

from typing import Any

from storage.shape import Shape


class NotesReport(Shape):
    """What came of pages of notes: ``papers`` that changed, notes by what became of them.

    ``both`` counts notes that had changed here and there, so that both texts were kept; ``gone``
    those that were deleted here and stayed so; ``tags`` the papers whose tags changed.
    """

    event: int | None
    papers: int
    new: int
    changed: int
    unchanged: int
    both: int
    gone: int
    tags: int


class Event(Shape):
    """One row of the journal: what happened, to how many papers, and whether it was undone."""

    id: int
    at: str
    verb: str
    summary: str
    papers: int
    batch: int | None
    undone: str | None


class Receipt(Shape):
    """What a verb did: ``papers`` changed out of ``asked``, in words, and its journal row if any.

    ``event`` is ``None`` when nothing had to change. ``created`` is the id of a new note.
    """

    summary: str
    papers: int
    asked: int
    event: int | None = None
    created: int | None = None


class SourceReport(Shape):
    """What one source brought: ``found = new + updated + unchanged``; ``rejected`` is (line, reason)."""

    name: str
    format: str
    found: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    gone: int = 0
    rejected: tuple[tuple[int, str], ...] = ()
    mended: tuple[tuple[int, str], ...] = ()


class ImportReport(Shape):
    """What one batch brought. ``batch`` is ``None`` on a dry run and when no source could be read."""

    batch: int | None
    sources: tuple[SourceReport, ...]
    cancelled: bool = False

    def as_json(self) -> dict[str, Any]:
        """The report in the stable JSON shape that scripts rely on."""
        return {
            "batch": self.batch,
            "sources": [
                {
                    "name": s.name,
                    "format": s.format,
                    "found": s.found,
                    "new": s.new,
                    "updated": s.updated,
                    "unchanged": s.unchanged,
                    "rejected": [{"line": line, "reason": reason} for line, reason in s.rejected],
                }
                for s in self.sources
            ],
        }


class Finding(Shape):
    """One thing ``check`` found: what is wrong, whether it was mended, and what to do otherwise."""

    subject: str
    problem: str
    mended: bool = False
    advice: str = ""


class CheckReport(Shape):
    """What ``check`` looked at and what it found; sound when there are no findings left unmended."""

    looked_at: tuple[str, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is left to worry about."""
        return all(finding.mended for finding in self.findings)
