"""``python -m tests.faults.files``: no file can hang the program, fill the memory, or keep a good one out.

Each hostile file is imported together with a good page, by the command line in a process of its own, whose
time on the processor and memory are measured, and in the app's import screen. The good papers are taken, the
hostile file is complained about by its name, the exit code is 4, and the library is sound.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.faults import bombs
from tests.faults.report import Broken, Proof, show
from tests.tui.terminal.program import environment_of

SECONDS = 60
"""Of the processor, for any one file: the largest of them hold 2 GB."""
PATIENCE = 100
"""Seconds by the clock, on a machine that has other things to do."""
MEMORY = 600
"""Megabytes: bibliographies of up to 256 MB are read whole, as bytes and then as text."""
GOOD = '{"title": "A good page about herons that stand still", "authors": ["Ana Ortiz"]}\n'


@dataclass(frozen=True)
class Ended:
    """What came of an import."""

    code: int
    seconds: float
    megabytes: float
    out: str
    err: str


def main(arguments: list[str] | None = None) -> int:
    """Show it with small ones, or with ``--full`` with large ones too; 0 when every promise held."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.files", description=__doc__)
    parser.add_argument("--full", action="store_true", help="gigabytes, and 100,000 files in a folder")
    parser.add_argument("--without", choices=["macros", "regular"], help="take a protection out")
    given = parser.parse_args(arguments)
    proof = Proof("files", "no file hangs the program, fills the memory or keeps a good one out")
    wanted = [make for make, large in bombs.ALL if given.full or not large]
    proof.facts |= {"most_seconds": 0.0, "most_megabytes": 0.0}
    for make in wanted:
        show(f"files: {make.__name__}")
        with tempfile.TemporaryDirectory(prefix="carrel-files-") as place, ExitStack() as stack:
            folder = Path(place)
            hostile = make(folder, stack)
            check(folder, hostile, proof, given.without)
            if given.full or make in bombs.IN_THE_APP:
                asyncio.run(in_the_app(folder, hostile, proof))
    proof.demand(files=len(wanted), imports=len(wanted), imports_in_the_app=len(bombs.IN_THE_APP))
    return proof.finish()


WITHOUT = {
    "": "",
    "macros": "import seeds.formats.bibtex_scan as b; b._WRITTEN_OUT = 1 << 60\n",
    "regular": "import tui.sources as s; s.open_regular = lambda path: path.open('rb')\n",
}
"""Python that takes a protection out, run before the program."""


def check(folder: Path, hostile: bombs.Hostile, proof: Proof, without: str | None) -> None:
    """Import the file and a good page; raise :class:`Broken` unless all is as it should be."""
    good = folder / "good.jsonl"
    good.write_text(GOOD)
    ended = run(folder, ["import", str(hostile.path), str(good), "--as", "json"], WITHOUT[without or ""])
    said = f"{hostile.what}: ended with {ended.code} after {ended.seconds:.1f} s, {ended.megabytes:.0f} MB"
    if ended.seconds > SECONDS or ended.megabytes > MEMORY:
        raise Broken(said)
    if ended.code != (4 if hostile.wrong else 0) or "Traceback" in ended.err:
        raise Broken(f"{said}\n{ended.out[-2000:]}\n{ended.err[-2000:]}")
    sources = json.loads(ended.out)["sources"]
    complaints = [each for source in sources[:-1] for each in source["rejected"]]
    if sources[-1]["new"] != 1 or bool(complaints) != hostile.wrong:
        raise Broken(f"{said}; complaints {complaints[:3]}, the good page gave {sources[-1]}")
    if run(folder, ["check"]).code:
        raise Broken(f"{said}; the library is not sound after it")
    proof.done["files"] += 1
    proof.done["imports"] += 1
    proof.done["complaints"] += len(complaints)
    proof.facts["most_seconds"] = max(proof.facts["most_seconds"], round(ended.seconds, 1))
    proof.facts["most_megabytes"] = max(proof.facts["most_megabytes"], round(ended.megabytes))


def run(folder: Path, words: list[str], before: str = "") -> Ended:
    """Run the program on the library in ``folder``; it is ended if it takes all too long."""
    code = f"{before}import sys\nfrom tui.__main__ import main\nsys.exit(main())"
    command = [sys.executable, "-c", code, *words]
    with (folder / ".out").open("w+b") as out, (folder / ".err").open("w+b") as err:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=environment_of(folder),
            start_new_session=True,
            preexec_fn=_limit,  # noqa: PLW1509  (no thread of ours holds a lock)
        )  # fmt: skip
        deadline = time.monotonic() + PATIENCE
        while True:
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            if pid or time.monotonic() > deadline:
                break
            time.sleep(0.01)
        if not pid:
            os.killpg(process.pid, signal.SIGKILL)
            _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        texts = [stream.read().decode("utf-8", "backslashreplace") for stream in (out, err)]
    return Ended(process.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, *texts)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS * 2, SECONDS * 2))
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))


async def in_the_app(folder: Path, hostile: bombs.Hostile, proof: Proof) -> None:
    """The same by the import screen: it says what came of it, and goes on to work."""
    from tests.tui.app.desk import open_desk

    async with open_desk(folder / "app.db") as desk:
        await desk.press("j", "enter")
        desk.app.screen.line.value = str(hostile.path)
        begun = time.process_time()
        await desk.press("enter")
        screen, taken = desk.text(), time.process_time() - begun
        if taken > SECONDS:
            raise Broken(f"{hostile.what}: the import screen took {taken:.0f} s")
        if hostile.wrong and "line " not in screen:
            raise Broken(f"{hostile.what}: the import screen says nothing of it:\n{screen}")
        desk.app.screen.line.value = str(folder / "good.jsonl")
        await desk.press("enter")
        if "1 new" not in desk.text():
            raise Broken(f"{hostile.what}: the import screen does not go on:\n{desk.text()}")
        proof.done["imports_in_the_app"] += 1


if __name__ == "__main__":
    sys.exit(main())
