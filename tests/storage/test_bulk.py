"""Large imports: what is left out of them on the way must be there in the end, whatever happens."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from seeds import Draft, Harvest, Identifier
from storage import Library, arrivals, bulk
from tests.storage.helpers import LOTTERY, SLOW, fresh, harvest

PAPERS = 1_500


def schema(path: Path) -> set[tuple[str, str]]:
    """Every table, index and trigger of a library, with its statement."""
    with sqlite3.connect(path) as connection:
        return set(connection.execute("SELECT name, sql FROM sqlite_master"))


def settings(path: Path) -> set[str]:
    with sqlite3.connect(path) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM setting")}


def drafts(first: int = 0, papers: int = PAPERS) -> Iterator[Draft]:
    """Papers in no order of title, author or category, a few of them in a state."""
    for number in range(first, first + papers):
        yield Draft(
            title=f"{chr(98 + number * 7 % 25)} study of {number * 7919 % 1009} ponds",
            authors=(f"Ana {chr(65 + number % 26)}rtiz", "Bo Lin"),
            published=f"{1990 + number % 30}",
            category=("cs.LG", "math.CO", None)[number % 3],
            identifiers=(Identifier("doi", f"10.1000/pond.{number}"),),
            position=number - first,
        )


def test_a_bulk_import_leaves_the_schema_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "AT_LEAST", 100)
    path = tmp_path / "library.db"
    with Library.open(path, create=True) as library:
        before, known = schema(path), settings(path)
        missing: list[set[str]] = []

        def look(name: str, done: int, expected: int | None) -> None:
            missing.append({index for index, _ in before - schema(path)})

        library.take([Harvest("ponds", "test", drafts())], progress=look)
        assert missing[-1] == set(bulk.SCATTERED)
        assert schema(path) == before
        assert settings(path) == known
        assert library.check().sound
        assert library.reader.count("cat:cs.LG") == library.reader.facets().categories[0].papers == 500
        assert library.reader.facets().total == PAPERS
        first = library.reader.rows(library.reader.ids("sort:title", limit=1))[0]
        assert first.title == min(library.reader.rows(library.reader.ids()), key=lambda row: row.title).title


def test_after_a_crash_the_next_to_open_makes_the_indexes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "AT_LEAST", 100)
    path = tmp_path / "library.db"
    with Library.open(path, create=True) as library:
        before = schema(path)
        monkeypatch.setattr(Library, "_make_indexes_again", lambda self: None)
        library.take([Harvest("ponds", "test", drafts())])
        assert before - schema(path)
        monkeypatch.undo()
    with Library.open(path) as library:
        assert before - schema(path), "whoever dropped them is still at work"
    monkeypatch.setattr(bulk, "_alive", lambda process: False)
    with Library.open(path) as library:
        assert schema(path) == before
        assert library.check().sound


def test_of_two_large_imports_at_once_one_drops_the_indexes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "AT_LEAST", 100)
    path = tmp_path / "library.db"
    with Library.open(path, create=True) as first, Library.open(path) as second:
        before = schema(path)
        meanwhile: list[int] = []

        def start_another(name: str, done: int, expected: int | None) -> None:
            if before - schema(path) and not meanwhile:
                more = Harvest("more", "test", drafts(PAPERS, 3 * PAPERS))
                meanwhile.append(second.take([more]).sources[0].new)

        report = first.take([Harvest("ponds", "test", drafts())], progress=start_another)
        assert (report.sources[0].new, meanwhile) == (PAPERS, [3 * PAPERS])
        assert schema(path) == before
        assert first.check().sound


def test_a_library_that_holds_more_than_comes_in_keeps_its_indexes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.db"
    with Library.open(path, create=True) as library:
        library.take([Harvest("ponds", "test", drafts())])
        monkeypatch.setattr(arrivals, "AT_LEAST", 100)
        before = schema(path)
        seen: list[bool] = []

        def look(name: str, done: int, expected: int | None) -> None:
            seen.append(schema(path) == before)

        more = Harvest("more", "test", (draft for draft in drafts(PAPERS)))
        library.take([more], progress=look)
        assert seen
        assert all(seen)


def test_papers_of_one_name_get_keys_quickly_and_in_order(tmp_path: Path) -> None:
    """Thousands of editorials by one editor in one year: each key must not try all before it."""
    many = (
        Draft(
            title="Editorial",
            authors=("Ana Ortiz",),
            published="2020",
            identifiers=(Identifier("doi", f"10.1000/e.{number}"),),
            position=number,
        )
        for number in range(2_000)
    )
    with Library.open(tmp_path / "library.db", create=True) as library:
        library.take([Harvest("editorials", "test", many)])
        keys = [library.reader.paper(number).key for number in (1, 2, 27, 28, 703, 704, 2000)]
    assert keys == [
        "ortiz2020editorial", "ortiz2020editoriala", "ortiz2020editorialz", "ortiz2020editorialaa",
        "ortiz2020editorialzz", "ortiz2020editorialaaa", "ortiz2020editorialbxw",
    ]  # fmt: skip


def test_ctrl_c_within_a_statement_is_told_as_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLAlchemy closes the connection then, and nothing that is tidied up afterwards may need it."""
    library = fresh(tmp_path, LOTTERY)

    def stopped(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(library._engine.dialect, "do_executemany", stopped)
    with pytest.raises(KeyboardInterrupt):
        library.take([harvest(SLOW)])
    library.close()
    with Library.open(library.path) as again:
        assert again.reader.count() == 1
        assert again.check().findings == ()
