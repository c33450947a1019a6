"""One change of the journal: what it brought, and taking it back after others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from seeds import Draft, Harvest
from storage import Library, Refused

TITLES = ["On mosses and walls today", "On kites and bells today", "On looms and threads today"]


def harvest(*titles: str, url: str | None = None) -> Harvest:
    drafts = [Draft(title=title, published="2020", url=url, position=n) for n, title in enumerate(titles)]
    return Harvest("page.bib", "bibtex", iter(drafts))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Two imports of a page: then one is new, one filled in, one seen again, one gone."""
    with Library.open(tmp_path / "library.db", create=True) as library:
        library.take([harvest(*TITLES)])
        later = [Draft(title=TITLES[0], published="2020", url="https://example.org/a"),
                 Draft(title=TITLES[1], published="2020", position=1),
                 Draft(title="On doors and hinges today", published="2020", position=2)]  # fmt: skip
        library.take([Harvest("page.bib", "bibtex", iter(later))])
        yield library


def ids(library: Library) -> set[int]:
    return set(library.reader.ids())


def test_what_an_import_brought(library: Library) -> None:
    brought = library.reader.brought(2)
    assert brought is not None
    assert brought.counts == {"new": 1, "updated": 1, "gone": 1}
    assert [(each.outcome, each.title) for each in brought.papers] == [
        ("gone", TITLES[2]), ("updated", TITLES[0]), ("new", "On doors and hinges today"),
    ]  # fmt: skip
    assert brought.sources == ("page.bib",)
    assert library.reader.brought(99) is None
    few = library.reader.brought(1, limit=2)
    assert few is not None
    assert (few.counts, len(few.papers)) == ({"new": 3}, 2)


def test_an_import_is_taken_back_alone_and_done_again(library: Library) -> None:
    """A tag on a paper that it only saw is nothing it has to do with."""
    library.tag([2], add=["birds"])
    assert library.undo_change(2).papers == 2
    assert len(ids(library)) == 3
    assert library.reader.paper(1).url is None
    assert library.reader.paper(2).tags == ("birds",)
    assert library.check().sound
    undone = library.reader.brought(2)
    assert undone is not None
    assert (undone.counts, undone.event.undone is None) == ({}, False)
    library.redo()
    assert len(ids(library)) == 4
    assert library.reader.paper(1).url == "https://example.org/a"
    assert library.check().sound


def test_what_later_changes_build_on_stays(library: Library) -> None:
    """The later change is named; taken back first, the older one can go too."""
    with pytest.raises(Refused, match=r"change 2 .* builds on it"):
        library.undo_change(1)
    library.mark([4], "read")
    with pytest.raises(Refused, match="change 3 "):
        library.undo_change(2)
    for change in (3, 2, 1):
        library.undo_change(change)
    assert ids(library) == set()
    assert library.check().sound
    with pytest.raises(Refused, match="no change 1 that could be taken back"):
        library.undo_change(1)


def test_a_note_keeps_the_import_of_its_paper(library: Library) -> None:
    """The row of a note names no paper in its key."""
    library.add_note(4, "Hinges!")
    with pytest.raises(Refused, match="change 3 "):
        library.undo_change(2)


def test_a_note_that_was_deleted_since_is_not_taken_back_alone(library: Library) -> None:
    """What deletes it builds on what added it, though nothing says any more whose the note was."""
    note = library.add_note(4, "Hinges!").created
    assert note is not None
    library.remove_note(note)
    with pytest.raises(Refused, match="change 4 "):
        library.undo_change(3)
    assert library.undo_change(4).event == 4
    assert library.undo_change(3).event == 3
    assert library.reader.paper(4).notes == ()
