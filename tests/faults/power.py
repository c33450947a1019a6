"""``python -m tests.faults.power``: the power goes at any moment of any way of writing.

Each way of writing is done once, with every file operation recorded; then the disk is made again as a power
cut could have left it (see :mod:`tests.faults.cuts`), the library opened as the next start would, and looked
at whole: it must show everything that was acknowledged before the cut, and of the change that was under way
all or nothing.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from storage import Library, StorageError
from tests.faults import paths, sabotage
from tests.faults.cuts import WAYS, Disk, Recording, fast_folder, missed, moments, put
from tests.faults.paths import WritePath, library_in
from tests.faults.report import Broken, Proof, show, skipped
from tests.faults.schemas import make_released
from tests.faults.shim import Shim, Unavailable

PATHS: Mapping[str, WritePath] = {
    "import": WritePath(paths.nothing, paths.importing, paths.papers_alone),
    "bulk": WritePath(paths.filled(paths.BULK), paths.bulk, paths.whole),
    "note": WritePath(paths.filled(paths.PAPERS), paths.noting, paths.whole),
    "tag": WritePath(paths.filled(paths.PAPERS), paths.tagging, paths.whole),
    "edit": WritePath(paths.filled(paths.PAPERS), paths.editing, paths.whole),
    "undo": WritePath(paths.much_done, paths.undoing, paths.whole),
    "migration": WritePath(
        lambda folder: make_released(library_in(folder), 1), paths.migrating, paths.with_schema
    ),
    "backup": WritePath(paths.filled(paths.PAPERS), paths.saving, paths.with_backups),
    "restore": WritePath(paths.crashed_with_a_backup, paths.restoring, paths.restored),
    "export": WritePath(paths.filled(paths.BULK), paths.exporting, paths.exported),
}

LOST, ACKNOWLEDGED = 0.4, 0.3
"""Of the cuts of each path: how many must have lost writes, and how many come after an acknowledgement."""


def main() -> int:
    """Record and cut each path; the exit code is 0 when every promise held."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.power", description=__doc__)
    parser.add_argument("--cuts", type=int, default=1000, help="on each way of writing (default 1000)")
    parser.add_argument("--only", choices=PATHS, nargs="+", default=list(PATHS), metavar="PATH")
    parser.add_argument("--seed", type=int, default=1)
    sabotage.option(parser)
    arguments = parser.parse_args()
    proof = Proof("power", "nothing acknowledged is lost, nothing is half done")
    recording = Recording(Path())
    try:
        Shim(lambda operation: recording(operation))  # noqa: PLW0108  (another recording for each path)
    except Unavailable as error:
        skipped("power", str(error))
    sabotage.apply(arguments.without)
    for name in arguments.only:
        with tempfile.TemporaryDirectory(prefix="carrel-power-", dir=fast_folder()) as place:
            recording = Recording(Path(place) / "here")
            states = record(recording, PATHS[name])
            recording.recording = False
            cut_all(name, recording, states, arguments.cuts, random.Random(arguments.seed), proof)
    proof.demand(cuts=arguments.cuts * len(arguments.only))
    return proof.finish()


def record(recording: Recording, path: WritePath) -> list[str]:
    """Do what is to be cut; gives what the folder showed at the beginning and after each change."""
    folder = recording.folder
    folder.mkdir()
    path.prepare(folder)
    states = [_seen(path, folder)]
    recording.begin()
    for _ in path.changes(folder):
        recording.acknowledge()
        states.append(_seen(path, folder))
    recording.recording = False
    if behind := missed(recording):
        raise Broken(f"the recording is not what happened to {behind}")
    if any(before == after for before, after in pairwise(states)):
        raise Broken("changes that change nothing cannot be told apart")
    return states


def _seen(path: WritePath, folder: Path) -> str:
    """What a copy of the folder shows: looking would write the log into the library."""
    copy = folder.with_name("seen")
    shutil.copytree(folder, copy)
    try:
        return path.view(copy)
    finally:
        shutil.rmtree(copy)


def cut_all(
    name: str, recording: Recording, states: list[str], cuts: int, chance: random.Random, proof: Proof
) -> None:
    """Cut the power at ``cuts`` moments, and look at what is left each time."""
    disk, done = Disk(recording), 0
    lost = acknowledged = 0
    for number, moment in enumerate(moments(recording.operations, cuts, chance)):
        while done < moment:
            disk.apply(recording.operations[done])
            done += 1
        way = WAYS[number % len(WAYS)]
        left = disk.cut(way, chance)
        try:
            after = recovered(PATHS[name], left, recording.folder)
            judge(after, states, disk.acknowledged)
        except (Broken, StorageError, AssertionError) as error:
            last = recording.operations[moment - 1]
            raise Broken(
                f"{name}, cut {number} after operation {moment} ({last.kind} {Path(last.path).name}),"
                f" {way}, {disk.acknowledged} acknowledged: {error}"
            ) from error
        lost += bool(disk.unsynced) and way != "all kept"
        acknowledged += bool(disk.acknowledged)
        show(f"{name}: {number + 1} of {cuts}")
    if lost < cuts * LOST or acknowledged < cuts * ACKNOWLEDGED:
        raise Broken(f"{name}: of {cuts} cuts {lost} lost a write, {acknowledged} came after a change")
    proof.done.update(
        {
            "cuts": cuts,
            "lost_unsynced_writes": lost,
            "acknowledged_before_the_cut": acknowledged,
            "file_operations": len(recording.operations),
            "changes": len(states) - 1,
        }
    )


def judge(after: str, states: list[str], acknowledged: int) -> None:
    """What was acknowledged is there, and the next change whole or not at all."""
    if after in states[acknowledged : acknowledged + 2]:
        return
    where = f"as after change {states.index(after)}" if after in states else "as after no change at all"
    raise Broken(f"the folder is {where}")


def recovered(path: WritePath, left: Mapping[str, bytes | None], old: Path) -> str:
    """What is seen once the power is back and the library was opened again, in the folder it was in."""
    here = old.with_name("was")
    old.rename(here)
    try:
        old.mkdir()
        put(left, old, old)
        if library_in(old).exists():
            with Library.open(library_in(old)) as library:
                report = library.check()
            if not report.sound:
                raise Broken(f"check finds {report.findings}")
        return path.view(old)
    finally:
        shutil.rmtree(old)
        here.rename(old)


if __name__ == "__main__":
    sys.exit(main())
