"""A library of a few papers made for these tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import Library
from tests.tui.app.desk import NOW, TITLES, draft, harvest


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with six papers."""
    path = tmp_path / "library.db"
    with Library.open(path, create=True, clock=lambda: NOW) as library:
        library.take([harvest([draft(number, title) for number, title in enumerate(TITLES)])])
    return path
