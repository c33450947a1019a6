"""The daily backup, what is kept of old ones, and the weekly dump."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import (
    Library,
    Reader,
    StorageError,
    backup_due,
    backup_failure,
    backup_offered,
    keep_backups,
    keeping,
    rebuild,
)
from tests.storage.helpers import LOTTERY, SLOW, SettableClock, dump, fresh


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").iterdir())


def test_one_backup_a_day_and_none_on_the_first(tmp_path: Path) -> None:
    """A library that was begun today has no yesterday to go back to."""
    clock = SettableClock()
    fresh(tmp_path, LOTTERY, clock=clock).close()
    library = tmp_path / "library.db"
    assert keep_backups(library, clock()) is None
    clock.forward(hours=20)
    assert backup_due(library, clock())
    made = keep_backups(library, clock())
    assert made
    assert made.name == "library-20260201-050000-daily.db"
    assert Reader(made).count() == 1
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    clock.forward(hours=18)
    assert keep_backups(library, clock()) is None
    clock.forward(hours=2)
    assert keep_backups(library, clock())


def test_a_dump_comes_with_the_backup_once_a_week_and_four_are_kept(tmp_path: Path) -> None:
    clock = SettableClock()
    fresh(tmp_path, LOTTERY, clock=clock).close()
    library = tmp_path / "library.db"
    days = 60
    for _ in range(days):
        clock.forward(days=1)
        assert keep_backups(library, clock())
    dumps = [name for name in names(tmp_path) if name.endswith(".jsonl")]
    assert [name[8:16] for name in dumps] == ["20260308", "20260315", "20260322", "20260329"]
    made = rebuild(tmp_path / "backups" / dumps[0], tmp_path / "again.db")
    assert dump(made, ()) == dump(library, ())


def test_what_is_kept_of_two_years_of_days(tmp_path: Path) -> None:
    """Counted by hand: seven days, and of the weeks and months before them those that are not among these."""
    last = datetime(2026, 7, 1, 9, tzinfo=UTC)  # a Wednesday
    files = [tmp_path / f"a-{last - timedelta(days=day):%Y%m%d-%H%M%S}-daily.db" for day in range(730)]
    random.Random(1).shuffle(files)
    kept = sorted(file.name[2:10] for file in set(files) - set(keeping.superseded(files)))
    assert kept == [
        "20260228", "20260331", "20260430", "20260531",  # the ends of the months before June
        "20260614", "20260621",  # the Sundays; that of the last full week is among the days
        "20260625", "20260626", "20260627", "20260628", "20260629", "20260630", "20260701",
    ]  # fmt: skip


def test_rare_use_keeps_its_backups_by_use_and_not_by_calendar(tmp_path: Path) -> None:
    """Whoever comes back after a year finds what was kept when they left."""
    files = [tmp_path / f"a-{year}0101-090000-daily.db" for year in range(2020, 2027)]
    assert keeping.superseded(files) == []


def test_only_what_this_made_is_cleared_away(tmp_path: Path) -> None:
    clock = SettableClock()
    library = fresh(tmp_path, LOTTERY, clock=clock)
    mine = library.backup()
    library.close()
    for name in ("other-20200101-090000-daily.db", "library-2-20200101-090000-daily.db", "library-daily.db"):
        (tmp_path / "backups" / name).touch()
    for _ in range(30):
        clock.forward(days=1)
        assert keep_backups(library.path, clock())
    held = names(tmp_path)
    assert mine.name in held
    assert {
        "other-20200101-090000-daily.db",
        "library-2-20200101-090000-daily.db",
        "library-daily.db",
    } <= set(held)
    assert (
        sum(name.endswith("-daily.db") and name.startswith("library-2026") for name in held) == 7 + 2
    )  # 22 and 15 February


def test_nothing_is_cleared_away_for_a_copy_that_is_not_sound(tmp_path: Path) -> None:
    clock = SettableClock()
    fresh(tmp_path, LOTTERY, SLOW, clock=clock).close()
    library = tmp_path / "library.db"
    for _ in range(8):
        clock.forward(days=1)
        assert keep_backups(library, clock())
    before = names(tmp_path)
    with sqlite3.connect(library) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'note_by_paper'"
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with library.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    clock.forward(days=1)
    with pytest.raises(StorageError):
        keep_backups(library, clock())
    assert [name for name in names(tmp_path) if name != "library.failed"] == before
    assert "damaged" in str(backup_failure(library)) or "not sound" in str(backup_failure(library))


def test_a_failure_is_told_until_a_backup_succeeds_and_is_not_tried_all_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SettableClock()
    fresh(tmp_path, LOTTERY, clock=clock).close()
    library = tmp_path / "library.db"
    clock.forward(days=1)
    with monkeypatch.context() as full:
        full.setattr(keeping.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 1000}))
        with pytest.raises(StorageError, match="too little room"):
            keep_backups(library, clock())
    assert "too little room" in str(backup_failure(library))
    os.utime(tmp_path / "backups" / "library.failed", (clock().timestamp(),) * 2)
    assert not backup_due(library, clock())
    clock.forward(hours=2)
    assert keep_backups(library, clock())
    assert backup_failure(library) is None


@pytest.mark.parametrize("spoilt", ["a file", "a link to nothing", "no leave", "no room"])
def test_a_folder_in_which_no_failure_can_be_kept_is_told_of_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoilt: str
) -> None:
    fresh(tmp_path, LOTTERY).close()
    library, folder = tmp_path / "library.db", tmp_path / "backups"
    assert backup_failure(library) is None
    if spoilt == "a file":
        folder.touch()
    elif spoilt == "a link to nothing":
        folder.symlink_to(tmp_path / "not mounted")
    else:
        folder.mkdir()
        assert backup_failure(library) is None
        if spoilt == "no room":
            (folder / "library.failed").touch()
        else:  # which root always has
            monkeypatch.setattr(keeping, "writable", lambda asked: asked != folder)
    words = {"no leave": "no leave to write", "no room": "not even room"}.get(
        spoilt, "no folder, or leads to"
    )
    assert words in str(backup_failure(library))


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    clock = SettableClock()
    fresh(tmp_path, LOTTERY, clock=clock).close()
    left = tmp_path / "backups" / ".library-20260131-090000-daily.db.77.partial"
    left.parent.mkdir()
    left.touch()
    clock.forward(days=1)
    assert keep_backups(tmp_path / "library.db", clock())
    assert not left.exists()


def test_a_backup_dated_by_a_wrong_clock_stops_nothing(tmp_path: Path) -> None:
    clock = SettableClock()
    fresh(tmp_path, LOTTERY, clock=clock).close()
    (tmp_path / "backups").mkdir()
    for ending in (".db", ".jsonl"):
        (tmp_path / "backups" / f"library-20990101-000000-daily{ending}").touch()
    clock.forward(days=1)
    made = keep_backups(tmp_path / "library.db", clock())
    assert made
    assert made.with_suffix(".jsonl").exists()
    offered = backup_offered(tmp_path / "library.db")
    assert offered
    assert offered[0] == made


def test_a_library_begun_under_a_wrong_clock_is_backed_up_all_the_same(tmp_path: Path) -> None:
    clock = SettableClock()
    clock.forward(days=365 * 70)
    with fresh(tmp_path, LOTTERY, clock=clock) as library:
        clock.forward(days=-365 * 70)
        library.star([1])
    assert not backup_due(tmp_path / "library.db", clock())
    clock.forward(days=1)
    assert keep_backups(tmp_path / "library.db", clock())


def test_a_library_that_is_not_there_is_never_due(tmp_path: Path) -> None:
    assert not backup_due(tmp_path / "none.db", datetime.now(UTC))
    assert not (tmp_path / "backups").exists()


def test_a_change_while_it_is_copied_is_no_reason_to_begin_again(tmp_path: Path) -> None:
    """The copy is of one moment, whatever is written meanwhile."""
    clock = SettableClock()
    library = fresh(tmp_path, LOTTERY, SLOW, clock=clock)
    clock.forward(days=1)
    copied = sqlite3.Connection.backup

    class Disturbed(sqlite3.Connection):
        def backup(self, target: sqlite3.Connection, **settings: int) -> None:
            def progress(*_: int) -> None:
                library.star([1], starred=not library.reader.paper(1).starred)

            copied(self, target, pages=1, progress=progress)

    connection = sqlite3.connect(library.path, factory=Disturbed, isolation_level=None)
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    from storage import backup

    made = backup.copy(connection, tmp_path / "copy.db")
    connection.close()
    assert Reader(made).count("is:starred") == 0
    assert Library.open(made).check().sound
    assert len(library.reader.history(1000)) > 10
    library.close()


def test_a_newer_sqlite_that_finds_the_search_index_broken_does_not_make_the_file_damaged() -> None:
    """Its words, from SQLite 3.44 on; the index is looked at, and mended, on its own."""
    from storage.care import _file

    class Newer:
        def exec_driver_sql(self, sql: str) -> list[tuple[str]]:
            return [
                ("malformed inverted index for FTS5 table main.paper_search",),
                ("row 7 missing from index x",),
            ]

    assert [finding.problem for finding in _file(Newer())] == ["row 7 missing from index x"]
