"""What is loaded for what: the start of a command is a contract, kept by looking at the modules."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.tui.cli.helpers import Carrel

ORM = {"sqlmodel", "sqlalchemy", "pydantic"}
LOOKING = [
    "list lottery",
    "list --as json",
    "show 1",
    "author frankle",
    "notes",
    "tags",
    "views",
    "stats",
    "history",
    "export --to jsonl",
    "config",
    "keys",
    "guide",
    "list tag:nothing",
    "list yaer:2020",
]


def loaded(carrel: Carrel, *words: str, **environment: str) -> set[str]:
    """Run a command in a process, and give the modules that were loaded when it ended."""
    script = (
        "import atexit, sys\n"
        "path = sys.argv.pop(1)\n"
        "atexit.register(lambda: open(path, 'w').write('\\n'.join(sys.modules)))\n"
        "from tui.__main__ import main\n"
        "sys.exit(main())\n"
    )
    report = carrel.folder / "modules"
    subprocess.run(
        [sys.executable, "-c", script, str(report), *words],
        env=carrel.environment(**environment),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    return set(report.read_text().split())


@pytest.mark.parametrize("command", LOOKING)
def test_looking_loads_neither_the_orm_nor_the_screen_nor_rich(carrel: Carrel, command: str) -> None:
    modules = loaded(carrel, *command.split())
    assert "typer" in modules
    assert not modules & (ORM | {"textual", "rich"})


@pytest.mark.parametrize("command", ["mark read 1", "note 1 text", "undo", "check", "import /dev/null"])
def test_changing_loads_no_screen_and_nothing_to_draw_with(carrel: Carrel, command: str) -> None:
    modules = loaded(carrel, *command.split())
    assert "sqlmodel" in modules
    assert not modules & {"textual", "rich"}


@pytest.mark.parametrize(
    "words", [["--help"], ["list", "--help"], ["--library", "x", "--version"], ["nonsense"]]
)
def test_help_and_mistakes_load_no_library(carrel: Carrel, words: list[str]) -> None:
    modules = loaded(carrel, *words)
    assert not modules & (ORM | {"textual", "rich", "sqlite3"})


def test_a_command_loads_no_other_command(carrel: Carrel) -> None:
    from tui.cli.main import COMMANDS, RENAMED

    modules = loaded(carrel, "list")
    others = {f"tui.cli.{RENAMED.get(name, name)}" for name in COMMANDS} - {"tui.cli.list"}
    assert not modules & others


def test_the_version_loads_next_to_nothing(carrel: Carrel) -> None:
    bare = subprocess.run(
        [sys.executable, "-c", "import sys; print('\\n'.join(sys.modules))"],
        env=carrel.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    ours = loaded(carrel, "--version") - set(bare.stdout.split())
    assert {name for name in ours if not name.startswith("tui")} <= {"atexit"}


def test_the_version_is_one_line_however_it_is_asked_for(empty: Carrel) -> None:
    from tui.version import VERSION

    assert empty.process("--version").out == f"carrel {VERSION}\n"
    assert empty.process("--library", "x", "--version").out == f"carrel {VERSION}\n"


@pytest.mark.parametrize(
    ("words", "at", "offered"),
    [
        ("carrel mark read frankle", 3, "frankle2018lottery"),
        ("carrel list is:un", 2, "is:unread"),
        ("carrel ma", 1, "mark"),
        ("carrel edit 1 --set ven", 4, "venue="),
        ("carrel export --to mark", 3, "markdown"),
        ("carrel author Jonathan", 2, "Jonathan Frankle"),
        ("carrel mark un", 2, "unread"),
    ],
)
def test_completion_offers_names_from_the_read_side_alone(
    carrel: Carrel, words: str, at: int, offered: str
) -> None:
    asked = {"_CARREL_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(at)}
    outcome = carrel.process(**asked)
    assert (outcome.code, outcome.err) == (0, "")
    assert offered in outcome.lines
    assert not loaded(carrel, **asked) & (ORM | {"textual", "rich"})


def test_completion_without_a_library_is_silent(empty: Carrel) -> None:
    asked = {"_CARREL_COMPLETE": "complete_bash", "COMP_WORDS": "carrel show fra", "COMP_CWORD": "2"}
    outcome = empty.process(**asked)
    assert (outcome.code, outcome.out.strip(), outcome.err) == (0, "", "")


def test_completion_offers_every_field_that_can_be_edited() -> None:
    from storage.inputs import FIELDS
    from tui.cli.completion import EDITABLE

    assert set(EDITABLE) == set(FIELDS)
