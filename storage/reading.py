"""The read side: plain SQL on a read-only connection, frozen records out.

Starting SQLModel costs more than most answers, so nothing here touches it: a script's ``list``
and the app's first rows come straight from the standard library's SQLite. A :class:`Reader`
belongs to one thread; only :meth:`Reader.interrupt` may be called from another.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from storage.clock import Clock, system_clock
from storage.opening import explain_reading, open_reading
from storage.questions.desk import DeskQuestions
from storage.questions.habits import HabitQuestions
from storage.questions.journal import JournalQuestions
from storage.questions.wire import WireQuestions
from storage.questions.works import WorkQuestions
from storage.standing import Standing

if TYPE_CHECKING:
    from array import array

    from storage.answers import Stats
    from storage.listing import Listing
    from storage.query import Compiled, Expr, Parsed
    from storage.records import (
        Author,
        Count,
        Facets,
        Note,
        Paper,
        Row,
        Unsaved,
        View,
    )
    from storage.searching import Names, Search
    from storage.walking import Sort


class Reader(DeskQuestions, HabitQuestions, JournalQuestions, WireQuestions, WorkQuestions):
    """Questions about one library.

    ``clock`` says what ``today`` means in a query, ``cooling`` after how many days an untouched paper is
    cooling (:data:`storage.records.COOLING_DAYS` otherwise). Raises :class:`LibraryMissing` where there is
    no file, :class:`LibraryOlder` when the schema must first be brought up to date by
    :meth:`storage.Library.open`, and the other :class:`LibraryUnusable` errors as they apply.
    """

    def __init__(
        self, path: Path, *, clock: Clock = system_clock, cooling: Callable[[], int] | None = None
    ) -> None:
        self.path = path
        self.clock = clock
        self._cooling = cooling
        self._days: int | None = None
        self._connection = open_reading(path)
        self._standing = Standing(path)
        self._authors: tuple[Count, ...] = ()
        self._authors_mark: object = None
        self._walked: dict[Sort, array[int]] = {}
        self._orders_mark = -1

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def interrupt(self) -> None:
        """Stop the query that another thread is running on this reader; it raises :class:`Interrupted`."""
        self._connection.interrupt()

    def change_mark(self) -> int:
        """A number that differs once any process has changed the library.

        Raises :class:`LibraryUnusable` errors when the file itself is no longer the one that was opened.
        """
        self._standing.check()
        return self._data_version()

    def _data_version(self) -> int:
        with self._asking() as connection:
            (mark,) = connection.execute("PRAGMA data_version").fetchone()
        return int(mark)

    def listing(
        self,
        query: str = "",
        *,
        typing: bool = False,
        sort: str | None = None,
        limit: int | None = None,
        first: int | None = None,
    ) -> Listing:
        """The papers that ``query`` finds, as windows of rows (see :class:`storage.listing.Listing`).

        ``typing`` treats the last word as a beginning; ``sort`` and ``limit`` override the query's own.
        With ``first`` only so many are looked for, which takes milliseconds whatever the query.
        """
        from storage.listing import Listing

        parsed, search = self._search(query, typing=typing, sort=sort, limit=limit)
        with self._asking():
            ids, more = search.first(first) if first is not None else (search.all(), False)
        return Listing(self, query, parsed.query, (*parsed.hints, *search.hints), ids, complete=not more)

    def ids(self, query: str = "", *, sort: str | None = None, limit: int | None = None) -> list[int]:
        """The ids of the papers that ``query`` finds, in its order."""
        return list(self.listing(query, sort=sort, limit=limit).ids)

    def count(self, query: str = "") -> int:
        """How many papers ``query`` finds, whatever its limit."""
        if not query:
            return self._total()
        _, compiled = self._compile(query)
        sql = f"SELECT count(*) FROM paper p WHERE {compiled.where}"
        with self._asking() as connection:
            (number,) = connection.execute(sql, compiled.parameters).fetchone()
        return int(number)

    def _total(self) -> int:
        with self._asking() as connection:
            (number,) = connection.execute(
                "SELECT coalesce(sum(papers), 0) FROM tally WHERE kind = 'state'"
            ).fetchone()
        return int(number)

    def hints(self, query: str) -> tuple[str, ...]:
        """What in ``query`` was probably meant otherwise, in words."""
        parsed, compiled = self._compile(query)
        return tuple(parsed.hints) + tuple(compiled.hints)

    def advice(self, query: str) -> list[tuple[str, int]]:
        """For a query that finds nothing: each clause to leave out, and how many that would give."""
        from storage.query import parse, relaxations, to_text

        today = self.clock().astimezone().date()
        remaining = [(clause, to_text(rest)) for clause, rest in relaxations(parse(query, today=today).query)]
        return [(clause, number) for clause, rest in remaining if (number := self.count(rest))]

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """Lines of a list, in the order of ``ids``; ids that are gone are left out."""
        from storage.papers import read_rows

        with self._asking() as connection:
            return read_rows(connection, ids, cache(self._cooled))

    def paper(self, paper_id: int) -> Paper:
        """Everything about one paper. Raises :class:`PaperNotFound`."""
        from storage.errors import PaperNotFound

        for paper in self.papers([paper_id]):
            return paper
        raise PaperNotFound(str(paper_id))

    def papers(self, ids: Iterable[int]) -> Iterator[Paper]:
        """Everything about many papers, in order, a few at a time; ids that are gone are left out."""
        from storage.papers import read_papers

        with self._asking() as connection:
            yield from read_papers(connection, ids, self.clock(), cache(self._cooled))

    def resolve(self, name: str) -> int:
        """The id of the paper that ``name`` (id, key, DOI or arXiv id, bare or as a URL) stands for.

        Raises :class:`PaperNotFound` with keys that look alike, or :class:`PaperAmbiguous`.
        """
        from storage.naming import resolve

        with self._asking() as connection:
            return resolve(connection, name)

    def author(self, name: str) -> Author:
        """An author with their papers here. Raises :class:`AuthorNotFound`."""
        from storage.naming import find_author
        from storage.papers import read_author

        with self._asking() as connection:
            return read_author(connection, find_author(connection, name))

    def notes(self, query: str = "") -> list[Note]:
        """The notes of the papers that ``query`` finds, whatever its limit, newest first."""
        from storage.papers import read_notes
        from storage.query import Has

        with self._asking() as connection:
            notes = read_notes(connection, self._every(query, Has("note")))
        return sorted(notes, key=lambda note: (note.updated, note.id), reverse=True)

    def facets(self, *, authors: bool = True) -> Facets:
        """The figures of the sidebar.

        Counting ``authors`` takes half a second at a million papers; without, they are those that were
        counted last, and all the rest comes at once.
        """
        from storage.stats import read_authors, read_facets

        with self._asking() as connection:
            # They change with papers only.
            mark = connection.execute(
                "SELECT max(id), count(*) FILTER (WHERE undone IS NULL) FROM journal"
                " WHERE verb IN ('import', 'edit', 'merge')"
            ).fetchone()
            if authors and mark != self._authors_mark:
                self._authors, self._authors_mark = read_authors(connection), mark
            return read_facets(connection, self._authors)

    def tags(self) -> list[Count]:
        """All tags that are worn, by name."""
        from storage.stats import read_tags

        with self._asking() as connection:
            return read_tags(connection)

    def views(self) -> list[View]:
        """The saved queries, in the reader's order."""
        from storage.stats import read_views

        with self._asking() as connection:
            return read_views(connection)

    def names(self, kind: str, part: str = "") -> list[str]:
        """Known values for completion; ``kind`` is tag, author, category, venue, source, view or key.

        Of authors and keys it is the first that ``part`` may be the beginning of.
        """
        from storage.naming import known_names

        with self._asking() as connection:
            return known_names(connection, kind, part)

    def stats(self, query: str = "") -> Stats:
        """Counts over the papers that ``query`` finds, whatever its limit."""
        from storage.stats import read_stats, read_stats_of

        with self._asking() as connection:
            if not query:
                return read_stats(connection)
            return read_stats_of(connection, self._every(query))

    def _every(self, query: str, also: Expr | None = None) -> Sequence[int]:
        """The ids of all papers that ``query`` and ``also`` find, in no order that matters."""
        from storage.query import Query, all_of, parse
        from storage.searching import Search

        now = self.clock().astimezone()
        asked = Query(all_of([parse(query, today=now.date()).query.expr, also]))
        with self._asking() as connection:
            return Search(connection, asked, now=now, orders=self._orders(), **self._known(query)).all()

    def unsaved(self) -> list[Unsaved]:
        """Notes that were being typed and never saved, newest first."""
        from storage.papers import read_unsaved

        with self._asking() as connection:
            return read_unsaved(connection)

    def _compile(self, query: str) -> tuple[Parsed, Compiled]:
        from storage.query import compile_query, parse

        now = self.clock().astimezone()
        parsed = parse(query, today=now.date())
        return parsed, compile_query(parsed.query, now=now, **self._known(query))

    def _search(
        self, query: str, *, typing: bool = False, sort: str | None = None, limit: int | None = None
    ) -> tuple[Parsed, Search]:
        from storage.query import Parsed, Query, parse
        from storage.searching import Search

        now = self.clock().astimezone()
        parsed = parse(query, typing=typing, today=now.date())
        own = parsed.query
        if sort is not None:
            order = parse(f"sort:{sort}")
            own = own.sorted_by(order.query.sort)
            parsed = Parsed(parsed.query, (*parsed.hints, *order.hints))
        asked = own if limit is None else Query(own.expr, own.sort, limit)
        with self._asking() as connection:
            search = Search(connection, asked, now=now, orders=self._orders(), **self._known(query))
        return parsed, search

    def _orders(self) -> dict[Sort, array[int]]:
        """Orders that earlier queries walked to their end, as long as they still hold."""
        mark = self._data_version()
        if mark != self._orders_mark:
            self._walked, self._orders_mark = {}, mark
        return self._walked

    def _known(self, query: str) -> Names:
        """What of the library a query may refer to, asked for only when it could."""
        views = {view.name: view.query for view in self.views()} if "view:" in query.casefold() else {}
        # A view may speak of categories as well.
        categories = self.names("category") if "cat" in query or views else None
        known: Names = {"views": views, "categories": categories}
        if "cooling" in query.lower() or views:
            known["cooling"] = self._cooling_days()
        return known

    def _cooling_days(self) -> int:
        from storage.records import COOLING_DAYS

        if self._days is None:
            self._days = self._cooling() if self._cooling else COOLING_DAYS
        return self._days

    def _cooled(self) -> str:
        """What was untouched since then is cooling."""
        from storage.clock import stamp

        return stamp(self.clock() - timedelta(days=self._cooling_days()))

    @contextmanager
    def _asking(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._connection
        except sqlite3.Error as error:
            raise explain_reading(self.path, error) from error
