"""Large sources are read in a process of their own; what comes of them must not depend on it."""

from __future__ import annotations

import io
import json
import os
import signal
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from seeds import Draft, Harvest, Identifier, SeedError, read
from storage import Library, prepared
from tui import intake
from tui.apart import Apart
from tui.intake import import_sources


def line(number: int, **more: Any) -> str:
    paper = {
        "title": f"Notes on the behaviour of herons, part {number}",
        "authors": ["Ana Ortiz", f"Bo Lin{number % 7}"],
        "published": "2021-04",
        "abstract": f"Herons were watched for {number} days, é and ü included.",
        "identifiers": {"doi": [f"10.1000/heron.{number}"], "arxiv": []},
    }
    return json.dumps(paper | more) + "\n"


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of 3,000 papers, two of them with a flaw; it counts as large."""
    monkeypatch.setattr(intake, "LARGE", 1)
    path = tmp_path / "herons.jsonl"
    lines = [line(number) for number in range(3000)]
    lines[10] = line(10, tags=["birds"], notes=[{"text": "seen by the pond"}], state="read")
    lines[20] = "{ not a paper\n"
    lines[30] = line(30, title="With a \x07 bell in the title")
    path.write_text("".join(lines))
    return path


def test_reading_apart_gives_what_reading_here_gives(large: Path) -> None:
    here = list(prepared(read(large.read_bytes(), "herons.jsonl")))
    with large.open("rb") as stream, closing(Apart(stream, "herons.jsonl", None, None)) as apart:
        assert (apart.format, apart.expected) == ("jsonl", None)
        assert list(apart) == here


def test_a_large_import_is_whole_and_searchable_and_goes_with_one_undo(tmp_path: Path, large: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    with Library.open(tmp_path / "library.db", create=True) as library:
        report = import_sources(library, [large], progress=lambda *news: told.append(news))
        (source,) = report.sources
        assert (source.found, source.new) == (2999, 2999)
        assert [number for number, _ in source.rejected] == [21]
        assert [number for number, _ in source.mended] == [31]
        assert library.reader.count("pond") == library.reader.count("#birds is:read") == 1
        assert library.reader.count("herons ortiz") == 2999
        assert library.check().sound
        library.undo()
        assert library.reader.count() == 0
        assert library.check().sound
    assert told[-1] == ("herons.jsonl", 2999, 2999)
    assert all(expected is not None and expected >= done for _, done, expected in told)


def test_a_large_file_that_nothing_reads_is_refused_with_the_reasons(tmp_path: Path, large: Path) -> None:
    large.write_text("nothing that anybody would call a list of papers\n" * 100)
    with large.open("rb") as stream, pytest.raises(SeedError) as refused:
        Apart(stream, "herons.jsonl", None, None).format  # noqa: B018 (asking for it waits for the answer)
    with pytest.raises(SeedError) as here:
        read(large.read_bytes(), "herons.jsonl")
    assert refused.value.reason == here.value.reason
    with Library.open(tmp_path / "library.db", create=True) as library:
        (source,) = import_sources(library, [large]).sources
    assert source.rejected == ((1, here.value.reason),)


def test_a_reader_that_is_killed_leaves_what_came_and_says_so(tmp_path: Path, large: Path) -> None:
    large.write_text("".join(line(number) for number in range(60_000)))
    killed, before = [], set(children())

    def kill(name: str, done: int, expected: int | None) -> None:
        for child in set(children()) - before:
            os.kill(child, signal.SIGKILL)
            killed.append(child)

    with Library.open(tmp_path / "library.db", create=True) as library:
        (source,) = import_sources(library, [large], progress=kill).sources
        assert killed
        assert 0 < source.new < 60_000
        assert "ended before its time" in source.rejected[-1][1]
        assert library.check().sound
        library.undo()
        assert library.reader.count() == 0


def test_stopping_ends_the_other_process(tmp_path: Path, large: Path) -> None:
    before = set(children())
    with Library.open(tmp_path / "library.db", create=True) as library:
        report = import_sources(library, [large], cancelled=lambda: bool(set(children()) - before))
    assert report.cancelled
    assert set(children()) <= before


def test_the_folder_one_works_in_is_not_searched_for_code(
    tmp_path: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "seeds.py").write_text("raise SystemExit('not ours')")
    monkeypatch.chdir(tmp_path)
    with large.open("rb") as stream, closing(Apart(stream, "herons.jsonl", None, None)) as apart:
        assert next(iter(apart)).draft.title == "Notes on the behaviour of herons, part 0"


def test_what_is_read_ahead_may_be_mixed_with_what_is_not(tmp_path: Path) -> None:
    draft = Draft(title="A paper about nothing in particular", identifiers=(Identifier("doi", "10.1000/a"),))
    items = [next(prepared([draft])), replace(draft, position=1)]
    with Library.open(tmp_path / "library.db", create=True) as library:
        harvest = Harvest("mixed", "test", iter(items))  # type: ignore[arg-type]
        (source,) = library.take([harvest]).sources
        assert (source.new, source.unchanged) == (1, 1)


def test_stdin_can_be_large(tmp_path: Path, large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(large.read_bytes())))
    with Library.open(tmp_path / "library.db", create=True) as library:
        (source,) = import_sources(library, ["-"]).sources
    assert (source.name, source.new) == ("stdin", 2999)


def children() -> list[int]:
    """The processes that this one has started and that still run."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    return [int(child) for child in listed.read_text().split()]
