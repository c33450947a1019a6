"""Folders to run the program in: an empty home, and one with the papers of the starter list."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from storage import Library
from tui.intake import import_starter


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library made once from the starter list; tests work on copies."""
    path = tmp_path_factory.mktemp("starter") / "library.sqlite"
    with Library.open(path, create=True) as library:
        import_starter(library)
    return path


@pytest.fixture
def folder(tmp_path: Path, starter: Path) -> Path:
    """A home with 257 papers in its library."""
    shutil.copy(starter, tmp_path / "library.sqlite")
    return tmp_path
