"""The file itself: who may open it, how it comes to be, and what is refused rather than overwritten."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlmodel import SQLModel

import storage.backup
import storage.migrations
import storage.opening
import storage.tables
from storage import (
    Library,
    LibraryDamaged,
    LibraryMissing,
    LibraryNewer,
    LibraryOlder,
    Reader,
    Refused,
    rebuild,
)
from storage.migrations import STEPS, migrate, step_001
from storage.schema import SCHEMA_VERSION
from tests.storage.helpers import LOTTERY, SLOW, dump, fresh, harvest


def test_every_table_class_and_the_migrations_agree(tmp_path: Path) -> None:
    """Column by column: name, whether it may be empty, and its place in the primary key."""
    library = fresh(tmp_path)
    connection = sqlite3.connect(library.path)
    made = {
        name: {
            (column, bool(required or key), key > 0)
            for _, column, _, required, _, key in connection.execute(f"PRAGMA table_info({name})")
        }
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table'"
            " AND name NOT GLOB 'paper_search*' AND name NOT GLOB 'sqlite_*'"
        )
    }
    declared = {
        table.name: {(c.name, not c.nullable or c.primary_key, c.primary_key) for c in table.columns}
        for table in SQLModel.metadata.tables.values()
        if table.name in made or table.name
    }
    assert storage.tables.PaperTable.__tablename__ in declared
    assert made == declared


def test_there_is_a_step_for_every_version() -> None:
    assert len(STEPS) == SCHEMA_VERSION


def test_a_step_that_fails_half_way_leaves_the_old_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.db"
    connection = sqlite3.connect(path, isolation_level=None)
    broken = (*step_001.STATEMENTS, "CREATE TABLE broken (")
    monkeypatch.setattr(storage.migrations, "STEPS", (broken,))
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, path, lambda: None)
    assert connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    assert connection.execute("PRAGMA user_version").fetchone() == (0,)


def test_an_older_library_is_backed_up_before_it_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = fresh(tmp_path, LOTTERY)
    library.close()
    next_step = ("CREATE TABLE shelf (id INTEGER PRIMARY KEY)",)
    monkeypatch.setattr(storage.migrations, "STEPS", (*STEPS, next_step))
    for module in (storage.migrations, storage.opening):
        monkeypatch.setattr(module, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    with pytest.raises(LibraryOlder):
        Reader(library.path)
    with Library.open(library.path) as newer:
        assert newer.reader.count() == 1
    (saved,) = (tmp_path / "backups").iterdir()
    connection = sqlite3.connect(saved)
    assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert connection.execute("SELECT count(*) FROM paper").fetchone() == (1,)


@pytest.mark.parametrize("released", range(1, SCHEMA_VERSION))
def test_every_released_schema_becomes_the_present_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, released: int
) -> None:
    def schema(path: Path) -> set[tuple[str, str]]:
        with sqlite3.connect(path) as connection:
            return set(connection.execute("SELECT name, sql FROM sqlite_master"))

    old, new = tmp_path / "old" / "library.db", tmp_path / "new" / "library.db"
    with monkeypatch.context() as earlier:
        for module in (storage.migrations, storage.opening):
            earlier.setattr(module, "SCHEMA_VERSION", released)
        with Library.open(old, create=True) as library:
            library.take([harvest(LOTTERY, SLOW)])
            before = library.reader.rows(library.reader.ids())
    Library.open(new, create=True).close()
    assert schema(old) != schema(new)
    with Library.open(old) as library:
        assert library.reader.rows(library.reader.ids()) == before
        assert library.check().sound
    assert schema(old) == schema(new)


def test_a_library_of_a_newer_carrel_is_refused_and_left_alone(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY)
    library.close()
    connection = sqlite3.connect(library.path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = library.path.read_bytes()
    for opening in (Reader, Library.open):
        with pytest.raises(LibraryNewer, match="newer"):
            opening(library.path)
    assert library.path.read_bytes() == before


def test_somebody_elses_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.commit()
    connection.close()
    for opening in (Reader, Library.open):
        with pytest.raises(LibraryDamaged, match="not a Carrel library"):
            opening(path)


@pytest.mark.parametrize("content", [b"", b"not a database at all, just text" * 40])
def test_a_file_that_is_no_library_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(content)
    with pytest.raises(LibraryDamaged):
        Reader(path)
    with pytest.raises(LibraryDamaged):
        Library.open(path, create=True)
    assert path.read_bytes() == content


def test_a_missing_library_is_made_only_when_asked_and_never_in_place_of_a_lost_one(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with pytest.raises(LibraryMissing):
        Library.open(path)
    library = fresh(tmp_path, LOTTERY)
    saved = library.backup()
    library.close()
    path.unlink()
    with pytest.raises(LibraryMissing, match=saved.name):
        Library.open(path, create=True)
    assert not path.exists()


def test_nothing_is_put_where_the_log_of_a_lost_library_would_be_played_into_it(tmp_path: Path) -> None:
    """SQLite takes a log for that of whatever file lies beside it, and so destroys both."""
    library = fresh(tmp_path / "old", LOTTERY)
    text = library.backup(tmp_path / "dump.jsonl", plain=True)
    library.add_note(1, "in the log alone")
    path = tmp_path / "library.db"
    log = tmp_path / "library.db-wal"
    log.write_bytes((tmp_path / "old" / "library.db-wal").read_bytes())
    for use in (lambda: Library.open(path, create=True), lambda: Library.open(path), lambda: Reader(path)):
        with pytest.raises(LibraryDamaged, match=r"gone, but its last changes are still in library\.db-wal"):
            use()
    for put in (lambda: library.backup(path), lambda: rebuild(text, path)):
        with pytest.raises(Refused, match=r"library\.db-wal is there"):
            put()
    assert not path.exists()
    assert b"in the log alone" in log.read_bytes()
    path.write_bytes(library.path.read_bytes())
    with Library.open(path) as back:
        assert [note.text for note in back.reader.paper(1).notes] == ["in the log alone"]


def test_a_library_never_finished_is_finished_by_opening_it(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    sqlite3.connect(path).execute("PRAGMA journal_mode = WAL").connection.close()
    with pytest.raises(LibraryOlder):
        Reader(path)
    Library.open(path).close()
    assert Reader(path).count() == 0


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_library_backups_and_their_folders_are_private(tmp_path: Path, umask: int) -> None:
    old = os.umask(umask)
    try:
        library = fresh(tmp_path / "new" / "folder", LOTTERY)
        saved = library.backup()
    finally:
        os.umask(old)
    files = [library.path, saved, *library.path.parent.glob("library.db-*")]
    assert len(files) >= 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    folders = [library.path.parent, library.path.parent.parent, saved.parent]
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o700}


def test_a_backup_replaces_nothing(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY)
    taken = tmp_path / "taken.db"
    taken.write_text("mine")
    with pytest.raises(Refused):
        library.backup(taken)
    assert taken.read_text() == "mine"
    assert len({library.backup(), library.backup()}) == 2


def test_two_backups_of_one_moment_are_two_files_and_replace_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both look for a free name before either has written anything."""
    library = fresh(tmp_path, LOTTERY)
    copied, chosen = storage.backup._copy_and_check, tmp_path / "chosen.db"

    def meanwhile(connection: sqlite3.Connection, to: Path) -> None:
        monkeypatch.setattr(storage.backup, "_copy_and_check", copied)
        library.backup(None if to.parent.name == "backups" else chosen)
        library.star([1])
        copied(connection, to)

    monkeypatch.setattr(storage.backup, "_copy_and_check", meanwhile)
    assert library.backup().name == "library-20260131-090000-2.db"
    first = sqlite3.connect(tmp_path / "backups" / "library-20260131-090000.db")
    assert first.execute("SELECT starred FROM paper").fetchone() == (0,)
    library.undo()
    monkeypatch.setattr(storage.backup, "_copy_and_check", meanwhile)
    with pytest.raises(Refused, match="replaces nothing"):
        library.backup(chosen)
    assert sqlite3.connect(chosen).execute("SELECT starred FROM paper").fetchone() == (0,)


