"""Importing from inside the app: the first run, progress, stopping, undoing, and other programs."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from storage import Library
from tests.tui.app.desk import Desk, draft, harvest, open_desk, play
from tui.screens.importing import ImportScreen, listing
from tui.screens.welcome import WelcomeScreen


def write_papers(file: Path, count: int) -> Path:
    """A file of ``count`` papers."""
    papers = (
        {"title": f"Paper number {n} about something else", "abstract": f"Abstract {n}."}
        for n in range(count)
    )
    file.write_text("".join(json.dumps(paper) + "\n" for paper in papers))
    return file


async def test_first_run_loads_the_starter_list(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "new.db") as desk:
        assert isinstance(desk.app.screen, WelcomeScreen)
        assert not (tmp_path / "new.db").exists()
        await desk.press("enter")
        await desk.settle()
        assert desk.on_desk
        assert len(desk.app.browse.papers.ids) == 257
        assert "257 papers" in desk.toasts()
        assert "u takes it back" in desk.toasts()
        await desk.press("u")
        assert desk.reader.count() == 0


async def test_first_run_may_begin_empty(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "new.db") as desk:
        await desk.press("G", "enter")
        assert desk.on_desk
        assert "No papers here" in desk.text()


def test_a_file_is_imported_and_undone(path: Path, tmp_path: Path) -> None:
    file = write_papers(tmp_path / "more.jsonl", 3)

    async def scenario(desk: Desk) -> None:
        await desk.press("I")
        assert isinstance(desk.app.screen, ImportScreen)
        desk.app.screen.line.value = str(file)
        await desk.press("enter")
        assert "+ 3 new" in desk.text()
        assert "Paper number 0 about something else" in desk.text()
        assert desk.reader.count() == 6, "looking changes nothing"
        await desk.press("enter")
        assert "Imported 3 new" in desk.text()
        await desk.press("escape")
        assert len(desk.app.browse.papers.ids) == 9
        await desk.press("u")
        assert len(desk.app.browse.papers.ids) == 6

    play(path, scenario)


def test_what_is_typed_or_pasted_need_not_be_a_path(path: Path) -> None:
    """The home folder of nobody, and more letters than any name may have."""

    async def scenario(desk: Desk) -> None:
        await desk.press("I")
        assert isinstance(desk.app.screen, ImportScreen)
        for typed in ("~nobody-here/x", "long " * 200):
            desk.app.screen.line.value = typed
            await desk.press("enter")
            assert f"There is nothing at {typed[:9]}" in " ".join(desk.toasts().split())

    play(path, scenario)


async def test_stopping_keeps_whole_papers_that_one_undo_removes(path: Path, tmp_path: Path) -> None:
    file = write_papers(tmp_path / "many.jsonl", 20_000)
    async with open_desk(path) as desk:
        await desk.press("I")
        assert isinstance(desk.app.screen, ImportScreen)
        desk.app.screen.line.value = str(file)
        await desk.press("enter")
        assert "20,000 new" in desk.text()
        desk.app.run_command("import-start")
        progress = desk.app.screen.progress
        assert progress is not None, desk.toasts() + desk.text()
        while not progress.papers:  # noqa: ASYNC110  (the import thread sets no event)
            await asyncio.sleep(0.01)
        await desk.press("escape")
        assert "Stopped: kept" in desk.text()
        kept = desk.reader.count() - 6
        assert 0 < kept < 20_000
        assert desk.reader.count("abstract:abstract") == kept + 6
        await desk.press("escape", "u")
        assert desk.reader.count() == 6


def test_what_another_program_does_shows_up(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("j")
        with Library.open(path) as library:
            library.take([harvest([draft(20, "A Paper from Elsewhere Entirely")], "other.jsonl")])
        await asyncio.sleep(0.6)
        await desk.settle()
        assert "A Paper from Elsewhere Entirely" in desk.text()
        assert desk.here == "writer1"

    play(path, scenario)


def test_the_file_list_knows_folders_and_beginnings(tmp_path: Path) -> None:
    (tmp_path / "Alpha").mkdir()
    (tmp_path / "alps.bib").write_text("x")
    (tmp_path / ".hidden").write_text("x")
    assert [option.label for option in listing(f"{tmp_path}/")] == ["Alpha", "alps.bib"]
    assert [option.label for option in listing(f"{tmp_path}/alps")] == ["alps.bib"]
    assert listing(f"{tmp_path}/nowhere/x") == []


def test_what_is_odd_is_said_before_saying_yes(path: Path, tmp_path: Path) -> None:
    """New, known, rejected and mended, a file at a time; Esc goes back and nothing has changed."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    write_papers(folder / "a.jsonl", 3)
    (folder / "b.bib").write_text(
        "@misc{a, title = {On mosses}, year = 2020, note = nowhere}\n@set{b, x = {c}}\n"
    )
    (folder / "c.txt").write_text("no papers in here\n")

    async def scenario(desk: Desk) -> None:
        await desk.press("I")
        screen = desk.app.screen
        assert isinstance(screen, ImportScreen)
        screen.line.value = str(folder)
        await desk.press("enter")
        text = desk.text()
        assert "+ 4 new" in text
        assert "! 3 to look at" in text
        assert "“nowhere” is a macro that nothing defines" in text
        assert "On mosses (2020)" in text
        await desk.press("escape")
        assert isinstance(desk.app.screen, ImportScreen)
        assert screen.files.display
        assert desk.reader.count() == 6
        await desk.press("enter")
        await desk.press("enter")
        assert "Imported 4 new" in desk.text()
        assert desk.reader.count() == 10
        await desk.press("escape")
        await desk.press("I")
        desk.app.screen.line.value = str(folder / "b.bib")  # type: ignore[attr-defined]
        await desk.press("enter")
        assert "= 1 known" in desk.text()

    play(path, scenario)


