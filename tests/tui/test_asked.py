"""Queries are remembered in a private file that nothing breaks."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tui import paths
from tui.asked import LONGEST, MOST, Asked

ROOT = Path(__file__).parents[2]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where there is nothing yet, nor a folder."""
    return tmp_path / "state" / "carrel" / "queries"


def test_the_newest_comes_first_and_each_once(file: Path) -> None:
    asked = Asked(file)
    for query in ("a", "b", "  a ", "", "   ", "c"):
        asked.add(query)
    assert asked.newest_first() == ("c", "a", "b")
    assert Asked(file).newest_first() == ("c", "a", "b")
    assert file.read_text("utf-8") == "b\na\nc\n"


def test_without_a_file_they_last_as_long_as_the_app() -> None:
    asked = Asked()
    for query in ("a", "b", "a"):
        asked.add(query)
    assert asked.newest_first() == ("a", "b")


def test_only_the_newest_are_kept_and_nothing_endless(file: Path) -> None:
    asked = Asked(file)
    file.parent.mkdir(parents=True)
    file.write_text("".join(f"query {number}\n" for number in range(MOST + 50)))
    asked.add("x" * (LONGEST + 1))
    asked.add("the last")
    assert len(asked.newest_first()) == MOST
    assert asked.newest_first()[:2] == ("the last", f"query {MOST + 49}")
    assert len(file.read_text().splitlines()) == MOST


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_nobody_else_can_read_them(file: Path) -> None:
    Asked(file).add("private")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [each.name for each in file.parent.iterdir()] == ["queries"]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\n\x00\n", b"a\x1b]0;x\x07b\r\n\n", b"x" * 3_000_000])
def test_a_damaged_file_is_no_reason_to_fail_and_nothing_in_it_can_do_harm(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(data)
    asked = Asked(file)
    assert all(query.isprintable() for query in asked.newest_first())
    asked.add("ok")
    assert asked.newest_first()[0] == "ok"


def test_where_nothing_can_be_written_nothing_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    asked = Asked(tmp_path / "file" / "queries")
    asked.add("a")
    assert asked.newest_first() == ()
    (tmp_path / "folder").mkdir()
    asked = Asked(tmp_path / "folder")
    asked.add("a")
    assert asked.newest_first() == ()


@pytest.mark.skipif(os.name != "posix", reason="elsewhere the last writer wins")
def test_programs_that_write_at_the_same_time_lose_nothing(file: Path) -> None:
    code = """
import sys
from pathlib import Path
from tui.asked import Asked
asked = Asked(Path(sys.argv[1]))
for number in range(40):
    asked.add(f"{sys.argv[2]} {number}")
"""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(file), name], env=environment) for name in "abc"
    ]
    assert [program.wait() for program in running] == [0, 0, 0]
    assert set(Asked(file).newest_first()) == {f"{name} {number}" for name in "abc" for number in range(40)}


def test_they_lie_in_the_folder_for_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert paths.queries_file() == tmp_path / "carrel" / "queries"
