"""A day at the reading desk on a real terminal: triage ten, queue three, read one to the end, note it."""

from __future__ import annotations

from pathlib import Path

from storage import Reader
from tests.tui.terminal.program import Program

DECISIONS = "xaxlxaxxax"
THOUGHT = "The third figure is the one."


def test_ten_are_decided_on_three_queued_and_one_is_read_and_noted(folder: Path) -> None:
    with Program(folder, "triage") as carrel:
        for number, key in enumerate(DECISIONS, 1):
            total = 257 + ("l" in DECISIONS[: number - 1])
            carrel.until(lambda program, place=f"{number} of {total}": place in program.line("Triage"))
            carrel.press(key)
        carrel.until(lambda program: "11 of 258" in program.line("Triage"))
        carrel.press("u")
        carrel.until(lambda program: "10 of 258" in program.line("Triage"))
        carrel.press("x")
        carrel.until(lambda program: "11 of 258" in program.line("Triage"))
        carrel.press("L")
        carrel.until("3 papers, 1 h 48 min")
        second = carrel.line(" 2 ●").split("●")[1].split("  ")[1].strip()[:25]
        carrel.press("j", "<")
        carrel.until(lambda program: second in program.line(" 1 ●"))
        carrel.press("c")
        carrel.until("◐ since ")
        carrel.press("%")
        carrel.until("How far have you read?")
        carrel.press("6/12", "enter")
        carrel.until(lambda program: "50%" in program.line(" 1 ◐"))
        carrel.press("enter")
        carrel.until("50%, page 6 of 12")
        carrel.press("e")
        carrel.until("Preview")
        carrel.press(THOUGHT)
        carrel.until(THOUGHT)
        carrel.press("ctrl+s")
        carrel.until("Note saved")
        carrel.press("esc")
        carrel.until(lambda program: "1 of 3" in program.text and "Preview" not in program.text)
        carrel.press("r")
        carrel.until("✓ read")
        carrel.press("esc")
        carrel.until("2 papers, 1 h 12 min")
        carrel.press("Q")
        assert carrel.ended() == 0
        assert carrel.is_restored, carrel.modes
    with Reader(folder / "library.sqlite") as reader:
        (read,) = reader.papers(reader.ids("is:read has:note"))
        assert read.title.startswith(second)
        assert [(session.finished, session.after) for session in read.sessions] == [(True, 1.0)]
        assert reader.open_session() is None
        assert (len(reader.queue()), reader.count("is:skipped"), reader.count("is:unread")) == (2, 6, 250)
