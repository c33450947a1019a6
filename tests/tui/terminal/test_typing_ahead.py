"""Keys that come faster than the screen follows do what they would have done one by one.

A slow line, a busy machine or a paste brings several keys at once: none may be lost, and none meant as
text may be taken for a command, which could throw a paper away.
"""

from __future__ import annotations

from pathlib import Path

from storage import Reader
from tests.tui.terminal.program import Program


def happened(folder: Path) -> list[str]:
    """What the journal says, newest first."""
    reader = Reader(folder / "library.sqlite")
    try:
        return [event.summary for event in reader.history(20)]
    finally:
        reader.close()


def test_a_filter_typed_in_one_go(folder: Path) -> None:
    """The slash, the words, Enter and what comes after, in one piece; letters are no commands meanwhile."""
    before = happened(folder)
    with Program(folder) as carrel:
        carrel.until_counted("All papers", 257)
        carrel.press("/drs prun\r")
        carrel.until("/ drs prun*")
        carrel.press("escape")
        carrel.until(lambda program: "prun" not in program.text and "257 papers" in program.text)
        carrel.press("/sparse\rjj")
        carrel.until("/ sparse*")
        carrel.until(lambda program: "›" not in program.lines[2].partition("│")[2])
        carrel.press("escape", "Q")
        assert carrel.ended() == 0
    assert happened(folder) == before


def test_a_filter_left_in_one_go(folder: Path) -> None:
    """Escape restores the list although the next key is there already."""
    with Program(folder) as carrel:
        carrel.until_counted("All papers", 257)
        carrel.press("/zzz")
        carrel.until("Nothing matches")
        carrel.press("escape", "j")
        carrel.until(lambda program: "zzz" not in program.text and "257 papers" in program.text)
        carrel.press("Q")
        assert carrel.ended() == 0


def test_a_note_typed_in_one_go(folder: Path) -> None:
    """The key that opens the editor, the words and the key that saves them."""
    with Program(folder) as carrel:
        carrel.until_counted("All papers", 257)
        carrel.press("edo read this\x13")
        carrel.until("Note saved")
        carrel.press("escape", "Q")
        assert carrel.ended() == 0
    reader = Reader(folder / "library.sqlite")
    assert [note.text for note in reader.notes()] == ["do read this"]
    reader.close()


def test_a_tag_typed_in_one_go(folder: Path) -> None:
    """The key that opens the tags editor, the tag, Enter to tick it, Enter to keep it."""
    with Program(folder) as carrel:
        carrel.until_counted("All papers", 257)
        carrel.press("tdr\r\r")
        carrel.until(lambda program: "#dr" in program.line("›●"))
        carrel.press("Q")
        assert carrel.ended() == 0


def test_keys_pressed_while_it_starts(folder: Path) -> None:
    """Whatever is on the screen first, keys wait until they can be answered."""
    with Program(folder) as carrel:
        carrel.until(lambda program: len(program.output) > 0)
        carrel.press("jj")
        carrel.until(lambda program: "›●" in program.line("Combee"))
        carrel.press("Q")
        assert carrel.ended() == 0
