"""Every screen looks as it did when somebody last looked at it and was content."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from tests.tui.snapshots.pictures import FOLDER, PICTURES, Picture, furnish, take

AGAIN = "If this is how it should look, draw it again: python -m tests.tui.snapshots"


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of the pictures, made once."""
    path = tmp_path_factory.mktemp("furnished") / "library.sqlite"
    furnish(path)
    return path


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_the_screen_looks_as_it_did(picture: Picture, tmp_path: Path, furnished: Path) -> None:
    """Text and styles of every cell are those of the stored picture."""
    stored = FOLDER / f"{picture.name}.txt"
    assert stored.exists(), f"There is no picture of {picture.name} yet. {AGAIN} {picture.name}"
    before, now = stored.read_text("utf-8"), take(picture, tmp_path, furnished)
    changes = difflib.unified_diff(before.splitlines(), now.splitlines(), "stored", "now", n=1, lineterm="")
    assert now == before, "\n".join(["it changed:", *changes, f"{AGAIN} {picture.name}"])


def test_every_stored_picture_is_compared() -> None:
    """A picture of nothing any more is removed by drawing them again."""
    assert {path.stem for path in FOLDER.iterdir()} == {picture.name for picture in PICTURES}


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_holds_nothing_of_the_machine_it_was_drawn_on(picture: Picture) -> None:
    """No home, no temporary folder, no line that is too long for the screen it is of."""
    text = (FOLDER / f"{picture.name}.txt").read_text("utf-8")
    assert not [word for word in (str(Path.home()), "/tmp", "pytest-of") if f"{word}/" in text]
    assert len(text.encode()) < 16_000
