"""What was looked for, from one run to the next, and why it was found, on a real terminal."""

from __future__ import annotations

import re
from pathlib import Path

from tests.tui.terminal.program import Program

UNDERLINED = re.compile(rb"\x1b\[(?:\d+;)*4(?:;\d+)*m([^\x1b]*)")


def test_a_query_is_recalled_in_the_next_run_and_written_down_nowhere_else(folder: Path) -> None:
    with Program(folder) as carrel:
        carrel.until("257 papers")
        carrel.press("/")
        carrel.until("restore")
        carrel.press("zebrafinch OR lottery")
        carrel.until(lambda program: "of 257" in program.line("zebrafinch"))
        carrel.press("enter")
        carrel.until(lambda program: "zebrafinch" in program.line("Carrel"))
        carrel.press("Q")
        assert carrel.ended() == 0
    with Program(folder) as carrel:
        carrel.until("257 papers")
        carrel.press("/")
        carrel.until("restore")
        carrel.press("zeb", "up")
        carrel.until("/ zebrafinch OR lottery")
        carrel.press("down")
        carrel.until(lambda program: "/ zeb " in program.text + " " and "zebrafinch" not in program.text)
        carrel.press("escape", "Q")
        assert carrel.ended() == 0
    holding = [file for file in folder.rglob("*") if file.is_file() and b"zebrafinch" in file.read_bytes()]
    assert holding == [folder / ".local" / "state" / "carrel" / "queries"]
    assert holding[0].read_text() == "zebrafinch OR lottery\n"
    assert holding[0].stat().st_mode & 0o077 == 0


def test_without_colours_what_matches_is_underlined(folder: Path) -> None:
    with Program(folder, NO_COLOR="1") as carrel:
        carrel.until("257 papers")
        carrel.press("/")
        carrel.until("restore")
        carrel.press("lotter")
        carrel.until(lambda program: "Lottery" in program.text and "of 257" in program.line("/ lotter"))
        carrel.settle()
        assert b"Lotter" in UNDERLINED.findall(bytes(carrel.output))
        carrel.press("escape", "Q")
        assert carrel.ended() == 0
