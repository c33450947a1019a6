"""Answering a query at the speed of typing: the first papers at once, all of them a moment later.

How to answer depends on how many papers match, and neither SQLite nor FTS5 knows that beforehand:

* few matches: take them all and sort them;
* many matches: walk the papers in the order asked for and keep those that match, until the screen
  is full. Where a block of the walk is a dense range of ids, FTS5 answers for the whole range at
  once; elsewhere it is asked paper by paper, which is quick for exact words;
* the beginning of a word: FTS5 would first merge the lists of every word that begins so. Where a
  look at the first papers shows that many have one, papers are read instead, and the words looked
  for in them.

What "few" means was measured on a library of 1,000,000 papers; see :mod:`tests.bench`.
"""

from __future__ import annotations

import json
import re
import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import TypedDict, Unpack

from storage.query import DEFAULT_ORDER, Compiled, Prefix, Query, all_of, compile_query, find_field, parts
from storage.schema import SEARCH_COLUMNS

FEW = 5_000
"""Up to so many papers are taken and sorted faster than an order is walked."""

BLOCKS = (200, 1_000, 5_000, 20_000)
"""Papers looked at together while walking: few for the first screen, more once it is clear they are rare."""

SPARSE = 16
"""A block whose ids lie in a range this many times as wide is asked about paper by paper."""

STEPS = 200_000
"""Instructions of SQLite's machine that finding out whether a filter is narrow may take, about 10 ms."""

READ_TOGETHER = 40
"""Papers whose text is read at once when looking for the beginnings of words, some 2 ms."""

READ_PER_FIND = 5
"""So many papers may be read for each that holds the beginning, before FTS5 is asked after all."""


class Names(TypedDict):
    """What of the library a query may refer to: its views, and all its categories if it needs them."""

    views: Mapping[str, str]
    categories: Sequence[str] | None


