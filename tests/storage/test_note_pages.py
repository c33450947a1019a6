"""Pages of notes taken back: edits of both sides survive, whichever came first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from seeds import Page, PageNote, note_digest
from storage import Library
from tests.storage.helpers import LOTTERY, SLOW, SettableClock, dump, fresh

MEADOW, PATIENT = 1, 2


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return fresh(tmp_path, LOTTERY, SLOW)


def page_of(library: Library, paper_id: int) -> Page:
    """The page as it is written out."""
    paper = library.reader.paper(paper_id)
    notes = tuple(
        PageNote(n.text, n.quote, n.quote_field, n.id, n.created, note_digest(n.text, n.quote))
        for n in paper.notes
    )
    return Page(paper.key, paper.title, paper.added, paper.tags, paper.tags, {}, notes)


def edited(page: Page, *texts: str) -> Page:
    """The page with other words in its notes, and more notes after them."""
    notes = [replace(note, text=text) for note, text in zip(page.notes, texts, strict=False)]
    return replace(page, notes=(*notes, *map(PageNote, texts[len(notes) :])))


def texts(library: Library, paper_id: int = MEADOW) -> list[str]:
    return [note.text for note in library.reader.paper(paper_id).notes]


def test_a_page_that_was_not_touched_changes_nothing(library: Library) -> None:
    library.add_note(MEADOW, "One")
    before = dump(library.path)
    report = library.take_pages([(MEADOW, page_of(library, MEADOW))])
    assert (report.event, report.unchanged, report.papers) == (None, 1, 0)
    assert dump(library.path) == before


def test_an_edit_in_the_file_is_taken_and_can_be_undone(library: Library) -> None:
    library.add_note(MEADOW, "One")
    before = dump(library.path)
    report = library.take_pages([(MEADOW, edited(page_of(library, MEADOW), "One, better", "Two"))])
    assert (report.changed, report.new, report.papers) == (1, 1, 1)
    assert texts(library) == ["One, better", "Two"]
    assert library.reader.ids("note:better") == [MEADOW]
    library.undo()
    assert dump(library.path) == before


def test_an_edit_here_outlives_a_page_that_was_not_touched(library: Library) -> None:
    library.add_note(MEADOW, "One")
    page = page_of(library, MEADOW)
    library.edit_note(1, "One, better")
    assert library.take_pages([(MEADOW, page)]).unchanged == 1
    assert texts(library) == ["One, better"]


def test_edits_on_both_sides_are_both_kept_and_only_once(library: Library) -> None:
    library.add_note(MEADOW, "One")
    page = edited(page_of(library, MEADOW), "One, in the file")
    library.edit_note(1, "One, in the app")
    assert library.take_pages([(MEADOW, page)]).both == 1
    assert texts(library) == ["One, in the app", "One, in the file"]
    assert library.take_pages([(MEADOW, page)]).event is None
    assert texts(library) == ["One, in the app", "One, in the file"]


def test_a_note_deleted_here_stays_deleted_unless_the_file_says_more(library: Library) -> None:
    library.add_note(MEADOW, "One")
    page = page_of(library, MEADOW)
    library.remove_note(1)
    assert library.take_pages([(MEADOW, page)]).gone == 1
    assert texts(library) == []
    library.take_pages([(MEADOW, edited(page, "One, and more"))])
    assert texts(library) == ["One, and more"]


def test_a_note_missing_from_the_file_stays_here(library: Library) -> None:
    library.add_note(MEADOW, "One")
    library.take_pages([(MEADOW, replace(page_of(library, MEADOW), notes=()))])
    assert texts(library) == ["One"]


def test_another_library_takes_all_notes_of_a_page(library: Library, tmp_path: Path) -> None:
    library.add_note(MEADOW, "One", quote="Meadows hold small flowers", quote_field="abstract")
    page = page_of(library, MEADOW)
    (tmp_path / "other").mkdir()
    clock = SettableClock()
    clock.forward(days=1)
    other = fresh(tmp_path / "other", LOTTERY, clock=clock)
    other.add_note(MEADOW, "Another note of the same number")
    assert other.take_pages([(MEADOW, page)]).new == 1
    (_, note) = other.reader.paper(MEADOW).notes
    assert (note.text, note.quote, note.quote_field) == ("One", "Meadows hold small flowers", "abstract")


def test_tags_go_both_ways(library: Library) -> None:
    library.tag([MEADOW], add=["moss", "fern"])
    page = page_of(library, MEADOW)
    library.tag([MEADOW], add=["here"])
    report = library.take_pages([(MEADOW, replace(page, tags=("Moss", "there")))])
    assert report.tags == 1
    assert library.reader.paper(MEADOW).tags == ("here", "moss", "there")


def test_a_dry_run_tells_and_does_nothing(library: Library) -> None:
    library.add_note(MEADOW, "One")
    before = dump(library.path)
    report = library.take_pages([(MEADOW, edited(page_of(library, MEADOW), "Else", "Two"))], dry_run=True)
    assert (report.event, report.changed, report.new, report.papers) == (None, 1, 1, 1)
    assert dump(library.path) == before


def test_links_are_known_from_both_ends(library: Library) -> None:
    meadow, patient = (library.reader.paper(paper).key for paper in (MEADOW, PATIENT))
    library.add_note(MEADOW, f"As in [[{patient.upper()}|the compiler]], unlike [[nobody2020]].")
    links = library.reader.links(MEADOW)
    assert [[row.key for row in links.to], list(links.back), list(links.unknown)] == [
        [patient],
        [],
        ["nobody2020"],
    ]
    assert [row.key for row in library.reader.links(PATIENT).back] == [meadow]
    library.edit_note(1, f"The key {patient} without a link.")
    assert library.reader.links(PATIENT).back == ()


def test_linked_papers_come_before_those_that_are_alike(library: Library) -> None:
    key = library.reader.paper(PATIENT).key
    library.add_note(MEADOW, f"Unlike [[{key}]].")
    assert [(one.row.id, one.linked) for one in library.reader.related(MEADOW)] == [(PATIENT, "to")]
    assert [(one.row.id, one.linked) for one in library.reader.related(PATIENT)] == [(MEADOW, "from")]
