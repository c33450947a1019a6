"""The catalogue of commands is complete, says nothing twice, and costs nothing to read."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

from tui.commands import Context, Place, catalogue
from tui.commands.marking import Star
from tui.keymap import PRESETS, Keymap, show
from tui.screens import (
    annotate,
    browse,
    dialogue,
    duplicates,
    figures,
    history,
    importing,
    log,
    paper,
    queue,
    reviewing,
    suggesting,
    tags,
    triage,
    welcome,
)
from tui.screens.help import HelpScreen

SCREENS = {
    Place.BROWSE: browse.BrowseScreen, Place.FILTER: browse.BrowseScreen, Place.PAPER: paper.PaperScreen,
    Place.ANNOTATE: annotate.AnnotateScreen, Place.PASSAGE: annotate.AnnotateScreen,
    Place.TAGS: tags.TagsScreen,
    Place.IMPORT: importing.ImportScreen, Place.HISTORY: history.HistoryScreen, Place.LIST: dialogue.Menu,
    Place.DUPLICATES: duplicates.DuplicatesScreen,
    Place.QUEUE: queue.QueueScreen, Place.TRIAGE: triage.TriageScreen,
    Place.LOG: log.LogScreen,
    Place.PROMPT: dialogue.Prompt, Place.NEXT: suggesting.NextScreen,
    Place.FIGURES: figures.FiguresScreen, Place.REVIEW: reviewing.ReviewScreen,
    Place.PAGE: HelpScreen, Place.WELCOME: welcome.WelcomeScreen,
}  # fmt: skip


def test_every_command_is_documented_and_has_its_own_id() -> None:
    ids = [command.id for command in catalogue()]
    assert len(ids) == len(set(ids))
    for command in catalogue():
        assert inspect.getdoc(command), command.id
        assert command.help[0].isupper(), command.id
        assert not command.help.endswith("."), command.id
        assert command.places, command.id
        assert bool(command.rank) == bool(command.label), command.id
        assert command.keys or command.palette, f"{command.id} can be reached by nothing"


@pytest.mark.parametrize("preset", PRESETS)
def test_no_key_means_two_things_in_one_place(preset: str) -> None:
    default = Keymap(preset)
    assert Keymap(preset, {command.id: default.keys_of(command) for command in catalogue()}).complaints == []


def test_no_key_is_dead() -> None:
    """Whatever a screen's keys ask for, the screen can do."""
    for command in catalogue():
        if "run" in command.__dict__ or "desk.perform(cls.id)" not in inspect.getsource(command.run):
            continue
        for place in command.places:
            deed = "do_" + command.id.replace("-", "_")
            assert hasattr(SCREENS[place], deed), f"{command.id} in {place}"


def test_keys_can_be_changed_and_mistakes_are_told() -> None:
    keymap = Keymap("vim", {"star": ("f5", "z z"), "nonsense": ("x",), "read": ("e",)})
    context = Context(Place.BROWSE, papers=1, chosen=1)
    assert keymap.find(["f5"], context).command is Star
    assert keymap.find(["z"], context).pending
    assert keymap.find(["s"], context).command is None
    assert any("nonsense" in complaint for complaint in keymap.complaints)
    assert any("“e”" in complaint and "note" in complaint for complaint in keymap.complaints)


def test_later_commands_have_no_keys_yet() -> None:
    live = Keymap().live(Context(Place.BROWSE, papers=9, chosen=1, views=9, filtered=True, searched=True))
    assert not any(command.id in ("stats", "related") for command in live)


@pytest.mark.parametrize(
    ("key", "shown"), [("ctrl+d", "^d"), ("g g", "gg"), ("pagedown", "PgDn"), ("shift+tab", "⇧Tab"),
     ("f1", "F1"), ("+", "+")],
)  # fmt: skip
def test_keys_are_shown_as_people_write_them(key: str, shown: str) -> None:
    assert show(key) == shown


def test_reading_the_catalogue_loads_no_screen_code() -> None:
    code = (
        "import sys, tui.commands, tui.keymap, tui.safe_text; tui.keymap.Keymap().table();"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in ('textual', 'rich', 'sqlmodel')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
