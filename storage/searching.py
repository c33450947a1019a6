"""Answering a query at the speed of typing: the first papers at once, all of them a moment later.

How to answer depends on how many papers match, and neither SQLite nor FTS5 knows that beforehand:

* few papers fit one of the clauses, which an index can tell: these are taken, tried on the other
  clauses and sorted;
* many fit each: the papers are walked in the order asked for (:mod:`storage.walking`), and those are
  kept that fit the rest (:mod:`storage.sieve`), until the screen is full, or some have been found and
  it is time to show them.

What "few" means was measured on a library of 1,000,000 papers; see :mod:`tests.bench`.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, islice
from time import perf_counter
from typing import NotRequired, TypedDict, Unpack

from storage.query import (
    UNFILTERED,
    Query,
    Setting,
    asks_for_trash,
    compile_query,
    expand,
    order_by,
    take_apart,
)
from storage.records import COOLING_DAYS
from storage.sieve import Beginning, Every, Sieve, Words, sieve_of
from storage.walking import Indexes, Sort, Walk

FEW = 5_000
"""Up to so many papers are taken and sorted faster than an order is walked."""

FEW_OF_ALL = 50_000
"""The same where all papers are wanted, and the order would have to be walked to its end."""

BLOCK = 20_000
"""Papers looked at together at most. The first block is hardly larger than what is asked for."""

FIRST_BLOCK = 48
"""Papers in the first block at least."""

SMALL = 100
"""Papers in a block whose text may have to be read, while the reader waits."""

SAMPLED = 16_384
"""Newest papers by which it is told, in a millisecond, that many match."""

PATIENCE = 0.018
"""Seconds after which the first papers are shown, even if they do not fill the screen yet."""

HASTE = 0.01
"""Seconds that are left for filling the screen when finding the first took so long."""

RANKED = 2_000
"""Of many matches, so many of the newest are ranked."""

LOOKED_AT = 20_000
"""Newest papers among which those are looked for that also fit other clauses."""

SAMPLE = 60
"""Papers by which it is told whether the beginning of a word is common."""

Stage = tuple[Iterable[int], Sequence[Sieve]]
"""Papers in order, and what they must pass to be part of the answer."""

_MATCHING = "SELECT rowid FROM paper_search WHERE paper_search MATCH ?"


class Names(TypedDict):
    """What a query may refer to: views, all categories if it needs them, and the days until papers cool."""

    views: Mapping[str, str]
    categories: Sequence[str] | None
    cooling: NotRequired[int]


class Search:
    """One query on one connection, which nothing else may use meanwhile.

    ``orders`` keeps a whole order from one query to the next, as long as the library stays the same.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        query: Query,
        *,
        now: datetime,
        orders: dict[Sort, array[int]] | None = None,
        **known: Unpack[Names],
    ) -> None:
        self._connection = connection
        query, self.hints = expand(query, known["views"])
        self._query = query
        cooling = known.get("cooling", COOLING_DAYS)
        self._plain = compile_query(query, now=now, categories=known["categories"], cooling=cooling)
        setting = Setting(now, known["categories"], None, walking=True, cooling=cooling)
        self._pieces = take_apart(query.expr, setting)
        self._beginnings = [Beginning(connection, prefix) for prefix in self._pieces.beginnings]
        self._mixed = [sieve_of(connection, expr, setting) for expr in self._pieces.mixed]
        self._told = False
        self._orders = {} if orders is None else orders
        # Relevance is no order to walk in; where others come first, it would hardly ever decide.
        self._sort = tuple(order for order in query.sort if order[0] != "relevance")
        self._indexes = Indexes(connection)
        self._walk = Walk(connection, self._indexes, self._pieces, self._sort)

    def first(self, number: int) -> tuple[Sequence[int], bool]:
        """The first ``number`` papers in order, and whether there may be more.

        They may be fewer where finding so many would keep the reader waiting, but never none.
        """
        limit = self._plain.limit
        if limit is not None:
            number = min(number, limit)
        found, finished = self._find(number + 1, perf_counter() + PATIENCE)
        if len(found) <= number:
            return found, not finished
        return found[:number], number != limit

    def all(self) -> Sequence[int]:
        """All papers in order, as an array of eight bytes each."""
        return self._find(self._plain.limit, None)[0]

    def _find(self, number: int | None, deadline: float | None) -> tuple[array[int], bool]:
        """As many papers as asked for, and whether these are all there are."""
        try:
            return self._try(number, deadline)
        except sqlite3.OperationalError as error:
            if "no such index" not in str(error):  # an import has just begun and taken it away
                raise
            self._indexes.look()
            return self._try(number, deadline)

    def _try(self, number: int | None, deadline: float | None) -> tuple[array[int], bool]:
        beat = _heartbeat(self._connection)
        try:
            stages = self._stages(number is None)
            if stages is None:
                found = self._left_to_sqlite(-1 if number is None else number)
                return found, len(found) != number
            return self._collect(stages, beat, number, deadline)
        finally:
            beat.close()

    def _left_to_sqlite(self, number: int) -> array[int]:
        plain = self._plain
        sql = f"SELECT p.id FROM {plain.source} WHERE {plain.where} ORDER BY {plain.order} LIMIT {number}"
        return array("q", chain.from_iterable(self._connection.execute(sql, plain.parameters)))

    def _collect(
        self, stages: Sequence[Stage], beat: Iterator[object], number: int | None, deadline: float | None
    ) -> tuple[array[int], bool]:
        found = array("q")
        slow = self._beginnings or self._mixed
        for candidates, sieves in stages:
            if number is None and not sieves and len(stages) == 1 and isinstance(candidates, array):
                return candidates, True
            sieve = Every(sieves)
            for block in _blocks(candidates, number, deadline, SMALL if slow else BLOCK):
                next(beat)
                found.extend(sieve.keep(block))
                if number is not None and len(found) >= number:
                    return found[:number], False
                few = self._turned_out_few()
                if few is not None:
                    return self._collect([self._taken(few, self._all_words())], beat, number, deadline)
                if deadline is not None and found and perf_counter() > deadline:
                    return found, False
        return found, True

    def _turned_out_few(self) -> Sequence[int] | None:
        """The papers with a beginning that has just turned out to be rare; told once."""
        for beginning in self._beginnings:
            if beginning.all is not None and not self._told:
                self._told = True
                if beginning.all.count(1) <= FEW:
                    return _marked(beginning.all)
        return None

    # -- how to answer --------------------------------------------------------------------------

    def _stages(self, whole: bool) -> Sequence[Stage] | None:
        """Where to look and what to keep there; ``None`` where SQLite alone knows."""
        few = self._few_listed(FEW_OF_ALL if whole else FEW)
        if asks_for_trash(self._query.expr):  # no index in any order holds the trash
            return None if few is None or self._plain.ranked else [self._taken(few, self._all_words())]
        if self._query.sort[:1] and self._query.sort[0][0] == "relevance":
            ranked = self._ranked(whole)
            if ranked:
                return ranked
        if self._pieces.match:
            matching = self._few_matching(self._pieces.match, FEW_OF_ALL if whole else FEW)
            if matching is not None:
                return [self._taken(matching, [*self._beginnings, *self._mixed])]
        if few is not None:
            return [self._taken(few, self._all_words())]
        if not whole:
            return [(self._walk.first(), self._all_words())]
        return [self._everything()]

    def _taken(self, papers: Sequence[int], sieves: Sequence[Sieve]) -> Stage:
        return self._walk.among(papers), sieves

    def _everything(self) -> Stage:
        for sieve in self._mixed:
            sieve.prepare()
        if not self._plain.match:
            return self._in_order(), self._mixed
        words = Words(self._connection, self._plain.match)
        marked = words.take_all()
        if marked.count(1) <= FEW_OF_ALL:
            return self._taken(_marked(marked), self._mixed)
        return self._in_order(), [words, *self._mixed]

    def _in_order(self) -> Iterable[int]:
        """All papers that fit the clauses without words; kept, if there are none."""
        if self._pieces.filter != UNFILTERED:
            return self._walk.whole()
        if self._sort not in self._orders:
            self._orders.clear()
            self._orders[self._sort] = array("q", self._walk.whole())
        return self._orders[self._sort]

    def _all_words(self) -> list[Sieve]:
        exact = [Words(self._connection, self._pieces.match)] if self._pieces.match else []
        return [*exact, *self._beginnings, *self._mixed]

    def _few_listed(self, most: int) -> Sequence[int] | None:
        """Few papers among which all those are that are looked for, if any clause names them."""
        for listing in self._pieces.listings:
            papers: set[int] = set()
            for sql, parameters in listing:
                more = self._at_most(most - len(papers), sql, parameters)
                if more is None:
                    break
                papers.update(more)
            else:
                return sorted(papers)
        return None

    def _few_matching(self, match: str, most: int) -> Sequence[int] | None:
        (last,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM paper").fetchone()
        sampled = "SELECT count(*) FROM paper_search WHERE paper_search MATCH ? AND rowid > ?"
        if last > SAMPLED:
            (found,) = self._connection.execute(sampled, (match, last - SAMPLED)).fetchone()
            if found * last > 2 * most * SAMPLED:
                return None
        return self._at_most(most, _MATCHING, (match,))

    def _at_most(self, number: int, sql: str, parameters: Sequence[str | int]) -> Sequence[int] | None:
        """The papers that ``sql`` lists, ``None`` when they are more than ``number``."""
        rows = self._connection.execute(f"{self._indexes.suit(sql)} LIMIT {number + 1}", parameters)
        found = array("q", chain.from_iterable(rows))
        return found if len(found) <= number else None

    # -- the most relevant first ----------------------------------------------------------------

    def _ranked(self, whole: bool) -> Sequence[Stage]:
        """The best of the newest, then all others; nothing where there is nothing to rank by.

        Ranking needs the number of papers each word is in, which FTS5 counts quickly, but for
        the beginning of a word. A common one says nothing of relevance and is left out of it.
        """
        rest = [*self._beginnings, *self._mixed]
        match = self._plain.match
        if match and any(self._is_common(beginning) for beginning in self._beginnings):
            match = self._pieces.match
        elif match:
            rest = self._mixed
        if not match:
            return ()
        few = self._few_matching(match, FEW)
        if few is not None:
            return [(self._best(match, self._passing(self._walk.among(few), rest)), ())]
        words = Words(self._connection, match)
        few = self._few_listed(FEW)
        if few is not None:
            return [(self._best(match, self._passing(self._walk.among(few), [words, *rest])), ())]
        newest = Walk(self._connection, self._indexes, self._pieces, ())
        best = self._best(match, self._newest(match, newest, [words, *rest]))
        known = frozenset(best)
        others = (paper for paper in (newest.whole() if whole else newest.first()) if paper not in known)
        if whole:
            words.take_all()
        return [(best, ()), (others, [words, *rest])]

    def _is_common(self, beginning: Beginning) -> bool:
        sample = list(islice(self._walk.first(), SAMPLE))
        return 5 * len(beginning.holding(sample)) > len(sample)

    def _newest(self, match: str, walk: Walk, sieves: Sequence[Sieve]) -> Sequence[int]:
        """The newest papers that match: by number if nothing else is asked of them."""
        if self._pieces.filter == UNFILTERED and len(sieves) == 1:
            newest = f"{_MATCHING} ORDER BY rowid DESC LIMIT {RANKED}"
            return array("q", chain.from_iterable(self._connection.execute(newest, (match,))))
        return self._passing(islice(walk.first(), LOOKED_AT), sieves)[:RANKED]

    def _passing(self, papers: Iterable[int], sieves: Sequence[Sieve]) -> Sequence[int]:
        every = Every(sieves)
        return array("q", chain.from_iterable(map(every.keep, _blocks(papers, None, None, BLOCK))))

    def _best(self, match: str, papers: Sequence[int]) -> Sequence[int]:
        """``papers`` outside the trash that match, the most relevant first."""
        if not papers:
            return papers
        sql = (
            "SELECT p.id FROM paper_search CROSS JOIN paper p ON p.id = paper_search.rowid"
            " WHERE paper_search MATCH ? AND paper_search.rowid BETWEEN ? AND ?"
            " AND p.id IN (SELECT value FROM json_each(?)) AND p.trashed IS NULL"
            f" ORDER BY {order_by(self._query.sort, ranked=True)}"
        )
        asked = (match, min(papers), max(papers), json.dumps(list(papers)))
        return array("q", chain.from_iterable(self._connection.execute(sql, asked)))


def _blocks(
    papers: Iterable[int], number: int | None, deadline: float | None, most: int
) -> Iterator[list[int]]:
    """``papers`` in blocks that grow: up to ``most`` as long as something may be found in time."""
    waiting = iter(papers)
    size = BLOCK if number is None else min(BLOCK, max(FIRST_BLOCK, number + number // 4))
    while deadline is not None and perf_counter() < deadline:
        early = list(_until(deadline, islice(waiting, size)))
        if not early:
            return
        yield early
        size = min(2 * size, max(size, most))
    while block := list(islice(waiting, size)):
        yield block
        size = min(2 * size, BLOCK)


def _until(deadline: float, papers: Iterable[int]) -> Iterator[int]:
    """``papers`` as they come, the first in any case, until time is up."""
    for place, paper in enumerate(papers):
        if not place:
            deadline = max(deadline, perf_counter() + HASTE)
        yield paper
        if perf_counter() > deadline:
            return


def _heartbeat(connection: sqlite3.Connection) -> sqlite3.Cursor:
    """Rows without end. As long as they are read, an interruption is noticed between statements too."""
    return connection.execute(
        "WITH RECURSIVE beat(n) AS (SELECT 0 UNION ALL SELECT 0 FROM beat) SELECT n FROM beat"
    )


def _marked(papers: bytearray) -> array[int]:
    """The numbers that are marked; they are few, and the others are passed over a kilobyte at a time."""
    found = array("q")
    place = papers.find(1)
    while place >= 0:
        found.append(place)
        place = papers.find(1, place + 1)
    return found
