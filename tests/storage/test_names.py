"""Names offered while somebody types, of kinds that a large library has very many of."""

from __future__ import annotations

from pathlib import Path

import pytest

from seeds import Draft
from storage import AuthorNotFound, Library
from storage.query import complete
from tests.storage.helpers import fresh


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Papers of a few people with names that are easily mistaken."""
    people = ["Mei Ödön", "Ödön Mei", "Jean-Luc Odile", "Ada Meadow", "100% Real", "Per_cent Sign"]
    return fresh(
        tmp_path, *(Draft(title=f"Of hidden rivers {p}", authors=(p,), key=f"Key{p[:2]}") for p in people)
    )


@pytest.mark.parametrize(
    ("part", "offered"),
    [
        ("mei", ["Mei Ödön", "Ödön Mei"]),
        ("od", ["Ödön Mei", "Jean-Luc Odile", "Mei Ödön"]),
        ("luc", ["Jean-Luc Odile"]),
        ("eadow", []),
        ("%", []),
        ("100%", ["100% Real"]),
        ("r_", []),
    ],
)
def test_authors_are_offered_by_any_of_their_names(library: Library, part: str, offered: list[str]) -> None:
    assert library.reader.names("author", part) == offered


def test_an_author_is_offered_only_while_there_is_a_paper(library: Library) -> None:
    assert [one.text for one in complete("by:mead", 7, names=library.reader.names)] == ['"Ada Meadow"']
    library.undo()
    assert complete("by:mead", 7, names=library.reader.names) == []


def test_keys_are_offered_in_any_case(library: Library) -> None:
    assert library.reader.names("key", "keyM") == ["KeyMe"]
    library.remove([library.reader.resolve("KeyMe")])
    assert library.reader.names("key", "keyM") == []


def test_a_name_nearly_right_is_mended(library: Library) -> None:
    assert library.reader.author("meadow").name == "Ada Meadow"
    with pytest.raises(AuthorNotFound) as nearly:
        library.reader.author("Ada Meedow")
    assert nearly.value.nearby == ("Ada Meadow",)
    with pytest.raises(AuthorNotFound):
        library.reader.author("%")


def test_notes_of_a_query_are_found_without_its_other_papers(library: Library) -> None:
    library.add_note(2, "of two")
    library.add_note(4, "of four")
    assert [note.paper_id for note in library.reader.notes()] == [4, 2]
    assert [note.paper_id for note in library.reader.notes("by:meadow OR by:nobody")] == [4]
    assert library.reader.notes("by:real") == []
