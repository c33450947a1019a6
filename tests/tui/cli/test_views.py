"""Saved queries on the command line."""

from __future__ import annotations

from tests.tui.cli.helpers import Carrel


def test_there_are_none_at_first(carrel: Carrel) -> None:
    outcome = carrel("views")
    assert (outcome.code, outcome.out) == (0, "")
    assert "carrel views save" in outcome.err
    assert carrel("views", "--as", "json").json == []


def test_they_are_listed_with_the_keys_of_the_app_and_what_they_find(carrel: Carrel) -> None:
    assert carrel("views", "save", "Lots", "lottery", "-is:read").err == (
        "Saved the view 'Lots'. Undo with: carrel undo\n"
    )
    for name in ("two", "three", "four"):
        assert carrel("views", "save", name, "is:starred", "limit:1").code == 0
    carrel("star", "1", "2")
    lots = len(carrel.papers("lottery", "-is:read"))
    assert lots > 0
    assert carrel("views", "--as", "json").json == [
        {"key": 7, "name": "Lots", "query": "lottery -is:read", "papers": lots},
        {"key": 8, "name": "two", "query": "is:starred limit:1", "papers": 2},
        {"key": 9, "name": "three", "query": "is:starred limit:1", "papers": 2},
        {"key": None, "name": "four", "query": "is:starred limit:1", "papers": 2},
    ]
    assert carrel("views").lines[0].split() == ["7", "Lots", "lottery", "-is:read", str(lots)]


def test_a_view_is_one_more_word_of_the_language(carrel: Carrel) -> None:
    carrel("views", "save", "to do", "lottery")
    wanted = carrel("list", "lottery", "--as", "keys").lines
    assert carrel("list", 'view:"to do"', "--as", "keys").lines == wanted
    assert len(carrel("export", 'view:"to do"', "--to", "jsonl").lines) == len(wanted)
    assert carrel("mark", "read", "--query", 'view:"to do"', "--as", "json").json["papers"] == len(wanted)
    assert carrel("list", 'view:"to do"', "is:unread").out == ""


def test_saving_again_replaces_and_undo_brings_it_back(carrel: Carrel) -> None:
    carrel("views", "save", "mine", "lottery")
    carrel("views", "save", "other", "lottery")
    carrel("views", "save", "mine", "pruning")
    assert [view["query"] for view in carrel("views", "--as", "json").json] == ["pruning", "lottery"]
    carrel("undo")
    assert carrel("views", "--as", "json").json[0]["query"] == "lottery"


def test_one_is_deleted_and_its_papers_stay(carrel: Carrel) -> None:
    carrel("views", "save", "mine", "lottery")
    papers = len(carrel.papers())
    assert carrel("views", "delete", "mine").err == "Deleted the view 'mine'. Undo with: carrel undo\n"
    assert carrel("views", "--as", "json").json == []
    assert len(carrel.papers()) == papers
    outcome = carrel("views", "delete", "mine")
    assert (outcome.code, outcome.err) == (2, "carrel: there is no view 'mine'\n")


def test_what_was_probably_meant_otherwise_is_told_and_strictly_refused(carrel: Carrel) -> None:
    assert 'unknown field "yaer"' in carrel("views", "save", "a", "yaer:2020").err
    outcome = carrel("views", "save", "b", "yaer:2020", "--strict")
    assert (outcome.code, "yaer" in outcome.err) == (2, True)
    assert "uses itself" in carrel("views", "save", "c", "view:c").err
    assert 'there is no view "none"' in carrel("views", "save", "d", "view:none").err
    assert [view["name"] for view in carrel("views", "--as", "json").json] == ["a", "c", "d"]


def test_a_view_of_nothing_in_particular_is_refused(carrel: Carrel) -> None:
    assert carrel("views", "save", "all").code == 2
    assert carrel("views", "save", "all", " ").code == 2
    assert carrel("views", "save").code == 2
    assert carrel("views", "--as", "json").json == []
