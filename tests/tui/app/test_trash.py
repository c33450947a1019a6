"""The trash in the app: emptied only by whoever says so twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import Library
from tests.tui.app.desk import open_desk


@pytest.fixture
def trashed(path: Path) -> Path:
    """The library with two papers in the trash."""
    with Library.open(path) as library:
        library.remove([1, 2])
    return path


async def test_it_is_emptied_by_a_choice_and_a_number(trashed: Path) -> None:
    async with open_desk(trashed) as desk:
        desk.app.browse.search(type(desk.app.browse.question)("is:trashed"))
        await desk.settle()
        desk.app.run_command("empty-trash")
        await desk.settle()
        assert "Delete 2 papers for good" in desk.text()
        assert "Nothing done before can be undone" in desk.text()
        await desk.press("j", "enter")
        assert "Type 2" in desk.text()
        assert desk.reader.count("is:trashed") == 2
        await desk.press("2", "enter")
        assert desk.reader.count("is:trashed") == 0
        assert "Deleted 2 papers for good" in desk.toasts()
        assert "undoes" not in desk.toasts()
        await desk.press("u")
        assert "Nothing to undo" in desk.toasts()


@pytest.mark.parametrize(
    "keys", [("enter",), ("escape",), ("j", "enter", "3", "enter"), ("j", "enter", "escape")]
)
async def test_everything_else_keeps_it(trashed: Path, keys: tuple[str, ...]) -> None:
    async with open_desk(trashed) as desk:
        desk.app.browse.search(type(desk.app.browse.question)("is:trashed"))
        await desk.settle()
        desk.app.run_command("empty-trash")
        await desk.press(*keys)
        assert desk.reader.count("is:trashed") == 2
        assert desk.reader.undoable()


async def test_it_is_offered_only_where_the_trash_is_in_sight(trashed: Path) -> None:
    from tui.commands.marking import EmptyTrash

    async with open_desk(trashed) as desk:
        assert not desk.app.browse.can(EmptyTrash)
        desk.app.browse.search(type(desk.app.browse.question)("is:trashed"))
        await desk.settle()
        assert desk.app.browse.can(EmptyTrash)
