"""Finding papers that may be one work among a hundred thousand, without comparing all with all.

Papers of one first author are compared with each other, Müller and Mueller being one; of an author with
very many papers, those that share one of the rarest words of their titles. Papers without authors are
compared with all that share two of those. Only what then looks alike is read whole and judged
(:mod:`storage.likeness`), so the memory it takes is that of the largest author, and the time grows with
the papers.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import chain, combinations, groupby, islice
from typing import NamedTuple

from rapidfuzz import fuzz

from seeds import family_name, fold
from storage.answers import Duplicate
from storage.likeness import YEARS_APART, Described, Verdict, is_preprint, judge
from storage.papers import read_rows

Progress = Callable[[int, int], None]
"""Called with how many papers have been looked at, and how many there are."""

ALIKE = 60
"""Likeness of titles, of 100, from which on two papers are read whole."""

ALL_WITH_ALL = 40
"""Papers of one author that are simply all compared with each other."""

NEIGHBOURS = 32
"""In a crowd that shares its rarest words, a paper is compared with so many that sort next to it."""

RARE = 4
"""How many of the rarest words of a title may find its double."""

TOGETHER = 500
"""Pairs read whole at a time."""

PART = 300_000
"""Shared words of papers without authors that are held at a time."""

_WORD = re.compile(r"[^\W_]{2,}")
_LINES = (
    "SELECT id, first_author, title_order, published FROM paper"
    " WHERE trashed IS NULL AND NOT provisional_title"
)
_SPELT_OUT = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))
"""How names are written where umlauts and rings cannot be, and what folding makes of those."""
Pair = tuple[int, int]


class Line(NamedTuple):
    """What a paper is first compared by; the title is folded, and cut."""

    id: int
    author: str
    title: str
    year: int | None


def find_duplicates(
    connection: sqlite3.Connection,
    limit: int | None = None,
    *,
    among: Collection[int] | None = None,
    progress: Progress | None = None,
) -> list[Duplicate]:
    """Pairs that may be one work, the likeliest first, and those of one likelihood by their ids.

    With ``among`` at least one of a pair is one of these papers.
    """
    apart = set(map(tuple, connection.execute("SELECT paper_id, other_id FROM distinct_pair")))
    pairs = (
        pair
        for pair in chain(
            _by_author(connection, progress), _spelt_out(connection), _without_author(connection)
        )
        if pair not in apart and (among is None or pair[0] in among or pair[1] in among)
    )
    judged = _judged(connection, pairs)
    found = (
        sorted(judged, key=_order)
        if limit is None
        else nlargest(limit, judged, key=lambda j: _negated(_order(j)))
    )
    return list(_records(connection, found))


Judged = tuple[Verdict, int, int]


def _order(judged: Judged) -> tuple[int, int, int]:
    verdict, keep, other = judged
    return -verdict.score, min(keep, other), max(keep, other)


def _negated(order: tuple[int, int, int]) -> tuple[int, ...]:
    return tuple(-number for number in order)


def _lines(connection: sqlite3.Connection, condition: str, *values: str) -> Iterator[Line]:
    for paper, author, title, published in connection.execute(f"{_LINES} AND {condition}", values):
        yield Line(paper, author, title, int(published[:4]) if published else None)


# Papers whose first author is known.


def _by_author(connection: sqlite3.Connection, progress: Progress | None) -> Iterator[Pair]:
    (papers,) = connection.execute("SELECT count(*) FROM paper WHERE trashed IS NULL").fetchone()
    done, told = 0, 0
    lines = _lines(connection, "first_author > '' ORDER BY first_author, id")
    for _, group in groupby(lines, key=lambda line: line.author):
        together = list(group)
        yield from _alike(together)
        done += len(together)
        if progress and done - told >= 1000:
            told = done
            progress(done, papers)


def _spelt_out(connection: sqlite3.Connection) -> Iterator[Pair]:
    """Pairs of papers whose first authors' names are spelt in two ways."""
    ways: defaultdict[str, set[str]] = defaultdict(set)
    spelt_out = " OR ".join(f"first_author LIKE '%{long}%'" for long, _ in _SPELT_OUT)
    for (name,) in connection.execute(f"SELECT DISTINCT first_author FROM paper WHERE {spelt_out}"):
        ways[_spelt_short(name)].add(name)
    for short, names in ways.items():
        wanted = json.dumps(sorted(names | {short}))
        group = list(_lines(connection, "first_author IN (SELECT value FROM json_each(?))", wanted))
        authors = {line.id: line.author for line in group}
        if len(set(authors.values())) > 1:
            yield from ((one, two) for one, two in _alike(group) if authors[one] != authors[two])


def _spelt_short(name: str) -> str:
    for long, short in _SPELT_OUT:
        name = name.replace(long, short)
    return name


def _alike(group: Sequence[Line]) -> Iterator[Pair]:
    """Pairs within the papers of one author that may be alike, each once."""
    if len(group) <= ALL_WITH_ALL:
        yield from (_pair(a, b) for a, b in combinations(group, 2) if _may_be_one(a, b))
        return
    commonness = Counter(word for line in group for word in set(_WORD.findall(line.title)))
    sharing: defaultdict[str, list[Line]] = defaultdict(list)
    for line in group:
        for word in _rarest(line.title, commonness):
            sharing[word].append(line)
    yield from _in_crowds(sharing.values())


def _in_crowds(crowds: Iterable[Sequence[Line]]) -> Iterator[Pair]:
    """Pairs within each of the ``crowds`` that may be alike, each once."""
    found: set[Pair] = set()
    for crowd in crowds:
        for a, b in _near(crowd):
            pair = _pair(a, b)
            if pair not in found and _may_be_one(a, b):
                found.add(pair)
                yield pair


