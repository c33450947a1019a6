"""What is done to everything that matches is done to all of it, and taken back in one step."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from storage import Library
from tests.tui.app.desk import NOW, draft, harvest, open_desk
from tui.screens.searching import Question, find

MANY = 340
"""More papers than are looked at together anywhere in the app."""


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Papers of which all but the last ten are read, starred and tagged."""
    path = tmp_path / "many.db"
    drafts = [
        replace(
            draft(number % 20, f"Paper {number}"), key=None, identifiers=(), abstract=None, position=number
        )
        for number in range(MANY)
    ]
    with Library.open(path, create=True, clock=lambda: NOW) as library:
        library.take([harvest(drafts)])
        most = library.reader.ids()[: MANY - 10]
        library.mark(most, "read")
        library.star(most)
        library.tag(most, add=["most"])
    return path


@pytest.mark.parametrize(
    ("key", "query", "before"), [("s", "is:starred", 330), ("r", "is:read", 330), ("R", "is:reading", 0)]
)
async def test_a_key_changes_all_that_are_selected_as_one_step(
    many: Path, key: str, query: str, before: int
) -> None:
    async with open_desk(many) as desk:
        await desk.press("V", key)
        assert desk.reader.count(query) == MANY
        assert "u undoes" in desk.toasts()
        await desk.press("u")
        assert desk.reader.count(query) == before


async def test_ratings(many: Path) -> None:
    async with open_desk(many) as desk:
        await desk.press("V", "*", "4")
        assert desk.reader.count("rating:4") == MANY
        await desk.press("u")
        assert desk.reader.count("has:rating") == 0


async def test_only_what_the_filter_matches_is_changed(many: Path) -> None:
    async with open_desk(many) as desk:
        await desk.press("/")
        await desk.type("is:unread")
        await desk.press("enter", "V", "s", "escape", "escape")
        assert desk.reader.count("is:starred") == MANY
        assert desk.reader.count("is:read") == 330


async def test_tags_on_some_are_put_on_all(many: Path) -> None:
    async with open_desk(many) as desk:
        await desk.press("V", "t")
        assert "▣ #most" in desk.text()
        await desk.type("most")
        await desk.press("enter", "enter")
        assert desk.reader.count("tag:most") == MANY
        await desk.press("u", "t")
        assert "▣ #most" in desk.text()


async def test_what_went_to_the_trash_is_selected_no_more(many: Path) -> None:
    async with open_desk(many) as desk:
        await desk.press("2")
        assert len(desk.app.browse.papers.ids) == 0
        await desk.press("3", "V", "d")
        assert desk.reader.count("is:trashed") == 330
        assert desk.app.browse.papers.picked() == []
        assert "selected" not in desk.text()
        await desk.press("0", "d")
        assert desk.reader.count("is:trashed") == 331
        await desk.press("u", "u")
        assert desk.reader.count("is:trashed") == 0


async def test_copying_says_when_it_is_not_all(many: Path) -> None:
    async with open_desk(many) as desk:
        await desk.press("V", "y")
        assert "Copied only 300 of 340 keys" in desk.toasts()


async def test_all_is_what_was_asked_for_however_little_has_been_found_yet(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The keys come faster than the answers, and an answer comes with its first papers at first."""
    monkeypatch.setattr("tui.screens.answering.Answering.screenful", lambda self: 3)
    async with open_desk(many) as desk:
        screen, papers = desk.app.browse, desk.app.browse.papers
        screen.apply(find(desk.reader, Question(), 3))
        screen.do_select_all()
        assert len(papers.picked()) == MANY
        screen.do_select_all()
        assert papers.picked() == []
        screen.do_view("3")
        screen.do_select_all()
        assert len(papers.picked()) == 330
        await desk.press("d")
        assert desk.reader.count("is:trashed") == 330
