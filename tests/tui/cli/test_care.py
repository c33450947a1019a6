"""Backups, checks, settings, keys and the guide."""

from __future__ import annotations

import stat
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage import Library
from tests.tui.cli.helpers import Carrel


def test_a_backup_is_a_library_of_its_own(carrel: Carrel) -> None:
    carrel("star", "1")
    outcome = carrel("backup")
    (place,) = outcome.lines
    assert Path(place).parent == carrel.folder / "backups"
    assert stat.S_IMODE(Path(place).stat().st_mode) == 0o600
    assert carrel("--library", place, "list", "is:starred", "--as", "ids").lines == ["1"]
    wanted = carrel.folder / "copy.sqlite"
    assert carrel("backup", str(wanted)).lines == [str(wanted)]


def test_a_sound_library_is_said_to_be_sound(carrel: Carrel) -> None:
    outcome = carrel("check")
    assert (outcome.code, outcome.out) == (0, "")
    assert "The library is sound." in outcome.err
    report = carrel("check", "--as", "json").json
    assert set(report) == {"looked_at", "findings", "sound"}


def test_what_can_be_mended_is_mended(carrel: Carrel) -> None:
    import sqlite3

    with sqlite3.connect(carrel.library) as library:
        library.execute("UPDATE paper SET byline = 'nobody'")
    library.close()
    assert carrel("check").code == 1
    assert carrel("check", "--repair").code == 0
    assert carrel("check").code == 0


def test_config_shows_where_everything_lies(carrel: Carrel) -> None:
    carrel.config.write_text('theme = "carrel-light"\n[keys]\npreset = "arrows"\nstar = "f5"\n')
    known = carrel("config", "--as", "json").json
    assert known["library"] == str(carrel.library)
    assert known["config"] == str(carrel.config)
    assert (known["theme"], known["preset"], known["keys"]) == ("carrel-light", "arrows", {"star": ["f5"]})
    assert carrel("config", "show", "--as", "json").json == known
    assert carrel("config", "path", "config").lines == [str(carrel.config)]
    places = carrel("config", "path", "--as", "json").json
    assert places == {name: known[name] for name in ("library", "backups", "config", "queries")}
    assert [line.split() for line in carrel("config", "path").lines] == [
        list(each) for each in places.items()
    ]
    assert carrel("config", "path", "nowhere").code == 2
    assert "carrel-light" in carrel("config").out


def test_mistakes_in_the_settings_are_told_and_stop_nothing(carrel: Carrel) -> None:
    carrel.config.write_text('\ntheme = "neon"\n')
    outcome = carrel("config")
    assert outcome.code == 0
    assert f"{carrel.config}:2: theme is one of" in outcome.err
    assert "carrel-dark" in outcome.out
    assert carrel("list").err == ""


def test_keys_are_those_of_the_settings(carrel: Carrel) -> None:
    rows = carrel("keys", "--as", "json").json
    assert all(set(row) == {"group", "keys", "command", "help"} for row in rows)
    command = next(row["command"] for row in rows if row["keys"])
    carrel.config.write_text(f'[keys]\n"{command}" = "f12"\n')
    changed = {row["command"]: row["keys"] for row in carrel("keys", "--as", "json").json}
    assert changed[command] == "F12"
    assert "F12" in carrel("keys").out


def test_the_guide_lists_its_pages_and_prints_each(empty: Carrel) -> None:
    from tui.cli.guide import topics

    assert [line.split()[0] for line in empty("guide").lines] == list(topics())
    for name, page in topics().items():
        assert empty("guide", name).out == page.read_text(encoding="utf-8")
    assert empty("guide", "nothing-of-the-kind").code == 2


def test_every_command_explains_itself(empty: Carrel) -> None:
    from tui.cli.main import COMMANDS

    overview = empty("--help").out
    for name in COMMANDS:
        assert f"  {name} " in overview
        outcome = empty(name, "--help")
        assert outcome.code == 0
        assert "--help" in outcome.out


def test_no_summary_of_a_command_is_cut_short(empty: Carrel) -> None:
    assert "..." not in empty.process("--help", COLUMNS="80").out.replace("[ARGS]...", "")


def test_a_command_that_is_not_there_is_wrong_use(empty: Carrel) -> None:
    outcome = empty("lst")
    assert (outcome.code, outcome.out) == (2, "")
    assert "list" in outcome.err


