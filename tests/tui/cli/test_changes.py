"""The verbs: who is meant, what is changed, what is said of it, and how it is taken back."""

from __future__ import annotations

import pytest

from tests.tui.cli.helpers import Carrel


def keys(carrel: Carrel, *query: str) -> list[str]:
    return carrel("list", *query, "--as", "keys").lines


def test_papers_are_named_by_id_and_key(carrel: Carrel) -> None:
    outcome = carrel("mark", "read", "1", "frankle2018lottery")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == "Marked 2 papers as read. Undo with: carrel undo\n"
    assert {p["id"] for p in carrel.papers("is:read")} >= {1}
    assert "frankle2018lottery" in keys(carrel, "is:read")


def test_papers_are_named_by_their_registered_names(carrel: Carrel) -> None:
    assert carrel("edit", "1", "--set", "arxiv=1803.03635", "--set", "doi=10.1145/3341301.3359646").code == 0
    names = [
        "arXiv:1803.03635",
        "https://arxiv.org/abs/1803.03635v2",
        "https://doi.org/10.1145/3341301.3359646",
    ]
    for name in names:
        assert carrel("show", name, "--as", "json").json["id"] == 1


def test_papers_are_named_on_stdin(carrel: Carrel) -> None:
    outcome = carrel("star", "-", "1", stdin="2\n\n3\n2\n")
    assert outcome.err.startswith("Starred 3 papers.")
    assert carrel("list", "is:starred", "sort:key", "--as", "ids").lines != []
    assert len(keys(carrel, "is:starred")) == 3


def test_papers_are_named_by_a_query(carrel: Carrel) -> None:
    expected = len(keys(carrel, "lottery"))
    outcome = carrel("mark", "reading", "--query", "lottery", "--as", "json")
    assert outcome.json["papers"] == expected > 1
    assert carrel.counts()["reading"] == expected


def test_the_receipt_has_exactly_the_promised_shape(carrel: Carrel) -> None:
    receipt = carrel("mark", "read", "1", "2", "--as", "json").json
    assert receipt == {
        "summary": "Marked 2 papers as read",
        "papers": 2,
        "asked": 2,
        "event": receipt["event"],
        "created": None,
    }
    assert carrel("mark", "read", "1", "2", "--as", "json").json["event"] is None


def test_one_unknown_name_changes_nothing_and_is_told_with_what_is_near(carrel: Carrel) -> None:
    outcome = carrel("mark", "read", "1", "frankle2018lotery", "nobody")
    assert (outcome.code, outcome.out) == (3, "")
    assert 'no paper is called "frankle2018lotery"; did you mean frankle2018lottery' in outcome.err
    assert 'no paper is called "nobody"' in outcome.err
    assert carrel.counts()["read"] == 0


def test_a_query_that_may_mean_something_else_changes_nothing(carrel: Carrel) -> None:
    outcome = carrel("remove", "--query", "yaer:2020")
    assert outcome.code == 2
    assert "did you mean year?" in outcome.err
    assert len(carrel.papers()) == 257


@pytest.mark.parametrize("verb", [["mark", "read"], ["star"], ["unstar"], ["rate", "3"], ["remove"]])
def test_a_verb_wants_papers(carrel: Carrel, verb: list[str]) -> None:
    assert carrel(*verb).code == 2


def test_nothing_on_stdin_is_nothing_to_do(carrel: Carrel) -> None:
    outcome = carrel("mark", "read", "-", stdin="")
    assert (outcome.code, outcome.err) == (0, "Nothing to change.\n")


def test_stars_and_ratings_come_and_go(carrel: Carrel) -> None:
    carrel("star", "1", "2")
    carrel("rate", "4", "1")
    first = carrel("show", "1", "--as", "json").json
    assert (first["starred"], first["rating"]) == (True, 4)
    carrel("unstar", "1")
    carrel("rate", "none", "1")
    first = carrel("show", "1", "--as", "json").json
    assert (first["starred"], first["rating"]) == (False, None)
    assert carrel("rate", "9", "1").code == 2