def test_looking_can_be_stopped(path: Path, tmp_path: Path) -> None:
    file = write_papers(tmp_path / "many.jsonl", 20_000)

    async def scenario(desk: Desk) -> None:
        await desk.press("I")
        screen = desk.app.screen
        assert isinstance(screen, ImportScreen)
        screen.line.value = str(file)
        await desk.pilot.pause()
        desk.app.run_command("import-start")
        progress = screen.progress
        assert progress is not None
        while not progress.papers:  # noqa: ASYNC110  (the import thread sets no event)
            await asyncio.sleep(0.01)
        await desk.press("escape")
        assert screen.looked_at is None
        assert screen.files.display
        assert desk.reader.count() == 6

    play(path, scenario)


def test_what_describes_no_papers_is_not_offered(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "c.txt"
    file.write_text("no papers in here\n")

    async def scenario(desk: Desk) -> None:
        await desk.press("I")
        desk.app.screen.line.value = str(file)  # type: ignore[attr-defined]
        await desk.press("enter")
        assert "There is nothing to take in" in desk.text()
        assert "not read" in desk.text()

    play(path, scenario)


def test_what_is_no_path_of_this_machine_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> Path:
        raise FileNotFoundError

    async def scenario(desk: Desk) -> None:
        await desk.press("I")
        assert isinstance(desk.app.screen, ImportScreen)
        for typed in (
            "a" * 300,
            "~nobody-here",
            "~nobody-here/" + "b" * 9_000,
            "/" * 9_000,
            "x/" * 3_000,
            "",
        ):
            desk.app.screen.line.value = typed
            await desk.settle()
        desk.app.screen.line.value = "~nobody-here/x"
        await desk.press("enter")
        assert "There is nothing at ~nobody-here/x" in desk.toasts()

    monkeypatch.setattr(Path, "cwd", refuse)  # as where the folder was removed meanwhile
    play(path, scenario)
