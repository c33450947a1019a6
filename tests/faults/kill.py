"""``python -m tests.faults.kill``: commands that are killed at any moment, without a word, 500 times.

A process does one command after another and tells through a pipe, outside the library, that a command has
returned. It is killed with SIGKILL, and what it was told to do is counted up by a model that knows nothing of
Carrel. The library must be as after the last command that was acknowledged, or as after the next one.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from storage import Library, Reader
from tests.faults import sabotage
from tests.faults.paths import Discarded, drafts
from tests.faults.report import Broken, Proof, show
from tests.faults.verbs import CHUNK, VERBS, Desk, Papers, Step, plan, seen_in
from tests.storage.helpers import harvest
from tests.tui.cli.helpers import PROJECT
from tui.cli.run import run

BEGIN_WITH, MOST = 120, 2_500
"""Papers of a new library, and of one that has become too large to be looked at whole so often."""
LIVES = 40
"""Kills that one library must live through before another is begun."""
LONGEST = 0.35
"""Seconds within which the kill comes."""
HOT = 0.5
"""Of the kills: how many must find a write-ahead log that holds something."""
READY = b"r"


def main() -> int:
    """Kill so often; the exit code is 0 when every promise held."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.kill", description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    sabotage.option(parser)
    arguments = parser.parse_args()
    sabotage.apply(arguments.without)
    proof = Proof("kill", "no acknowledged change is lost, no change is half done")
    proof.facts["seed"] = arguments.seed
    proof.done.update(dict.fromkeys(("kills", "with_a_hot_log", "acknowledged"), 0))
    chance = random.Random(arguments.seed)
    warm_up()
    while (left := arguments.kills - proof.done["kills"]) > 0:
        with tempfile.TemporaryDirectory(prefix="carrel-kill-") as folder:
            outlive(Path(folder), chance, min(left, LIVES), proof)
    for verb in VERBS:
        proof.done[f"during_{verb}"] += 0
    proof.demand(
        kills=arguments.kills,
        with_a_hot_log=arguments.kills * HOT,
        acknowledged=arguments.kills,
    )
    if arguments.kills >= 200:
        proof.demand(**{f"during_{verb}": 1 for verb in VERBS})
    return proof.finish()


def warm_up() -> None:
    """Load what commands load, so that the processes forked from here begin with the work."""
    with tempfile.TemporaryDirectory() as folder:
        with Library.open(Path(folder) / "library.db", create=True) as library:
            library.take([harvest(*drafts(0, 20))])
        steps = plan(Desk(seen_in(library.path)), 1, Path(folder))
        done: set[str] = set()
        while done < VERBS.keys():
            step = next(steps)
            done.add(step.verb)
            _run(library.path, step)


def outlive(folder: Path, chance: random.Random, kills: int, proof: Proof) -> None:
    """One library that is worked on and killed ``kills`` times."""
    path = folder / "library.db"
    with Library.open(path, create=True) as library:
        library.take([harvest(*drafts(0, BEGIN_WITH))])
    desk = Desk(seen_in(path))
    for number in range(kills):
        way = WAYS[number % len(WAYS)]
        seed = chance.randrange(1 << 30)
        acknowledged = way(path, desk, seed, chance.random() * LONGEST)
        log = path.with_name(path.name + "-wal")
        proof.done["kills"] += 1
        proof.done["with_a_hot_log"] += log.exists() and log.stat().st_size > 0
        proof.done["acknowledged"] += acknowledged
        desk = judge(path, desk, seed, acknowledged, proof)
        show(f"{proof.done['kills']} kills, {proof.done['acknowledged']} acknowledged changes")
        if len(desk.papers) > MOST:
            return


# Three ways to be killed: alone, beside an open app that dies as well, and as a process like any other.


def alone(path: Path, desk: Desk, seed: int, after: float) -> int:
    """Commands one after another, with nobody else there: each closes the library behind it."""
    return _killed([_forked(lambda told: _work(path, desk, seed, told))], after)


def in_company(path: Path, desk: Desk, seed: int, after: float) -> int:
    """The same while somebody looks at the library, as the app does, which keeps the log; both are killed.

    The first command is let through, so that there is something in the log.
    """
    looking = _forked(lambda told: _look(path, told))
    return _killed([_forked(lambda told: _work(path, desk, seed, told)), looking], after, let=1)


