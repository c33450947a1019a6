"""The paper screen shows papers like it, and leads to them and back."""

from __future__ import annotations

from pathlib import Path

from storage import Library
from tests.tui.app.desk import open_desk
from tui.screens.paper import PaperScreen


async def test_related_papers_stand_below_with_their_reason_and_open_by_digit(path: Path) -> None:
    with Library.open(path) as library:
        library.tag([1, 3], add=["trees"])
    async with open_desk(path, (100, 50)) as desk:
        await desk.press("enter")
        assert "1 ● Pruning Trees in Autumn and Winter  2022" in desk.text()
        assert "shares: pruning" in desk.text()
        assert "#trees" in desk.text()
        await desk.press("1")
        screen = desk.app.screen
        assert isinstance(screen, PaperScreen)
        assert screen.paper_id == desk.row(2).id
        assert "1 ● Finding Sparse Winning Tickets by Pruning  2024" in desk.text()
        await desk.press("l")  # it stands in no list: the key is not live
        assert screen.paper_id == desk.row(2).id
        await desk.press("r", "escape")
        assert desk.row(2).state == "read"
        assert "1 ✓ Pruning Trees" in desk.text()
        await desk.press("l")
        assert desk.app.screen.paper_id == desk.row(1).id  # type: ignore[attr-defined]


async def test_a_click_opens_a_related_paper(path: Path) -> None:
    async with open_desk(path, (100, 50)) as desk:
        await desk.press("enter")
        await desk.pilot.click("Neighbour")
        await desk.settle()
        assert desk.app.screen.paper_id == desk.row(2).id  # type: ignore[attr-defined]


async def test_a_paper_that_is_like_no_other_has_no_such_part(path: Path) -> None:
    with Library.open(path) as library:
        library.edit(5, {"title": "Unheard", "authors": "Zed Zed", "abstract": "Nothing."})
    async with open_desk(path, (100, 50)) as desk:
        await desk.press("G", "k", "enter")
        assert "Unheard" in desk.text()
        assert "RELATED" not in desk.text()
        await desk.press("1")
        assert isinstance(desk.app.screen, PaperScreen)
        assert len(desk.app.screen_stack) == 2
