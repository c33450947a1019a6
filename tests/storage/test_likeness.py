"""Pairs of papers labelled by hand: those a person would take for one work, and those that only look it."""

from __future__ import annotations

from typing import Any

import pytest

from storage.likeness import Described, judge
from storage.titles import same_word

TALE = (
    "we follow forty rivers through dry summers and find that most of them come back under the same bridges "
)
OTHER_TALE = (
    "bread is weighed, baked, cooled and weighed again; ovens differ, bakers less so, and flour hardly at all"
)


def paper(title: str, **known: Any) -> Described:
    """A paper by Meadow and Ode of 2020, unless ``known`` says otherwise."""
    facts: dict[str, Any] = {
        "id": 1, "title": title.lower(), "authors": ("meadow", "ode"), "truncated": False, "year": 2020,
        "kind": "article", "identifiers": {}, "abstract": "",
    }  # fmt: skip
    return Described(**facts | known)


def doi(value: str) -> dict[str, frozenset[str]]:
    return {"doi": frozenset({value})}


RIVERS = "Hidden Rivers of Dry Valleys"
ARXIV = {"arxiv": frozenset({"2001.00001"})}
ONE_WORK = [
    (
        paper("Reading Leaves Slowly with Networks", identifiers=ARXIV),
        paper("Reading Leaves Gently with Deep Networks", kind="conference"),
    ),
    (paper(RIVERS), paper(RIVERS)),
    (paper(RIVERS), paper(RIVERS, year=2021)),
    (paper(RIVERS), paper(RIVERS, authors=())),
    (paper(RIVERS), paper(RIVERS, year=None)),
    (paper(RIVERS, identifiers=doi("10.1101/1")), paper(RIVERS, identifiers=doi("10.1000/1"))),
    (paper(RIVERS, identifiers=doi("10.1000/2")), paper(RIVERS, identifiers=doi("10.1000/1"))),
    (paper(RIVERS), paper(RIVERS, authors=("meadow",), truncated=True)),
    (paper(RIVERS), paper("The Hidden Rivers of the Dry Valleys")),
    (paper("Modelling Colour in Fishes of Still Water"), paper("Modeling Color in Fishes of Still Water")),
    (paper("Pre-training of Weather Models"), paper("Pretraining of Weather Models")),
    (paper("Organisation of Ant Colonies"), paper("Organization of Ant Colonies")),
    (paper("Measuring the Temprature of Old Stars"), paper("Measuring the Temperature of Old Stars")),
    (paper("How Birds Recieve Songs at Dawn"), paper("How Birds Receive Songs at Dawn")),
    (paper("Graph Network for Slow Traffic"), paper("Graph Networks for Slow Traffic")),
    (paper("FERN: Reading Leaves with Small Networks"), paper("Reading Leaves with Small Networks")),
    (paper("Reading Leaves with Networks: A Survey"), paper("Reading Leaves with Networks")),
    (paper("Winning Tickets of Lotteries, Part II"), paper("Winning Tickets of Lotteries, Part 2")),
    (
        paper("Reading Leaves Slowly with Networks", kind="preprint"),
        paper("Reading Leaves Gently with Deep Networks"),
    ),
    (
        paper("Comparing Old and Young Rivers in Maps", kind="preprint"),
        paper("Comparing Young and Old Rivers in Maps"),
    ),
    (
        paper("Where Rivers Come Back After Summers", abstract=TALE * 2),
        paper("Rivers That Come Back After Dry Summers", abstract=TALE * 2),
    ),
    (paper("Generative Adversarial Ponds"), paper("Generative Adversarial Ponds", identifiers=doi("10.1/x"))),
    (paper("Slow Ponds"), paper("Slow Ponds")),
    (paper("河川の隠れた流れ について 研究"), paper("河川の隠れた流れ について 研究")),
]
TWO_WORKS = [
    (paper(RIVERS), paper(RIVERS, year=2022)),
    (paper(RIVERS), paper(RIVERS, authors=("forest", "ode"))),
    (paper("Deep Learning"), paper("Deep Learning for Dogs")),
    (paper("Deep Learning"), paper("Deep Learning: Dogs")),
    (paper("Deep Learning of River Maps"), paper("Deep Learning of River Maps for Dogs")),
    (paper(f"{RIVERS}, Part I"), paper(f"{RIVERS}, Part II")),
    (paper(f"{RIVERS}. Part One"), paper(f"{RIVERS}. Part Two")),
    (paper(f"{RIVERS} (Part A)"), paper(f"{RIVERS} (Part B)")),
    (paper(RIVERS), paper(f"{RIVERS} II")),
    (paper(f"{RIVERS} I"), paper(f"{RIVERS} II")),
    (paper(f"{RIVERS}: Volume 1"), paper(f"{RIVERS}: Volume 2")),
    (paper(f"{RIVERS} 2019"), paper(f"{RIVERS} 2020")),
    (paper("Annual Survey of Rivers 12"), paper("Annual Survey of Rivers 13")),
    (paper("Talking to FERN-2 about Leaves"), paper("Talking to FERN-3 about Leaves")),
    (paper(RIVERS), paper(f"Erratum: {RIVERS}")),
    (paper(RIVERS), paper(f"Correction to “{RIVERS}”")),
    (paper(RIVERS), paper(f"Comment on “{RIVERS}”")),
    (paper(RIVERS), paper(f"Reply to “{RIVERS}”")),
    (paper(f"Comment on “{RIVERS}”"), paper(f"Reply to comment on “{RIVERS}”")),
    (paper(RIVERS), paper(f"{RIVERS}: Supplementary Material")),
    (paper("Editorial"), paper("Editorial")),
    (paper("Introduction to the Special Issue"), paper("Introduction to this Special Issue")),
    (paper("Guest Editorial"), paper("Guest Editorial", identifiers=doi("10.1/x"))),
    (paper("Einleitung"), paper("Introduction")),
    (paper("Vorwort"), paper("Preface")),
    (paper("Slow Ponds", authors=()), paper("Slow Ponds")),
    (paper("Slow Ponds", year=None), paper("Slow Ponds")),
    (paper("Slow Ponds"), paper("Slow Pools")),
    (paper("Supervised Reading of Leaves"), paper("Unsupervised Reading of Leaves")),
    (paper("Convex Games on Small Boards"), paper("Nonconvex Games on Small Boards")),
    (paper("Symmetric Games on Small Boards"), paper("Asymmetric Games on Small Boards")),
    (paper("Microscopic Models of Sand Dunes"), paper("Macroscopic Models of Sand Dunes")),
    (paper("Photon Counting with Cold Mirrors"), paper("Proton Counting with Cold Mirrors")),
    (paper("Absorption of Water by Old Bricks"), paper("Adsorption of Water by Old Bricks")),
    (paper("Upper Bounds for River Crossings"), paper("Lower Bounds for River Crossings")),
    (paper("Reading Leaves with Networks"), paper("Reading Letters with Networks")),
    (paper("From Rivers to Lakes"), paper("From Lakes to Rivers")),
    (paper("Maps of Rivers from Songs", abstract=""), paper("Songs of Rivers from Maps")),
    (paper("Optical Properties of Cu2O Films"), paper("Optical Properties of CuO Films")),
    (paper("Optical Properties of Green Films"), paper("Magnetic Properties of Green Films")),
    (
        paper("Reading Leaves Slowly with Networks", kind="preprint", authors=("meadow", "other")),
        paper("Reading Leaves Gently with Deep Networks"),
    ),
    (
        paper("Reading Leaves Slowly with Networks", kind="preprint", abstract=TALE * 2),
        paper("Reading Leaves Gently with Deep Networks", abstract=OTHER_TALE * 2),
    ),
    (
        paper("On Vector Spaces of Rivers", identifiers=doi("10.1000/1"), abstract=TALE * 2),
        paper("On Metric Spaces of Rivers", identifiers=doi("10.1000/2"), abstract=TALE * 2),
    ),
    (paper("Lists without effect: a study", year=2020), paper("Lists without effect: second try", year=2021)),
]  # fmt: skip


