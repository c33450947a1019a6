"""Finding papers that may be one work in a library: which pairs, in which order, and which never."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from seeds import Draft, Identifier
from storage import Interrupted, Library, duplicates
from storage.likeness import Described, judge
from tests.storage.helpers import LOTTERY, NAMELESS, SLOW, fresh, harvest

WORDS = [
    f"{a}{b}" for a in ("riv", "lak", "pon", "str", "del", "mar") for b in ("ars", "eto", "ini", "ola", "ust")
]


SHELF = [
    Draft(title=f"{a} {b} under {n} bridges", authors=(f"A {a}{b}{n}",))
    for a in WORDS
    for b in WORDS
    for n in ("old", "new")
]
"""Papers enough to be told of the progress, and none like another."""


def doi(number: int) -> tuple[Identifier, ...]:
    return (Identifier("doi", f"10.1000/{number}"),)


def pairs(library: Library, query: str = "", limit: int | None = None) -> list[tuple[int, int]]:
    return [(found.keep.id, found.other.id) for found in library.reader.duplicates(query, limit)]


TWICE = (
    replace(LOTTERY, abstract=None, identifiers=doi(1)),
    replace(LOTTERY, abstract=None, identifiers=doi(2)),
)
RESPELT = replace(LOTTERY, abstract=None, title="On Drawing Winning Tickets from Dense Maedows")


def test_what_the_exact_rules_refuse_is_suggested(tmp_path: Path) -> None:
    library = fresh(tmp_path, *TWICE, SLOW, NAMELESS)
    (found,) = library.reader.duplicates()
    assert (found.keep.id, found.other.id, found.keep.title) == (1, 2, LOTTERY.title)
    assert found.reasons == ("same title", "same authors", "same year", "different DOIs")


@pytest.mark.parametrize(
    ("one", "two"), [("Jörg Müller", "Joerg Mueller"), ("Åse Østergård", "Aase Oestergaard")]
)
def test_a_name_spelt_out_is_the_same_name(tmp_path: Path, one: str, two: str) -> None:
    other = Draft(title="Herons Stand Still in the Rain", authors=("Jan Muler",), published="2019")
    library = fresh(tmp_path, *(replace(other, authors=(name,)) for name in (one, two)), other)
    (found,) = library.reader.duplicates()
    assert (found.keep.id, found.other.id) == (1, 2)
    assert found.reasons == ("same title", "same author", "same year")


def test_the_published_version_is_the_one_to_keep(tmp_path: Path) -> None:
    library = fresh(tmp_path, RESPELT, replace(LOTTERY, abstract=None, kind="article"))
    assert pairs(library) == [(2, 1)]


def test_a_paper_without_authors_is_compared_with_all(tmp_path: Path) -> None:
    nameless = Draft(title="Slow Compiler for Patient People", published="2021")
    other = Draft(title="Slow Compiler for the Patient People")
    library = fresh(tmp_path, LOTTERY, SLOW, nameless, other, Draft(title="Slow rivers for patient people"))
    assert sorted(pairs(library)) == [(2, 3), (2, 4), (3, 4)]


def test_what_lies_in_the_trash_or_is_apart_is_left_out(tmp_path: Path) -> None:
    library = fresh(tmp_path, *TWICE, RESPELT)
    assert sorted(pairs(library)) == [(1, 2), (1, 3), (2, 3)]
    library.distinct(3, 1)
    assert sorted(pairs(library)) == [(1, 2), (2, 3)]
    library.remove([2])
    assert pairs(library) == []
    library.undo(2)
    assert sorted(pairs(library)) == [(1, 2), (1, 3), (2, 3)]


def test_a_query_asks_for_one_of_each_pair_and_a_limit_for_the_likeliest(tmp_path: Path) -> None:
    library = fresh(
        tmp_path, *TWICE, SLOW, replace(SLOW, abstract=None, title="Slow compiler for patient people")
    )
    library.tag([2], ["mine"])
    assert pairs(library, "tag:mine") == [(1, 2)]
    assert pairs(library, "tag:nobody") == []
    everything = library.reader.duplicates()
    assert len(everything) == 2
    assert library.reader.duplicates(limit=1) == everything[:1]
    assert everything[0].score >= everything[1].score


def test_nobody_is_told_of_a_paper_that_is_alone(tmp_path: Path) -> None:
    assert fresh(tmp_path, LOTTERY, SLOW, NAMELESS).reader.duplicates() == []


def test_the_work_can_be_watched_and_stopped(tmp_path: Path) -> None:
    library = fresh(tmp_path, *SHELF)
    told: list[tuple[int, int]] = []
    library.reader.duplicates(progress=lambda done, papers: told.append((done, papers)))
    assert told
    assert all(0 < done <= papers == library.reader.count() for done, papers in told)

    def stop(_done: int, _papers: int) -> None:
        library.reader.interrupt()

    with pytest.raises(Interrupted):
        library.reader.duplicates(progress=stop)
    assert library.reader.duplicates() == []


def test_papers_that_go_meanwhile_are_left_out(tmp_path: Path) -> None:
    library = fresh(tmp_path, *TWICE, *SHELF)
    gone: list[int] = []

    def merge(_done: int, _papers: int) -> None:
        if not gone:
            gone.append(library.merge(1, [2]).papers)

    assert library.reader.duplicates(progress=merge) == []
    assert gone == [2]


@pytest.mark.parametrize("author", ["Ada Meadow", None])
def test_blocking_loses_nothing_that_comparing_all_with_all_finds(
    tmp_path: Path, author: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred and twenty papers of one author, or of none, half of them copies that are spelt otherwise."""
    dice = random.Random(4)
    vocabulary = [a + b for a in WORDS for b in WORDS]
    titles = [" ".join(dice.sample(vocabulary, 6)) for _ in range(60)]
    copies = [title.replace("ars", "asr", 1) for title in titles]
    drafts = [
        Draft(title=title, authors=(author,) if author else (), published="2020", identifiers=doi(number))
        for number, title in enumerate([*titles, *copies])
    ]
    library = fresh(tmp_path, *drafts)
    monkeypatch.setattr(duplicates, "ALL_WITH_ALL", 10)
    described = [
        Described(
            row.id, row.title, ("meadow",) if author else (), False, 2020, "preprint",
            {"doi": frozenset({str(row.id)})}, "",
        )
        for row in library.reader.rows(library.reader.ids())
    ]  # fmt: skip
    expected = {tuple(sorted((a.id, b.id))) for a, b in combinations(described, 2) if judge(a, b)}
    found = {tuple(sorted(pair)) for pair in pairs(library)}
    assert found == expected
    assert len(expected) >= 40


def test_parts_of_the_work_give_what_the_whole_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nameless = [
        Draft(title=f"{a} {b} below old bridges", identifiers=doi(i))
        for i, (a, b) in enumerate(combinations(WORDS[:8], 2))
    ]
    copies = [replace(draft, title=f"{draft.title}s", identifiers=()) for draft in nameless]
    library = fresh(tmp_path, *nameless, *copies)
    whole = pairs(library)
    monkeypatch.setattr(duplicates, "PART", 40)
    assert pairs(library) == whole
    assert len(whole) >= len(nameless)


def test_merged_papers_are_not_suggested_and_come_back_with_undo(tmp_path: Path) -> None:
    library = fresh(tmp_path, *TWICE)
    library.merge(1, [2])
    assert pairs(library) == []
    library.undo()
    assert pairs(library) == [(1, 2)]
    library.take([harvest(RESPELT, name="other.bib")])
    assert len(pairs(library)) == 3
