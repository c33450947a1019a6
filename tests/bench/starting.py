"""How long it takes until something is there: commands from outside, the app on a terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pyte

from tests.bench.figures import Figure
from tests.bench.terminal import Terminal, shows
from tests.bench.timing import in_turns

PYTHON = sys.executable
CARREL = (PYTHON, "-m", "tui")

_CURSOR = re.compile("›[●◐✓–]")

EMPTY_APP = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("nothing but this line")
Empty().run()
"""
ONE_COMMIT = """
import sqlite3, sys, typer, sqlmodel
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("PRAGMA synchronous = FULL")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE paper SET revision = revision WHERE id = 1")
connection.execute("COMMIT")
"""


def commands(library: Path, copy: Path, word: str, rounds: int, env: dict[str, str]) -> Iterator[Figure]:
    """The commands of scripts, each beside its floor. ``copy`` may be written to."""
    on, writing = (*CARREL, "--library", str(library)), (*CARREL, "--library", str(copy))
    times = in_turns(
        {
            "pass": (PYTHON, "-c", "pass"),
            "read floor": (PYTHON, "-c", "import typer, sqlite3"),
            "write floor": (PYTHON, "-c", ONE_COMMIT, str(copy)),
            "version": (*CARREL, "--version"),
            "list": (*on, "list", "--limit", "20"),
            "search": (*on, "list", word, "--limit", "20"),
            "tag": (*writing, "tag", "1", "--add", "bench"),
            "untag": (*writing, "tag", "1", "--remove", "bench"),
        },
        rounds,
        env,
    )
    version, read, write = times["pass"], times["read floor"], times["write floor"]
    yield Figure("`carrel --version`", times["version"], "ms", version, "python -c pass", 2, True)
    yield Figure("`list`, newest 20", times["list"], "ms", read, "import typer, sqlite3", 1.4, True)
    floor = "import typer, sqlite3"
    yield Figure("`list` with a word, newest 20", times["search"], "ms", read, floor, 1.4, True)
    tag = (times["tag"] + times["untag"]) / 2
    yield Figure("`tag` one paper", tag, "ms", write, "import typer, sqlmodel; one commit", 1.2, True)


def app(library: Path, title: str, rounds: int, env: dict[str, str]) -> Iterator[Figure]:
    """The app from nothing to its first rows, and to the first key that does something."""
    first, ready, floor = [], [], []
    for number in range(rounds + 1):
        rows_at, ready_at = _start_app(library, title, env)
        floor_at = _start_empty(env)
        if number:
            first.append(rows_at)
            ready.append(ready_at)
            floor.append(floor_at)
    lowest = median(floor)
    yield Figure("app: first rows on the screen", median(first), "ms", lowest, "an empty Textual app", 60)
    yield Figure("app: first key answered", median(ready), "ms", lowest, "an empty Textual app", 1.3, True)


def _start_app(library: Path, title: str, env: dict[str, str]) -> tuple[float, float]:
    with Terminal((*CARREL, "--library", str(library)), env) as terminal:
        rows = terminal.until(shows(title))
        terminal.until(lambda screen: cursor_row(screen) >= 0)
        top = cursor_row(terminal.screen)
        terminal.send("j")
        ready = terminal.until(lambda screen: cursor_row(screen) == top + 1)
        return (rows - terminal.begun) * 1000, (ready - terminal.begun) * 1000


def cursor_row(screen: pyte.Screen) -> int:
    """The line of the screen on which the list's cursor stands, -1 when there is none."""
    marked = (number for number, line in enumerate(screen.display) if _CURSOR.search(line))
    return next(marked, -1)


def _start_empty(env: dict[str, str]) -> float:
    with Terminal((PYTHON, "-c", EMPTY_APP), env) as terminal:
        return (terminal.until(shows("nothing but this line")) - terminal.begun) * 1000
