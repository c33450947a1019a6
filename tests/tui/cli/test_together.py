"""Many commands at once on one library: nothing is lost, and nobody sees an error."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from tests.tui.cli.helpers import Carrel

PROCESSES, COMMANDS = 4, 25

WORKER = """
import sys
from tui.cli.run import run
first = int(sys.argv[1])
for turn in range(25):
    paper = str(first + turn)
    words = (
        ["tag", paper, "1", "--add", f"by-{first}"],
        ["mark", "read", paper],
        ["note", "1", f"{first}-{turn}"],
    )[turn % 3]
    code = run(words)
    if code:
        sys.exit(code)
"""


def test_four_processes_of_twenty_five_changes_lose_nothing(carrel: Carrel) -> None:
    def work(number: int) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-c", WORKER, str(10 + number * COMMANDS)],
            env=carrel.environment(),
            capture_output=True,
            timeout=300,
            check=False,
        )

    events = len(carrel("history", "--limit", "1000", "--as", "json").json)
    with ThreadPoolExecutor(PROCESSES) as pool:
        ended = list(pool.map(work, range(PROCESSES)))
    assert [process.returncode for process in ended] == [0] * PROCESSES, ended
    assert all(b"carrel:" not in process.stderr for process in ended)
    after = len(carrel("history", "--limit", "1000", "--as", "json").json)
    assert after - events == PROCESSES * COMMANDS
    tagged = {tag["name"]: tag["papers"] for tag in carrel("tags", "--as", "json").json}
    assert tagged == {f"by-{10 + number * COMMANDS}": 10 for number in range(PROCESSES)}
    assert carrel.counts()["read"] == PROCESSES * 8
    assert len(carrel("notes", "id:1", "--as", "json").json) == PROCESSES * 8
    assert carrel("check").code == 0


def test_looking_never_waits_for_a_change(carrel: Carrel) -> None:
    import sqlite3

    with sqlite3.connect(carrel.library, isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE paper SET starred = 1")
        assert len(carrel.process("list").lines) == 257
        writer.execute("ROLLBACK")
    writer.close()
