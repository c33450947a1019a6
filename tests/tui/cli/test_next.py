"""``carrel next`` and ``carrel taste``: suggestions with reasons, and a word on them."""

from __future__ import annotations

from tests.tui.cli.helpers import Carrel


def test_without_judgements_the_newest_come_and_it_is_said(carrel: Carrel) -> None:
    ended = carrel("next", "--limit", "2", "--as", "json")
    assert list(ended.json) == ["learned", "liked", "disliked", "needed", "scored", "papers"]
    assert (ended.json["learned"], ended.json["liked"], ended.json["needed"]) == (False, 0, 5)
    newest = carrel("list", "is:unread", "--limit", "2", "--as", "ids").lines
    assert [str(paper["id"]) for paper in ended.json["papers"]] == newest
    assert "0 of the 5 papers are judged" in carrel("next").err


def test_suggestions_follow_what_was_read_and_say_why(carrel: Carrel) -> None:
    carrel("mark", "read", "--query", "lottery year:2018..2020")
    found = carrel("next", "--limit", "5", "--as", "json").json
    assert found["learned"]
    first = found["papers"][0]
    assert list(first) == ["id", "key", "title", "published", "score", "because"]
    assert {"kind", "name", "adds"} == set(first["because"][0])
    text = carrel("next", "--limit", "5")
    assert len(text.lines) == 5
    assert text.lines[0].startswith("+")
    assert first["key"] in text.lines[0]
    assert "Learned from" in text.err
    assert carrel("next", "cat:LG", "--limit", "1", "--as", "json").json["papers"][0]["id"] in [
        paper["id"] for paper in carrel.papers("cat:LG is:unread")
    ]


def test_less_like_this_takes_a_paper_away_until_it_is_undone(carrel: Carrel) -> None:
    carrel("mark", "read", "--query", "lottery year:2018..2020")
    key = carrel("next", "--limit", "1", "--as", "json").json["papers"][0]["key"]
    said = carrel("taste", "less", key)
    assert said.err.startswith("Less like “")
    assert key not in carrel("next", "--limit", "50").out
    carrel("undo")
    assert key in carrel("next", "--limit", "1").out
    assert carrel("taste", "more", key, "--as", "json").json["papers"] == 1
    assert carrel("taste", "none", key, "--as", "json").json["papers"] == 1
    assert carrel("taste", "none", key).err == "Nothing to change.\n"
    assert carrel("taste", "most", key).code == 2


def test_hints_and_nothing_to_suggest(carrel: Carrel) -> None:
    assert carrel("next", "yaer:2020", "--strict").code == 2
    nothing = carrel("next", "is:read")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "No unread paper matches.\n")
