"""The screen of figures draws for the room there is, and follows what happens."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from storage import Library
from tests.tui.app.desk import NOW, open_desk
from tui.config import Settings


async def test_the_year_is_drawn_for_the_filter_and_anew_when_something_changes(path: Path) -> None:
    with Library.open(path, clock=lambda: NOW) as library:
        library.mark([1, 2], "read")
    async with open_desk(path, (120, 60), Settings(goal=2)) as desk:
        await desk.press("F")
        assert "goal of 2 a week met in 1 of 12 weeks" in desk.text()
        assert "cs.LG" in desk.text()
        assert "· none   ▒ 1   █ 2" in desk.text()
        with Library.open(path, clock=lambda: NOW) as library:
            library.mark([3, 4], "read")
        desk.app.look_for_changes()
        await desk.settle()
        assert "░ 1   ▒ 2   ▓ 3   █ 4" in desk.text()
        await desk.press("escape", "/", *"autumn", "enter", "F")
        assert "/ autumn" in desk.text()
        assert "█ 1" in desk.text()
        await desk.press("escape")
        assert desk.on_desk


async def test_a_small_window_has_a_smaller_picture(path: Path) -> None:
    async with open_desk(path, (60, 20)) as desk:
        await desk.press("F")
        lines = desk.text().splitlines()
        (monday,) = [line for line in lines if "Mon ·" in line]
        assert monday.count("·") == 51
        await desk.pilot.resize_terminal(120, 40)
        await desk.settle()
        (wide,) = [line for line in desk.text().splitlines() if "Mon ·" in line]
        assert "· · ·" in wide
        await desk.press("G", "g", "g", "Q")


async def test_a_filter_by_what_is_cooling_counts_the_days_of_the_settings(path: Path) -> None:
    with Library.open(path, clock=lambda: NOW - timedelta(days=5)) as library:
        library.mark([1], "reading")
    for days, found in ((2, True), (9, False)):
        async with open_desk(path, (120, 60), Settings(cooling=days)) as desk:
            await desk.press("/", *"is:cooling", "enter", "F")
            assert "/ is:cooling" in desk.text()
            assert ("cs.PL" in desk.text()) is found
