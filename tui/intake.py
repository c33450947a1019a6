"""Where seeds meet the library: files become harvests, and one batch takes them all.

The command line and the app's import screen both come through here, so a source that cannot be
read means the same to both: it is reported with its reason, and the others are taken. What a
person may have to wait for (a folder, stdin) is gathered before the library begins its transaction.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from seeds import Complaint, Draft, SeedError, clean, is_pdf, read, starter
from storage import Delivery, ImportReport, SourceReport
from tui.apart import Apart
from tui.sources import Source, sources_of

if TYPE_CHECKING:
    from seeds import Item

LARGE = 2_000_000
"""Bytes from which on a file is read in a process of its own: starting that takes a tenth of a second."""

HEAD = 1024
"""Bytes in which a PDF says that it is one."""

UNREADABLE = ""
"""The format of a source that nothing could be made of."""

Progress = Callable[[str, int, int | None], None]
"""Told the source, the papers done, and how many it will be where that is known."""


class Taker(Protocol):
    """The part of a library that takes harvests in."""

    def take(
        self,
        harvests: Iterable[Delivery],
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
    with gathered(sources, as_of=as_of, format=format) as intake:
        return intake.into(library, tags=tags, dry_run=dry_run, progress=progress, cancelled=cancelled)


@contextmanager
def gathered(
    sources: Sequence[Path | str], *, as_of: date | None = None, format: str | None = None
) -> Iterator[Intake]:
    """Find what was named, and begin to read what comes first if it is large.

    Opening a library to write takes a while, which the other process need not wait for.
    """
    intake = Intake([found for named in sources for found in sources_of(named)], format, as_of)
    try:
        intake.begin()
        yield intake
    finally:
        intake.close()


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
class Intake:
    """Sources on their way into the library, and which of them never got there."""

    sources: Sequence[Source]
    format: str | None
    as_of: date | None
    refused: dict[int, SourceReport] = field(default_factory=dict)
    large: BinaryIO | None = None
    begun: ExitStack = field(default_factory=ExitStack)
    first: tuple[BinaryIO, Apart] | None = None

    def begin(self) -> None:
        """Start to read the first source, if it is large; what is wrong with it shows in its turn."""
        if self.sources and self.sources[0].size >= LARGE:
            with suppress(OSError):
                stream = self.begun.enter_context(self.sources[0].open())
                if is_pdf(_begin(stream)):
                    return
                elsewhere = Apart(stream, self.sources[0].name, self.format, self.as_of)
                self.first = stream, self.begun.enter_context(closing(elsewhere))

    def close(self) -> None:
        """End what was begun."""
        self.begun.close()

    def into(
        self,
        library: Taker,
        *,
        tags: Sequence[str] = (),
        dry_run: bool = False,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """Take the sources into a library as one batch, and report every one of them."""
        told = self.estimating(progress) if progress else None
        report = library.take(self.harvests(), tags=tags, dry_run=dry_run, progress=told, cancelled=cancelled)
        return self.completed(report)

    def harvests(self) -> Iterator[Delivery]:
        """The sources that can be read, each opened when its turn comes."""
        for place, source in enumerate(self.sources):
            try:
                yield from self._harvest(source)
            except SeedError as error:
                self.refused[place] = _refusal(source, error.reason)
            except OSError as error:
                self.refused[place] = _refusal(source, error.strerror or str(error))

    def _harvest(self, source: Source) -> Iterator[Delivery]:
        if self.first and source is self.sources[0]:
            yield from self._large(*self.first)
            return
        with source.open() as stream:
            if is_pdf(_begin(stream)):  # which seeds reads elsewhere itself
                harvest = read(stream, source.name, format=self.format, as_of=self.as_of)
                harvest.items = _attached(harvest.items, source)
                yield harvest
            elif _bytes(stream) >= LARGE:
                with closing(Apart(stream, source.name, self.format, self.as_of)) as elsewhere:
                    yield from self._large(stream, elsewhere)
            else:
                harvest = read(stream, source.name, format=self.format, as_of=self.as_of)
                harvest.items = to_the_end(harvest.items)
                yield harvest

    def _large(self, stream: BinaryIO, elsewhere: Apart) -> Iterator[Delivery]:
        """A source that another process reads; raises SeedError if no reader fits."""
        _ = elsewhere.format
        self.large = stream
        yield elsewhere
        self.large = None

    def estimating(self, progress: Progress) -> Progress:
        """``progress``, told how many papers a large file will have by how far it has been read."""

        def told(name: str, done: int, expected: int | None) -> None:
            if expected is None and self.large and (read := os.lseek(self.large.fileno(), 0, os.SEEK_CUR)):
                expected = max(done, round(done * _bytes(self.large) / read))
            progress(name, done, expected)

        return told

    def completed(self, report: ImportReport) -> ImportReport:
        """The report with the refused sources in their places."""
        taken = iter(report.sources)
        sources = [self.refused.get(place) or next(taken, None) for place in range(len(self.sources))]
        return ImportReport(
            batch=report.batch,
            sources=tuple(source for source in sources if source is not None),
            cancelled=report.cancelled,
        )


def to_the_end(items: Iterable[Item]) -> Iterator[Item]:
    """The items of a source; a disk that fails half-way ends them with a complaint."""
    try:
        yield from items
    except OSError as error:
        yield Complaint(1, f"the rest could not be read: {error.strerror or error}")


def _attached(items: Iterable[Item], source: Source) -> Iterator[Item]:
    """What is read of a file that is the paper itself, with the file attached."""
    path = str(source.path)
    unfit = source.path is None or clean(path)[0] != path
    for item in items:
        yield item if unfit or not isinstance(item, Draft) else replace(item, file_path=path)
    if unfit and source.path is not None:
        yield Complaint(1, "its path is no plain text, so the file is not attached", rejected=False)


def _begin(stream: BinaryIO) -> bytes:
    """How a file begins, without moving on in it; nothing for what is none."""
    try:
        return os.pread(stream.fileno(), HEAD, 0)
    except OSError:
        return b""


def _bytes(stream: BinaryIO) -> int:
    """The size of a file; 0 for what is none."""
    try:
        return os.fstat(stream.fileno()).st_size
    except OSError:
        return 0


def _refusal(source: Source, reason: str) -> SourceReport:
    return SourceReport(name=source.name, format=UNREADABLE, rejected=((1, reason),))
