"""Terminals of every size and kind: tiny ones, colourless ones, ones that cannot draw, and none at all."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.tui.terminal.program import CARREL, Program, environment_of

SGR = re.compile(rb"\x1b\[([\d;:]*)m")


def colours(output: bytes) -> set[bytes]:
    """The SGR sequences that set a colour: 30-49 and 90-107, in whatever company."""
    found = set()
    for sequence in SGR.findall(output):
        numbers = [int(number or 0) for number in re.split(rb"[;:]", sequence)]
        if any(30 <= number <= 49 or 90 <= number <= 107 for number in numbers):
            found.add(sequence)
    return found


def test_any_size_is_survived_and_the_next_one_drawn_right(folder: Path) -> None:
    """From 120x36 by way of sizes nobody can read to 60x20 and back: nothing lost, nothing left over."""
    with Program(folder, columns=120, rows=36) as carrel:
        carrel.until_counted("All papers", 257)
        carrel.until("Enter open")
        carrel.press("j", "j")
        carrel.until(lambda program: "Combee" in program.line("›●") and program.text.count("Combee") > 1)
        carrel.settle()
        first = carrel.text
        for columns, rows in ((1, 1), (20, 5), (300, 3), (60, 20), (2, 60), (120, 36)):
            carrel.resize(columns, rows)
            carrel.until(lambda program: program.drawn)
            assert carrel.process.poll() is None
        carrel.until(lambda program: program.text == first)
        carrel.resize(60, 20)
        carrel.until(lambda program: program.drawn)
        carrel.until(lambda program: "257 papers" in program.text and "Enter open" in program.text)
        carrel.until(lambda program: "Combee" in program.line("›●"))
        assert "All papers" not in carrel.text
        carrel.press("Q")
        assert carrel.ended() == 0
        assert carrel.is_restored, carrel.modes


def test_without_colours_nothing_is_said_by_colour(folder: Path) -> None:
    """``NO_COLOR=1``: no colour on any screen, and they still say everything."""
    with Program(folder, NO_COLOR="1") as carrel:
        carrel.until("257 papers")
        carrel.until("Enter open")
        carrel.press("s")
        carrel.until(lambda program: "★" in program.line("›●"))
        carrel.press("enter")
        carrel.until("1 of 257")
        carrel.press("e")
        carrel.until("Preview")
        carrel.press("escape", "escape", "/")
        carrel.until("restore")
        carrel.press("zzz is:starred")
        carrel.until("Nothing matches")
        assert b"\x1b[7m" in carrel.output, "where the next letter goes must be seen"
        carrel.press("escape", "Q")
        assert carrel.ended() == 0
        assert carrel.is_restored, carrel.modes
        assert colours(bytes(carrel.output)) == set()


def test_without_colours_there_is_not_even_grey(folder: Path) -> None:
    """https://no-color.org: no ANSI colour at all; signs and bold letters say enough."""
    with Program(folder, NO_COLOR="1") as carrel:
        carrel.until("257 papers")
        carrel.press("Q")
        assert carrel.ended() == 0
        assert colours(bytes(carrel.output)) == set()


def test_with_colours_there_are_some(folder: Path) -> None:
    """The check above would pass on a program that draws nothing."""
    with Program(folder) as carrel:
        carrel.until("257 papers")
        assert colours(bytes(carrel.output))


def test_a_terminal_that_cannot_draw_gets_words(folder: Path) -> None:
    """``TERM=dumb``: exit 2, words, and not one escape sequence."""
    with Program(folder, TERM="dumb") as carrel:
        assert carrel.ended() == 2
        assert "terminal that can draw" in carrel.text
        assert b"\x1b" not in carrel.output
        assert carrel.is_restored


def test_without_a_terminal_it_ends_at_once(folder: Path) -> None:
    """Exit 2 with words on stderr, before Textual is even loaded."""
    command = [CARREL[0], "-X", "importtime", *CARREL[1:]]
    done = subprocess.run(
        command, input=b"", capture_output=True, env=environment_of(folder), timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"carrel: the app needs a terminal" in done.stderr
    assert b"textual" not in done.stderr


@pytest.mark.parametrize(
    "environment",
    [{"LANG": "C", "LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}],
)
def test_any_encoding_will_do(folder: Path, environment: dict[str, str]) -> None:
    """In an ASCII terminal signs become question marks; everything else is there and works."""
    with Program(folder, **environment) as carrel:
        carrel.until(lambda program: "257 papers" in program.text and "Customizing an LLM" in program.text)
        carrel.press("enter")
        carrel.until("1 of 257")
        carrel.press("s", "escape", "Q")
        assert carrel.ended() == 0
        assert carrel.is_restored, carrel.modes
        assert b"Traceback" not in carrel.output


def test_the_editor_gets_the_terminal_and_its_words_come_back(folder: Path) -> None:
    """``EDITOR`` with spaces and quotes in path and arguments: run without a shell, on a usable terminal."""
    home = folder / "my 'own' \"editors\""
    home.mkdir()
    script = home / "an editor; touch owned"
    script.write_text(
        "#!/bin/sh\n"
        'printf "the editor is here: %s" "$1"\n'
        "stty -a | grep -q ' icanon' || exit 9\n"
        "read answer\n"
        'printf " and %s" "$answer" >> "$2"\n',
    )
    script.chmod(0o700)
    quoted = str(script).replace("\\", "\\\\").replace('"', '\\"')
    with Program(folder, EDITOR=f'"{quoted}" "--title=a \'b\' $(touch owned) c"') as carrel:
        carrel.until("257 papers")
        carrel.press("e")
        carrel.until("Preview")
        carrel.press("mine")
        carrel.until("mine")
        carrel.press("ctrl+g")
        carrel.until("the editor is here: --title=a 'b' $(touch owned) c")
        assert carrel.is_restored, carrel.modes
        carrel.screen.reset()
        carrel.press("theirs\r")
        carrel.until("mine and theirs")
        carrel.until(lambda program: "Notes" in program.text and "Esc leave" in program.text)
        carrel.press("ctrl+s")
        carrel.until("Note saved")
        carrel.press("escape", "Q")
        assert carrel.ended() == 0
        assert carrel.is_restored, carrel.modes
    assert not [*folder.rglob("owned")]


@pytest.mark.parametrize("editor", ["false", "/nowhere; touch owned"])
def test_an_editor_that_fails_leaves_the_note_and_the_screen(folder: Path, editor: str) -> None:
    """It says so, the app has the terminal again, and what was typed is still there."""
    with Program(folder, EDITOR=editor) as carrel:
        carrel.until("257 papers")
        carrel.press("e")
        carrel.until("Preview")
        carrel.press("mine alone")
        carrel.until("mine alone")
        carrel.press("ctrl+g")
        carrel.until(lambda program: "ended with code" in program.text or "cannot be started" in program.text)
        carrel.press(" still")
        carrel.until("mine alone still")
        assert carrel.modes["1049"] == "h"
        carrel.press("escape", "Q")
        assert carrel.ended() == 0
        assert carrel.is_restored, carrel.modes
