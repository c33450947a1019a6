"""The write side: the verbs of a library, each one transaction and one row of the journal.

A verb takes ids, does its work through a :class:`~storage.journal.Change`, and answers with a
:class:`~storage.records.Receipt` that says in words what happened. Questions go to
:attr:`Library.reader`, which never loads what this module needs. What only some verbs need is
loaded by them: a script that marks one paper should not wait for the importer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlmodel import Session

from storage import backup, bulk, journal, marking
from storage.clock import Clock, stamp, system_clock
from storage.database import connect, create_file, engine_for, in_words, rare_checkpoints
from storage.errors import LibraryMissing, Refused
from storage.history import NEXT_REDO, NEXT_UNDO
from storage.journal import Change
from storage.migrations import migrate
from storage.reading import Reader
from storage.records import STATES, CheckReport, Event, ImportReport, Receipt
from storage.schema import FOLDING
from storage.search import folding, rebuild
from storage.tags import TagBook, folded
from storage.wording import tag_name

if TYPE_CHECKING:
    from storage.arrivals import Progress
    from storage.entry import Delivery


class Library:
    """One library, open for writing. Use :meth:`open`; a library may be shared by threads."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.path = path
        self.clock = clock
        self._lock = RLock()
        with in_words(path):
            self._raw = connect(path)
            try:
                migrate(self._raw, path, self._keep_copy)
            except BaseException:
                self._raw.close()
                raise
        self._engine = engine_for(self._raw)
        try:
            self._fold_anew()
            self._make_indexes_again(after_crash=True)
        except BaseException:
            self._engine.dispose()
            self._raw.close()
            raise
        self.reader = Reader(path, clock=clock)

    @classmethod
    def open(cls, path: Path, *, create: bool = False, clock: Clock = system_clock) -> Library:
        """Open the library at ``path``, bringing its schema up to date after a backup.

        With ``create`` a library is made where there is none, unless backups beside it show that
        there used to be one. Raises the :class:`~storage.errors.LibraryUnusable` errors.
        """
        if create and not path.exists():
            if saved := backup.newest(path):
                raise LibraryMissing(path, f"the library is gone, but there is a backup: {saved}")
            create_file(path)
        elif path.is_file() and path.stat().st_size == 0:
            backup.refuse_empty(path)
        return cls(path, clock)

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
        from storage.arrivals import Arrival, DryRun, as_dry_run

        names = tuple(tag_name(tag) for tag in tags)
        arrival = Arrival(self._transaction, self._now(), names, progress, cancelled, alone=dry_run)
        if not dry_run:
            with rare_checkpoints(self._raw):
                try:
                    return arrival.take(harvests)
                finally:
                    self._make_indexes_again()
        report = ImportReport(None, ())
        try:
            with self._transaction() as connection:
                arrival.transaction = lambda: nullcontext(connection)
                report = arrival.take(harvests)
                raise DryRun
        except DryRun:
            return as_dry_run(report)

    # -- what the reader did ------------------------------------------------------------------

    def mark(self, ids: Sequence[int], state: str) -> Receipt:
        """Put papers into a state: unread, reading, read or skipped."""
        if state not in STATES:
            raise Refused(f"there is no state {state!r}; states are {', '.join(STATES)}")
        return self._set("mark", ids, marking.to_state(state, self._now()), f"Marked {{}} as {state}")

    def star(self, ids: Sequence[int], starred: bool = True) -> Receipt:
        """Star papers, or take their star away."""
        words = "Starred {}" if starred else "Took the star from {}"
        return self._set("star", ids, marking.to_value("starred", starred), words)

    def rate(self, ids: Sequence[int], rating: int | None) -> Receipt:
        """Rate papers from 1 to 5, or take their rating away with ``None``."""
        if rating is not None and not 1 <= rating <= 5:
            raise Refused(f"a rating is a number from 1 to 5, not {rating}")
        words = "Took the rating from {}" if rating is None else f"Rated {{}} {rating} of 5"
        return self._set("rate", ids, marking.to_value("rating", rating), words)

    def remove(self, ids: Sequence[int]) -> Receipt:
        """Move papers to the trash."""
        return self._set("remove", ids, marking.to_trash(self._now()), "Moved {} to the trash")

    def restore(self, ids: Sequence[int]) -> Receipt:
        """Take papers out of the trash."""
        return self._set("restore", ids, marking.to_trash(None), "Took {} out of the trash")

    def _set(self, verb: str, ids: Sequence[int], setting: marking.Setting, words: str) -> Receipt:
        with self._change() as change:
            titles = marking.set_columns(change, ids, setting, self._now())
            words = words.format(marking.named(titles))
            return self._receipt(change, verb, words, len(titles), len(set(ids)))

    # -- tags ---------------------------------------------------------------------------------

    def tag(self, ids: Sequence[int], add: Sequence[str] = (), remove: Sequence[str] = ()) -> Receipt:
        """Put tags on papers and take tags off them."""
        with self._change() as change:
            book = TagBook(change)
            changed = book.remove(ids, remove) | book.add(ids, add)
            parts = [f"#{tag_name(t)}" for t in add] + [f"not #{tag_name(t)}" for t in remove]
            words = f"Tagged {marking.counted(len(changed))} {', '.join(parts)}"
            return self._receipt(change, "tag", words, len(changed), len(set(ids)))

    def rename_tag(self, old: str, new: str) -> Receipt:
        """Give a tag another name; when that name is in use the two become one."""
        with self._change() as change:
            book = TagBook(change)
            known, wanted = book.id_of(tag_name(old)), tag_name(new)
            wearing = book.wearers(None, known) if known is not None else set()
            if known is None or not wearing:
                raise Refused(f"no paper wears the tag {old!r}")
            if folded(wanted) == folded(tag_name(old)):
                raise Refused(f"{old!r} and {new!r} are the same tag")
            book.remove_id(wearing, known)
            book.add(wearing, [wanted])
            words = f"Renamed #{tag_name(old)} to #{wanted} on {marking.counted(len(wearing))}"
            return self._receipt(change, "rename-tag", words, len(wearing), len(wearing))

    def delete_tag(self, name: str) -> Receipt:
        """Take a tag off all papers."""
        with self._change() as change:
            book = TagBook(change)
            known = book.id_of(tag_name(name))
            wearing = book.wearers(None, known) if known is not None else set()
            if known is None or not wearing:
                raise Refused(f"no paper wears the tag {name!r}")
            book.remove_id(wearing, known)
            words = f"Deleted #{tag_name(name)} from {marking.counted(len(wearing))}"
            return self._receipt(change, "delete-tag", words, len(wearing), len(wearing))

    # -- notes --------------------------------------------------------------------------------

    def add_note(
        self, paper_id: int, text: str, quote: str | None = None, quote_field: str | None = None
    ) -> Receipt:
        """Add a note; ``quote`` is the passage of ``quote_field`` it is about."""
        from storage import noting

        with self._change() as change:
            note, title = noting.add(change, paper_id, text, quote, quote_field, self._now())
            words = f"Added a note to {marking.named([title])}"
            return self._receipt(change, "note", words, 1, 1, created=note)

    def edit_note(self, note_id: int, text: str, *, revision: int | None = None) -> Receipt:
        """Replace a note's text. Raises :class:`Conflict` when ``revision`` is no longer the note's."""
        from storage import noting

        with self._change() as change:
            title, changed = noting.edit(change, note_id, text, revision, self._now())
            words = f"Changed a note on {marking.named([title])}"
            return self._receipt(change, "note", words, int(changed), 1)

    def remove_note(self, note_id: int) -> Receipt:
        """Delete a note."""
        from storage import noting

        with self._change() as change:
            title = noting.remove(change, note_id)
            return self._receipt(change, "note", f"Deleted a note from {marking.named([title])}", 1, 1)

    def keep_unsaved(
        self,
        paper_id: int,
        text: str,
        *,
        note_id: int = 0,
        quote: str | None = None,
        quote_field: str | None = None,
    ) -> None:
        """Keep what is being typed, so that a crash does not lose it."""
        from storage import noting

        with self._transaction() as connection:
            noting.keep_unsaved(connection, (paper_id, note_id, text, quote, quote_field, self._now()))

    def forget_unsaved(self, paper_id: int, note_id: int = 0) -> None:
        """Throw away what was kept by :meth:`keep_unsaved`."""
        from storage import noting

        with self._transaction() as connection:
            noting.forget_unsaved(connection, paper_id, note_id)

    # -- descriptions and views ----------------------------------------------------------------

    def edit(self, paper_id: int, values: Mapping[str, str | None]) -> Receipt:
        """Correct a paper's description; what is set here, no import changes again."""
        from storage import correcting

        with self._change() as change:
            title, changed = correcting.edit(change, paper_id, values, self._now())
            words = f"Set {', '.join(changed)} of {marking.named([title])}"
            return self._receipt(change, "edit", words, int(bool(changed)), 1)

    def save_view(self, name: str, query: str) -> Receipt:
        """Save a query under a name, replacing the view of that name."""
        from storage import viewing

        with self._change() as change:
            viewing.save(change, name, query, self._now())
            return self._receipt(change, "view", f"Saved the view {name!r}", 0, 0)

    def delete_view(self, name: str) -> Receipt:
        """Delete a saved query."""
        from storage import viewing

        with self._change() as change:
            viewing.delete(change, name)
            return self._receipt(change, "view", f"Deleted the view {name!r}", 0, 0)

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
                event = Event(*row)
                journal.play(connection, event.id, backwards=backwards)
                undone = self._now() if backwards else None
                connection.exec_driver_sql("UPDATE journal SET undone = ? WHERE id = ?", (undone, event.id))
            words = f"{'Undid' if backwards else 'Redid'}: {event.summary}"
            receipts.append(Receipt(words, event.papers, event.papers, event.id))
        return receipts

    # -- care ------------------------------------------------------------------------------------

    def backup(self, to: Path | None = None) -> Path:
        """Copy the library, whole and checked, to ``to`` or to ``backups/`` beside it."""
        with self._lock, in_words(self.path):
            return backup.copy(self._raw, to or backup.place(self.path, self.clock()))

    def check(self, repair: bool = False) -> CheckReport:
        """Look the whole library over; with ``repair``, mend what can be made anew."""
        from storage import care

        with self._transaction() as connection:
            return care.check(connection, repair=repair)

    # -- transactions ------------------------------------------------------------------------------

    def _now(self) -> str:
        return stamp(self.clock())

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._lock, in_words(self.path), Session(self._engine) as session, session.begin():
            yield session.connection()

    @contextmanager
    def _change(self) -> Iterator[Change]:
        with self._transaction() as connection:
            yield Change(connection)

    def _receipt(
        self, change: Change, verb: str, words: str, papers: int, asked: int, created: int | None = None
    ) -> Receipt:
        event = change.finish(self._now(), verb, words, papers)
        return Receipt(words if event else "Nothing to change", papers, asked, event, created)

    def _fold_anew(self) -> None:
        """Rebuild the index when the folding behind it has changed since it was made."""
        with self._transaction() as connection:
            if folding(connection) != FOLDING:
                rebuild(connection)

    def _make_indexes_again(self, *, after_crash: bool = False) -> None:
        with self._lock, in_words(self.path):
            bulk.make_again(self._raw, after_crash=after_crash)

    def _keep_copy(self) -> None:
        backup.copy(self._raw, backup.place(self.path, self.clock()))
