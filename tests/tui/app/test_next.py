"""The screen of what to read next: reasons, corrections that show at once, and the way to a paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from seeds import Draft
from storage import Library
from tests.tui.app.desk import NOW, Desk, harvest, open_desk
from tui.screens.paper import PaperScreen
from tui.screens.suggesting import NextScreen

SUBJECTS = ("rivers", "hills", "clouds", "bells", "looms", "kites", "meadows", "winters")


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    """Sixteen papers on two topics, of one of which six were read."""
    path = tmp_path / "library.db"
    with Library.open(path, create=True, clock=lambda: NOW) as library:
        drafts = [
            Draft(
                title=f"{topic} of {subject}",
                authors=(author,),
                abstract=f"{topic} and {subject}.",
                published=str(2000 + number),
                key=f"{topic[:5].lower()}{number}",
                position=number + start,
            )
            for start, topic, author in ((0, "Sparse pruning", "Ada Bee"), (8, "Quantum circuits", "Cy Dörr"))
            for number, subject in enumerate(SUBJECTS)
        ]
        library.take([harvest(drafts)])
        library.mark(range(1, 7), "read")
        library.mark([9, 10], "skipped")
    return path


def shown(desk: Desk) -> list[str]:
    """The keys of the papers on the screen, in order."""
    screen = desk.app.screen
    assert isinstance(screen, NextScreen)
    return [one.row.key for one in screen.lines.papers]


async def test_what_comes_next_has_its_reasons_and_can_be_corrected(judged: Path) -> None:
    async with open_desk(judged, (100, 30)) as desk:
        await desk.press(">")
        assert set(shown(desk)[:2]) == {"spars6", "spars7"}
        assert "Learned from 6 papers you liked and 2 you did not." in desk.text()
        assert "Bee +" in desk.text()
        assert "Dörr −" in desk.text()
        first = shown(desk)[0]
        await desk.press("-")
        assert first not in shown(desk)
        assert "Less like" in desk.toasts()
        await desk.press("u")
        assert shown(desk)[0] == first
        await desk.press("j", "+", "+")
        assert desk.reader.tastes(range(1, 17)) == {}


async def test_the_cursor_goes_from_paper_to_paper_and_keys_work_on_the_one_under_it(judged: Path) -> None:
    async with open_desk(judged, (80, 20)) as desk:
        await desk.press(">", "j", "j", "k")
        second = shown(desk)[1]
        await desk.press("s", "enter")
        assert isinstance(desk.app.screen, PaperScreen)
        assert desk.app.screen.paper is not None
        assert desk.app.screen.paper.key == second
        assert desk.app.screen.paper.starred
        await desk.press("escape", "G", "x")
        assert len(shown(desk)) == 7
        await desk.press("g", "g", "r")
        assert desk.reader.count("is:read") == 7
        await desk.press("escape")
        assert desk.on_desk


async def test_the_filter_is_kept_and_the_sidebar_leads_there(judged: Path) -> None:
    async with open_desk(judged, (120, 30)) as desk:
        await desk.press("/", *"quantum", "enter", ">")
        assert all(key.startswith("quant") for key in shown(desk))
        assert len(shown(desk)) == 6
        await desk.press("escape")
        entries = desk.app.browse.sidebar.entries
        at = next(number for number, entry in enumerate(entries) if entry.command == "next")
        desk.app.browse.sidebar.focus()
        desk.app.browse.sidebar.cursor = at
        await desk.press("enter")
        assert isinstance(desk.app.screen, NextScreen)


async def test_with_few_judgements_it_says_so_and_shows_the_newest(path: Path) -> None:
    async with open_desk(path, (80, 24)) as desk:
        await desk.press(">")
        assert shown(desk)[:2] == ["writer0", "writer1"]
        assert "0 of the 5 papers are judged that are needed" in desk.text()
        await desk.press("escape", "V", "r", "escape", ">")
        assert shown(desk) == []
        assert "No unread paper is left here." in desk.text()
        await desk.press("enter", "-", "j")
        assert isinstance(desk.app.screen, NextScreen)


async def test_the_mouse_chooses_by_either_line_and_opens_by_a_double_click(judged: Path) -> None:
    async with open_desk(judged, (80, 20)) as desk:
        await desk.press(">")
        await desk.pilot.click("#suggestions", offset=(20, 3))
        screen = desk.app.screen
        assert isinstance(screen, NextScreen)
        assert screen.chosen() == (screen.lines.papers[1].row.id,)
        (line,) = [line for line in desk.text().splitlines() if line.startswith("›")]
        assert "+" in line
        await desk.pilot.click("#suggestions", offset=(20, 5), times=2)
        await desk.settle()
        assert isinstance(desk.app.screen, PaperScreen)
        assert desk.app.screen.paper_id == screen.lines.papers[2].row.id
