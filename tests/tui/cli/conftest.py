"""Libraries to run commands on: an empty place, the starter list, and the five real pages."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.online.server import Service, serving
from tests.tui.cli.helpers import HOSTILE, REAL_PAGES, Carrel


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library made once from the starter list; tests work on copies."""
    carrel = Carrel(tmp_path_factory.mktemp("starter"))
    assert carrel("import", "--starter").code == 0
    return carrel.library


@pytest.fixture
def empty(tmp_path: Path) -> Carrel:
    """The command line where there is no library yet."""
    return Carrel(tmp_path)


@pytest.fixture
def carrel(tmp_path: Path, starter: Path) -> Carrel:
    """The command line on the 257 papers of the starter list."""
    desk = Carrel(tmp_path)
    shutil.copy(starter, desk.library)
    return desk


@pytest.fixture
def pages() -> Path:
    """The owner's five saved pages, which are not part of the project."""
    if not REAL_PAGES.is_dir():
        pytest.skip("the five real pages are not here")
    return REAL_PAGES


@pytest.fixture(scope="session")
def hostile() -> dict[str, str]:
    """Strings made to harm whoever prints them."""
    own = {
        "osc": "T\x1b]0;owned\x07Z",
        "csi": "T\x1b[2J\x9b31mZ",
        "lines": "one\r\ntwo\x0bthree\x85four\u2028five",
        "bidi": "abc\u202edcba\u2066x",
        "marks": "Z" + "\u0301" * 500,
        "markup": "[red]x[/] [@click=app.quit]y[/] [18F]FDG",
        "half": "lone \ud800 surrogate",
        "nul": "a\x00b\x7fc",
    }
    return own | (json.loads(HOSTILE.read_text()) if HOSTILE.is_file() else {})


@pytest.fixture
def service() -> Iterator[Service]:
    """All services, on this machine."""
    with serving() as running:
        yield running


@pytest.fixture
def online(empty: Carrel, service: Service, monkeypatch: pytest.MonkeyPatch) -> Carrel:
    """The command line without a library, with settings that lead to the server; nobody waits."""
    service.config(empty.config)
    monkeypatch.setattr("tui.wire.sleep", lambda seconds: None)
    return empty
