"""Taking a folder of notes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from seeds import Page, fold, recognise
from storage import LONG_TEXT, NotesReport, PaperAmbiguous, PaperNotFound
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
        if any(len(text or "") > LONG_TEXT for note in page.notes for text in (note.text, note.quote)):
            reason = f"a note in it is longer than {LONG_TEXT:,} characters"
            vault.rejected.append((str(path.relative_to(folder)), reason))
            continue
        try:
            pages.append((_paper(library.reader, page), page))
        except (PaperNotFound, PaperAmbiguous):
            name = str(path.relative_to(folder))
            vault.rejected.append((name, f"no paper here is called {page.key}"))
    report = library.take_pages(pages, dry_run=dry_run)
    return Taken(report, len(pages), vault.others, vault.rejected)


def _identifiers(said: Any, scheme: str) -> Iterator[tuple[str, str]]:
    """Those of ``scheme`` among what stands in the front matter, a list or one alone."""
    for each in said if isinstance(said, list) else [said]:
        found = recognise(str(each)) if isinstance(each, str | int | float) else None
        if found and found.scheme == scheme:
            yield found.scheme, found.value


def _paper(reader: Reader, page: Page) -> int:
    """The paper a page is about: by its identifiers, or else by its key where the title is the same.

    In another library the same key may be another paper's. Raises :class:`PaperNotFound`.
    """
    named = [found for scheme in ("doi", "arxiv") for found in _identifiers(page.fields.get(scheme), scheme)]
    here = reader.identified(named)
    for each in named:
        if each in here:
            return here[each].id
    paper = reader.paper(reader.resolve(page.key))
    if paper.added != page.added and fold(paper.title) != fold(page.title):
        raise PaperNotFound(page.key)
    return paper.id
