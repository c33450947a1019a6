"""The rows and the preview show why a paper is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Size

from storage import Library, Paper, Reader, Row
from storage.query import Terms, parse, terms_of
from tests.tui.app.desk import Desk, open_desk
from tui.widgets.columns import pieces
from tui.widgets.preview import preview

LONG = "Nothing to see in this sentence. " * 12


def terms(query: str) -> Terms:
    return terms_of(parse(query).query)


async def marked(desk: Desk) -> list[str]:
    """What is underlined on the screen, which is what shows without colours."""
    desk.app.browse.show_preview()
    await desk.pilot.pause()
    return [part.text for line in desk.lines() for part in line if part.style and part.style.underline]


def row(title: str, byline: str = "Ada Writer", tags: tuple[str, ...] = ()) -> Row:
    return Row(
        1,
        "k",
        title,
        False,
        byline,
        "2024",
        "cs.LG",
        None,
        "unread",
        False,
        None,
        None,
        False,
        0,
        tags,
        False,
    )


def in_row(row: Row, width: int, query: str) -> list[str]:
    drawn = pieces(row, width, cursor=False, chosen=False, terms=terms(query))
    return [text for text, look in drawn if look == "match"]


def test_a_row_marks_title_authors_and_tags() -> None:
    paper = row("Erdős and Cafés", "Émile Chaînon", ("to read", "calm"))
    assert in_row(paper, 120, "erdos caf* by:emile #calm") == ["Erdős", "Caf", "calm", "Émile"]
    assert in_row(paper, 80, "erdos caf* by:emile #calm") == ["Erdős", "Caf", "calm"]  # no room for people
    assert in_row(paper, 120, "abstract:erdos note:calm -caf* -emile") == []


def test_only_what_is_left_of_a_cut_title_is_marked() -> None:
    paper = row("A Title That is Much Too Long for Its Line")
    drawn = list(pieces(paper, 40, cursor=False, chosen=False, terms=terms('title "is much too" line')))
    assert "".join(text for text, _ in drawn)[7:] == "A Title That is Much Too Long fo…"
    assert [text for text, look in drawn if look == "match"] == ["Title", "is Much Too"]
    assert in_row(paper, 28, '"is much too"') == ["is Much"]


def test_a_tag_that_is_looked_for_is_the_last_to_give_way() -> None:
    paper = row("A Title", tags=("one", "two", "three", "four", "five"))
    assert "five" not in "".join(text for text, _ in pieces(paper, 50, cursor=False, chosen=False))
    assert in_row(paper, 50, "tag:five") == ["five"]


async def test_the_list_the_preview_and_the_paper_are_marked_as_it_is_typed(path: Path) -> None:
    async with open_desk(path, (120, 30)) as desk:
        assert await marked(desk) == []
        await desk.press("/")
        await desk.type("by:writer2 prun")
        assert (await marked(desk))[:4] == ["Prun", "Writer2", "Prun", "Writer2"]
        await desk.press("enter", "enter")
        assert await marked(desk) == ["Prun", "Writer2", "Prun"]  # title, authors, abstract
        await desk.press("escape", "escape")
        assert await marked(desk) == []


async def test_a_view_marks_what_it_looks_for(path: Path) -> None:
    with Library.open(path) as library:
        library.save_view("trees", "title:autumn -winters")
    async with open_desk(path, (80, 30)) as desk:
        await desk.press("7")
        assert desk.here == "writer2"
        assert await marked(desk) == ["Autumn", "Autumn"]


async def test_what_is_quoted_is_decided_anew_when_the_screen_changes(path: Path, paper: Paper) -> None:
    async with open_desk(path, (80, 60)) as desk:
        await desk.press("/")
        await desk.type("erdos")
        await desk.press("enter")
        for height, quoted in ((60, False), (24, True), (60, False)):
            await desk.pilot.resize_terminal(80, height)
            await desk.pilot.pause(0.1)
            assert ("  abstract  …" in desk.text()) is quoted
            assert "Erdős" in desk.text()


@pytest.mark.parametrize("theme", ["carrel-dark", "carrel-light"])
async def test_matches_can_be_told_without_colours(
    path: Path, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_desk(path, (80, 24)) as desk:
        desk.app.theme = theme
        await desk.press("/")
        await desk.type("calm")
        await desk.press("enter")
        assert (await marked(desk))[:1] == ["Calm"]


@pytest.fixture
def paper(path: Path) -> Paper:
    """A paper whose abstract begins with much else, with two notes."""
    with Library.open(path) as library:
        library.edit(1, {"abstract": f"{LONG}Here the naïve kites of Erdős fly high. {LONG}"})
        library.add_note(1, "Nothing here.")
        library.add_note(1, "Ask *Mira* about it.", quote="the sentence")
        return library.reader.paper(1)


def lines(paper: Paper, query: str, room: Size) -> list[str]:
    """What the preview shows without scrolling."""
    return [line.plain for line in preview(paper, terms(query), room).wrap(room.width)[: room.height]]


@pytest.mark.parametrize("room", [Size(76, 7), Size(76, 12), Size(30, 20)])
def test_what_stands_out_of_sight_is_quoted(paper: Paper, room: Size) -> None:
    shown = lines(paper, "naive mira", room)
    assert [line[:8].strip() for line in shown if "naïve" in line or "Mira" in line] == ["abstract", "note"]
    assert max(map(len, shown)) <= room.width


def test_what_is_in_sight_is_not_said_twice(paper: Paper) -> None:
    shown = lines(paper, "finding sentence ada", Size(76, 12))
    assert not any(line.startswith(("abstract ", "note ")) for line in shown)
    assert not any(line.startswith("abstract ") for line in lines(paper, "naive", Size(76, 60)))


def test_words_that_stand_together_are_quoted_together(paper: Paper) -> None:
    shown = [line for line in lines(paper, "naive kites erdos", Size(76, 7)) if line.startswith("abstract ")]
    assert len(shown) == 1
    assert "naïve kites of Erdős" in shown[0]


def test_nothing_is_quoted_for_a_query_without_words(path: Path) -> None:
    with Reader(path) as reader:
        paper = reader.paper(1)
    assert preview(paper, None, Size(40, 7)).plain == preview(paper, terms("is:unread"), Size(40, 7)).plain