def _rarest(title: str, commonness: Counter[str]) -> list[str]:
    """The rarest words of a title that some other title has, too."""
    words = [word for word in set(_WORD.findall(title)) if commonness[word] > 1]
    return sorted(words, key=lambda word: (commonness[word], word))[:RARE]


def _near(crowd: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    if len(crowd) <= NEIGHBOURS:
        yield from combinations(crowd, 2)
        return
    ordered = sorted(crowd, key=lambda line: (line.title, line.id))
    for place, line in enumerate(ordered):
        yield from ((line, other) for other in ordered[place + 1 : place + 1 + NEIGHBOURS])


def _pair(one: Line, two: Line) -> Pair:
    return (min(one.id, two.id), max(one.id, two.id))


def _may_be_one(one: Line, two: Line) -> bool:
    if one.year is not None and two.year is not None and abs(one.year - two.year) > YEARS_APART:
        return False
    return one.title == two.title or fuzz.token_set_ratio(one.title, two.title, score_cutoff=ALIKE) > 0


# Papers whose authors are unknown: they may be anybody's.


def _without_author(connection: sqlite3.Connection) -> Iterator[Pair]:
    """Pairs of which one paper, or both, have no author."""
    (nameless,) = connection.execute(
        "SELECT count(*) FROM paper WHERE trashed IS NULL AND NOT provisional_title AND first_author = ''"
    ).fetchone()
    if not nameless:
        return
    commonness: Counter[str] = Counter()
    for line in _lines(connection, "true"):
        commonness.update(set(_WORD.findall(line.title)))
    parts = 1 + nameless * RARE * (RARE - 1) // 2 // PART
    for part in range(parts):
        sharing: defaultdict[int, list[Line]] = defaultdict(list)
        for line in _lines(connection, "first_author = ''"):
            for mark in _marks(line.title, commonness, part, parts):
                sharing[mark].append(line)
        yield from _meeting(connection, sharing, commonness, part, parts)


def _meeting(
    connection: sqlite3.Connection,
    sharing: dict[int, list[Line]],
    commonness: Counter[str],
    part: int,
    parts: int,
) -> Iterator[Pair]:
    for line in _lines(connection, "first_author > ''"):
        met = {
            other
            for mark in _marks(line.title, commonness, part, parts)
            for other in sharing.get(mark, ())[:NEIGHBOURS]
        }
        yield from (_pair(line, other) for other in met if _may_be_one(line, other))
    yield from _in_crowds(sharing.values())


def _marks(title: str, commonness: Counter[str], part: int, parts: int) -> list[int]:
    """What stands for each two of a title's rarest words, as far as it belongs to this part."""
    marks = map(hash, combinations(_rarest(title, commonness), 2))
    return [mark for mark in marks if mark % parts == part]


# Reading pairs whole.


def _judged(connection: sqlite3.Connection, pairs: Iterable[Pair]) -> Iterator[Judged]:
    waiting = iter(pairs)
    judged: set[Pair] = set()
    while together := list(islice(waiting, TOGETHER)):
        described = _described(connection, {paper for pair in together for paper in pair})
        for pair in together:
            one, two = described.get(pair[0]), described.get(pair[1])
            if one is None or two is None or pair in judged:
                continue  # somebody may have merged them meanwhile
            verdict = judge(one, two)
            if verdict is not None:
                judged.add(pair)
                yield (verdict, *_kept_first(one, two))


def _kept_first(one: Described, two: Described) -> Pair:
    """The published version before the preprint, else the older paper of the library."""
    published = is_preprint(one) and not is_preprint(two)
    return (two.id, one.id) if published else (one.id, two.id)


def _described(connection: sqlite3.Connection, papers: Collection[int]) -> dict[int, Described]:
    wanted = json.dumps(sorted(papers))
    authors: defaultdict[int, list[str]] = defaultdict(list)
    for paper, name in connection.execute(
        "SELECT s.paper_id, coalesce(s.written, author.name) FROM authorship s"
        " JOIN author ON author.id = s.author_id"
        " WHERE s.paper_id IN (SELECT value FROM json_each(?)) ORDER BY s.paper_id, s.position",
        (wanted,),
    ):
        authors[paper].append(_spelt_short(fold(family_name(name))))
    identifiers: defaultdict[int, dict[str, frozenset[str]]] = defaultdict(dict)
    for paper, scheme, value in connection.execute(
        "SELECT paper_id, scheme, value FROM identifier WHERE paper_id IN (SELECT value FROM json_each(?))",
        (wanted,),
    ):
        identifiers[paper][scheme] = identifiers[paper].get(scheme, frozenset()) | {value}
    rows = connection.execute(
        "SELECT p.id, p.title, p.authors_truncated, p.published, p.kind, t.abstract"
        " FROM json_each(?) AS w CROSS JOIN paper p ON p.id = w.value"
        " LEFT JOIN paper_text t ON t.paper_id = p.id",
        (wanted,),
    )
    return {
        paper: Described(
            paper, fold(title), tuple(authors[paper]), bool(truncated),
            int(published[:4]) if published else None, kind, identifiers[paper], abstract or "",
        )
        for paper, title, truncated, published, kind, abstract in rows
    }  # fmt: skip


def _records(connection: sqlite3.Connection, found: Sequence[Judged]) -> Iterator[Duplicate]:
    papers = sorted({paper for _, *pair in found for paper in pair})
    rows = {row.id: row for row in read_rows(connection, papers)}
    for verdict, keep, other in found:
        if keep in rows and other in rows:
            yield Duplicate(rows[keep], rows[other], verdict.score, verdict.reasons)