def test_a_backup_is_a_whole_library(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY, SLOW)
    library.tag([1], add=["kept"])
    saved = library.backup(tmp_path / "elsewhere" / "copy.db")
    assert dump(saved, without=()) == dump(library.path, without=())
    assert [p.name for p in saved.parent.iterdir()] == ["copy.db"]


def test_the_connection_is_as_safe_as_promised(tmp_path: Path) -> None:
    library = fresh(tmp_path)
    with library._transaction() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_check_names_an_index_that_is_out_of_step_and_repairs_it(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY)
    connection = sqlite3.connect(library.path)
    connection.execute("UPDATE paper SET title = 'Changed behind our back', byline = 'Nobody'")
    connection.commit()
    report = library.check()
    assert not report.sound
    assert {finding.subject for finding in report.findings} == {"the search index", "lists of authors"}
    assert library.check(repair=True).sound
    assert library.check().findings == ()
    assert library.reader.ids("behind") == [1]


def test_the_search_index_is_rebuilt_when_the_folding_behind_it_changed(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY)
    library.close()
    connection = sqlite3.connect(library.path)
    connection.execute("UPDATE setting SET value = '0' WHERE name = 'folding'")
    connection.execute("INSERT INTO paper_search (paper_search) VALUES ('delete-all')")
    connection.commit()
    connection.close()
    with Library.open(library.path) as again:
        assert again.check().findings == ()
        assert again.reader.ids("flowers") == [1]


def test_reading_needs_neither_sqlmodel_nor_sqlalchemy_nor_pydantic(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY)
    code = (
        "import sys, pathlib, storage\n"
        f"reader = storage.Reader(pathlib.Path({str(library.path)!r}))\n"
        "ids = reader.ids('flowers category:cs.LG sort:title')\n"
        "reader.rows(ids), reader.paper(ids[0]), reader.stats(), reader.facets(), reader.resolve('1')\n"
        "print([m for m in sys.modules if m in ('sqlmodel', 'sqlalchemy', 'pydantic', 'textual', 'typer')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_reader_sees_what_another_process_wrote(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY)
    reader = Reader(library.path)
    mark = reader.change_mark()
    code = (
        "import pathlib, storage\n"
        f"with storage.Library.open(pathlib.Path({str(library.path)!r})) as lib: lib.tag([1], add=['there'])"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert reader.change_mark() != mark
    assert reader.paper(1).tags == ("there",)