def test_the_trash_is_listed_and_emptied_only_when_somebody_is_sure(carrel: Carrel) -> None:
    assert carrel("trash").err == "The trash is empty.\n"
    assert carrel("trash", "--as", "json").json == []
    carrel("remove", "1", "2")
    carrel("note", "1", "x")
    assert carrel("trash", "--as", "json").json == carrel.papers("is:trashed")
    assert len(carrel("trash").lines) == 2
    for words in ([], ["--sure", "1"], ["--sure", "3"]):
        refused = carrel("trash", "empty", *words)
        assert refused.code == 2, words
        assert "2" in refused.err
        assert len(carrel.papers("is:trashed")) == 2
    assert carrel("trash", "empty", "--sure", "2").err == "Deleted 2 papers for good.\n"
    assert carrel.papers("is:trashed") == []
    assert carrel("undo").err == "There is nothing to undo.\n"
    assert carrel("show", "1").code == 3
    assert carrel("history", "--as", "json").json[0]["summary"] == "Deleted 2 papers for good"
    assert carrel("trash", "empty").err == "The trash is empty.\n"
    assert carrel("check").code == 0


def test_a_dump_holds_everything_as_text(carrel: Carrel) -> None:
    carrel("note", "1", "remember")
    (place,) = carrel("backup", "--dump").lines
    assert Path(place).parent == carrel.folder / "backups"
    assert place.endswith(".jsonl")
    assert stat.S_IMODE(Path(place).stat().st_mode) == 0o600
    assert "remember" in Path(place).read_text()
    wanted = carrel.folder / "dump.jsonl"
    assert carrel("backup", "--dump", str(wanted)).lines == [str(wanted)]
    assert carrel("backup", "--dump", str(wanted)).code == 2


def test_a_library_made_from_a_dump_is_the_same_one(carrel: Carrel) -> None:
    carrel("note", "1", "remember")
    carrel("remove", "2")
    dump = str(carrel.folder / "dump.jsonl")
    carrel("backup", "--dump", dump)
    again = str(carrel.folder / "again.sqlite")
    outcome = carrel("rebuild", dump, again)
    assert (outcome.code, outcome.lines) == (0, [again])
    assert "256 papers" in outcome.err
    assert "It is sound." in outcome.err
    for words in (["list", "--as", "json"], ["history", "--as", "json"], ["show", "1", "--as", "json"]):
        assert carrel("--library", again, *words).json == carrel(*words).json
    assert carrel("--library", again, "undo").code == 0
    assert len(carrel.papers()) == 256
    assert carrel("rebuild", dump).code == 2  # the library is there
    assert carrel("rebuild", str(carrel.config), again + "2").code == 1
    carrel.config.write_text("theme = 1\n")
    assert carrel("rebuild", str(carrel.config), again + "2").code == 5
    assert not Path(again + "2").exists()


def test_a_library_made_from_a_dump_that_was_changed_by_hand_is_looked_over(carrel: Carrel) -> None:
    dump = carrel.folder / "dump.jsonl"
    carrel("backup", "--dump", str(dump))
    dump.write_text(dump.read_text().replace('["state", "unread", 257]', '["state", "unread", 9]', 1))
    outcome = carrel("rebuild", str(dump), str(carrel.folder / "again.sqlite"))
    assert (outcome.code, len(outcome.lines)) == (1, 1)
    assert "It needs mending: carrel check --repair." in outcome.err


def test_a_library_that_is_gone_or_damaged_is_offered_its_backup_with_the_date(carrel: Carrel) -> None:
    backups = carrel.folder / "backups"
    backups.mkdir()
    carrel.library.rename(backups / "library-20260228-120000-daily.sqlite")
    (backups / "library-2-20260301-120000.sqlite").touch()  # another library's
    for words in (["list"], ["mark", "read", "1"], ["import", "--starter"]):
        outcome = carrel(*words)
        assert (outcome.code, outcome.out) == (5, "")
        assert "Go back to the backup of 2026-02-28 " in outcome.err
        assert f"carrel restore {backups / 'library-20260228-120000-daily.sqlite'}" in outcome.err
        assert not carrel.library.exists()
    for damage in (b"", b"no library at all" * 400):
        carrel.library.write_bytes(damage)
        for words in (["list"], ["mark", "read", "1"], ["check"]):
            outcome = carrel(*words)
            assert outcome.code == 5
            assert "Go back to the backup of 2026-02-28 " in outcome.err
        assert carrel.library.read_bytes() == damage


def test_the_first_change_of_a_day_leaves_a_backup_behind(empty: Carrel) -> None:
    """It is made by a process that nobody waits for."""
    before = datetime.now(UTC) - timedelta(days=2)
    with Library.open(empty.library, create=True, clock=lambda: before) as library:
        library.save_view("old", "is:read")
    assert empty.process("views", "save", "new", "is:unread", CARREL_BACKUPS="on").code == 0
    backups = empty.folder / "backups"
    until = time.monotonic() + 60
    while not list(backups.glob("*-daily.sqlite")) and time.monotonic() < until:
        time.sleep(0.05)
    (saved,) = backups.glob("*-daily.sqlite")
    assert "old" in empty("--library", str(saved), "views").out
