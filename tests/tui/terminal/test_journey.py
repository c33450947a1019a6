"""The first hour with Carrel, on a real terminal from an empty home to the way out."""

from __future__ import annotations

from pathlib import Path

from storage import Reader
from tests.tui.terminal.program import Program

TITLE = "Linear Mode Connectivity and the Lottery Ticket Hypothesis"
THOUGHT = "Read *this* one twice."


def test_from_an_empty_home_to_a_saved_note_and_out_again(tmp_path: Path) -> None:
    """Starter list by one key, filter, open, star, note, undo, quit: each step is on the screen."""
    with Program(tmp_path) as carrel:
        carrel.until("Load the starter list")
        carrel.press("enter")
        carrel.until_counted("All papers", 257)
        assert "257 papers" in carrel.text

        carrel.press("/")
        carrel.until(lambda program: "restore" in program.text)
        carrel.press("linear mode connect")
        carrel.until(
            lambda program: "1 of 257" in program.text and "Linear Mode Connectivity" in program.text
        )
        carrel.press("enter")
        carrel.until(lambda program: "/ linear mode connect*" in program.line("Carrel"))
        carrel.press("enter")
        carrel.until(TITLE)
        carrel.until("1 of 1")

        carrel.press("s")
        carrel.until("★")
        carrel.press("e")
        carrel.until("Preview")
        carrel.press(THOUGHT)
        carrel.until(THOUGHT)
        carrel.until("Read this one twice.")  # the preview
        carrel.press("ctrl+s")
        carrel.until("Note saved")
        carrel.press("esc")
        carrel.until(lambda program: "frankle2019linear" in program.text and "Read this one" in program.text)

        carrel.press("esc")
        carrel.until(lambda program: {"✎", "★"} <= {*program.line("›●")})
        carrel.press("u")
        carrel.until(lambda program: "★" in program.line("›●") and "✎" not in program.line("›●"))
        carrel.until("Undid: ")

        carrel.press("Q")
        assert carrel.ended() == 0
        assert carrel.is_restored, carrel.modes
    reader = Reader(tmp_path / "library.sqlite")
    (row,) = reader.rows([reader.resolve("frankle2019linear")])
    assert row.starred
    assert row.state == "unread"
    assert reader.notes() == []
    reader.close()
