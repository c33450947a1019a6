"""Taking a folder of notes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from seeds import Page, fold
from storage import NotesReport, PaperAmbiguous, PaperNotFound
from tui.vault.folder import Vault, complaints

if TYPE_CHECKING:
    from storage import Reader


class Taker(Protocol):
    """The part of a library that takes pages back."""

    reader: Reader

    def take_pages(self, pages: Sequence[tuple[int, Page]], *, dry_run: bool = False) -> NotesReport:
        """Take them back as one change."""


@dataclass(slots=True)
class Taken:
    """What taking a folder of notes back came to."""

    report: NotesReport
    pages: int
    others: int
    rejected: list[tuple[str, str]]

    def as_dict(self) -> dict[str, Any]:
        """The figures and complaints, as JSON has them."""
        return {
            "pages": self.pages,
            **self.report.as_dict(),
            "others": self.others,
            "rejected": complaints(self.rejected),
        }


def take_notes(library: Taker, folder: Path, *, dry_run: bool = False) -> Taken:
    """Take back what the pages in ``folder`` say, as one change."""
    vault = Vault(folder).read()
    pages = []
    for path, page in vault.pages.values():
        try:
            pages.append((_paper(library.reader, page), page))
        except (PaperNotFound, PaperAmbiguous):
            name = str(path.relative_to(folder))
            vault.rejected.append((name, f"no paper here is called {page.key}"))
    report = library.take_pages(pages, dry_run=dry_run)
    return Taken(report, len(pages), vault.others, vault.rejected)


def _paper(reader: Reader, page: Page) -> int:
    """The paper a page is about: by its identifiers, or else by its key where the title is the same.

    In another library the same key may be another paper's. Raises :class:`PaperNotFound`.
    """
    named = [name for scheme in ("doi", "arxiv") for name in page.fields.get(scheme) or ()]
    for name in named:
        try:
            return reader.resolve(str(name))
        except (PaperNotFound, PaperAmbiguous):
            continue
    paper = reader.paper(reader.resolve(page.key))
    if paper.added != page.added and fold(paper.title) != fold(page.title):
        raise PaperNotFound(page.key)
    return paper.id
