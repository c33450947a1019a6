"""``python -m tests.faults.writers``: many write at once, and nothing is lost, and nobody sees an error.

Processes that change one library through the store as fast as they can, then commands as people type them,
with the app open on a terminal and somebody working in it. Every change is told outside the library once its
call has returned, and every one must be found in it. How long a change takes is reported with how busy the
machine is, since other work takes the same disk.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from io import StringIO
from multiprocessing import get_context
from multiprocessing.process import BaseProcess as Process
from pathlib import Path
from typing import Any

from storage import Library, Reader
from tests.faults import paths, sabotage
from tests.faults.paths import Discarded, library_in
from tests.faults.report import Broken, Proof, load, show
from tests.tui.terminal.program import CARREL, Program, environment_of
from tui.cli.run import run

PROCESSES = 8
PAPERS = 400
MOST_STARS = 20
ORDERS = ("command", "app")
"""Who saves the note first."""
PATIENCE = 60.0
"""Seconds for what comes at once on a machine that has nothing else to do."""
WRONG = ("Traceback", "locked", "database", "rror:", "cannot", "damaged", "another program")
EDITOR = """#!{python}
import pathlib, sys, time
file = pathlib.Path(sys.argv[1])
text = file.read_text()
pathlib.Path({began!r}).touch()
while not pathlib.Path({go!r}).exists():
    time.sleep(0.01)
file.write_text(text.rstrip() + " And from the editor.")
"""
P99 = 0.100
"""Seconds that all but one in a hundred changes may take."""


def main() -> int:
    """Write at once; the exit code is 0 when every promise held."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.writers", description=__doc__)
    parser.add_argument("--changes", type=int, default=1000, help="of each process (default 1000)")
    parser.add_argument(
        "--commands", type=int, default=50, help="of each process beside the app (default 50)"
    )
    parser.add_argument(
        "--forked", action="store_true", help="briefer: commands begin with everything loaded"
    )
    parser.add_argument("--any-time", action="store_true", help="report how long changes take, no more")
    sabotage.option(parser)
    arguments = parser.parse_args()
    sabotage.apply(arguments.without)
    proof = Proof("writers", "nothing is lost and nobody sees an error")
    proof.facts["load before"] = load()
    with tempfile.TemporaryDirectory(prefix="carrel-writers-") as place:
        times = through_the_store(Path(place) / "store", arguments.changes, proof)
        beside_the_app(Path(place) / "app", arguments.commands, proof, spawn=not arguments.forked)
        a_note_in_two_places(Path(place) / "note", proof, ORDERS[: 1 if arguments.forked else 2])
    proof.demand(
        changes=PROCESSES * arguments.changes,
        commands_beside_the_app=PROCESSES * arguments.commands,
        notes_in_two_places=1 if arguments.forked else 2,
    )
    late = times[int(len(times) * 0.99)]
    proof.facts |= {
        "median ms": round(times[len(times) // 2] * 1000, 1),
        "p99 ms": round(late * 1000, 1),
        "longest ms": round(times[-1] * 1000, 1),
        "changes a second": round(proof.done["changes"] / sum(times) * PROCESSES),
    }
    ended = proof.finish()
    if late > P99 and not arguments.any_time:
        print(f"writers: a change in a hundred took more than {P99 * 1000:.0f} ms, at a load of {load()}")
        return 1
    return ended


# Through the store.


def through_the_store(folder: Path, changes: int, proof: Proof) -> list[float]:
    """Each process its own tags and notes; gives how many seconds each change took, sorted."""
    folder.mkdir()
    paths.filled(PAPERS)(folder)
    with Library.open(library_in(folder)) as library:
        for verb in _verbs(library, PROCESSES, 4):  # loads what changes load
            verb()
        library.undo(4)
    told = [_started(library_in(folder), number, changes) for number in range(PROCESSES)]
    times: list[float] = []
    for number, (process, pipe) in enumerate(told):
        with os.fdopen(pipe) as file:
            lines = file.read().split()
        if os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]):
            raise Broken(f"process {number} ended with an error after {len(lines)} changes: {lines[-20:]}")
        times += map(float, lines)
        show(f"process {number} is done")
    _all_there(library_in(folder), changes)
    proof.done["changes"] += len(times)
    return sorted(times)


def _started(library: Path, number: int, changes: int) -> tuple[int, int]:
    ours, theirs = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(ours)
        code = 1
        try:
            with Library.open(library) as opened:
                for verb in _verbs(opened, number, changes):
                    begun = time.perf_counter()
                    verb()
                    os.write(theirs, f"{time.perf_counter() - begun:.6f}\n".encode())
            code = 0
        except BaseException as error:
            os.write(theirs, repr(error).encode())
        finally:
            os._exit(code)
    os.close(theirs)
    return process, ours


def _verbs(library: Library, number: int, changes: int) -> Iterator[Callable[[], object]]:
    for turn in range(changes):
        paper, own = _paper(number, turn), f"{number}-{turn}"
        yield (
            partial(library.tag, [paper], add=[f"by-{own}"]),
            partial(library.add_note, paper, f"note {own}"),
            partial(library.edit, paper, {"venue": f"venue {own}"}),
            partial(library.star, [paper], starred=turn % 8 < 4),
        )[turn % 4]


