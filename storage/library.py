"""The write side: a library that is open, its transactions, and what is done to it as a whole.

What a reader does to papers are the verbs of :mod:`storage.verbs`. Questions go to
:attr:`Library.reader`, which never loads what this module needs. What only some verbs need is
loaded by them: a script that marks one paper should not wait for the importer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlmodel import Session

from storage import backup, bulk, journal
from storage.clock import Clock, system_clock
from storage.creating import create as create_file
from storage.database import connect, engine_for, in_words, is_open, rare_checkpoints
from storage.errors import LibraryDamaged, LibraryMissing, Refused
from storage.history import NEXT_REDO, NEXT_UNDO, STANDING
from storage.migrations import migrate
from storage.opening import look_before_writing, missing
from storage.reading import Reader
from storage.reports import CheckReport, Event, ImportReport, Receipt
from storage.schema import FOLDING
from storage.search import folding, rebuild
from storage.standing import Standing
from storage.verbs.base import DryRun
from storage.verbs.following import Following
from storage.verbs.log import Log
from storage.verbs.marks import Marks
from storage.verbs.merging import Merging
from storage.verbs.notes import Notes
from storage.verbs.papers import Papers
from storage.verbs.queue import Queue
from storage.verbs.reviews import Reviews
from storage.verbs.tags import Tags
from storage.verbs.tastes import Tastes
from storage.verbs.triage import Triage
from storage.verbs.views import Views
from storage.wording import tag_name

if TYPE_CHECKING:
    from storage.arrivals import Progress
    from storage.entry import Delivery


class Library(Marks, Queue, Log, Triage, Tags, Tastes, Notes, Papers, Merging, Views, Following, Reviews):
    """One library, open for writing. Use :meth:`open`; a library may be shared by threads."""

    def __init__(self, path: Path, clock: Clock, cooling: Callable[[], int] | None = None) -> None:
        self.path = path
        self.clock = clock
        self._lock = RLock()
        with in_words(path):
            if path.is_file():
                look_before_writing(path)
            self._raw = connect(path)
            try:
                migrate(self._raw, path, self._keep_copy)
            except BaseException:
                self._raw.close()
                raise
        self._standing = Standing(path)
        self._engine = engine_for(self._raw)
        try:
            self._fold_anew()
            self._make_indexes_again(after_crash=True)
        except BaseException:
            self._engine.dispose()
            self._raw.close()
            raise
        self.reader = Reader(path, clock=clock, cooling=cooling)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = False,
        clock: Clock = system_clock,
        cooling: Callable[[], int] | None = None,
    ) -> Library:
        """Open the library at ``path``, bringing its schema up to date after a backup.

        ``clock`` and ``cooling`` are those of its :class:`~storage.Reader`.

        With ``create`` a library is made where there is none, unless backups or a log beside it show
        that there used to be one. Raises the :class:`~storage.errors.LibraryUnusable` errors.
        """
        if create and not path.exists():
            if saved := backup.newest(path):
                raise LibraryMissing(path, f"the library is gone, but there is a backup: {saved.name}")
            if isinstance(lost := missing(path), LibraryDamaged):
                raise lost
            with in_words(path):
                create_file(path)
        elif path.is_file() and path.stat().st_size == 0:
            backup.refuse_empty(path)
        return cls(path, clock, cooling)

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.reader.close()
        self._engine.dispose()
        self._raw.close()

    # -- importing ---------------------------------------------------------------------------

    def take(
        self,
        harvests: Iterable[Delivery],
        *,
        tags: Sequence[str] = (),
        dry_run: bool = False,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """Take harvests in as one batch; see :mod:`storage.arrivals`."""
        from storage.arrivals import Arrival, as_dry_run

        names = tuple(tag_name(tag) for tag in tags)
        arrival = Arrival(self._transaction, self._now(), names, progress, cancelled, alone=dry_run)
        if not dry_run:
            with rare_checkpoints(self._raw):
                try:
                    return arrival.take(harvests)
                finally:
                    if is_open(self._raw):  # otherwise whoever opens the library next makes them
                        self._make_indexes_again()
        report = ImportReport(None, ())
        try:
            with self._transaction() as connection:
                arrival.transaction = lambda: nullcontext(connection)
                report = arrival.take(harvests)
                raise DryRun
        except DryRun:
            return as_dry_run(report)

    # -- undo and redo --------------------------------------------------------------------------

    def undo(self, steps: int = 1) -> list[Receipt]:
        """Take back the last changes that still stand, newest first; fewer when there are fewer."""
        return self._travel(steps, NEXT_UNDO, backwards=True)

    def redo(self, steps: int = 1) -> list[Receipt]:
        """Do again what was undone last, as long as nothing new was done since."""
        return self._travel(steps, NEXT_REDO, backwards=False)

    def _travel(self, steps: int, find: str, *, backwards: bool) -> list[Receipt]:
        receipts = []
        for _ in range(steps):
            with self._transaction() as connection:
                row = connection.exec_driver_sql(find).first()
                if row is None:
                    break
                receipts.append(self._play(connection, Event(*row), backwards=backwards))
        return receipts

    def undo_change(self, event: int) -> Receipt:
        """Take back one change, whenever it was made; raises Refused if a later one builds on it."""
        from storage.out_of_turn import in_the_way

        with self._transaction() as connection:
            row = connection.exec_driver_sql(STANDING, (event,)).first()
            if row is None:
                raise Refused(f"there is no change {event} that could be taken back")
            if later := in_the_way(connection, event):
                what = f"change {later.id} ({later.summary}) came after change {event} and builds on it"
                raise Refused(f"{what}: take that one back first")
            return self._play(connection, Event(*row), backwards=True)

    def _play(self, connection: Connection, event: Event, *, backwards: bool) -> Receipt:
        journal.play(connection, event.id, backwards=backwards)
        undone = self._now() if backwards else None
        connection.exec_driver_sql("UPDATE journal SET undone = ? WHERE id = ?", (undone, event.id))
        words = f"{'Undid' if backwards else 'Redid'}: {event.summary}"
        return Receipt(words, event.papers, event.papers, event.id)

    # -- care ------------------------------------------------------------------------------------

    def backup(self, to: Path | None = None, *, plain: bool = False) -> Path:
        """Copy the library, whole and checked, to ``to`` or to ``backups/`` beside it.

        With ``plain`` it is written as text (:mod:`storage.dump`).
        """
        with self._lock, in_words(self.path):
            write, suffix = backup.copy, None
            if plain:
                from storage import dump

                write, suffix = dump.write, backup.DUMP
            if to is not None:
                return write(self._raw, to)
            return backup.beside(self.path, self.clock(), partial(write, self._raw), suffix)

    def check(self, repair: bool = False) -> CheckReport:
        """Look the whole library over; with ``repair``, mend what can be made anew."""
        from storage import care

        with self._transaction() as connection:
            return care.check(connection, repair=repair, saved=backup.backup_offered(self.path))

    # -- transactions ------------------------------------------------------------------------------

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._lock, in_words(self.path):
            with Session(self._engine) as session, session.begin():
                connection = session.connection()
                self._standing.check()
                yield connection
            self._standing.check()

    def _fold_anew(self) -> None:
        """Rebuild the index when the folding behind it has changed since it was made."""
        with self._transaction() as connection:
            if folding(connection) != FOLDING:
                rebuild(connection)

    def _make_indexes_again(self, *, after_crash: bool = False) -> None:
        with self._lock, in_words(self.path):
            bulk.make_again(self._raw, after_crash=after_crash)

    def _keep_copy(self) -> None:
        backup.beside(self.path, self.clock(), partial(backup.copy, self._raw))
