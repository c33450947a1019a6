"""Finding and showing: shapes of output, the words of a query, and advice when nothing matches."""

from __future__ import annotations

import json

import pytest

from tests.tui.cli.helpers import Carrel

PAPER = [
    "id", "key", "title", "provisional_title", "authors", "authors_truncated", "affiliations", "published",
    "category", "venue", "kind", "identifiers", "url", "code_url", "has_code", "abstract", "summary", "state",
    "starred", "rating", "queue", "tags", "notes", "added", "started", "read", "sources",
]  # fmt: skip


def test_a_paper_has_exactly_the_promised_shape(carrel: Carrel) -> None:
    carrel("note", "1", "worth it", "--quote", "a passage")
    for paper in (carrel("show", "1", "--as", "json").json, carrel.papers("id:1")[0]):
        assert list(paper) == PAPER
        assert list(paper["identifiers"]) == ["doi", "arxiv"]
        assert paper["sources"] == [{"name": "starter list", "format": "jsonl", "position": 0}]
        (note,) = paper["notes"]
        assert list(note) == ["id", "text", "quote", "created", "updated"]
        assert (note["text"], note["quote"]) == ("worth it", "a passage")


def test_the_shapes_of_a_list_agree(carrel: Carrel) -> None:
    query = ("lottery", "sort:key")
    papers = carrel.papers(*query)
    assert len(papers) > 3
    assert [json.loads(line) for line in carrel("list", *query, "--as", "jsonl").lines] == papers
    assert carrel("list", *query, "--as", "ids").lines == [str(paper["id"]) for paper in papers]
    assert carrel("list", *query, "--as", "keys").lines == [paper["key"] for paper in papers]
    table = carrel("list", *query).lines
    assert [line.split()[0] for line in table] == [paper["key"] for paper in papers]
    assert all(paper["title"] in line for paper, line in zip(papers, table, strict=True))
    assert not any("\t" in line or line != line.rstrip() for line in table)


def test_an_empty_list_is_still_json(carrel: Carrel) -> None:
    assert carrel("list", "tag:nothing", "--as", "json").json == []
    assert carrel("list", "tag:nothing", "--as", "jsonl").out == ""


def test_words_may_begin_with_a_dash(carrel: Carrel) -> None:
    carrel("mark", "read", "--query", "lottery")
    carrel("tag", "1", "--add", "x")
    unread = carrel("list", "is:unread", "--as", "ids").lines
    assert carrel("list", "-is:read", "--as", "ids").lines == unread
    assert carrel("list", "NOT", "is:read", "--as", "ids").lines == unread
    assert carrel("list", "--as", "ids", "--", "-is:read").lines == unread
    assert carrel("list", "-is:read", "sort:-published", "-tag:x", "--limit", "3").code == 0
    assert carrel("list", "#x", "--as", "ids").lines == ["1"]
    assert carrel("stats", "-is:read", "--as", "json").json["total"] == len(unread)


def test_an_option_that_is_not_there_is_no_word(carrel: Carrel) -> None:
    assert carrel("list", "--limt", "3").code == 2
    assert carrel("list", "--", "--limt").code == 0
    assert carrel("export", "--to", "json", "--limt=3").code == 2


def test_order_and_number_can_be_asked_for(carrel: Carrel) -> None:
    published = [paper["published"] for paper in carrel.papers("year:2018..", "--sort", "published")]
    assert published == sorted(published)
    newest = carrel("list", "year:2018..", "--sort", "-published", "--limit", "2", "--as", "json").json
    assert [paper["published"] for paper in newest] == sorted(published, reverse=True)[:2]
    assert carrel("list", "--limit", "0", "--as", "json").json == []
    assert carrel("list", "--limit", "-1").code == 2


def test_hints_are_words_and_under_strict_a_mistake(carrel: Carrel) -> None:
    loose = carrel("list", "yaer:2020")
    assert loose.code == 0
    assert 'unknown field "yaer": did you mean year?' in loose.err
    strict = carrel("list", "lottery", "yaer:2020", "--strict", "--as", "json")
    assert (strict.code, strict.out) == (2, "")


def test_when_nothing_matches_it_says_what_to_leave_out(carrel: Carrel) -> None:
    lottery = len(carrel.papers("lottery"))
    outcome = carrel("list", "lottery", "tag:nothing")
    assert (outcome.code, outcome.out) == (0, "")
    assert f"Without tag:nothing: {lottery} papers." in outcome.err


def test_show_tells_everything_in_lines(carrel: Carrel) -> None:
    carrel("note", "frankle2018lottery", "first line\nsecond line", "--quote", "winning tickets")
    out = carrel("show", "FRANKLE2018LOTTERY").out
    for piece in (
        "The Lottery Ticket Hypothesis",
        "Jonathan Frankle",
        "  > winning tickets",
        "  second line",
    ):
        assert piece in out


