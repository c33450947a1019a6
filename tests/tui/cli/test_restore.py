"""``carrel restore``, and changing a note from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.cli.helpers import Carrel
from tests.tui.terminal.program import Program


@pytest.fixture
def spoilt(carrel: Carrel) -> Carrel:
    """A library with a backup, a change since, and pages of it overwritten."""
    carrel("star", "1")
    carrel("backup")
    carrel("star", "2")
    with carrel.library.open("r+b") as file:
        file.seek(10 * 4096)
        file.write(bytes(4096 * 40))
    return carrel


def test_a_damaged_library_is_named_with_the_way_back_and_comes_back(spoilt: Carrel) -> None:
    damaged = spoilt.library.read_bytes()
    checked = spoilt("check")
    assert checked.code in (1, 5)
    assert "carrel restore" in checked.out + checked.err
    refused = spoilt("restore")
    assert (refused.code, refused.lines) == (2, [])
    assert "--yes" in refused.err
    assert spoilt.library.read_bytes() == damaged
    restored = spoilt("restore", "latest", "--yes")
    assert restored.code == 0, restored.err
    assert "257 papers" in restored.err
    (kept,) = spoilt.folder.glob("library-before-*.sqlite")
    assert str(kept) in restored.err
    assert kept.read_bytes() == damaged
    assert spoilt("check").code == 0
    assert spoilt("list", "is:starred", "--as", "ids").lines == ["1"]


def test_what_will_be_gone_is_told(carrel: Carrel) -> None:
    place = carrel("backup").lines[0]
    carrel("star", "2")
    carrel("note", "2", "words")
    report = carrel("restore", place, "--yes", "--as", "json").json
    assert set(report) == {"restored", "made", "papers", "lost", "kept"}
    assert (report["restored"], report["papers"]) == (place, 257)
    assert [event["verb"] for event in report["lost"]] == ["note", "star"]
    assert Path(report["kept"]).is_file()


@pytest.mark.parametrize(("answer", "code", "starred"), [("y", 0, []), ("n", 1, ["2"])])
def test_it_asks_before(carrel: Carrel, answer: str, code: int, starred: list[str]) -> None:
    carrel("backup")
    carrel("star", "2")
    with Program(carrel.folder, "restore") as asking:
        asking.until("Go on? [y/N]")
        assert "Not in the backup: 1 change." in asking.text
        asking.press(answer, "enter")
        assert asking.ended() == code
    assert carrel("list", "is:starred", "--as", "ids").lines == starred


@pytest.mark.parametrize("file", ["none.db", "."])
def test_what_is_no_backup_is_one_line(carrel: Carrel, file: str) -> None:
    outcome = carrel("restore", file, "--yes")
    assert outcome.code == 5
    assert len(outcome.err.splitlines()) == 1


def test_a_note_is_changed_by_its_number(carrel: Carrel) -> None:
    carrel("note", "3", "before")
    (note,) = carrel.papers("has:note")[0]["notes"]
    assert carrel("note", "3", "--edit", str(note["id"]), "after").code == 0
    assert [each["text"] for each in carrel.papers("has:note")[0]["notes"]] == ["after"]
    assert carrel("note", "3", "--edit", "99", "after").code == 2
    assert carrel("note", "3", "--edit", str(note["id"]), "x", "--quote", "y").code == 2


def test_behind_a_link_are_the_library_its_log_and_its_backups(carrel: Carrel) -> None:
    """SQLite names the log after the file itself; where a link leads nowhere, no library is begun."""
    real = carrel.folder / "real" / "papers.db"
    real.parent.mkdir()
    carrel.library.rename(real)
    carrel.library.symlink_to(real)
    saved = Path(carrel("backup").out.strip())
    assert saved.parent == real.parent / "backups"
    carrel("star", "1")
    restored = carrel("restore", "--yes")
    assert restored.code == 0, restored.err
    assert carrel.library.is_symlink()
    assert carrel("list", "is:starred", "--as", "ids").lines == []
    real.rename(carrel.folder / "elsewhere.db")
    for words in (("list",), ("import", "--starter")):
        refused = carrel(*words)
        assert refused.code == 5
        assert f"carrel restore {saved}" in refused.err
    saved.unlink()
    refused = carrel("import", "--starter")
    assert refused.code == 5
    assert "link" in refused.err
    assert not real.exists()
    carrel.library.unlink()
    carrel.library.symlink_to(carrel.library)
    assert carrel("restore", "--yes").code == 5
