"""``carrel related``: neighbours with the reason, for people and for programs."""

from __future__ import annotations

import sys

import pexpect

from tests.tui.cli.helpers import PROJECT, Carrel


def test_related_papers_come_with_what_they_share(carrel: Carrel) -> None:
    ended = carrel("related", "frankle2018lottery", "--limit", "3")
    assert ended.code == 0
    assert len(ended.lines) == 3
    assert all("lottery" in line and "by Jonathan Frankle" in line for line in ended.lines)
    first = carrel("related", "frankle2018lottery", "--limit", "1", "--as", "json").json[0]
    assert list(first) == [
        "id", "key", "title", "published", "state", "score", "words", "authors", "tags", "category",
        "linked",
    ]  # fmt: skip
    assert "lottery" in first["words"]
    assert "Jonathan Frankle" in first["authors"]


def test_an_unknown_paper_is_told_and_nothing_in_common_is_no_error(carrel: Carrel) -> None:
    assert carrel("related", "nobody1999nothing").code == 3
    carrel("import", "-", "--format", "jsonl", stdin='{"title": "Zzyzx qqqx"}')
    alone = carrel("related", carrel.papers("title:zzyzx")[0]["key"])
    assert (alone.code, alone.out) == (0, "")
    assert "No other paper shares" in alone.err


def test_on_a_terminal_the_reason_has_a_line_of_its_own(carrel: Carrel) -> None:
    environment = carrel.environment(TERM="xterm", NO_COLOR="1", COLUMNS="60")
    out, code = pexpect.run(
        f"{sys.executable} -m tui related frankle2018lottery --limit 2", env=environment,
        cwd=str(PROJECT), encoding="utf-8", withexitstatus=True, timeout=60,
    )  # fmt: skip
    lines = out.splitlines()
    assert code == 0
    assert len(lines) == 4
    assert max(map(len, lines)) <= 60
    assert lines[1].startswith("    shares: ")
    assert not lines[2].startswith(" ")