def _all_there(library: Path, changes: int) -> None:
    """Every tag and note by name, every change in the journal (a star may have been there already)."""
    with Library.open(library) as opened:
        report, reader = opened.check(), opened.reader
        tags = {tag.name for tag in reader.tags()} - {"kept"}
        notes = {note.text for note in reader.notes()} - {"From before the power went."}
        history = reader.history(1_000_000)
    if not report.sound:
        raise Broken(f"check finds {report.findings}")
    wanted = [(number, turn) for number in range(PROCESSES) for turn in range(changes)]
    if tags != {f"by-{number}-{turn}" for number, turn in wanted if turn % 4 == 0}:
        raise Broken("tags were lost")
    if notes != {f"note {number}-{turn}" for number, turn in wanted if turn % 4 == 1}:
        raise Broken("notes were lost")
    edits = sum(event.verb == "edit" and not event.undone for event in history)
    if edits != sum(turn % 4 == 2 for _, turn in wanted):
        raise Broken(f"{edits} corrections are in the journal")


# As commands, beside the app.


def beside_the_app(folder: Path, commands: int, proof: Proof, *, spawn: bool) -> None:
    """Commands in processes, while somebody stars papers in the app and then writes a note."""
    folder.mkdir()
    paths.filled(PAPERS)(folder)
    library = library_in(folder)
    with Program(folder, rows=50, CARREL_LIBRARY=str(library)) as app:
        app.until(lambda program: program.counts("Unread", PAPERS))
        workers = [_working(library, number, commands, spawn=spawn) for number in range(PROCESSES)]
        stars = 0
        while stars < MOST_STARS and any(worker.is_alive() for worker in workers):
            app.press("s")
            stars += 1
            app.until(lambda program, stars=stars: program.counts("Starred", stars), PATIENCE)
            app.press("j")
        while any(worker.is_alive() for worker in workers):
            app.settle(0.05)
        if any(worker.exitcode for worker in workers):
            raise Broken("a command beside the open app ended with an error, see above")
        app.until(lambda program: program.counts("Unread", PAPERS - _read(commands)), PATIENCE)
        app.press("Q")
        if app.ended() or (wrong := [word for word in WRONG if word.encode() in app.output]):
            raise Broken(f"the app showed {wrong}, and at its end:\n{app.text}")
    _all_there(library, commands)
    with Reader(library) as reader:
        if reader.count("is:starred") != stars:
            raise Broken(f"of {stars} stars {reader.count('is:starred')} are there")
    proof.done["commands_beside_the_app"] += PROCESSES * commands
    proof.done["keys_in_the_app"] += stars


def _working(library: Path, number: int, commands: int, *, spawn: bool) -> Process:
    process = get_context("fork").Process(target=_commands, args=(library, number, commands, spawn))
    process.start()
    return process


def _commands(library: Path, number: int, commands: int, spawn: bool) -> None:
    for turn in range(commands):
        paper = str(_paper(number, turn))
        words = (
            ("tag", paper, "--add", f"by-{number}-{turn}"),
            ("note", paper, f"note {number}-{turn}"),
            ("edit", paper, "--set", f"venue=venue {number}-{turn}"),
            ("mark", "read", paper),
        )[turn % 4]
        code, said = (_spawned if spawn else _run)(library, words)
        if code or "carrel:" in said:
            print(f"carrel {' '.join(words)} ended with {code}: {said}", file=sys.stderr)
            sys.exit(1)


def _spawned(library: Path, words: Sequence[str]) -> tuple[int, str]:
    done = subprocess.run(
        [*CARREL, "--library", str(library), *words],
        env=environment_of(library.parent), capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stderr


def _run(library: Path, words: Sequence[str]) -> tuple[int, str]:
    err = StringIO()
    with redirect_stdout(Discarded()), redirect_stderr(err):
        code = run(["--library", str(library), *words])
    return code, err.getvalue()


def _paper(number: int, turn: int) -> int:
    return (number * 50 + turn) % PAPERS + 1


def _read(commands: int) -> int:
    return len({_paper(number, turn) for number in range(PROCESSES) for turn in range(3, commands, 4)})


# A note in two places.


def a_note_in_two_places(folder: Path, proof: Proof, orders: Sequence[str]) -> None:
    """Open in the app and in the editor of a command, changed in both, saved in both, in either order."""
    for first in orders:
        here = folder / first
        here.mkdir(parents=True)
        paths.filled(20)(here)
        library = library_in(here)
        note = here / "editor"
        note.write_text(EDITOR.format(python=sys.executable, go=str(here / "go"), began=str(here / "began")))
        note.chmod(0o700)
        starting: dict[str, Any] = {"command": sabotage.carrel(), "CARREL_LIBRARY": str(library)}
        with (
            Program(here, "note", "1", "--edit", "1", VISUAL=str(note), **starting) as typing,
            Program(here, **starting) as app,
        ):
            app.until("20 papers")
            typing.until(lambda program, here=here: (here / "began").exists())
            app.press("/", "Herons stand still for 0", "enter")
            app.until("1 of")
            app.press("e")
            app.until("Preview")
            app.press("ctrl+n")
            app.until("› From before")
            app.press(" And from the app.")
            app.until("And from the app.")
            if first == "command":
                (here / "go").touch()
                typing.ended()
            app.press("ctrl+s")
            app.until("saved" if first == "app" else "both are kept")
            (here / "go").touch()
            if typing.process.poll() is None and typing.ended():
                raise Broken(f"the command ended badly:\n{typing.text}")
            app.press("escape", "Q")
            app.ended()
        with Reader(library) as reader:
            texts = [each.text for each in reader.notes()]
        for words in ("And from the app.", "And from the editor."):
            if not any(words in text for text in texts):
                raise Broken(f"{first} first: {words!r} is gone, there is only {texts}")
        proof.done["notes_in_two_places"] += 1


if __name__ == "__main__":
    sys.exit(main())
