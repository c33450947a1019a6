"""The first titles of every source of an import, noted on their way into the library.

Numbers say how much would come in. Whether it was understood shows in a few titles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from seeds import AuthorProfile, Complaint, Draft
from storage import Delivery, ImportReport, Prepared, prepared

if TYPE_CHECKING:
    from tui.intake import Progress, Taker

MOST_TITLES = 3
MOST_SOURCES = 100
"""Sources whose titles are kept: nobody reads on in a folder of a thousand files."""


@dataclass(slots=True)
class Tasted:
    """A source by its name, and its first titles."""

    name: str
    titles: list[str] = field(default_factory=list)


class Tasting:
    """A library that what comes in is noted before; ``tasted`` is filled meanwhile."""

    def __init__(self, library: Taker, tasted: list[Tasted]) -> None:
        self.library = library
        self.tasted = tasted

    def take(
        self,
        harvests: Iterable[Delivery],
        *,
        tags: Sequence[str] = (),
        dry_run: bool = False,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """Take them in as the library does."""
        noted = (self._noted(harvest) for harvest in harvests)
        return self.library.take(noted, tags=tags, dry_run=dry_run, progress=progress, cancelled=cancelled)

    def _noted(self, harvest: Delivery) -> Delivery:
        if len(self.tasted) >= MOST_SOURCES:
            return harvest
        self.tasted.append(Tasted(harvest.name))
        return _Noted(harvest, self.tasted[-1].titles)


class _Noted:
    """A source whose first titles are noted as they pass."""

    def __init__(self, harvest: Delivery, titles: list[str]) -> None:
        self.harvest = harvest
        self.titles = titles
        self.name, self.format, self.expected = harvest.name, harvest.format, harvest.expected
        self.authority = harvest.authority

    def __iter__(self) -> Iterator[Prepared]:
        for item in prepared(self.harvest):
            if len(self.titles) < MOST_TITLES and not isinstance(item, AuthorProfile | Complaint):
                self.titles.append(_shown(item.draft))
            yield item


def _shown(draft: Draft) -> str:
    """A draft in a line: its title, its first author, its year."""
    authors = draft.authors[0] + (" et al." if len(draft.authors) > 1 else "") if draft.authors else ""
    about = ", ".join(filter(None, (authors, (draft.published or "")[:4])))
    return f"{draft.title or 'no title'}{f' ({about})' if about else ''}"
