"""A library made from its dump is the same library, row by row; a dump that is not whole is refused."""

from __future__ import annotations

import json
import os
import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import Library, LibraryDamaged, LibraryNewer, Refused, StorageError, is_dump, rebuild
from storage.schema import SCHEMA_VERSION
from tests.storage.helpers import LOTTERY, NAMELESS, SLOW, dump, fresh
from tests.storage.test_properties import Step, do, steps


def dumped(library: Library, to: Path) -> Path:
    return library.backup(to, plain=True)


histories = given(done=st.lists(steps(), max_size=8), draft=st.none() | st.text(max_size=20))
"""What may have happened to a library, and what was being typed."""


def same_again(done: list[Step], draft: str | None) -> None:
    """Make a library of a history, dump it, make another of the dump, and go on with both."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library = fresh(folder, LOTTERY, SLOW, NAMELESS)
        for step in done:
            do(library, step)
        if draft is not None:
            library.keep_unsaved(1, draft.encode("utf-8", "replace").decode())
        rebuild(dumped(library, folder / "dump.jsonl"), folder / "again.db")
        assert dump(folder / "again.db", ()) == dump(library.path, ())
        with Library.open(folder / "again.db", clock=library.clock) as again:
            assert again.check().findings == ()
            assert again.reader.ids("meadow*") == library.reader.ids("meadow*")
            for each in (library, again):
                for step in (lambda lib: lib.undo(2), lambda lib: lib.star([1]), lambda lib: lib.redo()):
                    do(each, step)
            assert dump(again.path, ()) == dump(library.path, ())
        library.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@histories
def test_a_library_made_from_its_dump_is_the_same(done: list[Step], draft: str | None) -> None:
    same_again(done, draft)


def test_a_dump_is_plain_json_for_its_owner_alone(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY)
    library.add_note(1, "Grüße\u2028an\nalle \x01", quote="bloom alone")
    file = dumped(library, tmp_path / "dump.jsonl")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert is_dump(file)
    assert not is_dump(library.path)
    values = [json.loads(line) for line in file.read_bytes().split(b"\n")[:-1]]
    tables = [value["table"] for value in values if "table" in value]
    assert {"paper", "note", "journal", "view", "sighting"} <= set(tables)
    assert not any(table.startswith("paper_search") for table in tables)
    kept = library.reader.notes()[0].text
    assert kept.startswith("Grüße")
    assert any(isinstance(value, list) and kept in value for value in values)
    with pytest.raises(Refused, match="there already"):
        dumped(library, tmp_path / "dump.jsonl")
    library.close()


def test_bytes_that_packing_would_not_give_again_are_kept_as_they_are(tmp_path: Path) -> None:
    import sqlite3
    import zlib

    library = fresh(tmp_path, LOTTERY)
    library.close()
    with sqlite3.connect(library.path) as connection:
        (packed,) = connection.execute("SELECT images FROM journal_step LIMIT 1").fetchone()
        odd = zlib.compress(zlib.decompress(packed), 9)
        connection.execute("UPDATE journal_step SET images = ?", (odd,))
        connection.execute(
            "INSERT INTO journal_step VALUES (1, 99, 'update', 'paper', ?)", (b"\0\xffno zlib",)
        )
    connection.close()
    with Library.open(library.path) as library:
        rebuild(dumped(library, tmp_path / "dump.jsonl"), tmp_path / "again.db")
    assert dump(tmp_path / "again.db", ()) == dump(library.path, ())


def test_a_dump_that_is_cut_off_anywhere_is_refused_and_makes_nothing(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY, SLOW)
    whole = dumped(library, tmp_path / "dump.jsonl").read_bytes().splitlines(keepends=True)
    library.close()
    cut = tmp_path / "cut.jsonl"
    for lines in range(len(whole)):
        for data in (
            b"".join(whole[:lines]),
            b"".join(whole[:lines]) + whole[lines][: len(whole[lines]) // 2],
        ):
            cut.write_bytes(data)
            with pytest.raises(LibraryDamaged):
                rebuild(cut, tmp_path / "again.db")
            assert not list(tmp_path.glob("*again*"))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"[1", "not JSON"),
        (b'{"table": "sqlite_schema", "columns": ["sql"]}', "no row of a table"),
        (b'{"table": "paper; DROP TABLE paper", "columns": ["id"]}', "no row of a table"),
        (b'{"table": "view", "columns": ["name; --"]}', "other columns"),
        (b'{"table": "view", "columns": []}', "other columns"),
        (b"[" * 100_000, "not JSON"),
        (b"[1]", "no row of a table"),
        (b'{"table": "view", "columns": [["name"]]}', "other columns"),
    ],
)
def test_a_line_that_does_not_belong_is_refused_by_its_number(
    tmp_path: Path, line: bytes, reason: str
) -> None:
    file = tmp_path / "dump.jsonl"
    header = json.dumps({"carrel": "dump", "version": 1, "schema": SCHEMA_VERSION}).encode()
    file.write_bytes(header + b"\n" + line + b"\n")
    with pytest.raises(LibraryDamaged, match=f"line 2 of the dump: .*{reason}"):
        rebuild(file, tmp_path / "again.db")


@pytest.mark.parametrize(
    "lines",
    [
        ['{"table": "view", "columns": [["name"]]}'],
        ['{"table": "view", "columns": ["id"]}', f"[{2**64}]"],
        ['{"table": "view", "columns": ["name"]}', '["\\ud800"]'],
        ['{"table": "view", "columns": ["name"]}', '[{"base64": "x"}]'],
        ['{"table": "view", "columns": ["name"]}', '[{"a": "x"}]'],
        ['{"table": "view", "columns": ["name"]}', f'[{{"packed": {{"a": {"[" * 900}{"]" * 900}}}}}]'],
    ],
)
def test_values_that_no_column_takes_are_refused(tmp_path: Path, lines: list[str]) -> None:
    file = tmp_path / "dump.jsonl"
    header = json.dumps({"carrel": "dump", "version": 1, "schema": SCHEMA_VERSION})
    file.write_text("\n".join([header, *lines, '{"end": {"view": 1}}']) + "\n")
    with pytest.raises(LibraryDamaged):
        rebuild(file, tmp_path / "again.db")
    assert not list(tmp_path.glob("*again*"))


def test_what_is_no_file_or_has_no_lines_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="not a regular file"):
        rebuild(Path(os.devnull), tmp_path / "again.db")
    sparse = tmp_path / "sparse.jsonl"
    with sparse.open("wb") as file:
        file.truncate(2_000_000_000)
    with pytest.raises(LibraryDamaged, match="line 1 of the dump: this is not JSON"):
        rebuild(sparse, tmp_path / "again.db")


@pytest.mark.parametrize(
    "value", [str(2**63), '"\\ud800"', '{"base64": "%%é"}', '{"packed": {"\\ud800": 1}}']
)
def test_a_value_that_no_library_holds_is_refused_by_the_number_of_its_line(
    tmp_path: Path, value: str
) -> None:
    rows = [
        json.dumps({"carrel": "dump", "version": 1, "schema": SCHEMA_VERSION}),
        '{"table": "view", "columns": ["name", "query", "position", "created"]}',
        f'["v", "q", {value}, ""]',
    ]
    file = tmp_path / "dump.jsonl"
    file.write_text("\n".join(rows))
    with pytest.raises(LibraryDamaged, match="line 3 of the dump: this row cannot be kept"):
        rebuild(file, tmp_path / "again.db")
    assert not (tmp_path / "again.db").exists()


def test_rows_that_refer_to_nothing_are_refused(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY)
    library.add_note(1, "x")
    lines = dumped(library, tmp_path / "dump.jsonl").read_text().splitlines(keepends=True)
    library.close()
    at = next(i for i, line in enumerate(lines) if '"table": "note"' in line) + 1
    row = json.loads(lines[at])
    lines[at] = json.dumps([row[0], 999, *row[2:]]) + "\n"
    (tmp_path / "dump.jsonl").write_text("".join(lines))
    with pytest.raises(LibraryDamaged, match="not there"):
        rebuild(tmp_path / "dump.jsonl", tmp_path / "again.db")


def test_a_dump_of_a_newer_carrel_is_refused_and_one_of_an_older_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import storage.migrations
    import storage.opening

    with monkeypatch.context() as earlier:
        for module in (storage.migrations, storage.opening):
            earlier.setattr(module, "SCHEMA_VERSION", 1)
        library = fresh(tmp_path, LOTTERY)
        file = dumped(library, tmp_path / "dump.jsonl")
        library.close()
    assert json.loads(file.read_text().splitlines()[0])["schema"] == 1
    rebuild(file, tmp_path / "again.db")
    with Library.open(tmp_path / "again.db") as again:
        assert again.check().findings == ()
        assert again.reader.count("meadow*") == 1
    newer = file.read_text().replace('"schema": 1', f'"schema": {SCHEMA_VERSION + 1}', 1)
    file.write_text(newer)
    with pytest.raises(LibraryNewer):
        rebuild(file, tmp_path / "third.db")
    with pytest.raises(StorageError):
        rebuild(file, tmp_path / "again.db")
