"""Every error has words and a code, and what has none keeps its traceback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import storage
from seeds import SeedError
from storage import StorageError
from tests.tui.cli.helpers import Carrel
from tui.cli.main import app
from tui.cli.stop import Stop
from tui.errors import exit_code, explain
from tui.paths import library_file

HERE = Path("/somewhere/library.sqlite")


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (storage.PaperNotFound("x", ["xy"]), 3, 'no paper is called "x"; did you mean xy?'),
        (storage.PaperAmbiguous("x", ["X", "x1"]), 3, '"x" could be X or x1: name it exactly'),
        (storage.AuthorNotFound("x"), 3, 'no author is called "x"'),
        (storage.LibraryLocked(HERE, "it is busy"), 5, f"{HERE}: it is busy"),
        (storage.LibraryDamaged(HERE, "it is damaged"), 5, f"{HERE}: it is damaged"),
        (storage.LibraryNewer(HERE, "too new"), 5, f"{HERE}: too new. Update Carrel"),
        (storage.LibraryMissing(HERE, "none here"), 5, "carrel import"),
        (storage.Refused("no such thing"), 2, "no such thing"),
        (storage.Conflict("changed elsewhere"), 1, "changed elsewhere"),
        (SeedError("x.txt", "nothing fits"), 1, "x.txt: nothing fits"),
        (OSError(28, "No space left on device", "x.txt"), 1, "x.txt: No space left on device"),
    ],
)
def test_an_error_has_words_and_a_code(error: Exception, code: int, words: str) -> None:
    assert exit_code(error) == code
    assert words in (explain(error) or "")


def test_no_error_of_the_library_is_without_words() -> None:
    def kinds(kind: type[Exception]) -> set[type[Exception]]:
        return {kind}.union(*map(kinds, kind.__subclasses__()))

    for kind in kinds(StorageError):
        error = kind.__new__(kind)
        error.__dict__.update(name="x", nearby=(), keys=(), path=HERE, reason="so it is")
        assert explain(error) is not None


def test_a_fault_of_ours_is_not_explained_away() -> None:
    assert explain(KeyError("x")) is None


def test_places_where_no_library_can_be_have_words(empty: Carrel, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name longer than names may be, and the home folder of nobody, which is a folder like others."""
    monkeypatch.chdir(empty.folder)
    long = "x" * 250
    for words in (("--library", long, "list"), ("--library", long, "import", "--starter")):
        ended = empty(*words)
        assert ended.code == 5
        assert "cannot be created" in ended.err or "no library here" in ended.err
    assert empty("--library", "~nobody-here/library.db", "list").code == 5


def test_where_nobody_knows_the_home_folder_one_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unknown() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for variable in ("CARREL_LIBRARY", "XDG_DATA_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "home", unknown)
    with pytest.raises(Stop, match="set HOME"):
        library_file()


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1])
def test_no_number_is_too_large_for_a_plain_answer(carrel: Carrel, number: int) -> None:
    """Every whole number that any command takes: SQLite knows none beyond 64 bits."""
    tried = 0
    for words, given in numbers(get_command(app)):
        ended = carrel(*words, *([f"{given}={number}"] if given else [str(number)]))
        assert ended.code in (0, 1, 2, 3), (words, given, ended)
        tried += 1
    assert tried >= 15


def numbers(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """The words of each command that takes a whole number, with the option, or none for an argument."""
    for name, inner in getattr(command, "commands", {}).items():
        yield from numbers(inner, (*words, name))
    for each in command.params:
        if each.type.name.startswith("int"):
            papers = ["1"] * any(other.name == "paper" and other.required for other in command.params)
            yield (*words, *papers), each.opts[0] if each.param_type_name == "option" else None
