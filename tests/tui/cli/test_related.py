"""``carrel related``: neighbours with the reason, for people and for programs."""

from __future__ import annotations

from tests.tui.cli.helpers import Carrel


def test_related_papers_come_with_what_they_share(carrel: Carrel) -> None:
    ended = carrel("related", "frankle2018lottery", "--limit", "3")
    assert ended.code == 0
    assert len(ended.lines) == 3
    assert all("lottery" in line and "by Jonathan Frankle" in line for line in ended.lines)
    first = carrel("related", "frankle2018lottery", "--limit", "1", "--as", "json").json[0]
    assert list(first) == [
        "id", "key", "title", "published", "state", "score", "words", "authors", "tags", "category",
    ]  # fmt: skip
    assert "lottery" in first["words"]
    assert "Jonathan Frankle" in first["authors"]


def test_an_unknown_paper_is_told_and_nothing_in_common_is_no_error(carrel: Carrel) -> None:
    assert carrel("related", "nobody1999nothing").code == 3
    carrel("import", "-", "--format", "jsonl", stdin='{"title": "Zzyzx qqqx"}')
    alone = carrel("related", carrel.papers("title:zzyzx")[0]["key"])
    assert (alone.code, alone.out) == (0, "")
    assert "No other paper shares" in alone.err
