"""Plain output: words, one thing a line, for people who listen to it."""

from __future__ import annotations

import pytest
import typer

from tests.tui.cli.helpers import Carrel
from tests.tui.cli.test_terminal import on_terminal
from tui.cli.main import COMMANDS, app


def test_a_paper_is_one_line_of_words(carrel: Carrel) -> None:
    carrel("star", "frankle2018lottery")
    assert carrel.process("list", "key:frankle2018lottery", "--plain").out == (
        "frankle2018lottery; 2018-03-09; unread; starred; The Lottery Ticket Hypothesis:"
        " Finding Sparse, Trainable Neural Networks; Frankle, Carbin\n"
    )


def test_a_terminal_gets_no_colours_columns_or_cuts(carrel: Carrel) -> None:
    code, written = on_terminal(carrel, "show", "frankle2018lottery", "--plain")
    assert code == 0
    assert "\x1b" not in written
    assert "authors: Jonathan Frankle, Michael Carbin\n" in written
    _, listed = on_terminal(carrel, "list", "lottery", "--limit", "2", CARREL_PLAIN="1")
    assert "\x1b" not in listed
    assert "…" not in listed
    assert len(listed.splitlines()) == 2


def test_keys_are_spelt_out(carrel: Carrel) -> None:
    lines = carrel.process("keys", "--plain").lines
    assert "g then g or home; top; First line" in lines
    assert "ctrl+r; redo; Redo what was undone" in lines


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_it(name: str) -> None:
    command = typer.main.get_command(app)
    group = command.commands[name]  # type: ignore[attr-defined]
    for each in (group, *getattr(group, "commands", {}).values()):
        assert ["--plain"] in [parameter.opts for parameter in each.params]
