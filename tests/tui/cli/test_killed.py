"""An import that is killed leaves whole papers, which one undo takes away again."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

import seeds
from tests.tui.cli.helpers import Carrel

PAPERS = 40_000
GIVE_UP = 60.0


def papers_in(library: Path) -> int:
    """What a library holds that somebody else is writing to, 0 before it is one."""
    try:
        with sqlite3.connect(f"{library.as_uri()}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM paper").fetchone()[0])
    except sqlite3.Error:
        return 0


def herons(folder: Path) -> Path:
    """A file that takes a while to import."""
    source = folder / "herons.jsonl"
    with source.open("w") as file:
        for number in range(PAPERS):
            paper = {
                "title": f"Heron {number} of the pond {number * 7919 % 10007}",
                "authors": [f"Ana {number % 97} Ortiz"],
                "published": "2020",
                "abstract": f"Herons stand still for {number} minutes, so there is time to count them.",
                "identifiers": {"arxiv": [], "doi": [f"10.1000/heron.{number}"]},
            }
            file.write(json.dumps(paper) + "\n")
    return source


def begun(empty: Carrel, source: Path, after: int) -> subprocess.Popen[str]:
    """An import of which ``after`` papers have come in."""
    importing = subprocess.Popen(
        [sys.executable, "-m", "tui", "import", str(source)],
        env=empty.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    since = time.monotonic()
    while papers_in(empty.library) < after and time.monotonic() - since < GIVE_UP:
        time.sleep(0.002)
    return importing


@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_import_that_is_stopped_says_what_stays(
    empty: Carrel, tmp_path: Path, how: signal.Signals, code: int
) -> None:
    importing = begun(empty, herons(tmp_path), 2_000)
    importing.send_signal(how)
    out, err = importing.communicate()
    left = papers_in(empty.library)
    assert (importing.returncode, out) == (code, "")
    assert err == f"Stopped: {left:,} papers came in before, and stay. Undo with: carrel undo\n"
    assert empty("undo").code == 0
    assert papers_in(empty.library) == 0
    assert empty("check").code == 0


@pytest.mark.parametrize("words", [("tag", "1", "--add", "x"), ("check",), ("check", "--repair")])
def test_ctrl_c_while_sqlite_calls_us_is_no_fault_of_the_library(
    carrel: Carrel, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """SQLite makes an error of its own of whatever a function raises that it calls."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with monkeypatch.context() as pressed:
            pressed.setattr(seeds, "search_text", lambda text: signal.raise_signal(signal.SIGINT))
            ended = carrel(*words)
    finally:
        signal.signal(signal.SIGINT, before)
    assert (ended.code, ended.out, ended.err) == (130, "", "")
    assert carrel("check").code == 0


@pytest.mark.parametrize("after", [1, 3_000, 22_000])
def test_a_killed_import_leaves_whole_papers_that_one_undo_removes(
    empty: Carrel, tmp_path: Path, after: int
) -> None:
    importing = begun(empty, herons(tmp_path), after)
    importing.send_signal(signal.SIGKILL)
    importing.communicate()
    assert importing.returncode == -signal.SIGKILL, "it was done before it could be killed"
    left = papers_in(empty.library)
    assert after <= left < PAPERS
    assert empty("check").code == 0
    assert empty("list", "heron", "--limit", "1").code == 0
    (event,) = empty("history", "--as", "json").json
    assert event["papers"] == left
    assert empty("undo").code == 0
    assert papers_in(empty.library) == 0
    assert empty("check").code == 0