class Search:
    """One query on one connection: compiled as a whole, and as parts of it for walking an order."""

    def __init__(
        self, connection: sqlite3.Connection, query: Query, *, now: datetime, **known: Unpack[Names]
    ) -> None:
        self._connection = connection
        self._compiled = compile_query(query, now=now, **known)
        self._walking = compile_query(query, now=now, walking=True, **known)
        self.hints = self._compiled.hints
        pieces = parts(query.expr)
        self._beginnings = [p for p in pieces if isinstance(p, Prefix) and _is_indexed_word(p)]
        self._loose = None
        if self._beginnings:
            rest = all_of(piece for piece in pieces if piece not in self._beginnings)
            loose = Query(rest, query.sort, query.limit)
            self._loose = compile_query(loose, now=now, walking=True, **known)

    def first(self, number: int) -> tuple[Sequence[int], bool]:
        """The first ``number`` papers in order, and whether there may be more."""
        if self._compiled.limit is not None:
            number = min(number, self._compiled.limit)
        if self._loose is not None:
            found = self._read_for_beginnings(self._loose, number + 1)
            if found is not None:
                return found[:number], len(found) > number
        found = self._first(self._compiled, self._walking, number + 1)
        more = len(found) > number and self._compiled.limit != number
        return found[:number], more

    def all(self) -> Sequence[int]:
        """All papers in order, as an array of eight bytes each."""
        limit = self._compiled.limit
        if limit is not None:
            return self._first(self._compiled, self._walking, limit)
        return self._everything()

    def _everything(self) -> Sequence[int]:
        """All papers in order: the most relevant of the newest first, if relevance is the order."""
        compiled = self._compiled
        if compiled.match is None or not self._many(compiled.match):
            return self._taken(compiled, None)
        best = self._best_of_newest(compiled, FEW) if compiled.ranked else ()
        matching = self._matching_set(compiled.match) - set(best)
        found = array("q", best)
        found.extend(paper for paper in self._candidates(self._walking) if paper in matching)
        return found

    def _first(self, compiled: Compiled, walking: Compiled, number: int) -> Sequence[int]:
        if compiled.match is None:
            # Words that must not be there are asked for paper by paper.
            return self._taken(walking if "paper_search" in compiled.filter else compiled, number)
        if not self._many(compiled.match):
            return self._taken(compiled, number)
        if compiled.ranked:
            best = self._best_of_newest(compiled, number)
            return best if len(best) == number else self._everything()[:number]
        candidates = self._candidates(compiled if self._is_narrow(compiled) else walking)
        return self._keep(candidates, self._member_of(compiled.match), number)

    # -- few: take and sort ---------------------------------------------------------------------

    def _taken(self, compiled: Compiled, number: int | None) -> Sequence[int]:
        limit = "" if number is None else f" LIMIT {int(number)}"
        if compiled.match is None or compiled.ranked:
            where = compiled.filter
            sql = f"SELECT p.id FROM {compiled.source} WHERE {where} ORDER BY {compiled.order}{limit}"
        else:
            # CROSS JOIN keeps SQLite from walking all papers and asking FTS5 about each.
            sql = (
                "SELECT p.id FROM (SELECT rowid AS id FROM paper_search WHERE paper_search MATCH ?1) m"
                f" CROSS JOIN paper p ON p.id = m.id WHERE {compiled.filter} ORDER BY {compiled.order}{limit}"
            )
        return ids_of(self._connection.execute(sql, compiled.parameters))

    def _best_of_newest(self, compiled: Compiled, number: int) -> Sequence[int]:
        """The most relevant of the newest matches: ranking a million would take seconds."""
        (oldest,) = self._connection.execute(
            "SELECT min(rowid) FROM (SELECT rowid FROM paper_search WHERE paper_search MATCH ?"
            f" ORDER BY rowid DESC LIMIT {FEW})",
            (compiled.match,),
        ).fetchone()
        sql = (
            f"SELECT p.id FROM {compiled.source} WHERE p.id >= {int(oldest)} AND {compiled.filter}"
            f" ORDER BY {compiled.order} LIMIT {int(number)}"
        )
        return ids_of(self._connection.execute(sql, compiled.parameters))

    # -- many: walk the order -------------------------------------------------------------------

    def _candidates(self, compiled: Compiled) -> Iterator[int]:
        """The papers that fit all but the words, in order, as they are asked for."""
        order = DEFAULT_ORDER if compiled.ranked else compiled.order
        sql = f"SELECT p.id FROM paper p WHERE {compiled.filter} ORDER BY {order}"
        cursor = self._connection.execute(sql, compiled.filter_parameters)
        cursor.arraysize = BLOCKS[0]
        return (paper for (paper,) in cursor)

    def _keep(
        self,
        candidates: Iterator[int],
        members: Callable[[Sequence[int]], Sequence[int]],
        number: int,
    ) -> Sequence[int]:
        found = array("q")
        sizes = iter(BLOCKS)
        size = next(sizes)
        while len(found) < number and (block := list(islice(candidates, size))):
            found.extend(members(block))
            size = next(sizes, size)
        return found[:number]

    def _member_of(self, match: str) -> Callable[[Sequence[int]], Sequence[int]]:
        """Which of a block of papers match, in the order of the block."""
        everything: set[int] = set()

        def members(block: Sequence[int]) -> Sequence[int]:
            lowest, highest = min(block), max(block)
            if everything:
                return [paper for paper in block if paper in everything]
            if highest - lowest < SPARSE * len(block):
                rows = self._connection.execute(
                    "SELECT rowid FROM paper_search WHERE paper_search MATCH ? AND rowid BETWEEN ? AND ?",
                    (match, lowest, highest),
                )
            elif " *" in match:  # asked paper by paper, FTS5 would merge the beginning's lists each time
                everything.update(self._matching_set(match))
                return [paper for paper in block if paper in everything]
            else:
                rows = self._connection.execute(
                    "SELECT w.value FROM json_each(?) AS w WHERE EXISTS"
                    " (SELECT 1 FROM paper_search WHERE paper_search MATCH ? AND rowid = w.value)",
                    (json.dumps(block), match),
                )
            known = {paper for (paper,) in rows}
            return [paper for paper in block if paper in known]

        return members

    def _matching_set(self, match: str) -> set[int]:
        rows = self._connection.execute("SELECT rowid FROM paper_search WHERE paper_search MATCH ?", (match,))
        return {paper for (paper,) in rows}

    # -- beginnings: read the papers ------------------------------------------------------------

    def _read_for_beginnings(self, loose: Compiled, number: int) -> Sequence[int] | None:
        """The first papers that hold the beginnings; ``None`` when these turn out to be rare."""
        if self._compiled.ranked:
            return None
        texts = self._texts()
        found = array("q")
        read = 0
        for block in self._blocks_without_beginnings(loose):
            read += len(block)
            found.extend(self._holding(block, texts))
            if len(found) >= number:
                return found[:number]
            if read > READ_PER_FIND * len(found):
                return None
        return found

    def _blocks_without_beginnings(self, loose: Compiled) -> Iterator[Sequence[int]]:
        """The papers that fit all the rest of the query, in order, a few at a time."""
        if loose.match is None or self._many(loose.match):
            candidates = self._candidates(loose)
            members = self._member_of(loose.match) if loose.match else None
        else:
            candidates, members = iter(self._taken(loose, None)), None
        while block := list(islice(candidates, READ_TOGETHER)):
            fitting = members(block) if members else block
            if fitting:
                yield fitting

    def _texts(self) -> list[tuple[re.Pattern[str], tuple[int, ...]]]:
        """For each beginning: what to look for, and in which columns."""
        from seeds import search_text

        wanted = []
        for prefix in self._beginnings:
            field = find_field(prefix.field) if prefix.field else None
            column = field.sql if field else None
            columns = [place for place, name in enumerate(SEARCH_COLUMNS) if column in (None, name)]
            # A word, to the index, is a run of letters and digits; the underscore is neither.
            pattern = re.compile(rf"(?<![^\W_]){re.escape(search_text(prefix.beginning))}")
            wanted.append((pattern, tuple(columns)))
        return wanted

    def _holding(
        self, papers: Sequence[int], wanted: Sequence[tuple[re.Pattern[str], tuple[int, ...]]]
    ) -> Iterator[int]:
        rows = self._connection.execute(
            f"SELECT d.id, {', '.join(f'd.{name}' for name in SEARCH_COLUMNS)} FROM json_each(?) AS w"
            " CROSS JOIN search_document d ON d.id = w.value ORDER BY w.key",
            (json.dumps(list(papers)),),
        )
        for paper, *texts in rows:
            if all(any(p.search(texts[c] or "") for c in columns) for p, columns in wanted):
                yield paper

    # -- how many -------------------------------------------------------------------------------

    def _many(self, match: str) -> bool:
        return self._count_matches(match, FEW + 1) > FEW

    def _count_matches(self, match: str, cap: int) -> int:
        sql = f"SELECT count(*) FROM (SELECT 1 FROM paper_search WHERE paper_search MATCH ? LIMIT {int(cap)})"
        (number,) = self._connection.execute(sql, (match,)).fetchone()
        return int(number)

    def _is_narrow(self, compiled: Compiled) -> bool:
        """Whether few papers fit all but the words, as far as that can be told quickly."""
        sql = f"SELECT count(*) FROM (SELECT 1 FROM paper p WHERE {compiled.filter} LIMIT {FEW + 1})"
        left = [STEPS // 1000]

        def enough() -> bool:
            left[0] -= 1
            return left[0] < 0

        self._connection.set_progress_handler(enough, 1000)
        try:
            (number,) = self._connection.execute(sql, compiled.filter_parameters).fetchone()
        except sqlite3.OperationalError:
            if left[0] >= 0:  # stopped by somebody else
                raise
            return False
        finally:
            self._connection.set_progress_handler(None, 0)
        return bool(number <= FEW)


def _is_indexed_word(prefix: Prefix) -> bool:
    """Whether a beginning is of a single word, in text that the index holds."""
    known = find_field(prefix.field) if prefix.field else None
    indexed = known is None or known.sql in SEARCH_COLUMNS
    return indexed and prefix.beginning.isalnum()


def ids_of(cursor: sqlite3.Cursor) -> array[int]:
    """The first column of a cursor's rows."""
    found = array("q")
    while rows := cursor.fetchmany(10_000):
        found.extend([row[0] for row in rows])
    return found
