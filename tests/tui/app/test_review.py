"""The review: asked first, shown then, answered last; a few a day, and every answer can be taken back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from storage import Library
from tests.tui.app.desk import NOW, open_desk
from tui.config import Settings
from tui.screens.reviewing import ReviewScreen


@pytest.fixture
def remembered(path: Path) -> Path:
    """Three papers that were read last week and are due, one of them with a note."""
    with Library.open(path, clock=lambda: NOW - timedelta(days=7)) as library:
        library.mark([1, 2, 3], "read")
        library.add_note(1, "Tickets are **drawn** early.")
        library.remember([1, 2, 3])
    return path


async def test_the_note_is_shown_only_when_it_is_asked_for(remembered: Path) -> None:
    async with open_desk(remembered, (100, 30)) as desk:
        await desk.press("B")
        assert "1 of 3 today" in desk.text()
        assert "Finding Sparse Winning Tickets by Pruning" in desk.text()
        assert "What was its point?" in desk.text()
        assert "drawn" not in desk.text()
        assert "abstract 0" not in desk.text()
        await desk.press("3")  # no answer before the note
        assert "1 of 3 today" in desk.text()
        await desk.press("enter")
        assert "Tickets are drawn early." in desk.text()
        assert "1 again   2 hard   3 good   4 easy" in desk.text()
        await desk.press("3")
        assert "2 of 3 today" in desk.text()
        assert "A Calm Study" in desk.text()
        assert "comes back in" in desk.toasts()
        await desk.press("space")
        assert "You wrote no note on it. It says of itself:" in desk.text()
        assert "This is abstract 1." in desk.text()
        await desk.press("u")
        assert "1 of 3 today" in desk.text()
        await desk.press("escape")
        assert desk.on_desk


async def test_a_day_has_no_more_reviews_than_the_settings_allow(remembered: Path) -> None:
    async with open_desk(remembered, (80, 24), Settings(reviews=1)) as desk:
        await desk.press("B", "enter", "4")
        assert "Enough for today: 1 reviewed, 2 on other days." in desk.text()
        await desk.press("enter", "1")
        assert isinstance(desk.app.screen, ReviewScreen)
        assert desk.reader.reviews(9).done == 1


async def test_papers_are_put_on_the_schedule_by_a_key_and_taken_off_again(path: Path) -> None:
    async with open_desk(path, (80, 24)) as desk:
        await desk.press("B")
        assert "No paper comes back for review" in desk.text()
        await desk.press("escape", "M")
        assert "Will ask about “Finding Sparse" in desk.toasts()
        assert desk.reader.remembered([1]).keys() == {1}
        await desk.press("B")
        assert "Nothing is due. The next paper comes back on 2026-02-01." in desk.text()
        await desk.press("escape", "M")
        assert desk.reader.remembered([1]) == {}