def both_ways(one: Described, two: Described) -> tuple[Any, Any]:
    return judge(one, two), judge(two, one)


@pytest.mark.parametrize(("one", "two"), ONE_WORK, ids=lambda each: each.title)
def test_one_work_is_suggested_with_reasons(one: Described, two: Described) -> None:
    there, back = both_ways(one, two)
    assert there is not None
    assert back is not None
    assert there.score == back.score
    assert 50 <= there.score <= 100
    assert there.reasons


@pytest.mark.parametrize(("one", "two"), TWO_WORKS, ids=lambda each: each.title)
def test_two_works_are_not(one: Described, two: Described) -> None:
    assert both_ways(one, two) == (None, None)


def test_the_more_agrees_the_higher_the_score() -> None:
    same = judge(paper(RIVERS), paper(RIVERS))
    spelt = judge(paper(RIVERS), paper("Hidden Rivers of Dry Vallleys"))
    nameless = judge(paper(RIVERS), paper("Hidden Rivers of Dry Vallleys", authors=()))
    assert same is not None
    assert spelt is not None
    assert nameless is not None
    assert same.score > spelt.score > nameless.score


def test_reasons_are_words_for_people() -> None:
    preprint = paper("Modelling Hidden Rivers", kind="preprint", identifiers=doi("10.48550/arxiv.2001.1"))
    verdict = judge(preprint, paper("Modeling Hidden Rivers", year=2021, identifiers=doi("10.1000/1")))
    assert verdict is not None
    assert verdict.reasons == (
        "titles differ in spelling: modelling / modeling",
        "same authors",
        "2020 and 2021",
        "a preprint and a published version",
    )


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("catalogue", "catalog", True),
        ("centre", "center", True),
        ("anaemia", "anemia", True),
        ("planning", "planing", True),
        ("severe", "sever", True),
        ("dependent", "dependant", True),
        ("causal", "casual", True),
        ("regression", "repression", False),
        ("intermolecular", "intramolecular", False),
        ("friction", "fraction", False),
        ("country", "county", False),
        ("net", "nets", False),
    ],
)
def test_a_word_spelt_otherwise_is_told_from_another_word(one: str, two: str, same: bool) -> None:
    assert same_word(one, two) is same_word(two, one) is same
