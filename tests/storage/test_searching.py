"""However a query is answered, taking and sorting or walking an order, the answer is the same."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from seeds import Draft
from storage import Interrupted, Library, Reader, searching, sieve, walking
from storage.bulk import SCATTERED
from storage.query import compile_query, parse
from tests.storage.helpers import fresh, harvest

WORDS = ["the", "theory", "of", "pruned", "trees", "and", "c++", "graphs", "Łódź", "量子", "naïve"]
WORDS += ["a_b", "x-ray", "lottery", "tickets", "2019"]
QUERIES = [
    "",
    "the",
    "the graphs",
    "t",
    "th",
    "g the",
    "title:l",
    "author:b the",
    "l of",
    "ł",
    "量",
    "the tag:x",
    "the tag:x is:unread",
    "is:read t",
    "cat:LG the",
    "the -is:read cat:LG t",
    "the OR lottery",
    "pruned -the",
    "year:2015..2018 the t",
    "the sort:title",
    "the sort:author",
    "t sort:-rating",
    "sort:added",
    "the sort:relevance",
    "nothinglikeit",
    "the nothinglikeit",
    "zq",
    "is:starred the",
    "#x t limit:4",
    "the limit:7",
    "-t",
    "the -g*",
    "-the sort:title",
    "-(the OR lottery)",
    "g* OR is:read",
    "(the is:read) OR (t* tag:x)",
    "lottery OR tag:x",
    '"the l',
    '"of the" t',
    "sort:-rating,title",
    "the sort:-rating,author,-published",
    "sort:queue",
    "the sort:-queue",
    "sort:updated",
    "the sort:added,title limit:5",
    "sort:read",
    "sort:key the",
    "cat:LG,ML the",
    "cat:none",
    "-is:unread",
    "-is:read the",
    "no:author",
    "has:tag the",
    "is:trashed",
    "the is:trashed",
    "the OR is:trashed",
    "t sort:relevance",
    "the t sort:relevance year:2012..",
    "is:starred the sort:relevance",
    "sort:rating,relevance the",
    "key:bee",
    "key:b*",
    "key:dorr2015*",
    "source:page",
    "source:nowhere OR the",
    "view:nothing the",
    "NOT view:nothing t",
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """120 papers of few words, in no order of date, some read, rated, tagged, starred or in the trash."""
    pick = random.Random(5)
    drafts = [
        Draft(
            title=" ".join(pick.sample(WORDS, 4)) + f" {number}",
            authors=(f"Ann {pick.choice(['Bee', 'Ćwik', 'Dörr'])}",) if number % 7 else (),
            abstract=" ".join(pick.choices(WORDS, k=12)) if number % 5 else None,
            published=f"{pick.randint(2010, 2020)}" if number % 9 else None,
            category=pick.choice(["cs.LG", "stat.ML", None]),
        )
        for number in range(120)
    ]
    library = fresh(tmp_path_factory.mktemp("searching"))
    library.take([harvest(*drafts)])
    ids = list(range(1, 121))
    library.tag(pick.sample(ids, 30), add=["x"])
    library.mark(pick.sample(ids, 40), "read")
    library.rate(pick.sample(ids, 20), 4)
    library.star(pick.sample(ids, 10))
    library.remove(pick.sample(ids, 8))
    return library


def ways(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Set the limits between plans so that a small library goes each way a large one would."""
    monkeypatch.setattr(searching, "PATIENCE", 60)
    for most in (0, 3, 30):
        monkeypatch.setattr(searching, "FEW", most)
        monkeypatch.setattr(searching, "FEW_OF_ALL", most)
        monkeypatch.setattr(searching, "RANKED", most)
        monkeypatch.setattr(walking, "GROUP", most)
        for block, sparse, probes, reading in ((5, 0, 9, 0.1), (9, 1000, 0, 99), (7, 0, 0, 9999)):
            monkeypatch.setattr(searching, "FIRST_BLOCK", block)
            monkeypatch.setattr(searching, "BLOCK", block)
            monkeypatch.setattr(sieve, "SPARSE", sparse)
            monkeypatch.setattr(sieve, "PROBES_PER_FIND", probes)
            monkeypatch.setattr(sieve, "READING", reading)
            yield


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("typing", [False, True])
def test_walking_an_order_finds_what_taking_everything_finds(
    library: Library, query: str, typing: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked = "relevance" in query  # only the newest matches are ranked when there are many
    taken = plainly(library, query, typing)
    for _ in ways(monkeypatch):
        everything = library.reader.listing(query, typing=typing)
        assert everything.complete
        assert sorted(everything.ids) == sorted(taken)
        if not ranked:
            assert list(everything.ids) == taken
        for number in (1, 10, 500):
            first = library.reader.listing(query, typing=typing, first=number)
            assert list(first.ids) == list(everything.ids)[:number]
            assert first.complete == (len(everything) <= number)


def plainly(library: Library, query: str, typing: bool) -> list[int]:
    """The answer of one SQL statement, planned by SQLite."""
    compiled = compile_query(parse(query, typing=typing).query, now=library.clock())
    with sqlite3.connect(library.path) as connection:
        return [paper for (paper,) in connection.execute(compiled.statement(), compiled.parameters)]


@pytest.mark.parametrize("query", ["the", "-the sort:title", "t* sort:author", "g* OR is:read"])
def test_when_time_is_up_some_are_shown_and_more_are_promised(
    library: Library, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = list(library.reader.listing(query).ids)
    for name in ("PATIENCE", "HASTE", "FEW"):
        monkeypatch.setattr(searching, name, 0)
    monkeypatch.setattr(searching, "BLOCK", 2)
    first = library.reader.listing(query, first=30)
    assert 1 <= len(first) < 30 < len(everything)
    assert list(first.ids) == everything[: len(first)]
    assert not first.complete


def test_while_an_import_has_taken_indexes_away_every_answer_is_right(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy.db"
    library.backup(copy)
    with sqlite3.connect(copy) as connection:
        for name in SCATTERED:
            connection.execute(f"DROP INDEX {name}")
    with Reader(copy, clock=library.clock) as reader:
        for query in QUERIES:
            if "relevance" not in query:
                expected = list(library.reader.listing(query).ids)
                assert list(reader.listing(query).ids) == expected
                assert list(reader.listing(query, first=7).ids) == expected[:7]


def test_a_search_stops_between_statements_too(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(self: object, block: list[int]) -> list[int]:
        library.reader.interrupt()
        return block

    monkeypatch.setattr(sieve.Every, "keep", stopped)
    monkeypatch.setattr(searching, "BLOCK", 5)
    with pytest.raises(Interrupted):
        library.reader.listing("the")


def test_counts_are_kept_through_every_change(library: Library) -> None:
    facets = library.reader.facets()
    assert facets.total == 112
    assert facets.trashed == 8
    assert facets.states["read"] == library.reader.count("is:read")
    assert facets.starred == library.reader.count("is:starred")
    assert {c.name: c.papers for c in facets.categories} == {
        name: library.reader.count(f"category:{name}") for name in ("cs.LG", "stat.ML")
    }
    assert [(t.name, t.papers) for t in facets.tags] == [("x", library.reader.count("#x"))]
    assert library.check().findings == ()
