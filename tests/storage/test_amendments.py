"""What a source changes after a paper was read is told, found by ``changed:``, and undone with the import."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from seeds import Identifier
from storage import Library
from tests.storage.helpers import LOTTERY, SLOW, SettableClock, dump, fresh, harvest

BARE = replace(LOTTERY, abstract=None, category=None)
PUBLISHED = replace(
    LOTTERY,
    venue="Meadows 2019",
    has_code=True,
    code_url="https://example.org/code",
    identifiers=(Identifier("doi", "10.1234/meadow"),),
)


def library_with(folder: Path, *states: str) -> tuple[Library, SettableClock]:
    clock = SettableClock()
    library = fresh(folder, BARE, SLOW, clock=clock)
    for state in states:
        clock.forward(days=1)
        library.mark([1], state)
    clock.forward(days=1)
    return library, clock


def fields(library: Library) -> list[tuple[str, str]]:
    return [(one.field, one.source) for one in library.reader.paper(1).changes]


def test_what_changed_after_reading_is_told_with_its_source(tmp_path: Path) -> None:
    library, clock = library_with(tmp_path, "read")
    library.take([harvest(PUBLISHED, SLOW, name="journal.bib")])
    assert sorted(fields(library)) == [
        (name, "journal.bib") for name in ("abstract", "category", "code", "doi", "venue")
    ]
    assert library.reader.ids("changed:1d") == [1]
    assert library.reader.ids("changed:today is:read") == [1]
    clock.forward(days=40)
    assert library.reader.ids("changed:30d") == []
    assert library.reader.ids("changed:>30d") == [1]
    assert library.reader.ids("-changed:>30d") == [2]


def test_what_changed_before_reading_or_without_it_is_no_news(tmp_path: Path) -> None:
    library, clock = library_with(tmp_path, "reading")
    library.take([harvest(PUBLISHED, name="journal.bib")])
    library.mark([1], "read")
    assert fields(library) == []
    clock.forward(days=1)
    library.take([harvest(replace(PUBLISHED, venue="Meadows 2020"), name="journal.bib")])
    assert fields(library) == [("venue", "journal.bib")]
    clock.forward(days=1)
    library.mark([1], "unread")
    assert (fields(library), library.reader.ids("changed:1y")) == ([], [])
    library.mark([1], "read")  # once more, with what has changed
    assert (fields(library), library.reader.ids("changed:1y")) == ([], [])


def test_a_second_look_at_the_same_page_changes_nothing(tmp_path: Path) -> None:
    library, _ = library_with(tmp_path, "read")
    library.take([harvest(BARE, SLOW)])
    library.take([harvest(replace(BARE, affiliations=("valley",)), name="other.bib")])
    assert fields(library) == []


def test_it_is_undone_and_done_again_with_the_import(tmp_path: Path) -> None:
    library, _ = library_with(tmp_path, "read")
    before = dump(library.path)
    library.take([harvest(PUBLISHED, name="journal.bib")])
    after = dump(library.path)
    library.undo()
    assert dump(library.path) == before
    library.redo()
    assert dump(library.path) == after
    library.undo(3)
    assert library.reader.count() == 0
