"""``python -m tests.faults.migration``: killed at every file operation while a library is brought up to date.

From every released schema, and from none at all: what is left is the old library or the new one, byte for
byte of its schema and row for row of its data, with a whole backup before anything was changed; and opening
it again brings it up to date. A library of a newer Carrel is refused by every command, and not a byte of it
or of what lies beside it changes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from storage import Library
from tests.faults import sabotage
from tests.faults.cuts import contents, fast_folder
from tests.faults.paths import Discarded, digest, sound, whole, with_schema
from tests.faults.report import Broken, Proof, show, skipped
from tests.faults.schemas import PAPERS, RELEASED, make_released
from tests.faults.shim import Operation, Shim, Unavailable
from tui.cli.main import COMMANDS
from tui.cli.run import run

PAPER, BIRD = "heron1", "heron2"
ARGUMENTS = {
    "import": ("--starter",), "export": ("--to", "bibtex"), "author": ("Bela Nagy",),
    "mark": ("read", PAPER), "rate": ("5", PAPER),
    "tag": (PAPER, "--add", "x"), "note": (PAPER, "words"), "edit": (PAPER, "--set", "venue=x"),
    "views": ("save", "x", "y"), "tags": ("rename", "birds", "fowl"),
    "merge": (PAPER, BIRD), "distinct": (PAPER, BIRD), "queue": (PAPER,), "progress": (PAPER, "5"),
    "taste": ("more", PAPER), "add": ("10.1000/heron.1",),
}  # fmt: skip
"""What commands are given that need more than a paper."""
WITHOUT_A_LIBRARY = {"guide", "keys", "config", "rebuild", "restore", "triage"}
"""Commands that do not look into the library they are run on, or only on a terminal."""


def main() -> int:
    """Kill at every operation, or at every ``--every``th; the exit code is 0 when every promise held."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.migration", description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="kill at every so many operations (default 1)")
    sabotage.option(parser)
    arguments = parser.parse_args()
    proof = Proof("migration", "the old library or the new one, and a newer one is left alone")
    kills = 0
    sabotage.apply(arguments.without)
    for version in range(RELEASED):
        with tempfile.TemporaryDirectory(prefix="carrel-migration-", dir=fast_folder()) as place:
            kills += kill_everywhere(Path(place), version, arguments.every, proof)
    with tempfile.TemporaryDirectory(prefix="carrel-newer-") as place:
        refuse_newer(Path(place), proof)
    proof.demand(kills=kills, refusals=2 * (len(COMMANDS) - len(WITHOUT_A_LIBRARY)), schemas=RELEASED)
    return proof.finish()


def kill_everywhere(place: Path, version: int, every: int, proof: Proof) -> int:
    """Bring a library of one schema up to date, again and again, each time killed one operation later."""
    old, new = place / "old", place / "new"
    old.mkdir()
    if version:
        make_released(old / "library.db", version)
    shutil.copytree(old, new)
    (counted,) = _told(new, kill_at=None)
    allowed = {_state(old), _state(new)}
    moments = range(1, counted + 1, every)
    for moment in moments:
        here = place / "here"
        shutil.copytree(old, here)
        _told(here, kill_at=moment)
        try:
            _judge(here, old, new, allowed, proof)
        except AssertionError as error:
            raise Broken(f"schema {version}, killed at operation {moment}: {error}") from error
        shutil.rmtree(here)
        show(f"schema {version}: killed at {moment} of {counted} operations")
    proof.done["schemas"] += 1
    proof.done["kills"] += len(moments)
    return len(moments)


def _told(folder: Path, kill_at: int | None) -> list[int]:
    """Open the library in a process that is killed at an operation; else gives how many there were."""
    ours, theirs = os.pipe()
    process = os.fork()
    if process == 0:
        seen = 0

        def watch(operation: Operation) -> int:
            nonlocal seen
            seen += 1
            if seen == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return 0

        try:
            Shim(watch)
            Library.open(folder / "library.db", create=True).close()
            os.write(theirs, str(seen).encode())
        except Unavailable as error:
            os.write(theirs, f"!{error}".encode())
        finally:
            os._exit(0)
    os.close(theirs)
    _, status = os.waitpid(process, 0)
    with os.fdopen(ours, "rb") as file:
        said = file.read().decode()
    if said.startswith("!"):
        skipped("migration", said[1:])
    if (kill_at is not None) != (os.waitstatus_to_exitcode(status) == -signal.SIGKILL):
        raise Broken(f"the process ended by itself, saying {said!r}")
    return [int(said)] if said else []


def _state(folder: Path) -> str:
    return with_schema(folder) if (folder / "library.db").exists() else digest("no library")


def _judge(here: Path, old: Path, new: Path, allowed: set[str], proof: Proof) -> None:
    left = _state(here)
    if left not in allowed:
        raise Broken("the library is neither the old one nor the new one")
    backups = sorted((here / "backups").glob("[!.]*"))
    if (old / "library.db").exists() and left == _state(new) and not backups:
        raise Broken("the library was changed before there was a backup")
    for backup in backups:
        if sound(backup) != whole(old):
            raise Broken("the backup is not the old library")
    proof.done["left_old"] += left == _state(old)
    proof.done["left_new"] += left == _state(new)
    with Library.open(here / "library.db", create=True) as library:
        report = library.check()
    if not report.sound or _state(here) != _state(new):
        raise Broken(f"opening it again does not bring it up to date: {report.findings}")
    proof.done["brought_up_to_date_again"] += 1


def refuse_newer(place: Path, proof: Proof) -> None:
    """Every command on a library that a newer Carrel wrote, closed and still in use."""
    for in_use in (False, True):
        folder = place / f"used-{in_use}"
        folder.mkdir()
        library = folder / "library.db"
        make_released(library, RELEASED)
        connection = sqlite3.connect(library, isolation_level=None)
        connection.execute(f"PRAGMA user_version = {RELEASED + 1}")
        connection.execute("CREATE TABLE of_tomorrow (x)")
        connection.execute("UPDATE paper SET title = 'Written tomorrow' WHERE id = 1")
        if in_use:  # a crash of tomorrow's Carrel: all of it is in the log alone
            for ending in ("", "-wal"):
                copy = folder / f"crashed.db{ending}"
                shutil.copy(library.with_name(library.name + ending), copy)
            library = folder / "crashed.db"
        connection.close()
        for command in COMMANDS:
            if command not in WITHOUT_A_LIBRARY:
                _refused(library, command)
                proof.done["refusals"] += 1
    if _papers(library) != PAPERS:
        raise Broken("the newer library has lost papers")


def _refused(library: Path, command: str) -> None:
    before = contents(library.parent)
    code, said = _end(library, command, *ARGUMENTS.get(command, ()))
    if code == 2:  # most commands that need something need a paper
        code, said = _end(library, command, PAPER)
    if code != 5 or len(said) != 1 or "newer Carrel" not in said[0]:
        raise Broken(f"{command} on a newer library ended with {code}: {said}")
    after = contents(library.parent)
    if changed := [name for name in {*before, *after} if before.get(name) != after.get(name)]:
        raise Broken(f"{command} on a newer library changed {changed}")


def _end(library: Path, *words: str) -> tuple[int, list[str]]:
    err = StringIO()
    with redirect_stdout(Discarded()), redirect_stderr(err):
        code = run(["--library", str(library), *words])
    return code, err.getvalue().strip().splitlines()


def _papers(library: Path) -> int:
    with sqlite3.connect(library) as connection:
        (papers,) = connection.execute("SELECT count(*) FROM paper").fetchone()
    connection.close()
    return int(papers)


if __name__ == "__main__":
    sys.exit(main())
