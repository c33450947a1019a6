"""Which papers of a block fit what no index lists in order: words, and words within other logic.

FTS5 answers for a whole range of ids as quickly as for one paper, so a block whose ids lie close is
asked about at once; papers far apart are asked about one by one, until it is clear that the words are
rare: then all papers that have them are taken, a byte for each paper of the library. The beginning of
a word is looked for in the text of the papers, because FTS5 would first merge the lists of every word
that begins so.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, compress

from storage.query import (
    And,
    Expr,
    Not,
    Or,
    Prefix,
    Setting,
    condition,
    find_field,
    has_beginnings,
    has_words,
    match_all,
    match_any,
    to_match,
)
from storage.schema import SEARCH_COLUMNS, search_text

Together = Callable[[Iterable[Expr]], tuple[str | None, list[Expr]]]

SPARSE = 16
"""A block whose ids lie in a range this many times as wide is asked about paper by paper."""

PROBED_TOGETHER = 2_000
"""More papers than this are never asked about one by one: taking all that match costs no more."""

PROBES_PER_FIND = 10
"""So many papers may be asked about for each that has the words, before all that match are taken."""

READ_AT_MOST = 4_000
"""So many papers are read for a beginning at most, in 80 ms."""

READING = 660
"""Reading papers until a screen is full takes as long as asking FTS5 for all of them, where one in
the root of (papers / this) has the beginning: a rarer one is quicker to ask for than to read for."""

SPAN = 65_536
"""Ids asked for together when all that match are taken: bounds the memory, and the time to stop."""


class Sieve:
    """Keeps of a block those that fit."""

    def keep(self, block: Sequence[int]) -> Sequence[int]:
        """The papers of ``block`` that fit, in its order."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Get ready for all papers there are, block by block."""


class Every(Sieve):
    """What passes through all of several sieves."""

    def __init__(self, items: Iterable[Sieve]) -> None:
        self.items = tuple(items)

    def keep(self, block: Sequence[int]) -> Sequence[int]:
        """See :class:`Sieve`."""
        for item in self.items:
            block = item.keep(block) if block else block
        return block

    def prepare(self) -> None:
        """See :class:`Sieve`."""
        for item in self.items:
            item.prepare()


class Either(Sieve):
    """What passes through any of several sieves."""

    def __init__(self, items: Iterable[Sieve]) -> None:
        self.items = tuple(items)

    def keep(self, block: Sequence[int]) -> Sequence[int]:
        """See :class:`Sieve`."""
        left = block
        for item in self.items:
            found = set(item.keep(left))
            left = [paper for paper in left if paper not in found]
        missed = set(left)
        return [paper for paper in block if paper not in missed]

    def prepare(self) -> None:
        """See :class:`Sieve`."""
        for item in self.items:
            item.prepare()


class Without(Sieve):
    """What does not pass through a sieve."""

    def __init__(self, item: Sieve) -> None:
        self.item = item

    def keep(self, block: Sequence[int]) -> Sequence[int]:
        """See :class:`Sieve`."""
        found = set(self.item.keep(block))
        return [paper for paper in block if paper not in found]

    def prepare(self) -> None:
        """See :class:`Sieve`."""
        self.item.prepare()


class Rows(Sieve):
    """What a condition on ``paper p`` holds for."""

    def __init__(self, connection: sqlite3.Connection, sql: str, parameters: Sequence[str | int]) -> None:
        self._connection = connection
        self._sql = f"SELECT p.id FROM json_each(?) w CROSS JOIN paper p ON p.id = w.value WHERE {sql}"
        self._parameters = parameters

    def keep(self, block: Sequence[int]) -> Sequence[int]:
        """See :class:`Sieve`."""
        rows = self._connection.execute(self._sql, (json.dumps(list(block)), *self._parameters))
        found = set(chain.from_iterable(rows))
        return [paper for paper in block if paper in found]


