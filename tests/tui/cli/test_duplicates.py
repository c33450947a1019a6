"""Finding, merging and keeping apart from the command line, as scripts see it."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from tests.tui.cli.helpers import Carrel

HOSTILE = "Quiet \x1b]0;owned\x07Rivers $(rm) of [red]Dry[/] Valleys"
BIB = r"""
@article{meadow2020hidden, author={Meadow, Ada and Ode, Bo}, title={Modelling Hidden Rivers of Dry Valleys},
  year={2020}, journal={River Letters}, doi={10.1000/rivers.1}}
@misc{meadow2019modeling, author={Meadow, Ada and Ode, Bo}, title={Modeling Hidden Rivers of Dry Valleys},
  year={2019}, eprint={1903.00001}, archiveprefix={arXiv}}
@article{it's;ls, author={Ode, Bo}, title={Bread that Bakers Forgot, Part I}, year={2020}}
@article{ode2020bread, author={Ode, Bo}, title={Bread that Bakers Forgot, Part II}, year={2020}}
"""


@pytest.fixture
def rivers(empty: Carrel, tmp_path: Path) -> Carrel:
    """A library with a preprint, its published version, and two parts of something else."""
    source = tmp_path / "rivers.bib"
    source.write_text(BIB)
    assert empty("import", str(source)).code == 0
    return empty


def test_pairs_show_what_differs_and_the_commands_to_choose_from(rivers: Carrel) -> None:
    said = rivers("duplicates")
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0].startswith("94 of 100: titles differ in spelling: modelling / modeling; same authors")
    assert "  authors     Ada Meadow, Bo Ode" in lines
    at = lines.index("  published < 2020")
    assert lines[at + 1] == "            > 2019"
    merging = next(line.strip() for line in lines if "carrel merge" in line).partition("carrel ")[2]
    assert merging == "merge meadow2020hidden meadow2019modeling"
    done = rivers(*shlex.split(merging))
    assert done.code == 0
    assert "Merged 1 paper into meadow2020hidden" in done.err
    assert "carrel undo" in done.err
    again = rivers("duplicates")
    assert (again.code, again.out) == (0, "")
    assert "No two papers" in again.err
    assert "Modelling Hidden" in rivers("show", "meadow2019modeling").out


def test_json_has_both_papers_whole(rivers: Carrel) -> None:
    (pair,) = json.loads(rivers("duplicates", "--as", "json").out)
    assert list(pair) == ["score", "reasons", "keep", "other"]
    assert (pair["keep"]["key"], pair["other"]["key"]) == ("meadow2020hidden", "meadow2019modeling")
    assert pair["keep"] == json.loads(rivers("show", "meadow2020hidden", "--as", "json").out)
    assert 0 < pair["score"] <= 100
    assert all(isinstance(reason, str) for reason in pair["reasons"])


def test_a_query_and_a_limit_narrow_the_search(rivers: Carrel) -> None:
    assert json.loads(rivers("duplicates", "bread", "--as", "json").out) == []
    assert len(json.loads(rivers("duplicates", "year:2019", "--as", "json").out)) == 1
    assert json.loads(rivers("duplicates", "--limit", "0", "--as", "json").out) == []
    assert rivers("duplicates", "yaer:2019", "--strict").code == 2


def test_distinct_is_remembered_and_undone(rivers: Carrel) -> None:
    said = rivers("distinct", "meadow2019modeling", "10.1000/rivers.1", "--as", "json")
    assert json.loads(said.out)["papers"] == 2
    assert json.loads(rivers("distinct", "1", "2", "--as", "json").out)["event"] is None
    assert rivers("duplicates").out == ""
    rivers("undo")
    assert rivers("duplicates").out != ""


def test_merging_takes_names_from_stdin(rivers: Carrel) -> None:
    said = rivers("merge", "1", "-", "--as", "json", stdin="meadow2019modeling\node2020bread\n")
    assert json.loads(said.out)["papers"] == 3
    assert len(rivers("list", "--as", "ids").out.split()) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("merge", "1", "nobody"), 3, "nobody"),
        (("distinct", "1", "nobody"), 3, "nobody"),
        (("merge", "1", "1"), 2, "itself"),
        (("merge", "1"), 2, "OTHER"),
        (("distinct", "1", "1"), 2, "two different"),
        (("merge", "1", "4"), 2, "trash"),
    ],
)
def test_what_makes_no_sense_is_refused(
    rivers: Carrel, arguments: tuple[str, ...], code: int, words: str
) -> None:
    rivers("remove", "4")
    said = rivers(*arguments)
    assert (said.code, said.out) == (code, "")
    assert words in said.err


def test_hostile_titles_and_keys_stay_words(carrel: Carrel, tmp_path: Path) -> None:
    source = tmp_path / "hostile.jsonl"
    papers = [
        {
            "key": "x'; rm -rf *",
            "title": HOSTILE,
            "authors": ["Ode, Bo"],
            "identifiers": {"doi": [f"10.1000/{n}"]},
        }
        for n in range(2)
    ]
    source.write_text("\n".join(map(json.dumps, papers)))
    carrel("import", str(source))
    said = carrel("duplicates")
    assert "\x1b" not in said.out
    assert "\x07" not in said.out
    assert "[red]Dry[/]" in said.out
    words = shlex.split(next(line for line in said.out.splitlines() if "carrel merge" in line))
    assert len(words) == 6
    assert words[2:4] == ["carrel", "merge"]
