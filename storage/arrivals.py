"""Taking harvests into the library: what an import is made of.

Papers come in by chunks, each chunk one transaction, all chunks one batch and one event of the
journal. However an import ends, finished, cancelled or killed, what is there is whole papers of
that batch, and one undo takes all of them away again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic

from sqlalchemy import Connection

from seeds import AuthorProfile, Complaint
from storage.authors import AuthorBook
from storage.bulk import AT_LEAST, drop_scattered
from storage.entry import Delivery, Entry, Prepared, prepared
from storage.errors import Cancelled, Refused
from storage.filing import Filing
from storage.journal import Change, forget, touches
from storage.reports import ImportReport, SourceReport
from storage.search import loading

SMALLEST, LARGEST = 500, 5000
"""Papers in one transaction: few are quickly done, and many in one go cost less each."""

SHORT, LONG = 0.4, 3.0
"""Seconds of a transaction that may grow, and of one that must shrink: others wait for it."""

Progress = Callable[[str, int, "int | None"], None]
"""Called with the source's name, how many of its papers are done, and how many there are if known."""


MOST_COMPLAINTS = 10_000
"""Complaints about one source that are kept and handed on."""


@dataclass(slots=True)
class Tally:
    """What has come of one source so far."""

    name: str
    format: str
    counts: dict[str, int] = field(default_factory=lambda: {"new": 0, "updated": 0, "unchanged": 0})
    complaints: list[Complaint] = field(default_factory=list)
    gone: int = 0
    more: int = 0

    def complain(self, complaints: Iterable[Complaint]) -> None:
        """Keep complaints; of a source in which everything is wrong the first ones, and the number."""
        for complaint in complaints:
            if len(self.complaints) < MOST_COMPLAINTS:
                self.complaints.append(complaint)
                continue
            self.more += 1
            reason = f"{self.more:,} more complaints about this source are not listed"
            self.complaints[MOST_COMPLAINTS - 1 :] = [
                self.complaints[MOST_COMPLAINTS - 1],
                Complaint(complaint.line, reason),
            ]

    @property
    def found(self) -> int:
        """Papers read."""
        return sum(self.counts.values())

    def report(self) -> SourceReport:
        """The tally as handed out."""
        return SourceReport(
            name=self.name,
            format=self.format,
            found=self.found,
            **self.counts,
            gone=self.gone,
            rejected=tuple((c.line, c.reason) for c in self.complaints if c.rejected),
            mended=tuple((c.line, c.reason) for c in self.complaints if not c.rejected),
        )


_SEEN = ("batch", "source", "sighting", "author_profile")
"""Tables in which an import keeps what it saw, also when the library had all of it."""


