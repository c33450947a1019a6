"""Emptying the trash: gone is gone, everything else stays, and undo cannot bring back a half of it."""

from __future__ import annotations

from pathlib import Path

import pytest

import storage.tables
from seeds import Draft, Identifier
from storage import Conflict, Library, PaperNotFound
from tests.storage.helpers import LOTTERY, SLOW, dump, fresh, harvest

SECRET = Draft(
    title="Secret Zanzibar Sketches",
    authors=("Zoe Zephyr",),
    abstract="A quite zanzibarian abstract.",
    identifiers=(Identifier("doi", "10.1234/zanzibar"),),
    key="zanzibar",
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Three papers; everything that can hang on one hangs on the second, which is in the trash."""
    library = fresh(tmp_path, LOTTERY, SECRET, SLOW)
    library.tag([1, 2], add=["shared"])
    library.add_note(2, "zanzibar note", quote="quite zanzibarian")
    library.keep_unsaved(2, "zanzibar draft")
    library.star([3])
    library.remove([2])
    return library


def test_the_papers_are_gone_and_nothing_else(library: Library) -> None:
    receipt = library.empty_trash(1)
    assert (receipt.summary, receipt.papers) == ("Deleted 1 paper for good", 1)
    with pytest.raises(PaperNotFound):
        library.reader.paper(2)
    assert library.reader.count("is:trashed") == library.reader.count("zanzibar*") == 0
    assert [(paper.id, paper.starred) for paper in library.reader.papers([1, 3])] == [(1, False), (3, True)]
    assert library.reader.paper(1).tags == ("shared",)
    assert library.check().findings == ()
    left = dump(library.path, without=("author", "journal"))
    assert "anzibar" not in repr(left)


def test_no_table_refers_to_a_paper_that_is_gone(library: Library) -> None:
    """Every column that is named after a paper, whether or not the database knows it for a reference."""
    library.empty_trash(1)
    rows = dump(library.path, without=())
    looked_at = 0
    for table in storage.tables.SQLModel.metadata.tables.values():
        columns = [i for i, column in enumerate(table.columns) if column.name in ("paper_id", "other_id")]
        for row in rows[table.name]:
            assert all(row[i] in (1, 3) for i in columns), table.name
            looked_at += bool(columns)
    assert looked_at > 8


def test_undo_ends_there_and_begins_anew(library: Library) -> None:
    library.undo()
    library.redo()
    events = len(library.reader.history())
    library.empty_trash(1)
    assert library.reader.undoable() is library.reader.redoable() is None
    assert library.undo() == library.redo() == []
    history = library.reader.history()
    assert len(history) == events + 1
    assert history[0].summary == "Deleted 1 paper for good"
    library.star([1])
    assert [receipt.summary for receipt in library.undo(9)] == [f"Undid: Starred “{LOTTERY.title}”"]
    assert len(library.redo(9)) == 1


def test_what_was_undone_before_cannot_be_redone_after(library: Library) -> None:
    library.star([1])
    library.undo()
    library.empty_trash(1)
    assert library.reader.redoable() is None
    assert library.redo() == []


def test_an_empty_trash_is_left_as_it_is(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY)
    before = dump(library.path, without=())
    assert library.empty_trash(0).papers == 0
    assert dump(library.path, without=()) == before
    assert library.reader.undoable()


def test_what_is_gone_is_new_when_it_comes_again(library: Library) -> None:
    library.empty_trash(1)
    (source,) = library.take([harvest(LOTTERY, SECRET)]).sources
    assert (source.new, source.unchanged) == (1, 1)
    assert library.check().findings == ()


def test_its_words_are_in_no_page_of_the_file(library: Library) -> None:
    """Not in one that is free, either; SQLite leaves what it deletes lying about."""
    library.empty_trash(1)
    library.close()
    assert b"anzibarian abstract" not in library.path.read_bytes()


def test_more_than_was_agreed_to_is_not_deleted(library: Library) -> None:
    library.remove([3])
    with pytest.raises(Conflict, match="2 papers"):
        library.empty_trash(1)
    assert library.reader.count("is:trashed") == 2
