"""Notes and tags: what is typed reaches the store, and nothing typed is lost."""

from __future__ import annotations

import shutil
from pathlib import Path
from threading import Event

import pytest
from textual import events

from storage import Library
from tests.storage.helpers import SettableClock
from tests.tui.app.desk import Desk, open_desk, play
from tui.screens.annotate import AnnotateScreen


def test_a_note_is_saved_with_the_passage_it_is_about(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("e", "ctrl+o")
        await desk.press("v", *["right"] * 7, "enter")
        await desk.type("**Yes**")
        await desk.press("ctrl+s")
        (note,) = desk.reader.notes()
        assert (note.text, note.quote, note.quote_field) == ("**Yes**", "This is", "abstract")
        await desk.press("escape", "u")
        assert desk.reader.notes() == []

    play(path, scenario)


def test_letters_move_in_the_abstract_as_they_do_in_vi(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("e", "ctrl+o")
        await desk.press("w", "0", "v", *["l"] * 7, "enter")
        await desk.press("ctrl+s")
        (note,) = desk.reader.notes()
        assert note.quote == "This is"

    play(path, scenario)


def test_a_note_is_edited_and_deleted(path: Path) -> None:
    with Library.open(path) as library:
        library.add_note(1, "first")

    async def scenario(desk: Desk) -> None:
        await desk.press("e", "ctrl+n")
        await desk.type(" thought")
        await desk.press("ctrl+s")
        assert [note.text for note in desk.reader.notes()] == ["first thought"]
        await desk.press("f8")
        assert desk.reader.notes() == []

    play(path, scenario)


def test_leaving_keeps_a_draft_that_is_offered_again(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("e")
        await desk.type("half a thought")
        await desk.press("escape")
        assert "kept as a draft" in desk.toasts()
        assert [each.text for each in desk.reader.unsaved()] == ["half a thought"]
        await desk.press("e")
        assert isinstance(desk.app.screen, AnnotateScreen)
        assert desk.app.screen.text.text == "half a thought"
        await desk.press("ctrl+s")
        assert desk.reader.unsaved() == []

    play(path, scenario)


def test_a_draft_that_cannot_be_kept_is_not_left_without_a_word(path: Path) -> None:
    gone = path.with_name("gone.db")

    async def scenario(desk: Desk) -> None:
        await desk.press("e")
        shutil.move(path, gone)
        await desk.type("half a thought")
        await desk.pilot.pause(1.0)
        assert "This note is kept nowhere yet" in " ".join(desk.toasts().split())
        await desk.press("escape")
        assert isinstance(desk.app.screen, AnnotateScreen)
        assert desk.app.screen.text.text == "half a thought"
        assert "Esc again leaves without it" in " ".join(desk.toasts().split())
        shutil.move(gone, path)
        await desk.type("!")
        await desk.press("escape")
        assert "kept as a draft" in desk.toasts()
        assert [each.text for each in desk.reader.unsaved()] == ["half a thought!"]

    play(path, scenario)


async def test_quitting_while_writing_keeps_the_draft(path: Path) -> None:
    async with open_desk(path) as desk:
        await desk.press("e")
        await desk.type("cut short")
        desk.app.exit()
    async with open_desk(path) as desk:
        await desk.pilot.pause(0.5)
        assert [each.text for each in desk.reader.unsaved()] == ["cut short"]
        assert "was not saved" in desk.toasts()


def test_a_draft_of_a_note_that_was_changed_since_does_not_overwrite_it(path: Path) -> None:
    clock = SettableClock()
    with Library.open(path, clock=clock) as library:
        note_id = library.add_note(1, "mine").created
        assert note_id is not None
        library.keep_unsaved(1, "mine and more", note_id=note_id)
        clock.forward(minutes=1)
        library.edit_note(note_id, "theirs")

    async def scenario(desk: Desk) -> None:
        await desk.press("e")
        await desk.type("!")
        await desk.press("ctrl+s")
        assert {note.text for note in desk.reader.notes()} == {"theirs", "mine and more!"}
        assert desk.reader.unsaved() == []

    play(path, scenario)


def test_a_note_changed_elsewhere_is_not_overwritten(path: Path) -> None:
    with Library.open(path) as library:
        note_id = library.add_note(1, "mine").created
        assert note_id is not None

    async def scenario(desk: Desk) -> None:
        await desk.press("e", "ctrl+n")
        await desk.type(" and more")
        with Library.open(path) as library:
            library.edit_note(note_id, "theirs")
        await desk.press("ctrl+s")
        assert "changed elsewhere" in desk.toasts()
        await desk.press("ctrl+s")
        assert {note.text for note in desk.reader.notes()} == {"theirs", "mine and more"}

    play(path, scenario)


def test_the_editor_gets_a_private_file_and_no_shell(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui import editor

    script = tmp_path / "my editor"
    script.write_text('#!/bin/sh\nstat -c %a "$2" > "$1"\nprintf " from outside" >> "$2"\n')
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", f'"{script}" "{tmp_path}/mode;touch {tmp_path}/owned"')
    assert editor.edit("text", editor.command()) == "text from outside"
    assert (tmp_path / f"mode;touch {tmp_path}/owned".replace("/", "")).exists() is False
    assert not (tmp_path / "owned").exists()


def test_tags_of_one_and_of_many(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("t")
        await desk.type("to read")
        await desk.press("enter", "enter")
        assert desk.row(0).tags == ("to read",)
        await desk.press("space", "space", "t")
        assert "▣ #to read" in desk.text()
        await desk.type("to")
        await desk.press("enter", "enter")
        assert desk.row(1).tags == ("to read",)
        await desk.press("t", "down", "enter", "ctrl+s")
        assert desk.row(0).tags == desk.row(1).tags == ()
        await desk.press("t")
        await desk.type("never")
        await desk.press("enter", "escape")
        assert desk.row(0).tags == ()

    play(path, scenario)


def test_a_note_too_long_for_the_library_stays_in_the_editor(path: Path) -> None:
    text = "moss " * 50_000

    async def scenario(desk: Desk) -> None:
        await desk.press("e")
        screen = desk.app.screen
        assert isinstance(screen, AnnotateScreen)
        screen.text.load_text(text)
        await desk.press("ctrl+s")
        assert "a text may have 200,000 characters" in desk.toasts()
        assert desk.reader.notes() == []
        await desk.press("escape", "e")
        again = desk.app.screen
        assert isinstance(again, AnnotateScreen)
        assert again.text.text == text

    play(path, scenario)


def test_what_is_left_out_of_a_paste_is_told(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("e")
        desk.app.post_message(events.Paste("moss " * 50_000))
        await desk.settle()
        assert "Of what was pasted the first 200,000 letters were taken" in desk.toasts()

    play(path, scenario)


async def test_keys_wait_until_the_editor_is_left(path: Path) -> None:
    async with open_desk(path) as desk:
        await desk.press("e")
        await desk.type("mine")
        busy = Event()
        desk.app.writer.submit(lambda library: busy.wait(5))
        await desk.pilot.press("escape", "s")
        assert isinstance(desk.app.screen, AnnotateScreen)
        busy.set()
        await desk.settle()
        assert desk.on_desk
        assert [each.text for each in desk.reader.unsaved()] == ["mine"]
        assert desk.row(0).starred


async def test_a_note_keeps_what_the_editor_cannot_draw(path: Path) -> None:
    """To look at it changes nothing, and neither does a change elsewhere in it."""
    text = "\tx = 1  # \N{MAN}\u200d\N{GIRL}\nend"
    with Library.open(path) as library:
        library.add_note(1, text)
    async with open_desk(path) as desk:
        await desk.press("e", "ctrl+n")
        assert isinstance(desk.app.screen, AnnotateScreen)
        assert desk.app.screen.text.text == "    x = 1  # 👨👧\nend"
        await desk.press("escape")
        assert "Not saved" not in desk.toasts()
        assert desk.reader.unsaved() == []
        await desk.press("e", "ctrl+n")
        await desk.type("ed")
        await desk.press("ctrl+s")
        assert [note.text for note in desk.reader.notes()] == [f"{text}ed"]