def test_show_of_nobody_exits_with_three(carrel: Carrel) -> None:
    assert carrel("show", "nobody").code == 3
    assert carrel("author", "Nobody", "Atall").code == 3


def test_an_author_is_found_by_name_or_words_of_it(carrel: Carrel) -> None:
    author = carrel("author", "Jonathan", "Frankle", "--as", "json").json
    assert list(author) == ["id", "name", "profiles", "papers"]
    assert author["name"] == "Jonathan Frankle"
    assert set(author["papers"][0]) == {"id", "key", "title", "published", "state"}
    assert carrel("author", "frankle", "--as", "json").json == author
    assert "frankle2018lottery" in carrel("author", "frankle").out


def test_notes_are_listed_for_a_query(carrel: Carrel) -> None:
    carrel("note", "1", "on the first")
    carrel("note", "2", "on the second")
    assert {note["text"] for note in carrel("notes", "--as", "json").json} == {
        "on the first",
        "on the second",
    }
    (note,) = carrel("notes", "id:2", "--as", "json").json
    assert note["paper_id"] == 2
    assert "  on the second" in carrel("notes", "id:2").lines


def test_a_note_comes_from_words_or_from_stdin(carrel: Carrel) -> None:
    carrel("note", "1", "several", "words")
    carrel("note", "1", "-", stdin="# A heading\n\nand more\n")
    assert [n["text"] for n in carrel("show", "1", "--as", "json").json["notes"]] == [
        "several words",
        "# A heading\n\nand more",
    ]
    assert carrel("note", "1", "-", stdin=" \n").code == 1
    assert carrel("note", "1").code == 2


def test_figures_are_drawn_and_given(carrel: Carrel) -> None:
    carrel("mark", "read", "--query", "lottery")
    figures = carrel("stats", "--as", "json").json
    assert figures["total"] == 257
    assert sum(figures["states"].values()) == 257
    drawn = carrel("stats").lines
    assert drawn[0].split() == ["papers", "257"]
    (bar,) = [line for line in drawn if line.startswith("unread ")]
    assert bar.endswith("█" * 30)


def test_habits_are_drawn_given_and_written_to_files(carrel: Carrel) -> None:
    carrel("mark", "read", "--query", "lottery")
    carrel.config.write_text("[reading]\ngoal = 2\nminutes = 45\n")
    figures = carrel("stats", "--as", "json").json
    assert list(figures)[-1] == "habits"
    assert list(figures)[-2] == "read_by_day"
    assert (figures["habits"]["goal"], figures["habits"]["goal_minutes"]) == (2, 45)
    assert sum(figures["habits"]["read"].values()) == figures["states"]["read"]
    drawn = carrel("stats").out
    assert "goal of 2 a week met in 1 of 12 weeks" in drawn
    assert "Mon ·" in drawn
    assert carrel("stats", "by:nobody").code == 0
    files = [str(carrel.folder / name) for name in ("reading.svg", "reading.html")]
    ended = carrel("stats", "lottery", "--svg", files[0], "--html", files[1])
    assert (ended.code, ended.out) == (0, "")
    assert (carrel.folder / "reading.svg").read_text().startswith("<svg ")
    assert str(carrel.folder) not in (carrel.folder / "reading.html").read_text()


def test_pictures_are_drawn_in_letters_that_the_locale_has(carrel: Carrel) -> None:
    carrel("mark", "read", "1")
    plain = carrel.process("stats", LANG="C", LC_ALL="C").out
    _, _, pictures = plain.partition("Read, day by day")
    assert "Mon ." in pictures
    assert "#" in pictures
    assert "?" not in pictures.partition("Categories by state")[0]


def test_the_library_can_be_named_on_the_command_line(carrel: Carrel) -> None:
    other = carrel.folder / "other.sqlite"
    assert carrel("--library", str(other), "list").code == 5
    assert carrel("--library", str(other), "import", "--starter").code == 0
    assert len(carrel("--library", str(other), "list").lines) == 257


@pytest.mark.parametrize(
    "command", ["list", "show 1", "stats", "tags", "history", "mark read 1", "undo", "backup"]
)
def test_no_library_exits_with_five_and_says_how_to_begin(empty: Carrel, command: str) -> None:
    outcome = empty(*command.split())
    assert (outcome.code, outcome.out) == (5, "")
    assert "carrel import" in outcome.err
    assert not empty.library.exists()


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough " * 100])
def test_a_damaged_library_exits_with_five_and_is_left_alone(empty: Carrel, content: bytes) -> None:
    empty.library.write_bytes(content)
    for words in (["list"], ["mark", "read", "1"], ["import", "--starter"]):
        assert empty(*words).code == 5
    assert empty.library.read_bytes() == content
