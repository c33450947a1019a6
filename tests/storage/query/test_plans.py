"""However a query is planned, it finds what a reader who looks at every paper finds.

``CARREL_TESTS=20`` asks twenty times as many questions as a usual run.
"""

from __future__ import annotations

import os
import sqlite3
from datetime import timedelta
from functools import cache
from random import Random
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from storage import searching, sieve, walking
from storage.query import Query, compile_query, expand, parse
from storage.query.ast import Flag, leaves
from storage.searching import Search

from .oracle import fits
from .shelf import NOW, VIEWS, Record, shelve
from .strategies import expressions, some_words, sorts

TIMES = int(os.environ.get("CARREL_TESTS", "1"))
WORDS = [
    "lottery",
    "ticket",
    "Pruning",
    "pruned",
    "graph",
    "a-b",
    "C++",
    "naïve",
    "Ré",
    "深度",
    "学习",
    "the",
]
WORDS += ["old", "filler", "note", "x_y", "OLLA:", "it's", "2301", "É"]
NAMES = ["Ada Ré", "Bo Frankle", "李 学", "Eve"]


@cache
def library(seed: int) -> tuple[sqlite3.Connection, tuple[Record, ...]]:
    """Forty papers that ``seed`` decides on."""
    pick = Random(seed)
    records = tuple(_record(pick, number) for number in range(1, 41))
    return shelve(records), records


def _record(pick: Random, number: int) -> Record:
    def some(words: list[str], most: int) -> str:
        return " ".join(pick.choices(words, k=pick.randint(1, most)))

    def maybe(*values: object) -> object:
        return pick.choice([None, *values])

    state = pick.choice(["unread", "unread", "reading", "read", "skipped"])
    added = NOW - timedelta(days=pick.randint(0, 900))
    return Record(
        number,
        some(WORDS, 5),
        tuple(pick.sample(NAMES, pick.randint(0, 3))),
        abstract=maybe(some(WORDS, 9)),  # type: ignore[arg-type]
        summary=maybe(None, "old graph"),  # type: ignore[arg-type]
        published=maybe("2018", "2023-05", "2023-05-17", "2025-12"),  # type: ignore[arg-type]
        category=maybe("cs.LG", "stat.ML", "math.PR"),  # type: ignore[arg-type]
        venue=maybe("ICLR", "VLDB 100%", "É_[b"),  # type: ignore[arg-type]
        affiliations=pick.choice([(), ("MIT",), ("École", "mit x")]),
        state=state,
        starred=pick.random() < 0.2,
        rating=pick.choice([None, None, 1, 3, 5]),
        queue=pick.choice([None, None, None, float(number)]),
        added=added.isoformat()[:19] + "Z",
        read="2025-12-24T10:00:00Z" if state == "read" else None,
        tags=tuple(pick.sample(["pruning", "theory", "c++", "two words"], pick.choice([0, 0, 1, 2]))),
        notes=pick.choice([(), (), ("A note on C++",)]),
        doi=pick.choice([None, f"10.5555/{number}"]),
        arxiv=pick.choice([None, f"2301.{number:05}"]),
        source=pick.choice(["old.bib", "Page_1.txt"]),
        code=pick.random() < 0.3,
        pdf=pick.choice([None, None, "/a.pdf"]),
        provisional=pick.random() < 0.1,
        trashed=pick.random() < 0.1,
    )


plans = st.fixed_dictionaries(
    {
        "few": st.sampled_from((0, 3, 5_000)),
        "block": st.sampled_from((3, 50)),
        "sparse": st.sampled_from((0, 1_000)),
        "probes": st.sampled_from((0, 10)),
        "reading": st.sampled_from((0.1, 99_999)),
    }
)


@settings(max_examples=100 * TIMES, deadline=None)
@given(
    seed=st.integers(0, 9),
    expr=st.none() | expressions(some_words),
    sort=sorts,
    number=st.sampled_from((1, 7, 60)),
    plan=plans,
)
def test_every_plan_finds_what_a_reader_of_all_papers_finds(seed, expr, sort, number, plan) -> None:  # type: ignore[no-untyped-def]
    connection, records = library(seed)
    shown = [record for record in records if not record.trashed or Flag("trashed") in leaves(expr)]
    expected = {record.id for record in shown if expr is None or fits(record, expr)}
    query = Query(expr, sort)
    with (
        patch.multiple(searching, FEW=plan["few"], FEW_OF_ALL=plan["few"], RANKED=9, PATIENCE=60),
        patch.multiple(searching, FIRST_BLOCK=plan["block"], BLOCK=plan["block"]),
        patch.multiple(sieve, SPARSE=plan["sparse"], PROBES_PER_FIND=plan["probes"], READING=plan["reading"]),
        patch.multiple(walking, GROUP=plan["few"]),
    ):
        everything = list(asked(connection, query).all())
        first, more = asked(connection, query).first(number)
    assert set(everything) == expected
    assert len(everything) == len(expected)
    assert list(first) == everything[:number]
    assert more == (len(everything) > number)
    if not any(name == "relevance" for name, _ in sort):
        compiled = compile_query(query, now=NOW)
        plain = connection.execute(compiled.statement(), compiled.parameters)
        assert everything == [paper for (paper,) in plain]


def asked(connection: sqlite3.Connection, query: Query) -> Search:
    """A search as the read side makes it."""
    categories = [name for (name,) in connection.execute("SELECT DISTINCT category FROM paper") if name]
    return Search(connection, query, now=NOW, views=VIEWS, categories=categories)


PIECES = [*"()\"'*-:#,<>=\\%_[]{}^~+t量", "..", "OR", "AND", "NOT", "sort:", "limit:", "is:", "has:", "year:"]
PIECES += ["added:", "view:", "id:", "tag:", "the", "sort:relevance", "is:trashed", "key:", "cat:"]
typed = st.text(max_size=40) | st.lists(
    st.sampled_from(PIECES) | st.sampled_from(WORDS) | st.text(max_size=3), max_size=12
).flatmap(lambda parts: st.sampled_from(("", " ")).map(lambda between: between.join(parts)))


@settings(max_examples=500 * TIMES, deadline=None)
@given(text=typed, typing=st.booleans())
def test_whatever_is_typed_is_answered(text: str, typing: bool) -> None:
    connection, records = library(0)
    query = parse(text, typing=typing, today=NOW.date()).query
    with patch.object(searching, "PATIENCE", 60):
        found = asked(connection, query).all()
        first, more = asked(connection, query).first(5)
    assert set(found) <= {record.id for record in records}
    assert more == (len(found) > len(first)) or query.limit is not None
    known, _ = expand(query, VIEWS)
    compiled = compile_query(known, now=NOW)
    plain = connection.execute(compiled.statement(), compiled.parameters).fetchall()
    assert sorted(found) == sorted(paper for (paper,) in plain) or query.limit is not None