@dataclass(slots=True)
class Arrival:
    """One batch being taken in.

    ``transaction`` opens a writing transaction; ``now`` is the time that everything in the batch
    is stamped with. ``alone`` says that the transaction is one for all, and will be rolled back.
    """

    transaction: Callable[[], AbstractContextManager[Connection]]
    now: str
    tags: tuple[str, ...] = ()
    progress: Progress | None = None
    cancelled: Callable[[], bool] | None = None
    alone: bool = False
    tallies: list[Tally] = field(default_factory=list)
    event: int | None = None
    batch: int | None = None
    _source: int | None = None
    _size: int = SMALLEST
    _before: int = 0
    _queued: float = 0.0
    _scattered: bool = True

    def take(self, harvests: Iterable[Delivery]) -> ImportReport:
        """Take everything in; a cancelled import keeps what has come in and says so."""
        cut_short = False
        try:
            for harvest in harvests:
                self._take_source(harvest)
        except Cancelled:
            cut_short = True
        if self.batch is not None:
            self._finish(cut_short)
        return ImportReport(self.batch, tuple(tally.report() for tally in self.tallies), cut_short)

    def _take_source(self, harvest: Delivery) -> None:
        tally = Tally(harvest.name, harvest.format)
        self.tallies.append(tally)
        self._source = None
        items = prepared(harvest)
        while chunk := self._next_chunk(items):
            begun = monotonic()
            with self.transaction() as connection:
                self._take_chunk(connection, harvest, tally, chunk)
            self._adapt(monotonic() - begun)
            if self.progress:
                self.progress(harvest.name, tally.found, harvest.expected)
        if self._source is not None:
            with self.transaction() as connection:
                self._close_source(connection, tally)

    def _adapt(self, seconds: float) -> None:
        if seconds < SHORT:
            self._size = min(self._size * 2, LARGEST)
        elif seconds > LONG:
            self._size = max(self._size // 2, SMALLEST)

    def _next_chunk(self, items: Iterator[Prepared]) -> list[Prepared]:
        # Asked before reading on, so that a cancelled import stops between whole chunks.
        if self.cancelled and self.cancelled():
            raise Cancelled("the import was stopped")
        return list(islice(items, self._size))

    def _take_chunk(
        self, connection: Connection, harvest: Delivery, tally: Tally, chunk: Sequence[Prepared]
    ) -> None:
        change = self._change(connection)
        if self.batch is None:
            self.batch, self._before = _next_id(change, "batch"), _next_id(change, "paper")
            self._queued = change.run("SELECT coalesce(max(queue_position), 0) FROM paper").scalar()
            change.insert("batch", ("id", "started"), [(self.batch, self.now)])
        if self._source is None:
            self._source = _next_id(change, "source")
            change.insert(
                "source",
                ("id", "batch_id", "name", "format"),
                [(self._source, self.batch, harvest.name, harvest.format)],
            )
        if self._scattered and not self.alone and self._new() > max(AT_LEAST, self._before):
            self._scattered = False
            drop_scattered(connection)
        tally.complain(item for item in chunk if isinstance(item, Complaint))
        filing = Filing(change, self._source, harvest, self.now, self.tags, self._queued)
        for outcome, papers in filing.file([item for item in chunk if isinstance(item, Entry)]).items():
            tally.counts[outcome] += papers
        profiles = [item for item in chunk if isinstance(item, AuthorProfile)]
        AuthorBook(change).keep_profiles(profiles, harvest.name, self.now)
        with loading(connection) if len(chunk) > SMALLEST else nullcontext():
            self.event = change.finish(self.now, "import", "Import under way", self._changed(), self.batch)

    def _close_source(self, connection: Connection, tally: Tally) -> None:
        change = self._change(connection)
        tally.gone = _count_gone(change, self._source, tally)
        rejected = [[c.line, c.reason] for c in tally.complaints if c.rejected]
        counts = tally.counts
        change.update(
            "source",
            ("found", "new", "updated", "unchanged", "gone", "rejected"),
            [
                (
                    self._source,
                    tally.found,
                    *(counts[name] for name in ("new", "updated", "unchanged")),
                    tally.gone,
                    json.dumps(rejected, ensure_ascii=False),
                )
            ],
        )
        change.finish(self.now, "import", self._summary(), self._changed(), self.batch)

    def _finish(self, cut_short: bool) -> None:
        with self.transaction() as connection:
            change = self._change(connection)
            change.update("batch", ("finished",), [(self.batch, None if cut_short else self.now)])
            summary = self._summary() + (", then stopped" if cut_short else "")
            change.finish(self.now, "import", summary, self._changed(), self.batch)
            if not self._changed() and not touches(connection, self.event, apart=_SEEN):
                # What changed nothing is kept as seen, but is nothing that undo should take back.
                forget(connection, self.event)

    def _change(self, connection: Connection) -> Change:
        """The change that all chunks belong to. Raises :class:`Refused` once somebody has undone it.

        Others may do that between two chunks. What came after would be no part of what a redo brings back,
        and might land in another import, which has the number of this batch by then.
        """
        standing = "SELECT 1 FROM journal WHERE id = ? AND undone IS NULL"
        if self.event is not None and not connection.exec_driver_sql(standing, (self.event,)).first():
            raise Refused("this import was undone while it was under way, and has ended")
        return Change(connection, self.event)

    def _changed(self) -> int:
        return sum(tally.counts["new"] + tally.counts["updated"] for tally in self.tallies)

    def _new(self) -> int:
        return sum(tally.counts["new"] for tally in self.tallies)

    def _summary(self) -> str:
        sources = [tally for tally in self.tallies if tally.found]
        names = sources[0].name if len(sources) == 1 else f"{len(sources)} sources"
        totals = {name: sum(t.counts[name] for t in sources) for name in ("new", "updated", "unchanged")}
        parts = [f"{number} {name}" for name, number in totals.items() if number] or ["nothing"]
        return f"Imported {names}: {', '.join(parts)}"


def as_dry_run(report: ImportReport) -> ImportReport:
    """The same report, belonging to no batch."""
    return ImportReport(None, report.sources, report.cancelled)


def _next_id(change: Change, table: str) -> int:
    """The next free id; safe, because a writing transaction has the library to itself."""
    (number,) = change.run(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").one()
    return int(number)


def _count_gone(change: Change, source: int | None, tally: Tally) -> int:
    """Papers that the last import of a source of this name had, and this one has not."""
    (gone,) = change.run(
        "SELECT count(DISTINCT before.paper_id) FROM sighting before WHERE before.source_id ="
        " (SELECT max(id) FROM source WHERE name = ? AND format = ? AND id < ?)"
        " AND before.paper_id NOT IN (SELECT paper_id FROM sighting WHERE source_id = ?)",
        (tally.name, tally.format, source, source),
    ).one()
    return int(gone)
