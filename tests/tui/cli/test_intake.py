"""The meeting point of seeds and library, as the app's import screen uses it too."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

import pytest

from storage import Library
from tui.intake import import_sources, import_starter, unreadable
from tui.screens.importing import size_of
from tui.sources import sources_of
from tui.vault.folder import Vault

PAGE = "Abstract: We present OLLA, a way to lay out memory for networks that are trained.\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "library.sqlite", create=True)


def test_progress_is_reported_while_papers_come_in(library: Library) -> None:
    told: list[tuple[str, int, int | None]] = []
    import_starter(library, progress=lambda *step: told.append(step))
    library.close()
    assert told[-1] == ("starter list", 257, 257)


def test_an_import_can_be_called_off_between_chunks(library: Library, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    report = import_sources(library, [tmp_path / "page.txt"], cancelled=lambda: True)
    library.close()
    assert report.cancelled
    assert report.batch is None


def test_sources_are_reported_in_the_order_they_were_named(library: Library, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(PAGE)
    (tmp_path / "bad.txt").write_text("nothing\n")
    named = [tmp_path / name for name in ("bad.txt", "good.txt", "none.txt", "good.txt")]
    report = import_sources(library, named, tags=["x"])
    library.close()
    assert [source.name for source in report.sources] == [path.name for path in named]
    assert [unreadable(source) for source in report.sources] == [True, False, True, False]


def test_a_disk_that_fails_half_way_costs_only_the_rest(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    from tui import sources

    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            if not data:
                raise OSError(5, "Input/output error")
            return data

    (tmp_path / "a.jsonl").write_text("")
    (tmp_path / "b.txt").write_text(PAGE)
    real = sources.open_regular
    lines = b'{"title": "A first paper of some length"}\n'
    monkeypatch.setattr(
        sources, "open_regular", lambda path: Failing(lines) if path.name == "a.jsonl" else real(path)
    )
    report = import_sources(library, [tmp_path / "a.jsonl", tmp_path / "b.txt"])
    library.close()
    failed, fine = report.sources
    assert "Input/output error" in failed.rejected[0][1]
    assert fine.new == 1


def test_a_folder_is_walked_by_name_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c.txt", ".git/x", "b/.swp"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [source.name for source in sources_of(tmp_path)] == ["a.txt", "1.txt", "2.txt", "c.txt"]


def deep_folder(folder: Path, depth: int) -> Path:
    for _ in range(depth):
        folder = folder / "a"
        folder.mkdir(parents=True)
    return folder


def test_folders_are_gone_into_however_deep(tmp_path: Path) -> None:
    (deep_folder(tmp_path / "deep", 40) / "page.txt").write_text(PAGE)
    (tmp_path / "deep" / "page.txt").write_text(PAGE)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 30)
    try:
        names = [source.name for source in sources_of(tmp_path / "deep")]
    finally:
        sys.setrecursionlimit(limit)
    assert names == ["page.txt", "page.txt"]
    assert size_of(tmp_path / "deep") == 2 * len(PAGE.encode())


def test_folders_of_notes_are_gone_into_as_far_as_anybody_nests_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.vault.folder.DEEPEST", 10)
    deep_folder(tmp_path / "deep", 20)
    (tmp_path / "deep" / "a" / "diary.md").write_text("Dear diary")
    vault = Vault(tmp_path / "deep").read()
    assert vault.others == 1
    assert vault.rejected == [("/".join("a" * 10), "the folders in it lie too deep")]
