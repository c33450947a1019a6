"""``python -m tests.faults.care``: the reader need not think of backups, and everything can be got back.

Years of days with a backup each, rotated; whole libraries made again from their dumps, table by table; search
indexes broken at random and mended; the trash emptied; a lost library offered its backup and brought back. And
what the daily backup costs the command that sets it off, on a library of ``--papers``.
"""

# ruff: noqa: E501  (a case a line)
from __future__ import annotations

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from hypothesis import HealthCheck, settings

from storage import Library, Reader, StorageError, backup_offered, keep_backups, rebuild
from tests.bench.generate import Generator
from tests.faults.report import Broken, Proof, load, show
from tests.storage.helpers import SettableClock, dump
from tests.storage.test_dump import histories, same_again
from tests.tui.terminal.program import environment_of

SOUGHT = ("the", "learning", "model* -graph", "author:a*", "title:neural", "tag:x the")
"""What is looked for before an index is broken, and after it is mended."""


def main(arguments: list[str] | None = None) -> int:
    """Show it in small, or with ``--full`` at length; 0 when every promise held."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.care", description=__doc__)
    parser.add_argument("--full", action="store_true", help="400 days, 100 histories, 60 indexes")
    parser.add_argument("--papers", type=int, default=0, help="size of the library whose backup is timed")
    parser.add_argument("--library", type=Path, help="such a library, begun before today, where there is one")
    parser.add_argument(
        "--without", choices=["check", "rotation", "undo", "index"], help="take a protection out"
    )
    given = parser.parse_args(arguments)
    _take_out(given.without)
    proof = Proof("care", "backups come by themselves, and everything can be got back")
    days, examples, broken = (400, 100, 60) if given.full else (60, 5, 4)
    with tempfile.TemporaryDirectory(prefix="carrel-care-") as place:
        folder = Path(place)
        keep_for_days(folder / "days", days, proof)
        never_rotate_for_a_bad_copy(folder / "bad", proof)
        settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))(
            histories(same_again)
        )()
        proof.done["histories_rebuilt"] += examples
        for number in range(broken):
            show(f"care: index {number + 1} of {broken}")
            break_and_mend(folder / f"index{number}", random.Random(number), proof)
        lose_and_restore(folder / "lost", proof)
        if papers := given.papers or (given.library and 1):
            time_it(folder / "timed", papers, given.library, proof)
    proof.demand(days=days, restored_from=10, indexes_mended=broken, histories_rebuilt=examples, offers=3)
    proof.demand(bad_copies_refused=30)
    return proof.finish()


def _take_out(what: str | None) -> None:
    from storage import backup, care, dump, keeping

    if what == "check":
        backup._copy_and_check = lambda connection, to: connection.backup(sqlite3.connect(to))
    elif what == "rotation":
        keeping.superseded = lambda backups: []
    elif what == "undo":
        dump._TABLES = dump._TABLES.replace("'sqlite_stat1'", "'journal_step'")
    elif what == "index":
        care.rebuild = lambda connection: None


def keep_for_days(folder: Path, days: int, proof: Proof) -> None:
    """A change a day and its backup; what is left at the end, each of them whole, is what was promised."""
    clock = SettableClock()
    with Library.open(_made(folder), create=True, clock=clock) as library:
        library.take([Generator().harvest(12)])
        for day in range(days):
            show(f"care: day {day + 1} of {days}")
            clock.forward(days=1)
            library.tag([1], add=[f"day{day}"])
            if not keep_backups(library.path, clock()) or keep_backups(library.path, clock()):
                raise Broken(f"on day {day} there was not one backup")
            proof.done["days"] += 1
        last = clock()
        left = sorted((folder / "backups").glob("*-daily.db"))
        wanted = {f"library-{last - timedelta(days=day):%Y%m%d}" for day in range(7)}
        if not wanted <= {each.name[:16] for each in left} or len(left) > 7 + 4 + 6:
            raise Broken(f"after {days} days there are {[each.name for each in left]}")
        for each in left:
            made = datetime.strptime(each.name[8:16], "%Y%m%d").replace(tzinfo=UTC)
            began = datetime(2026, 1, 31, tzinfo=UTC)
            with Library.open(each) as saved:
                if len(saved.reader.paper(1).tags) != (made - began).days or saved.check().findings:
                    raise Broken(f"{each.name} is not the library of its day")
            proof.done["restored_from"] += 1
        dumps = sorted((folder / "backups").glob("*.jsonl"))
        if len(dumps) != 4:
            raise Broken(f"there are {len(dumps)} dumps")
        for each in dumps:
            rebuild(each, folder / f"{each.stem}.again.db")
            same = next(path for path in (each.with_suffix(".db"), library.path) if path.exists())
            if same != library.path and dump(folder / f"{each.stem}.again.db", ()) != dump(same, ()):
                raise Broken(f"{each.name} is not the library of its day")
            proof.done["restored_from"] += 1
    proof.facts["backups_left"] = len(left)


def never_rotate_for_a_bad_copy(folder: Path, proof: Proof) -> None:
    """With a page of any table or index overwritten no backup is made, and none goes."""
    clock = SettableClock()
    with Library.open(_made(folder), create=True, clock=clock) as library:
        library.take([Generator().harvest(200)])
    for _ in range(9):
        clock.forward(days=1)
        keep_backups(library.path, clock())
    before = sorted((folder / "backups").glob("*-daily.*"))
    with sqlite3.connect(library.path) as connection:
        pages = connection.execute(
            "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 1 AND name NOT GLOB 'journal*' ORDER BY name"
        ).fetchall()
    connection.close()
    whole = library.path.read_bytes()
    for name, page in pages:
        library.path.write_bytes(whole[: 4096 * (page - 1)] + os.urandom(4096) + whole[4096 * page :])
        clock.forward(days=1)
        try:
            keep_backups(library.path, clock())
        except StorageError:
            proof.done["bad_copies_refused"] += 1
        if sorted((folder / "backups").glob("*-daily.*")) != before:
            raise Broken(f"a library in which {name} is damaged was backed up, or cost an old backup")


def break_and_mend(folder: Path, chance: random.Random, proof: Proof) -> None:
    """Break the search index in one of four ways: ``check`` says so, ``--repair`` mends it, nothing else changes."""
    with Library.open(_made(folder), create=True) as library:
        library.take([Generator(chance.randrange(99)).harvest(80)])
        library.tag([1, 2], add=["x"])
        found_before = [library.reader.ids(query) for query in SOUGHT]
    before = dump(library.path, ())
    with sqlite3.connect(library.path) as connection:
        blocks = [row[0] for row in connection.execute("SELECT id FROM paper_search_data WHERE id > 10")]
        paper = chance.randrange(1, 80)
        match chance.randrange(4):
            case 0:
                connection.execute("DELETE FROM paper_search_data WHERE id = ?", (chance.choice(blocks),))
            case 1:
                block = chance.choice(blocks)
                connection.execute(
                    "UPDATE paper_search_data SET block = zeroblob(length(block)) WHERE id = ?", (block,)
                )
            case 2:
                connection.execute("DELETE FROM paper_search_docsize WHERE id = ?", (paper,))
            case 3:
                connection.execute(
                    "UPDATE paper_search_data SET block = randomblob(length(block)) WHERE id > 10"
                )
    connection.close()
    with Library.open(library.path) as again:
        found = again.check().findings
        if not any(finding.subject == "the search index" and finding.advice for finding in found):
            raise Broken(f"a broken index was reported as {found}")
        if not again.check(repair=True).sound or again.check().findings:
            raise Broken("the search index was not mended")
        if [again.reader.ids(query) for query in SOUGHT] != found_before:
            raise Broken("a mended index finds other papers")
    if dump(library.path, ()) != before:
        raise Broken("mending the index changed something else")
    proof.done["indexes_mended"] += 1
    shutil.rmtree(folder)


def lose_and_restore(folder: Path, proof: Proof) -> None:
    """Lose the library in three ways: every command names the newest backup with its date, and makes no other."""
    path = _made(folder).with_suffix(".sqlite")
    with Library.open(path, create=True) as library:
        library.take([Generator().harvest(40)])
        saved = library.backup()
    for damage in (None, b"", os.urandom(9_000)):
        for left in folder.glob("library.sqlite*"):
            left.unlink()
        if damage is not None:
            path.write_bytes(damage)
        offered = backup_offered(path)
        if (
            offered is None
            or offered[0] != saved
            or abs(datetime.now(UTC) - offered[1]) > timedelta(minutes=5)
        ):
            raise Broken(f"{offered} is offered for {saved}")
        for words in (["list"], ["mark", "read", "1"], ["import", "--starter"]):
            done = _carrel(folder, *words)
            if (
                done.returncode != 5
                or str(saved) not in done.stderr
                or f"{offered[1].astimezone():%Y-%m-%d}" not in done.stderr
            ):
                raise Broken(f"carrel {words} ended with {done.returncode}: {done.stderr}")
        if (path.read_bytes() if path.exists() else None) != damage:
            raise Broken("something was put in the place of the lost library")
        proof.done["offers"] += 1
    path.unlink(missing_ok=True)
    shutil.copy(saved, path)
    with Reader(path) as reader:
        if reader.count() != 40:
            raise Broken("the backup is not the library")


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder / "library.db"


def _carrel(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tui", *words]
    environment = environment_of(folder)
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


# What it costs.


def time_it(folder: Path, papers: int, library: Path | None, proof: Proof) -> None:
    """Time ``mark`` on days without and with a backup to make, and the backup itself, dump and all."""
    folder.mkdir()
    path = folder / "library.sqlite"
    if library is not None:
        shutil.copy(library, path)
    else:
        with Library.open(path, create=True, clock=lambda: datetime.now(UTC) - timedelta(days=9)) as made:
            made.take([Generator().harvest(papers)])
    today = datetime.now(UTC)
    held = folder / "backups" / f"library-{today:%Y%m%d-%H%M%S}-daily.sqlite"
    times: dict[str, list[float]] = {"without": [], "with": []}
    for _ in range(5):
        held.parent.mkdir(exist_ok=True)
        held.touch()
        times["without"].append(_timed(folder, proof))
        shutil.rmtree(held.parent)
        times["with"].append(_timed(folder, proof))
        begun = time.monotonic()
        while not list(held.parent.glob("*-daily.jsonl")):
            if time.monotonic() - begun > 900:
                raise Broken("the backup never came")
            time.sleep(0.1)
        proof.facts["backup_and_dump_seconds"] = round(time.monotonic() - begun, 1)
        shutil.rmtree(held.parent)
    with Reader(path) as reader:
        proof.facts["papers"] = reader.count()
    proof.facts |= {f"mark_{name}_backup_ms": round(median(each) * 1000) for name, each in times.items()}
    proof.facts["load"] = load()


def _timed(folder: Path, proof: Proof) -> float:
    begun = time.monotonic()
    done = _carrel(folder, "star" if proof.done["timed"] % 2 else "unstar", "1")
    if done.returncode:
        raise Broken(f"carrel mark ended with {done.returncode}: {done.stderr}")
    proof.done["timed"] += 1
    return time.monotonic() - begun


if __name__ == "__main__":
    sys.exit(main())
