"""What a screen asks of the library on a thread, and the library cannot tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import LibraryDamaged, Reader
from tests.tui.app.desk import open_desk


@pytest.mark.parametrize(
    ("key", "asked"), [("L", "pace"), ("i", "undecided"), ("F", "habits"), (">", "suggestions")]
)
async def test_it_is_said_and_the_screen_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch, key: str, asked: str
) -> None:
    def damaged(reader: Reader, *_: object) -> None:
        raise LibraryDamaged(path, "a page of it is spoilt")

    async with open_desk(path) as desk:
        monkeypatch.setattr(Reader, asked, damaged)
        await desk.press(key)
        assert "a page of it is spoilt" in desk.toasts()
        assert not desk.on_desk
