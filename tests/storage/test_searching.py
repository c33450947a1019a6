"""However a query is answered, taking and sorting or walking an order, the answer is the same."""

from __future__ import annotations

import random

import pytest

from seeds import Draft
from storage import Library, searching
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


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("typing", [False, True])
def test_walking_an_order_finds_what_taking_everything_finds(
    library: Library, query: str, typing: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = list(library.reader.listing(query, typing=typing).ids)
    monkeypatch.setattr(searching, "FEW", 3)
    monkeypatch.setattr(searching, "BLOCKS", (5, 9))
    monkeypatch.setattr(searching, "READ_TOGETHER", 7)
    monkeypatch.setattr(searching, "READ_PER_FIND", 100)
    ranked = "relevance" in query  # only the newest matches are ranked when there are many
    for sparse in (0, 1000):
        monkeypatch.setattr(searching, "SPARSE", sparse)
        everything = library.reader.listing(query, typing=typing)
        assert everything.complete
        assert sorted(everything.ids) == sorted(taken)
        if not ranked:
            assert list(everything.ids) == taken
        for number in (1, 10, 500):
            first = library.reader.listing(query, typing=typing, first=number)
            assert list(first.ids) == list(everything.ids)[:number]
            assert first.complete == (len(everything) <= number)


def test_a_rare_short_beginning_is_left_to_the_index(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "READ_PER_FIND", 1)
    monkeypatch.setattr(searching, "READ_TOGETHER", 5)
    expected = list(library.reader.listing("量", typing=True).ids)
    assert len(expected) > 10
    assert list(library.reader.listing("量", typing=True, first=1000).ids) == expected


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
