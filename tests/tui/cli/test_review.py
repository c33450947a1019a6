"""``carrel remember`` and ``carrel review``: on a terminal it asks, in a pipe it lists."""

from __future__ import annotations

import re
import sqlite3
import sys

import pexpect
import pytest

from tests.tui.cli.helpers import PROJECT, Carrel

LOTTERY = "frankle2018lottery"


@pytest.fixture
def due(carrel: Carrel) -> Carrel:
    """Two papers that are due, the first with a note."""
    carrel("mark", "read", LOTTERY, "frankle2019linear")
    carrel("note", LOTTERY, "Masks matter.")
    carrel("remember", LOTTERY, "frankle2019linear")
    connection = sqlite3.connect(carrel.library)
    connection.execute("UPDATE review SET due = '2020-01-02T00:00:00Z'")
    first = "(SELECT id FROM paper WHERE key = ?)"
    connection.execute(f"UPDATE review SET due = '2020-01-01T00:00:00Z' WHERE paper_id = {first}", (LOTTERY,))
    connection.commit()
    connection.close()
    return carrel


def test_what_is_due_is_listed_in_a_pipe_and_found_by_the_query(due: Carrel) -> None:
    ended = due("review")
    assert [line.split()[0] for line in ended.lines] == [LOTTERY, "frankle2019linear"]
    assert "2 papers to review." in ended.err
    listed = due("review", "--as", "json").json
    assert list(listed) == ["papers", "due", "done", "remembered", "following"]
    assert (listed["due"], listed["done"], listed["remembered"]) == (2, 0, 2)
    assert list(listed["papers"][0]) == ["id", "key", "title", "published"]
    assert set(due("list", "is:due", "--as", "keys").lines) == {LOTTERY, "frankle2019linear"}


def test_the_settings_say_how_many_a_day(due: Carrel) -> None:
    due.config.write_text("[reading]\nreviews = 1\n")
    assert "1 paper to review, 1 more on other days." in due("review").err


def test_an_answer_by_command_is_undone_like_any_change(due: Carrel) -> None:
    said = due("review", LOTTERY, "--answer", "good")
    assert re.search(r"comes back in \d+ days\. Undo with", said.err)
    assert len(due("review").lines) == 1
    due("undo")
    assert len(due("review").lines) == 2
    assert due("review", LOTTERY).code == 2
    assert due("review", "--answer", "good").code == 2
    assert due("review", "bell2021scalable", "--answer", "good").code in (2, 3)
    due("remember", "--stop", "--query", "is:due")
    assert "No paper comes back" in due("review").err


def test_on_a_terminal_it_asks_shows_the_note_and_takes_the_answer(due: Carrel) -> None:
    child = pexpect.spawn(
        sys.executable, ["-m", "tui", "review"], env=due.environment(TERM="xterm"), cwd=str(PROJECT),
        encoding="utf-8", timeout=30, dimensions=(24, 80),
    )  # fmt: skip
    child.expect("The Lottery Ticket Hypothesis")
    child.expect("What was its point")
    assert "Masks" not in (child.before or "")
    child.sendline("")
    child.expect("Masks matter")
    child.expect("4 easy")
    child.sendline("maybe")
    child.expect("4 easy")
    child.sendline("3")
    child.expect("comes back in 2 days")
    child.expect("What was its point")
    child.sendline("q")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert len(due("review").lines) == 1
