"""However the program ends or pauses, the terminal is given back and nothing typed is lost."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from storage import Library, Reader
from tests.tui.terminal.program import Program


def drafts(folder: Path) -> list[str]:
    """What is kept as unsaved in the library."""
    reader = Reader(folder / "library.sqlite")
    try:
        return [each.text for each in reader.unsaved()]
    finally:
        reader.close()


def prompted(shell: Program) -> bool:
    """Whether the shell has asked for a command since the program last left the screen to it."""
    since = bytes(shell.output).rpartition(b"\x1b[?1049l")[2]
    return shell.modes["1049"] == "l" and b"shell>" in since


def begin_a_note(carrel: Program, words: str) -> None:
    """Open the note editor on the first paper and type."""
    carrel.until("257 papers")
    carrel.press("e")
    carrel.until("Notes")
    carrel.until("Preview")
    carrel.press(words)
    carrel.until(words)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_restores_the_terminal_and_keeps_the_draft(folder: Path, number: signal.Signals) -> None:
    """The exit code is 128 and the signal, and what was typed a moment before is in the library."""
    with Program(folder) as carrel:
        begin_a_note(carrel, "half a thought")
        carrel.signal(number)
        assert carrel.ended() == 128 + number
        assert carrel.is_restored, carrel.modes
        assert b"Traceback" not in carrel.output
    assert drafts(folder) == ["half a thought"]


def test_the_next_start_offers_the_draft(folder: Path) -> None:
    """It says that there is one, and the note editor opens with it; once saved it is a draft no more."""
    with Library.open(folder / "library.sqlite") as library:
        library.keep_unsaved(library.reader.ids(limit=1)[0], "half a thought")
    with Program(folder) as carrel:
        carrel.until("A note on")
        carrel.press("e")
        carrel.until("half a thought")
        carrel.press("ctrl+s")
        carrel.until("Note saved")
        carrel.press("escape", "Q")
        assert carrel.ended() == 0
    assert drafts(folder) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_while_it_starts_leaves_the_terminal_as_it_was(folder: Path, number: signal.Signals) -> None:
    """Sent as soon as the first byte is out, before anything is ready."""
    with Program(folder) as carrel:
        carrel.until(lambda program: len(program.output) > 0)
        carrel.signal(number)
        assert carrel.ended() in (128 + number, -number)
        assert carrel.is_restored, carrel.modes


@pytest.mark.parametrize("after", [0.0, 0.03, 0.06])
def test_a_signal_while_the_note_editor_opens_ends_it_too(folder: Path, after: float) -> None:
    """Nothing has been typed that could be kept; what was being written before still is."""
    with Library.open(folder / "library.sqlite") as library:
        library.keep_unsaved(library.reader.ids(limit=1)[0], "half a thought")
    with Program(folder) as carrel:
        carrel.until("257 papers")
        carrel.until("A note on")
        carrel.press("e")
        carrel.settle(after)
        carrel.signal(signal.SIGTERM)
        assert carrel.ended() == 143
        assert carrel.is_restored, carrel.modes
    assert drafts(folder) == ["half a thought"]


def test_a_closed_terminal_ends_it_and_keeps_the_draft(folder: Path) -> None:
    """The window is gone: the kernel sends SIGHUP, and reads and writes fail from then on."""
    with Program(folder) as carrel:
        begin_a_note(carrel, "window closed")
        carrel.hang_up()
        assert carrel.process.wait(timeout=20) == 128 + signal.SIGHUP
    assert drafts(folder) == ["window closed"]


def test_suspending_gives_the_terminal_back_and_continuing_takes_it_again(folder: Path) -> None:
    """SIGTSTP as a shell sends it, then SIGCONT as ``fg`` does; twice, since the first may be luck."""
    with Program(folder) as carrel:
        carrel.until("257 papers")
        for _ in range(2):
            carrel.signal(signal.SIGTSTP)
            carrel.stopped()
            assert carrel.is_restored, carrel.modes
            carrel.go_on()
            carrel.until("257 papers")
            carrel.until("Enter open")
            assert carrel.modes["1049"] == "h"
            assert carrel.settings != carrel.settings_before
        carrel.press("s")
        carrel.until(lambda program: "★" in program.line("›"))
        carrel.press("Q")
        assert carrel.ended() == 0
        assert carrel.is_restored, carrel.modes


def test_after_a_stop_that_nobody_is_told_of_the_app_works_and_ends(folder: Path) -> None:
    """SIGSTOP cannot be heard, and the shell above may have used the terminal since."""
    with Program(folder) as carrel:
        carrel.until("Enter open")
        for _ in range(2):
            carrel.signal(signal.SIGSTOP)
            carrel.stopped()
            carrel.go_on()
            carrel.until("Enter open")
        carrel.press("s")
        carrel.until(lambda program: "★" in program.line("›"))
        carrel.press("Q")
        assert carrel.ended() == 0
        assert carrel.is_restored, carrel.modes


def test_ctrl_z_suspends_in_a_shell_and_fg_comes_back(folder: Path) -> None:
    """The key itself, with a real shell above the program."""
    with Program(folder, command=("bash", "--norc", "--noprofile", "-i"), PS1="shell> ") as shell:
        shell.until("shell>")
        shell.press(f"python={sys.executable}\r")
        shell.press('"$python" -m tui\r')
        shell.until("257 papers")
        shell.until("Enter open")
        shell.press("ctrl+z")
        shell.until("Stopped")
        shell.until(prompted)
        shell.screen.reset()
        shell.press("fg\r")
        shell.until("257 papers")
        shell.until("Enter open")
        shell.press("Q")
        shell.until(prompted)
        shell.press("echo code $?\r")
        shell.until("code 0")


def test_an_editor_that_is_suspended_takes_the_app_along(folder: Path) -> None:
    """Ctrl+Z in an editor stops all of the job; with ``fg`` the editor goes on, and then the app."""
    editor = folder / "editor.sh"
    editor.write_text('#!/bin/bash\nkill -TSTP 0\necho BACK\nsleep 0.3\necho from the editor >> "${@: -1}"\n')
    editor.chmod(0o755)
    bash = ("bash", "--norc", "--noprofile", "-i")
    with Program(folder, command=bash, PS1="shell> ", VISUAL=str(editor)) as shell:
        shell.until("shell>")
        shell.press(f"python={sys.executable}\r")
        shell.press('"$python" -m tui\r')
        begin_a_note(shell, "typed, ")
        shell.press("ctrl+g")
        shell.until("Stopped")
        shell.until(prompted)
        shell.press("fg\r")
        shell.until("BACK")
        shell.until("typed, from the editor")
        assert shell.modes["1049"] == "h"
        shell.press("escape")
        shell.until("Enter open")
        shell.press("Q")
        shell.until(prompted)
