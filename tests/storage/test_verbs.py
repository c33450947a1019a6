"""Each verb does what it says, says what it did, and can be taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from storage import Conflict, Library, PaperNotFound, Refused
from tests.storage.helpers import LOTTERY, NAMELESS, SLOW, SettableClock, dump, fresh, harvest


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def library(tmp_path: Path, clock: SettableClock) -> Library:
    return fresh(tmp_path, LOTTERY, SLOW, NAMELESS, clock=clock)


def test_marking_keeps_when_reading_began_and_ended(library: Library, clock: SettableClock) -> None:
    clock.forward(days=1)
    library.mark([1], "reading")
    clock.forward(days=1)
    receipt = library.mark([1, 2], "read")
    paper = library.reader.paper(1)
    assert (paper.state, paper.started) == ("read", "2026-02-01T09:00:00Z")
    assert paper.read == "2026-02-02T09:00:00Z"
    assert (receipt.papers, receipt.asked) == (2, 2)
    assert receipt.summary == "Marked 2 papers as read"


def test_marking_what_is_marked_already_writes_nothing(library: Library) -> None:
    library.mark([1], "read")
    before = library.reader.history()
    receipt = library.mark([1], "read")
    assert (receipt.papers, receipt.event) == (0, None)
    assert library.reader.history() == before


def test_an_unknown_state_is_refused(library: Library) -> None:
    with pytest.raises(Refused, match="unread, reading, read, skipped"):
        library.mark([1], "finished")


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_a_rating_outside_one_to_five_is_refused(library: Library, rating: int) -> None:
    with pytest.raises(Refused):
        library.rate([1], rating)


def test_tags_that_fold_alike_are_one_tag(library: Library) -> None:
    library.tag([1], add=["Café"])
    library.tag([2], add=["#cafe"])
    assert [(tag.name, tag.papers) for tag in library.reader.tags()] == [("Café", 2)]


def test_a_tag_given_twice_is_put_on_once_and_on_no_paper_that_is_gone(library: Library) -> None:
    """Somebody else may have undone the import of a paper that is still on the screen."""
    receipt = library.tag([1, 99], add=["Pruning", "pruning"])
    assert (receipt.papers, receipt.asked) == (1, 2)
    assert library.reader.paper(1).tags == ("Pruning",)


def test_tags_and_notes_that_came_to_a_paper_in_the_trash_count_when_it_leaves_it(library: Library) -> None:
    library.tag([1, 2], add=["old"])
    library.remove([1, 2, 3])
    library.rename_tag("old", "new")
    library.add_note(3, "remembered late")
    library.check(repair=True)
    library.restore([1, 3])
    library.undo()
    library.restore([1, 2, 3])
    assert [(tag.name, tag.papers) for tag in library.reader.tags()] == [("new", 2)]
    assert library.check().findings == ()


def test_renaming_a_tag_into_another_makes_them_one(library: Library) -> None:
    library.tag([1, 2], add=["old"])
    library.tag([2, 3], add=["new"])
    assert library.rename_tag("old", "new").papers == 2
    assert [(tag.name, tag.papers) for tag in library.reader.tags()] == [("new", 3)]
    assert library.reader.ids("meadow tag:new") == [1]


def test_a_note_is_found_by_its_words_until_it_is_undone(library: Library) -> None:
    note = library.add_note(1, "Compare with *Straße* seeding").created
    assert library.reader.ids("strasse") == [1]
    library.edit_note(note or 0, "Compare with ploughing")
    assert library.reader.ids("strasse") == []
    library.undo()
    assert library.reader.ids("strasse") == [1]


def test_a_quote_remembers_which_field_it_comes_from(library: Library) -> None:
    library.add_note(1, "nice", quote="small flowers")
    (note,) = library.reader.paper(1).notes
    assert (note.quote, note.quote_field) == ("small flowers", "abstract")


def test_a_note_changed_elsewhere_is_not_overwritten(library: Library) -> None:
    note = library.add_note(1, "first").created or 0
    library.edit_note(note, "second", revision=1)
    with pytest.raises(Conflict):
        library.edit_note(note, "third", revision=1)
    assert library.reader.paper(1).notes[0].text == "second"


def test_a_note_on_nothing_and_an_empty_note_are_refused(library: Library) -> None:
    with pytest.raises(PaperNotFound):
        library.add_note(99, "text")
    with pytest.raises(Refused):
        library.add_note(1, "  \n ")


def test_the_trash_hides_a_paper_from_all_but_the_trash(library: Library) -> None:
    library.remove([1])
    assert library.reader.count() == 2
    assert library.reader.ids("is:trashed") == [1]
    library.restore([1])
    assert library.reader.count() == 3


def test_a_corrected_title_is_the_real_one_and_is_found(library: Library) -> None:
    library.edit(3, {"title": "Patience in Compilers, Revisited"})
    paper = library.reader.paper(3)
    assert (paper.title, paper.provisional_title) == ("Patience in Compilers, Revisited", False)
    assert library.reader.ids("revisited") == [3]
    assert library.reader.ids("is:untitled") == []


def test_confirming_a_provisional_title_makes_it_real(library: Library) -> None:
    library.edit(3, {"title": NAMELESS.title})
    assert not library.reader.paper(3).provisional_title


def test_corrections_set_authors_identifiers_and_dates(library: Library) -> None:
    library.edit(
        2, {"authors": "Łukasz, Carl; Eve Noon", "doi": "https://doi.org/10.1000/ABC", "published": "2021-05"}
    )
    paper = library.reader.paper(2)
    assert paper.authors == ("Łukasz, Carl", "Eve Noon")
    assert paper.identifiers == {"doi": ("10.1000/abc",)}
    assert paper.published == "2021-05"
    assert library.reader.resolve("10.1000/abc") == 2
    assert library.reader.paper(2).as_json()["identifiers"] == {"doi": ["10.1000/abc"], "arxiv": []}


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("published", "2021-13", "no date"),
        ("url", "javascript:alert(1)", "http"),
        ("title", "  ", "empty"),
        ("yaer", "2021", "no field"),
        ("key", "two words", "one word"),
        ("doi", "nonsense", "none"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(
    library: Library, field: str, value: str, reason: str
) -> None:
    before = dump(library.path)
    with pytest.raises(Refused, match=reason):
        library.edit(1, {field: value})
    assert dump(library.path) == before


def test_an_identifier_has_one_paper(library: Library) -> None:
    library.edit(1, {"arxiv": "2301.00001"})
    with pytest.raises(Refused, match="belongs to"):
        library.edit(2, {"arxiv": "arXiv:2301.00001v2"})


def test_papers_are_called_by_id_key_and_key_without_case(library: Library) -> None:
    key = library.reader.paper(1).key
    assert key == "meadow2018drawing"
    assert {library.reader.resolve(name) for name in ("1", key, key.upper())} == {1}
    with pytest.raises(PaperNotFound) as caught:
        library.reader.resolve("meadow2018drawings")
    assert caught.value.nearby == (key,)


def test_undo_and_redo_walk_the_same_way(library: Library) -> None:
    library.star([1])
    library.mark([1], "read")
    assert [r.summary for r in library.undo(2)] == [
        "Undid: Marked “On Drawing Winning Tickets from Dense Meadows” as read",
        "Undid: Starred “On Drawing Winning Tickets from Dense Meadows”",
    ]
    library.redo()
    paper = library.reader.paper(1)
    assert (paper.starred, paper.state) == (True, "unread")


def test_something_new_ends_what_could_be_redone(library: Library) -> None:
    library.star([1])
    library.undo()
    library.rate([2], 5)
    assert library.redo() == []


def test_a_batch_undoes_as_one_and_can_be_redone(tmp_path: Path) -> None:
    library = fresh(tmp_path)
    empty = dump(library.path)
    library.take([harvest(LOTTERY, SLOW), harvest(NAMELESS, name="other.txt")], tags=["new"])
    full = dump(library.path)
    library.undo()
    assert dump(library.path) == empty
    assert library.check().sound
    library.redo()
    assert dump(library.path) == full
    assert library.reader.ids("flowers") == [1]


def test_what_is_being_typed_about_a_paper_or_note_that_is_gone_is_of_no_other(library: Library) -> None:
    note = library.add_note(1, "soon deleted").created
    assert note is not None
    library.keep_unsaved(1, "its words", note_id=note)
    library.remove_note(note)
    assert library.add_note(1, "another").created != note
    library.take([harvest(replace(LOTTERY, title="Of a Paper That Went Away Again", abstract=None))])
    library.keep_unsaved(4, "about it")
    library.undo()
    other = replace(LOTTERY, title="Of Quite Another Paper That Came Later", abstract=None)
    library.take([harvest(other)])
    assert library.reader.ids("quite another") == [5]


def test_what_is_being_typed_outlives_the_undoing_of_its_paper(library: Library) -> None:
    library.keep_unsaved(1, "half a thought")
    library.undo()
    library.redo()
    assert [(u.paper_id, u.text) for u in library.reader.unsaved()] == [(1, "half a thought")]
    library.forget_unsaved(1)
    assert library.reader.unsaved() == []
