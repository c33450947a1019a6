"""The app and other processes on one library: nothing is lost, nobody sees an error, everybody sees all.

The library's own tests show that commands among themselves lose nothing; here a person watches.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from storage import Library, Reader
from tests.tui.terminal.program import CARREL, Program, environment_of
from tui.intake import import_starter

PROCESSES, TURNS = 4, 25
TO_BE_SEEN = 1.0
"""Seconds after the last change within which the app shows it."""

WORKER = """
import sys
from tui.cli.run import run
first, turns = int(sys.argv[1]), int(sys.argv[2])
for turn in range(turns):
    paper = str(first + turn)
    words = (
        ["tag", paper, "--add", "together"],
        ["mark", "read", paper],
        ["note", "1", f"note {first}-{turn}"],
        ["tag", paper, "1", "--add", f"by-{first}"],
    )[turn % 4]
    code = run(words)
    if code:
        sys.exit(code)
"""
# Of 25 turns: 7 tags of one paper, 6 papers read, 6 notes, 6 tags of two papers.
TOGETHER, READ, NOTES, OWN = 7, 6, 6, 6

WRONG = ("Traceback", "locked", "database", "rror:", "cannot", "damaged", "changed elsewhere")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A home with the starter list."""
    with Library.open(tmp_path / "library.sqlite", create=True) as library:
        import_starter(library)
    return tmp_path


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command, to its end."""
    return subprocess.run(
        [*CARREL, *words], env=environment_of(folder), capture_output=True, text=True, timeout=60, check=False
    )


def test_a_hundred_commands_beside_the_open_app_lose_nothing(folder: Path) -> None:
    """Four processes of 25 commands, and a person who stars papers meanwhile."""
    reader = Reader(folder / "library.sqlite")
    before = len(reader.history(1_000))
    with ExitStack() as open_things:
        app = open_things.enter_context(Program(folder, rows=50))
        app.until(lambda program: program.counts("Unread", 257))
        workers = [
            open_things.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", WORKER, str(10 + number * TURNS), str(TURNS)],
                    env=environment_of(folder),
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                )
            )
            for number in range(PROCESSES)
        ]
        stars = 0
        while any(worker.poll() is None for worker in workers) and stars < 20:
            app.press("s")
            stars += 1
            app.until(lambda program, stars=stars: program.counts("Starred", stars))
            app.press("j")
        watched = time.monotonic()
        while any(worker.poll() is None for worker in workers):
            app.settle(0.01)
            assert time.monotonic() < watched + 60
        finished = time.monotonic()
        seen = app.until(
            lambda program: (
                program.counts("Read", PROCESSES * READ)
                and program.counts("Unread", 257 - PROCESSES * READ)
                and program.counts("together", PROCESSES * TOGETHER)
                and all(program.counts(f"by-{10 + n * TURNS}", OWN + 1) for n in range(PROCESSES))
            )
        )
        assert seen - finished <= TO_BE_SEEN

        for worker in workers:
            _, words = worker.communicate()
            assert worker.returncode == 0, words
            assert not [word for word in WRONG if word in words.decode()], words
        app.press("Q")
        assert app.ended() == 0
        assert app.is_restored, app.modes
        assert not [word for word in WRONG if word.encode() in app.output]

    assert len(reader.history(1_000)) - before == PROCESSES * TURNS + stars
    assert reader.count("is:read") == PROCESSES * READ
    assert reader.count("is:starred") == stars
    assert reader.count("tag:together") == PROCESSES * TOGETHER
    texts = [note.text for note in reader.notes()]
    assert len(texts) == len(set(texts)) == PROCESSES * NOTES
    reader.close()
    checked = run(folder, "check")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_what_another_process_imports_is_in_the_list_within_a_second(folder: Path) -> None:
    """The new paper appears, the counts follow, and the cursor stays on the paper it was on."""
    page = folder / "page.jsonl"
    paper = {
        "title": "A Paper that Came in by the Other Door",
        "published": "2031-05-06",
        "abstract": "Of doors.",
    }
    page.write_text(json.dumps(paper) + "\n")
    with Program(folder) as app:
        app.until(lambda program: program.counts("Unread", 257))
        app.press("j")
        app.until(lambda program: "Sieve" in program.line("›●"))
        done = run(folder, "import", str(page))
        finished = time.monotonic()
        assert done.returncode == 0, done.stderr
        seen = app.until(
            lambda program: (
                "A Paper that Came in" in program.text
                and program.counts("Unread", 258)
                and "258 papers" in program.line("Carrel")
            )
        )
        assert seen - finished <= TO_BE_SEEN
        app.until(lambda program: "Sieve" in program.line("›●"))

        undone = run(folder, "undo")
        assert undone.returncode == 0, undone.stderr
        app.until(lambda program: "A Paper that Came in" not in program.text)
        app.until(lambda program: program.counts("Unread", 257))
        app.press("Q")
        assert app.ended() == 0
