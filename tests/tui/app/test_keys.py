"""Every key of the list does in the store, or on the screen, what its help says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.app.desk import Desk, play
from tui.screens.paper import PaperScreen


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("j",), "writer1"), (("down", "down"), "writer2"), (("j", "k"), "writer0"), (("G",), "writer5"),
        (("end",), "writer5"), (("G", "g", "g"), "writer0"), (("pagedown",), "writer5"),
        (("G", "pageup"), "writer0"),
        (("ctrl+d",), "writer5"), (("G", "ctrl+u"), "writer0"), (("G", "home"), "writer0"),
        (("k",), "writer0"),
    ],
)  # fmt: skip
def test_moving(path: Path, keys: tuple[str, ...], expected: str) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press(*keys)
        assert desk.here == expected

    play(path, scenario)


def test_states_stars_and_ratings(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("r")
        assert desk.row(0).state == "read"
        await desk.press("r")
        assert desk.row(0).state == "unread"
        await desk.press("R")
        assert desk.row(0).state == "reading"
        await desk.press("x")
        assert desk.row(0).state == "skipped"
        await desk.press("s")
        assert desk.row(0).starred
        assert "★" in desk.text()
        await desk.press("s")
        assert not desk.row(0).starred
        for rating in range(1, 6):
            await desk.press("*", str(rating))
            assert desk.row(0).rating == rating
        await desk.press("*", "0")
        assert desk.row(0).rating is None

    play(path, scenario)


def test_a_sequence_shows_while_it_waits_and_nonsense_drops_it(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("*")
        assert "*…" in desk.text()
        await desk.press("r")
        assert desk.row(0).state == "unread"
        assert "*…" not in desk.text()

    play(path, scenario)


def test_opening_a_paper_does_not_mark_it_read(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("enter")
        assert isinstance(desk.app.screen, PaperScreen)
        assert "This is abstract 0" in desk.text()
        await desk.press("q")
        assert desk.on_desk
        assert desk.row(0).state == "unread"

    play(path, scenario)


def test_undo_and_redo_say_what_they_did(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("s", "u")
        assert not desk.row(0).starred
        assert "Undid: Starred" in desk.toasts()
        await desk.press("ctrl+r")
        assert desk.row(0).starred
        assert "Redid: Starred" in desk.toasts()

    play(path, scenario)


def test_a_selection_takes_every_action(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("space", "space")
        assert "2 selected" in desk.text()
        await desk.press("s")
        assert [desk.row(number).starred for number in range(3)] == [True, True, False]
        await desk.press("escape", "r")
        assert desk.row(2).state == "read"
        assert desk.row(0).state == "unread"

    play(path, scenario)


def test_a_range_reaches_from_its_start_to_the_cursor(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("j", "v", "j", "j", "r")
        assert [desk.row(number).state for number in range(5)] == ["unread", "read", "read", "read", "unread"]
        await desk.press("escape", "V", "s")
        assert all(desk.row(number).starred for number in range(6))

    play(path, scenario)


def test_the_trash_and_back(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("d")
        assert desk.here == "writer1"
        assert len(desk.app.browse.papers.ids) == 5
        await desk.press("/")
        await desk.type("is:trashed")
        await desk.press("enter")
        assert desk.here == "writer0"
        await desk.press("d")
        assert not desk.row(0).trashed

    play(path, scenario)


def test_unread_papers_are_found_both_ways(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("v", "j", "j", "r", "escape", "g", "g", "]")
        assert desk.here == "writer3"
        await desk.press("]", "[")
        assert desk.here == "writer3"

    play(path, scenario)


def test_copying(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("y")
        assert desk.app.clipboard == "writer0"
        await desk.press("Y")
        assert desk.app.clipboard.startswith("@unpublished{writer0,")
        assert "doi = {10.1234/paper.0}" in desk.app.clipboard

    play(path, scenario)


def test_the_browser_gets_the_doi(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def open_page(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr("webbrowser.open", open_page)

    async def scenario(desk: Desk) -> None:
        await desk.press("o")
        assert opened == ["https://doi.org/10.1234/paper.0"]

    play(path, scenario)


def test_views_by_number(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("s", "5")
        assert len(desk.app.browse.papers.ids) == 1
        assert "is:starred" in desk.text()
        await desk.press("0")
        assert len(desk.app.browse.papers.ids) == 6
        await desk.press("5", "w")
        await desk.type("Stars")
        await desk.press("enter", "0", "7")
        assert desk.app.browse.question.query == "view:Stars"
        assert len(desk.app.browse.papers.ids) == 1

    play(path, scenario)


def test_sorting(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("S", "j", "enter")
        assert desk.here == "writer0"
        assert desk.app.browse.papers.cursor == 5

    play(path, scenario)


def test_looks(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        assert desk.app.browse.sidebar.display
        await desk.press("b")
        assert not desk.app.browse.sidebar.display
        shown = desk.app.browse.preview.display
        await desk.press("p")
        assert desk.app.browse.preview.display is not shown
        await desk.press("T")
        assert desk.app.theme == "carrel-light"

    play(path, scenario)


def test_the_palette_runs_commands(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press(":")
        await desk.type("star, or")
        await desk.pilot.pause(0.3)
        await desk.press("enter")
        assert desk.row(0).starred

    play(path, scenario)


def test_help_and_history_open_and_close(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("?")
        assert "Keys in the list" in desk.text()
        await desk.press("tab", "escape", "s", "H")
        assert "Starred" in desk.text()
        await desk.press("u")
        assert "↶" in desk.text()
        await desk.press("q")
        assert desk.on_desk

    play(path, scenario)


def test_quit(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.pilot.press("q")
        assert desk.app._exit is False
        await desk.pilot.press("Q")
        assert desk.app._exit is True

    play(path, scenario)


def test_in_a_paper_the_same_keys_work_and_the_list_is_walked(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("enter", "s", "l", "r", "]")
        assert desk.row(0).starred
        assert desk.row(1).state == "read"
        assert isinstance(desk.app.screen, PaperScreen)
        assert desk.app.screen.paper is not None
        assert desk.app.screen.paper.key == "writer2"
        await desk.press("h", "h", "escape")
        assert desk.here == "writer0"

    play(path, scenario)


def test_the_mouse_moves_opens_and_toggles(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        papers = desk.app.browse.papers
        await desk.pilot.click(papers, offset=(30, 2))
        assert desk.here == "writer2"
        await desk.pilot.click(papers, offset=(3, 1))
        await desk.settle()
        assert desk.row(1).starred
        await desk.pilot.click(papers, offset=(30, 3), times=2)
        await desk.settle()
        assert isinstance(desk.app.screen, PaperScreen)

    play(path, scenario)


def test_the_sidebar_filters(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("s", "h", "g", "g", *["j"] * 5, "enter")
        assert desk.app.browse.question.query == "is:starred"
        assert desk.app.browse.papers.has_focus

    play(path, scenario)
