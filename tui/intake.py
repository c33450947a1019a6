"""Where seeds meet the library: files become harvests, and one batch takes them all.

The command line and the app's import screen both come through here, so a source that cannot be
read means the same to both: it is reported with its reason, and the others are taken. What a
person may have to wait for (a folder, stdin) is gathered before the library begins its transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from seeds import Complaint, Harvest, SeedError, read, starter
from storage import ImportReport, SourceReport
from tui.sources import NotOpened, Source, sources_of

if TYPE_CHECKING:
    from seeds import Item

UNREADABLE = ""
"""The format of a source that nothing could be made of."""

Progress = Callable[[str, int, int | None], None]
"""Told the source, the papers done, and how many it will be where that is known."""


class Taker(Protocol):
    """The part of a library that takes harvests in."""

    def take(
        self,
        harvests: Iterator[Harvest],
        *,
        tags: Sequence[str] = (),
        dry_run: bool = False,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """Take them in as one batch."""


def import_sources(
    library: Taker,
    sources: Sequence[Path | str],
    *,
    as_of: date | None = None,
    format: str | None = None,
    tags: Sequence[str] = (),
    dry_run: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """Take in files, folders and stdin (``-``) as one batch, and report every one of them.

    ``as_of`` is the day to which dates without a year belong, ``format`` forces a reader.
    """
    intake = _Intake([found for named in sources for found in sources_of(named)], format, as_of)
    report = library.take(
        intake.harvests(), tags=tags, dry_run=dry_run, progress=progress, cancelled=cancelled
    )
    return intake.completed(report)


def import_starter(
    library: Taker,
    *,
    tags: Sequence[str] = (),
    dry_run: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """Take in the list that Carrel brings along."""
    return library.take(iter([starter()]), tags=tags, dry_run=dry_run, progress=progress, cancelled=cancelled)


def unreadable(source: SourceReport) -> bool:
    """Whether nothing could be made of a source at all."""
    return source.format == UNREADABLE


@dataclass(slots=True)
class _Intake:
    """Sources on their way into the library, and which of them never got there."""

    sources: Sequence[Source]
    format: str | None
    as_of: date | None
    refused: dict[int, SourceReport] = field(default_factory=dict)

    def harvests(self) -> Iterator[Harvest]:
        """The sources that can be read, each opened when its turn comes."""
        for place, source in enumerate(self.sources):
            try:
                yield from self._harvest(source)
            except SeedError as error:
                self.refused[place] = _refusal(source, error.reason)
            except NotOpened as error:
                self.refused[place] = _refusal(source, str(error))
            except OSError as error:
                self.refused[place] = _refusal(source, error.strerror or str(error))

    def _harvest(self, source: Source) -> Iterator[Harvest]:
        with source.open() as stream:
            harvest = read(stream, source.name, format=self.format, as_of=self.as_of)
            harvest.items = _to_the_end(harvest.items)
            yield harvest

    def completed(self, report: ImportReport) -> ImportReport:
        """The report with the refused sources in their places."""
        taken = iter(report.sources)
        sources = [self.refused.get(place) or next(taken, None) for place in range(len(self.sources))]
        return ImportReport(
            batch=report.batch,
            sources=tuple(source for source in sources if source is not None),
            cancelled=report.cancelled,
        )


def _to_the_end(items: Iterator[Item]) -> Iterator[Item]:
    """The items of a source; a disk that fails half-way ends them with a complaint."""
    try:
        yield from items
    except OSError as error:
        yield Complaint(1, f"the rest could not be read: {error.strerror or error}")


def _refusal(source: Source, reason: str) -> SourceReport:
    return SourceReport(name=source.name, format=UNREADABLE, rejected=((1, reason),))
