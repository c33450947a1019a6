"""Figures are the same whether they are kept, taken from indexes or counted paper by paper."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from seeds import Draft
from storage import Library, Paper, stats
from tests.storage.helpers import fresh, harvest

PEOPLE = ["Ada Bee", "Bo Ćwik", "Cy Dörr", "Di Eel", "Ed Fox", "Flo Gnu"]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Ninety papers, some in the trash, with all that is counted."""
    pick = random.Random(3)
    drafts = [
        Draft(
            title=f"Study {number} of {'rivers' if number % 3 else 'hills'}",
            authors=tuple(pick.choices(PEOPLE, weights=range(1, 7), k=pick.randint(0, 3))),
            published=pick.choice([None, "2019", "2020-05", "2020-05-17", "2024-12-31"]),
            category=pick.choice([None, "cs.LG", "stat.ML"]),
            has_code=pick.random() < 0.3,
            provisional_title=pick.random() < 0.1,
        )
        for number in range(90)
    ]
    made = fresh(tmp_path_factory.mktemp("stats"))
    made.take([harvest(*drafts)])
    ids = list(range(1, 91))
    made.mark(pick.sample(ids, 30), "read")
    made.rate(pick.sample(ids, 40), 3)
    made.rate(pick.sample(ids, 9), 5)
    made.star(pick.sample(ids, 12))
    made.tag(pick.sample(ids, 20), add=["x"])
    made.tag(pick.sample(ids, 20), add=["y", "z"])
    for paper in (*pick.sample(ids, 9), 4, 4):
        made.add_note(paper, "word")
    made.remove(pick.sample(ids, 15))
    yield made
    made.close()


@pytest.mark.parametrize(
    "query", ["", "rivers", "is:read", "is:trashed", "hills limit:3", "nowhere", "-is:read"]
)
@pytest.mark.parametrize("many", [0, 1_000])
def test_every_figure_is_what_counting_gives(
    library: Library, query: str, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stats, "MANY", many)
    monkeypatch.setattr(stats, "TOGETHER", 7)
    monkeypatch.setattr(stats, "AUTHORS_SHOWN", 1)
    reader = library.reader
    found = reader.stats(query)
    papers = list(reader.papers(reader.ids(query.replace("limit:3", ""))))
    assert found.total == len(papers)
    assert found.states == {"unread": 0, "reading": 0, "read": 0, "skipped": 0} | counted(
        p.state for p in papers
    )
    assert found.starred == sum(p.starred for p in papers)
    assert found.with_code == sum(p.has_code for p in papers)
    assert found.untitled == sum(p.provisional_title for p in papers)
    assert found.notes == sum(len(p.notes) for p in papers)
    assert found.noted_papers == sum(bool(p.notes) for p in papers)
    assert found.rated == counted(p.rating for p in papers)
    assert found.categories == counted(p.category for p in papers)
    assert found.tags == counted(tag for p in papers for tag in p.tags)
    assert found.years == counted((p.published or "")[:4] for p in papers)
    assert found.added_by_day == counted(p.added[:10] for p in papers)
    assert found.read_by_day == counted((p.read or "")[:10] for p in papers)
    assert found.authors == most_papers(papers)
    assert found.trashed == (15 if not query else 0)


def counted(values: Iterable[object]) -> dict[object, int]:
    return dict(Counter(value for value in values if value))


def most_papers(papers: list[Paper]) -> dict[str, int]:
    wrote = Counter(name for paper in papers for name in set(paper.authors))
    return dict(sorted(wrote.items(), key=lambda item: (-item[1], item[0]))[:1])


def test_orders_are_fit_for_show(library: Library) -> None:
    found = library.reader.stats()
    for largest_first in (found.categories, found.tags, found.authors):
        assert list(largest_first.values()) == sorted(largest_first.values(), reverse=True)
    assert list(found.years) == ["2019", "2020", "2024"]


def test_figures_of_the_sidebar_do_not_wait_for_authors(tmp_path: Path) -> None:
    library = fresh(tmp_path, Draft(title="Of hidden rivers", authors=("Ada Bee",)))
    at_once = library.reader.facets(authors=False)
    assert (at_once.total, at_once.authors) == (1, ())
    counted = library.reader.facets().authors
    assert [(one.name, one.papers) for one in counted] == [("Ada Bee", 1)]
    library.take([harvest(Draft(title="Of open hills", authors=("Bo Ćwik",)), name="b")])
    later = library.reader.facets(authors=False)
    assert (later.total, later.authors) == (2, counted)
    library.close()