class Words(Sieve):
    """What an FTS5 expression matches."""

    def __init__(self, connection: sqlite3.Connection, match: str) -> None:
        self._connection = connection
        self._match = match
        self._merging = " *" in match
        self._asked = self._found = 0
        self.all: bytearray | None = None

    def keep(self, block: Sequence[int]) -> Sequence[int]:
        """See :class:`Sieve`."""
        if self.all is None and block:
            found = self._asked_for(block)
            if found is not None:
                return [paper for paper in block if paper in found]
        marked = self.all if self.all is not None else self.take_all()
        return list(compress(block, map(marked.__getitem__, block)))

    def prepare(self) -> None:
        """See :class:`Sieve`."""
        self.take_all()

    def _asked_for(self, block: Sequence[int]) -> set[int] | None:
        lowest, highest = min(block), max(block)
        if self._merging:
            return None
        if highest - lowest < SPARSE * len(block):
            rows = self._connection.execute(
                "SELECT rowid FROM paper_search WHERE paper_search MATCH ? AND rowid BETWEEN ? AND ?",
                (self._match, lowest, highest),
            )
            return set(chain.from_iterable(rows))
        if len(block) > PROBED_TOGETHER or self._asked > PROBES_PER_FIND * (self._found + 5):
            return None
        return self._probe(block)

    def _probe(self, block: Sequence[int]) -> set[int]:
        rows = self._connection.execute(
            "SELECT w.value FROM json_each(?) AS w WHERE EXISTS"
            " (SELECT 1 FROM paper_search WHERE paper_search MATCH ? AND rowid = w.value)",
            (json.dumps(list(block)), self._match),
        )
        found = set(chain.from_iterable(rows))
        self._asked += len(block)
        self._found += len(found)
        return found

    def take_all(self) -> bytearray:
        """Find out about all papers there are: a byte for each number, 1 where the paper matches."""
        (last,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM paper").fetchone()
        taken = bytearray(last + 1)
        for paper in self._whole() if self._merging else chain.from_iterable(self._spans(last)):
            taken[paper] = 1
        self.all = taken
        return taken

    def _whole(self) -> Iterator[int]:
        return chain.from_iterable(
            self._connection.execute(
                "SELECT rowid FROM paper_search WHERE paper_search MATCH ?", (self._match,)
            )
        )

    def _spans(self, last: int) -> Iterator[list[int]]:
        """Ids by the thousands as JSON: row by row they would take twice the time."""
        sql = (
            "SELECT json_group_array(id) FROM (SELECT rowid AS id FROM paper_search"
            " WHERE paper_search MATCH ? AND rowid BETWEEN ? AND ?)"
        )
        for start in range(0, last + 1, SPAN):
            (found,) = self._connection.execute(sql, (self._match, start, start + SPAN - 1)).fetchone()
            yield json.loads(found)


class Beginning(Sieve):
    """What holds a word, or a phrase, that begins so: read in the papers as long as many do."""

    def __init__(self, connection: sqlite3.Connection, prefix: Prefix) -> None:
        self._connection = connection
        self._words = Words(connection, to_match(prefix) or "")
        folded = search_text(prefix.beginning) or ""
        self._pattern, self._columns = _wanted(folded, prefix.field)
        self._part = max(re.findall(r"[^\W_]+", folded), key=len, default="")
        self._phrase = not folded.isalnum()
        self._read = self._found = 0
        self._patience = 0.0

    @property
    def all(self) -> bytearray | None:
        """All papers that match, once it is clear that few do."""
        return self._words.all

    def keep(self, block: Sequence[int]) -> Sequence[int]:
        """See :class:`Sieve`."""
        if (
            not self._pattern
            or self.all is not None
            or self._is_rare()
            or self._read + len(block) > READ_AT_MOST
        ):
            return self._words.keep(block)
        found = self.holding(block)
        self._read += len(block)
        self._found += len(found)
        return [paper for paper in block if paper in found]

    def prepare(self) -> None:
        """See :class:`Sieve`."""
        self._words.prepare()

    def _is_rare(self) -> bool:
        if not self._patience and self._phrase:
            self._patience = READ_AT_MOST  # however rare the phrase, FTS5 merges what its last word may be
        elif not self._patience:
            (last,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM paper").fetchone()
            self._patience = 2 + (last / READING) ** 0.5
        return self._read > self._patience * (self._found + 1)

    def holding(self, papers: Sequence[int]) -> set[int]:
        """Which of ``papers`` hold it, as their text says: the long text first, which has most words."""
        found: set[int] = set()
        for columns in self._columns if self._pattern else ():
            left = [paper for paper in papers if paper not in found]
            if left and columns:
                found |= self._holding(left, columns)
        return found

    def _holding(self, papers: Sequence[int], columns: Sequence[str]) -> set[int]:
        rows = self._connection.execute(
            f"SELECT d.id, {', '.join(f'd.{name}' for name in columns)} FROM json_each(?) AS w"
            " CROSS JOIN search_document d ON d.id = w.value",
            (json.dumps(papers),),
        )
        look = self._pattern.search if self._pattern else bool
        # Most papers have it nowhere, which is quicker to see without minding where words begin.
        part = self._part
        return {
            paper for paper, *texts in rows if any(text and part in text and look(text) for text in texts)
        }


def sieve_of(connection: sqlite3.Connection, expr: Expr, setting: Setting) -> Sieve:
    """What keeps the papers of ``expr``: words and columns are asked apart."""
    match expr:
        case Prefix() if has_words(expr):
            return Beginning(connection, expr)
        case _ if not has_words(expr):
            return Rows(connection, *condition(expr, setting))
        case Not(item):
            return Without(sieve_of(connection, item, setting))
        case And(items):
            return Every(_pieces(connection, items, setting, match_all))
        case Or(items):
            return Either(_pieces(connection, items, setting, match_any))
        case _:
            return Words(connection, to_match(expr) or "")


def _pieces(
    connection: sqlite3.Connection, items: Sequence[Expr], setting: Setting, together: Together
) -> Iterator[Sieve]:
    """Sieves for ``items``: columns first, then all exact words together, then each of the rest."""
    exact = [item for item in items if has_words(item) and not has_beginnings(item)]
    match, rest = together(exact)
    others = [item for item in items if item not in exact]
    yield from (sieve_of(connection, item, setting) for item in others if not has_words(item))
    if match:
        yield Words(connection, match)
    yield from (sieve_of(connection, item, setting) for item in [*rest, *others] if has_words(item))


def _wanted(beginning: str, field: str | None) -> tuple[re.Pattern[str] | None, Sequence[Sequence[str]]]:
    """What to look for, and in which columns: first where it costs least.

    Nothing, where Python and FTS5 may not be of one mind on what is a letter.
    """
    known = find_field(field) if field else None
    columns = [name for name in SEARCH_COLUMNS if known is None or name == known.sql]
    long = [name for name in columns if name in ("title", "abstract")]
    asked = long, [name for name in columns if name not in long]
    if not all(letter.isascii() or letter.isalnum() for letter in beginning):
        return None, asked
    # A word, to the index, is a run of letters and digits; the underscore is neither.
    words = re.findall(r"[^\W_]+", beginning)
    return re.compile(r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, words))), asked