def test_tags_are_put_on_renamed_and_deleted(carrel: Carrel) -> None:
    assert carrel("tag", "1", "2", "--add", "#later", "--add", "thesis").code == 0
    assert carrel("tag", "2", "--remove", "later").code == 0
    assert carrel("tags", "--as", "json").json == [
        {"name": "later", "papers": 1},
        {"name": "thesis", "papers": 2},
    ]
    assert carrel("tags").lines == ["later   1", "thesis  2"]
    assert carrel("tags", "rename", "#thesis", "phd").code == 0
    assert carrel("tags", "delete", "later").code == 0
    assert carrel("tags", "--as", "json").json == [{"name": "phd", "papers": 2}]
    assert carrel("tags", "delete", "later").code == 2
    assert carrel("tag", "1").code == 2


def test_the_trash_gives_back_what_it_was_given(carrel: Carrel) -> None:
    carrel("tag", "1", "--add", "kept")
    assert carrel("remove", "1", "2").code == 0
    assert len(carrel.papers()) == 255
    assert len(carrel.papers("is:trashed")) == 2
    assert carrel("remove", "--restore", "--query", "is:trashed").code == 0
    assert len(carrel.papers()) == 257
    assert carrel("show", "1", "--as", "json").json["tags"] == ["kept"]


def test_corrections_are_set_and_cleared(carrel: Carrel) -> None:
    wanted = [
        "title=A = B",
        "authors=Ada Lovelace; Charles Babbage",
        "venue=Royal Society",
        "published=1843-09",
    ]
    outcome = carrel("edit", "1", *(word for value in wanted for word in ("--set", value)))
    assert outcome.code == 0
    paper = carrel("show", "1", "--as", "json").json
    assert (paper["title"], paper["published"]) == ("A = B", "1843-09")
    assert paper["authors"] == ["Ada Lovelace", "Charles Babbage"]
    carrel("edit", "1", "--set", "venue=")
    assert carrel("show", "1", "--as", "json").json["venue"] is None


@pytest.mark.parametrize("setting", ["nonsense=1", "title", "published=someday", "url=javascript:alert(1)"])
def test_corrections_that_make_no_sense_are_refused(carrel: Carrel, setting: str) -> None:
    before = carrel("show", "1", "--as", "json").json
    assert carrel("edit", "1", "--set", setting).code == 2
    assert carrel("show", "1", "--as", "json").json == before


def test_every_change_is_undone_and_redone(carrel: Carrel) -> None:
    before = carrel.papers()
    carrel("mark", "read", "1", "2")
    carrel("tag", "3", "--add", "x")
    after = carrel.papers()
    outcome = carrel("undo", "2")
    assert outcome.code == 0
    assert "Undid: Marked 2 papers as read." in outcome.err
    assert carrel.papers() == before
    carrel("redo", "2")
    assert carrel.papers() == after
    assert carrel("redo").err == "There is nothing to redo.\n"
    assert len(carrel("undo", "--as", "json").json) == 1


def test_history_tells_what_happened_newest_first(carrel: Carrel) -> None:
    carrel("star", "1")
    carrel("undo")
    first, *_ = carrel("history", "--as", "json").json
    assert set(first) == {"id", "at", "verb", "summary", "papers", "batch", "undone"}
    assert first["verb"] == "star"
    assert first["undone"]
    assert carrel("history").lines[0].endswith("(undone)")
    assert len(carrel("history", "--limit", "1", "--as", "json").json) == 1


def test_a_query_that_finds_nothing_says_which_clause_to_drop(carrel: Carrel) -> None:
    lottery = len(keys(carrel, "lottery"))
    outcome = carrel("mark", "read", "--query", "lottery nosuchword")
    assert outcome.code == 0
    assert outcome.err.splitlines() == [
        "Nothing matches.", f"Without nosuchword: {lottery} papers.", "Nothing to change.",
    ]  # fmt: skip


def test_a_note_that_would_be_cut_is_refused(carrel: Carrel) -> None:
    ended = carrel("note", "frankle2018lottery", "-", stdin="moss " * 50_000)
    assert (ended.code, ended.err) == (
        2,
        "carrel: a text may have 200,000 characters, and this one has more\n",
    )
    assert carrel("edit", "frankle2018lottery", "--set", f"abstract={'moss ' * 50_000}").code == 2
    assert carrel("notes", "--as", "json").json == []
    assert carrel("note", "frankle2018lottery", "-", stdin="m" * 200_000).code == 0
    assert [len(note["text"]) for note in carrel("notes", "--as", "json").json] == [200_000]
