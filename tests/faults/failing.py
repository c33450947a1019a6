"""Every file operation of every kind of command failing, once or from then on."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Callable
from itertools import product
from pathlib import Path

from tests.faults import paths
from tests.faults.forked import command, forked
from tests.faults.paths import drafts, library_in
from tests.faults.report import Broken, Proof, show
from tests.faults.schemas import make_released
from tests.faults.shim import Operation, Shim, Watcher
from tests.storage.helpers import dump

WRITING = {"create", "write", "truncate", "sync", "sync-folder", "rename", "link", "mkdir"}
"""What fails: all that needs room or a sound disk. Removing a file needs neither."""
REASONS = (errno.ENOSPC, errno.EIO)
PAPERS = 40

Prepare = Callable[[Path], None]


def commands(page: Path, backup: Path) -> dict[str, tuple[Prepare, tuple[str, ...]]]:
    """What is tried, and on what."""
    filled = paths.filled(PAPERS)
    return {
        "first import": (paths.nothing, ("import", str(page))),
        "import": (filled, ("import", str(page))),
        "tag": (filled, ("tag", "3", "--add", "wet")),
        "note": (filled, ("note", "3", "A thought.")),
        "edit": (filled, ("edit", "3", "--set", "title=Another")),
        "bulk": (filled, ("mark", "read", "--query", "heron")),
        "undo": (filled, ("undo",)),
        "migration": (lambda folder: make_released(library_in(folder), 1), ("tag", "3", "--add", "wet")),
        "backup": (filled, ("backup",)),
        "export": (filled, ("export", "--to", "bibtex", "--output", str(page.with_name("out.bib")))),
        "restore": (filled, ("restore", str(backup), "--yes")),
    }


def prove(place: Path, every: int, proof: Proof) -> None:
    """Fail each operation of each command in four ways, or every ``every``th of all these."""
    page, backup = place / "page.jsonl", place / "saved.db"
    page.write_text("".join(f'{{"title": "{each.title}"}}\n' for each in drafts(900, 20)))
    (place / "other").mkdir()
    paths.filled(10)(place / "other")
    shutil.copy(library_in(place / "other"), backup)
    for name, (prepare, words) in commands(page, backup).items():
        old = place / "old"
        old.mkdir()
        prepare(old)
        _fail_everywhere(name, old, words, every, proof)
        shutil.rmtree(old)


def _fail_everywhere(name: str, old: Path, words: tuple[str, ...], every: int, proof: Proof) -> None:
    here = old.with_name("here")
    output = old.with_name("out.bib")
    output.write_text("before")
    shutil.copytree(old, here)
    before = _state(here, output, name)
    happened = _operations(library_in(here), words)
    after = _state(here, output, name)
    shutil.rmtree(here)
    for moment, reason, lasting in list(product(range(happened), REASONS, (False, True)))[::every]:
        shutil.copytree(old, here)
        output.write_text("before")
        code, said = command(library_in(here), words, _from(moment, reason, lasting))
        try:
            judge(code, said, before, after, _state(here, output, name), proof)
            _works_now(here, name, words)
        except (AssertionError, sqlite3.Error) as error:
            how = f"{errno.errorcode[reason]} {'from' if lasting else 'at'} operation {moment}"
            raise Broken(f"{name}, {how}, ended with {code}, {said!r}: {error}") from error
        proof.done["failed_operations"] += 1
        shutil.rmtree(here)
        show(f"{name}: failed {moment} of {happened} operations")


def _from(first: int, reason: int, lasting: bool) -> Watcher:
    seen = -1

    def watch(operation: Operation) -> int:
        nonlocal seen
        if operation.kind not in WRITING:
            return 0
        seen += 1
        return reason if seen == first or (lasting and seen > first) else 0

    return watch


def _operations(library: Path, words: tuple[str, ...]) -> int:
    """How many operations could fail in a command that is left alone."""
    seen: list[str] = []

    def watch(operation: Operation) -> int:
        seen.append(operation.kind)
        return 0

    def work() -> int:
        Shim(watch)
        paths.carrel(library.parent, *words)
        return sum(kind in WRITING for kind in seen)

    return int(forked(work).said)


def judge(code: int, said: str, before: str, after: str, found: str, proof: Proof) -> None:
    """One plain line when it failed; and the change is there or not, as was said."""
    plain(code, said)
    if found not in (before, after):
        raise Broken("what is there is neither as before nor as after")
    if code == 0 and found != after:
        raise Broken("it was acknowledged and is not there")
    proof.done["refused"] += code != 0
    proof.done["done_in_spite_of_it"] += code == 0
    proof.done["kept_but_not_told"] += code != 0 and found == after and before != after


def plain(code: int, said: str) -> None:
    """An error is one line from carrel with code 1 or 5, and no error is another code."""
    wrong = [line for line in said.splitlines() if line.startswith("carrel: ")]
    if code not in (0, 1, 5) or "Traceback" in said:
        raise Broken(f"it ended with {code}, saying {said!r}")
    if code and (len(wrong) != 1 or said.splitlines() != wrong):
        raise Broken(f"it failed without one plain line: {said!r}")


def _state(folder: Path, output: Path, name: str) -> str:
    """The papers, whatever the time: where there was no library, one without papers is nothing either."""
    books = {"batch", "source", "journal", "journal_step", "setting", "author", "tag", "sqlite_sequence"}
    shown = dump(library_in(folder), without=books) if library_in(folder).exists() else {}
    rows = {name: [_timeless(row) for row in rows] for name, rows in shown.items() if rows}
    backups = len(list(folder.glob("backups/[!.]*"))) if name == "backup" else 0
    return paths.digest([rows, output.read_text(), backups])


def _timeless(row: tuple[object, ...]) -> list[object]:
    return [each for each in row if not (isinstance(each, str) and len(each) == 20 and each.endswith("Z"))]


def _works_now(here: Path, name: str, words: tuple[str, ...]) -> None:
    """With the disk in order again the command does its work, and the library is sound."""
    if name not in ("backup", "undo"):
        code, said = command(library_in(here), words)
        if code:
            raise Broken(f"it does not work afterwards either: {said}")
    code, said = command(library_in(here), ("check",))
    if code:
        raise Broken(f"check is not content: {said}")
