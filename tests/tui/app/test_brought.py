"""The papers of one import, from the history."""

from __future__ import annotations

from pathlib import Path

from storage import Library
from tests.tui.app.desk import Desk, draft, harvest, play
from tui.screens.brought import BroughtScreen
from tui.screens.history import HistoryScreen
from tui.screens.paper import PaperScreen


def test_the_history_shows_the_papers_of_an_import(path: Path) -> None:
    """New and gone with their signs; Enter opens one, and undo takes the reader back."""
    with Library.open(path) as library:
        library.take([harvest([draft(20, "A Paper that Goes Away Again")], "news.jsonl")])
        library.take([harvest([draft(21, "A Paper that Has Just Come")], "news.jsonl")])

    async def scenario(desk: Desk) -> None:
        await desk.press("H")
        await desk.press("enter")
        assert isinstance(desk.app.screen, BroughtScreen)
        assert "news.jsonl: 1 new, 1 gone" in desk.text()
        assert " - A Paper that Goes Away Again" in desk.text()
        assert " + A Paper that Has Just Come" in desk.text()
        await desk.press("j")
        await desk.press("enter")
        assert isinstance(desk.app.screen, PaperScreen)
        assert "A Paper that Has Just Come" in desk.text()
        await desk.press("escape")
        await desk.press("u")
        assert isinstance(desk.app.screen, HistoryScreen)

    play(path, scenario)


def test_a_change_that_is_no_import_has_no_papers_to_show(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("s")
        await desk.press("H")
        await desk.press("enter")
        assert isinstance(desk.app.screen, HistoryScreen)
        assert "Only an import" in desk.toasts() + desk.text()

    play(path, scenario)
