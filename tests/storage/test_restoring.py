"""Going back to a backup: what is looked at first, what is kept, and what is refused."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import Library, LibraryDamaged, LibraryLocked, LibraryUnusable, plan_restoration, restore_backup
from storage.schema import SCHEMA_VERSION
from tests.storage.helpers import LOTTERY, SLOW, SettableClock, dump, fresh

KEPT = "library-before-20260131-090000.db"


def saved_and_changed(folder: Path) -> tuple[Path, Path]:
    """A library with two changes that its backup has not."""
    with fresh(folder, LOTTERY, SLOW) as library:
        saved = library.backup()
        library.tag([1], add=["since"])
        library.add_note(2, "written since")
    return library.path, saved


def test_everything_of_the_backup_is_back_and_the_old_library_is_kept_beside_it(tmp_path: Path) -> None:
    path, saved = saved_and_changed(tmp_path)
    then, now = dump(saved, without=()), path.read_bytes()
    planned = plan_restoration(path)
    assert (planned.source, planned.papers) == (saved, 2)
    assert planned.made == datetime(2026, 1, 31, 9, tzinfo=UTC)
    assert [event.verb for event in planned.lost or ()] == ["note", "tag"]
    kept = restore_backup(planned, clock=SettableClock())
    assert kept == tmp_path / KEPT
    assert kept.read_bytes() == now
    assert dump(path, without=()) == then
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with Library.open(path) as library:
        assert library.check().findings == ()
        library.tag([1], add=["works"])


def test_a_second_restoration_in_the_same_second_keeps_both_old_libraries(tmp_path: Path) -> None:
    path, saved = saved_and_changed(tmp_path)
    kept = {restore_backup(plan_restoration(path, saved), clock=SettableClock()) for _ in range(2)}
    assert {each.name for each in kept if each} == {KEPT, "library-before-20260131-090000-2.db"}


def test_changes_that_are_in_the_log_alone_are_kept_with_the_old_library(tmp_path: Path) -> None:
    path, saved = saved_and_changed(tmp_path)
    with Library.open(path) as library:
        library.tag([2], add=["in the log"])
        for ending in ("", "-wal"):
            shutil.copy(f"{path}{ending}", f"{tmp_path}/crashed.db{ending}")
    crashed = tmp_path / "crashed.db"
    restore_backup(plan_restoration(crashed, saved), clock=SettableClock())
    assert dump(crashed, without=()) == dump(saved, without=())
    kept = sqlite3.connect(tmp_path / "crashed-before-20260131-090000.db")
    assert ("in the log",) in kept.execute("SELECT name FROM tag").fetchall()


@pytest.mark.parametrize("name", ["library.db", "library"])
def test_the_newest_backup_is_the_one_made_last_and_no_dump(tmp_path: Path, name: str) -> None:
    """Of several made in one second the last, and dumps lie among the backups."""
    made = fresh(tmp_path, LOTTERY)
    made.close()
    made.path.rename(tmp_path / name)
    with Library.open(tmp_path / name, clock=SettableClock()) as library:
        saved = [library.backup() for _ in range(11)]
        library.backup(plain=True)
    assert saved[-1].stem == "library-20260131-090000-11"
    assert plan_restoration(tmp_path / name).source == saved[-1]


def test_a_library_that_is_gone_comes_back(tmp_path: Path) -> None:
    path, saved = saved_and_changed(tmp_path)
    path.unlink()
    planned = plan_restoration(path)
    assert planned.lost is None
    assert restore_backup(planned) is None
    assert dump(path, without=()) == dump(saved, without=())


def test_an_older_backup_is_brought_up_to_date_when_it_is_opened(tmp_path: Path) -> None:
    from tests.faults.schemas import PAPERS, make_released

    path, _ = saved_and_changed(tmp_path)
    make_released(tmp_path / "old.db", 1)
    assert restore_backup(plan_restoration(path, tmp_path / "old.db")) is not None
    with Library.open(path) as library:
        assert library.reader.count() == PAPERS


@pytest.mark.parametrize("content", [b"", b"not a database" * 500])
def test_what_is_no_backup_is_refused_and_nothing_touched(tmp_path: Path, content: bytes) -> None:
    path, _ = saved_and_changed(tmp_path)
    wrong = tmp_path / "wrong.db"
    wrong.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(LibraryDamaged):
        plan_restoration(path, wrong)
    assert path.read_bytes() == before


def test_a_damaged_backup_is_refused(tmp_path: Path) -> None:
    path, saved = saved_and_changed(tmp_path)
    with saved.open("r+b") as file:
        file.seek(10 * 4096)
        file.write(bytes(4096 * 20))
    with pytest.raises(LibraryDamaged, match="damaged"):
        plan_restoration(path)


def test_of_a_dump_it_is_said_what_to_do_with_it(tmp_path: Path) -> None:
    with fresh(tmp_path, LOTTERY) as library:
        dumped = library.backup(tmp_path / "all.jsonl", plain=True)
    with pytest.raises(LibraryUnusable, match=f"this is a dump.*carrel rebuild {dumped}"):
        plan_restoration(library.path, dumped)


def test_there_must_be_a_backup_and_it_is_not_the_library_itself(tmp_path: Path) -> None:
    path = fresh(tmp_path, LOTTERY).path
    for wrong in (None, tmp_path / "none.db", path):
        with pytest.raises(LibraryUnusable):
            plan_restoration(path, wrong)


def test_a_library_that_is_open_elsewhere_is_left_alone(tmp_path: Path) -> None:
    path, _ = saved_and_changed(tmp_path)
    code = (
        "import pathlib, sys, storage\n"
        f"reader = storage.Reader(pathlib.Path({str(path)!r}))\n"
        "reader.count(); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        before = path.read_bytes()
        with pytest.raises(LibraryLocked):
            restore_backup(plan_restoration(path))
        other.communicate()
    assert path.read_bytes() == before
    assert not [each for each in tmp_path.iterdir() if "before" in each.name or "partial" in each.name]
    assert restore_backup(plan_restoration(path)) is not None


def test_a_link_to_the_library_stays_a_link(tmp_path: Path) -> None:
    path, saved = saved_and_changed(tmp_path / "real")
    link = tmp_path / "link.db"
    link.symlink_to(path)
    restore_backup(plan_restoration(link, saved))
    assert link.is_symlink()
    assert dump(link, without=()) == dump(saved, without=())


def test_the_schema_of_a_restored_library_is_known(tmp_path: Path) -> None:
    path, saved = saved_and_changed(tmp_path)
    with sqlite3.connect(saved) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    with pytest.raises(LibraryUnusable, match="newer"):
        plan_restoration(path, saved)