def as_started(path: Path, desk: Desk, seed: int, after: float) -> int:
    """One command, started as a person starts it; acknowledged when it ends with 0."""
    step = next(plan(desk, seed, path.parent))
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "--library", str(path), *step.words],
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    log = path.with_name(path.name + "-wal")
    deadline = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < deadline and not log.exists():
        time.sleep(0.001)  # its modules are loaded; what comes now is worth being killed in
    time.sleep(after / 12)
    process.kill()
    _, words = process.communicate()
    if process.returncode not in (0, -signal.SIGKILL):
        raise Broken(f"carrel {' '.join(step.words)} ended with {process.returncode}: {words.decode()}")
    return int(process.returncode == 0)


WAYS = (in_company, alone, in_company, in_company, alone, in_company, as_started, in_company)

Told = Callable[[bytes], object]


def _forked(work: Callable[[Told], None]) -> tuple[int, int]:
    """A process that does ``work`` until it is killed; gives its number and the pipe it tells through."""
    ours, theirs = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(ours)
            work(lambda message: os.write(theirs, message))
        except BaseException as error:
            os.write(theirs, f"!{error!r}".encode())
        finally:
            os._exit(1)
    os.close(theirs)
    return process, ours


def _work(path: Path, desk: Desk, seed: int, told: Told) -> None:
    told(READY)
    for step in plan(desk, seed, path.parent):
        _run(path, step)
        told(b".")


def _run(path: Path, step: Step) -> None:
    err = StringIO()
    with redirect_stdout(Discarded()), redirect_stderr(err):
        code = run(["--library", str(path), *step.words])
    if code:
        raise RuntimeError(f"carrel {' '.join(step.words)} ended with {code}: {err.getvalue()}")


def _look(path: Path, told: Told) -> None:
    reader = Reader(path)
    told(READY)
    while True:
        reader.count("heron")
        time.sleep(0.01)


def _killed(processes: list[tuple[int, int]], after: float, let: int = 0) -> int:
    """Let them begin and the first do ``let`` commands, kill them all, and count what it has acknowledged."""
    for _, pipe in processes:
        os.read(pipe, 1)
    heard = b"".join(os.read(processes[0][1], 1) for _ in range(let))
    time.sleep(after)
    for process, _ in processes:
        os.kill(process, signal.SIGKILL)
    said: list[bytes] = []
    for process, pipe in processes:
        os.waitpid(process, 0)
        with os.fdopen(pipe, "rb") as file:
            said.append(file.read())
    if any(b"!" in words for words in (heard, *said)):
        raise Broken(b" ".join(said).partition(b"!")[2].decode())
    return len(heard + said[0])


def judge(path: Path, before: Desk, seed: int, acknowledged: int, proof: Proof) -> Desk:
    """Hold what is there against the model; gives the desk to go on with."""
    desk, steps = before, plan(before, seed, path.parent)
    for _ in range(acknowledged):
        desk = next(steps).after
    following = next(steps)
    proof.done[f"during_{following.verb}"] += 1
    with Library.open(path) as library:
        report = library.check()
    if not report.sound:
        raise Broken(f"after a kill during {following.words}: check finds {report.findings}")
    there = seen_in(path)
    if there == desk.papers:
        proof.done["before_it_was_kept"] += 1
        return desk
    if there == following.after.papers:
        proof.done["kept_but_not_told"] += 1
        return following.after
    return _partly(path, desk, following, there, proof)


def _partly(path: Path, desk: Desk, step: Step, there: Papers, proof: Proof) -> Desk:
    """A long import is some whole papers, which one undo takes away; anything else is broken."""
    some = {number: paper for number, paper in step.after.papers.items()
            if number <= max(desk.papers) + CHUNK}  # fmt: skip
    if step.verb != "import" or there != some:
        wrong = {n: (was, there.get(n)) for n, was in desk.papers.items() if there.get(n) != was}
        raise Broken(
            f"killed during {step.words}: neither as before nor as after, such as {[*wrong.items()][:3]}"
        )
    with Library.open(path) as library:
        library.undo()
    if seen_in(path) != desk.papers:
        raise Broken("one undo does not take the papers of a killed import away")
    proof.done["imports_in_part"] += 1
    # The event that was undone can be done again, until something new is done.
    return desk


if __name__ == "__main__":
    sys.exit(main())
