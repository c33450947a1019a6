"""A library that is created, moved, replaced or cut short: nothing is written into what is no longer it."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from storage import Conflict, Library, LibraryDamaged, LibraryMissing, LibraryUnusable, Reader
from storage.files import partial_file
from tests.storage.helpers import LOTTERY, SLOW, fresh


def test_a_library_that_could_not_be_made_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import storage.creating

    def fails(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(storage.creating, "migrate", fails)
    with pytest.raises(LibraryUnusable):
        Library.open(tmp_path / "library.db", create=True)
    assert list(tmp_path.iterdir()) == []


def test_a_library_that_another_process_makes_meanwhile_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import storage.creating

    path, usual = tmp_path / "library.db", storage.creating.migrate

    def overtaken(*arguments: object) -> bool:
        monkeypatch.undo()
        fresh(tmp_path, LOTTERY).close()
        return usual(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(storage.creating, "migrate", overtaken)
    with Library.open(path, create=True) as library:
        assert library.reader.count() == 1
    assert [each.name for each in tmp_path.iterdir() if "partial" in each.name] == []


def test_what_a_killed_process_left_half_written_is_cleared_away(tmp_path: Path) -> None:
    gone, log = tmp_path / ".a.db.999999999.0.partial", tmp_path / ".a.db.999999999.0.partial-wal"
    other = tmp_path / ".b.db.999999999.0.partial"
    for each in (gone, log, other):
        each.write_text("left")
    with partial_file(tmp_path / "a.db") as partial:
        assert partial.read_bytes() == b""
        assert not gone.exists()
    assert list(tmp_path.iterdir()) == [other]


@pytest.mark.parametrize("backed", [True, False])
def test_a_deleted_library_is_not_written_into(tmp_path: Path, backed: bool) -> None:
    library = fresh(tmp_path, LOTTERY)
    if backed:
        library.backup()
    library.path.unlink()
    with pytest.raises(LibraryMissing, match="moved or deleted"):
        library.tag([1], add=["lost"])
    with pytest.raises(LibraryMissing):
        library.reader.change_mark()
    assert library.reader.count() == 1
    assert not library.path.exists()


def test_a_replaced_library_is_not_written_into(tmp_path: Path) -> None:
    library, other = fresh(tmp_path, LOTTERY), fresh(tmp_path / "other", LOTTERY, SLOW)
    other.close()
    other.path.replace(library.path)
    with pytest.raises(LibraryUnusable, match="another file"):
        library.star([1])
    with Reader(library.path) as reader:
        assert reader.count("is:starred") == 0


def test_a_library_cut_short_is_not_written_into(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY)
    library.close()
    library = Library.open(library.path)
    os.truncate(library.path, library.path.stat().st_size // 2)
    with pytest.raises(LibraryDamaged):
        library.star([1])


def test_somebody_elses_database_keeps_every_byte(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    for opening in (Reader, Library.open):
        with pytest.raises(LibraryDamaged):
            opening(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_damaged_list_is_an_error_with_words(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY)
    library.close()
    with library.path.open("r+b") as file:
        file.seek(4096)
        file.write(bytes(library.path.stat().st_size - 4096))
    with pytest.raises(LibraryDamaged), Reader(library.path) as reader:
        reader.ids("flowers sort:title")


@pytest.mark.parametrize("theirs", ["changed", "deleted", "the same"])
def test_a_note_written_in_two_places_keeps_both_texts(tmp_path: Path, theirs: str) -> None:
    with fresh(tmp_path, LOTTERY) as library:
        note = library.add_note(1, "before", quote="small flowers").created
        assert note is not None
        if theirs == "deleted":
            library.remove_note(note)
        else:
            library.edit_note(note, "mine" if theirs == "the same" else "theirs")
        receipt = library.revise_note(1, note, "mine", revision=1, quote="small flowers")
        texts = [(each.text, each.quote) for each in library.reader.paper(1).notes]
        expected = {
            "changed": [("theirs", "small flowers"), ("mine", "small flowers")],
            "deleted": [("mine", "small flowers")],
            "the same": [("mine", "small flowers")],
        }
        assert texts == expected[theirs]
        assert (receipt.created is None) == (theirs == "the same")


def test_a_note_that_nobody_else_changed_is_changed(tmp_path: Path) -> None:
    with fresh(tmp_path, LOTTERY) as library:
        note = library.add_note(1, "before").created
        assert note is not None
        assert library.revise_note(1, note, "after", revision=1).created is None
        assert [each.text for each in library.reader.notes()] == ["after"]
        with pytest.raises(Conflict):
            library.edit_note(note, "again", revision=1)
