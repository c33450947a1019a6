"""Taking papers in from the command line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.tui.cli.helpers import Carrel

FOUND = [33, 10, 169, 17, 28]
PAGE = "Abstract: We present OLLA, a way to lay out memory for networks that are trained.\n"


def test_the_five_real_pages_come_in_whole_and_only_once(empty: Carrel, pages: Path) -> None:
    first = empty.process("import", str(pages), "--as", "json", "--as-of", "2026-01-31")
    assert (first.code, first.err) == (0, "")
    assert [source["found"] for source in first.json["sources"]] == FOUND
    assert [source["new"] for source in first.json["sources"]] == FOUND
    assert not any(source["rejected"] for source in first.json["sources"])
    again = empty.process("import", str(pages), "--as", "json", "--as-of", "2026-01-31")
    assert [source["unchanged"] for source in again.json["sources"]] == FOUND
    assert sum(empty.counts().values()) == 257


def test_the_real_pages_fill_in_the_starter_list(carrel: Carrel, pages: Path) -> None:
    outcome = carrel("import", str(pages), "--as", "json", "--as-of", "2026-01-31").json
    assert [source["updated"] for source in outcome["sources"]] == FOUND
    assert [source["new"] for source in outcome["sources"]] == [0] * 5


def test_the_report_has_exactly_the_promised_shape(empty: Carrel) -> None:
    (empty.folder / "page.txt").write_text(PAGE)
    outcome = empty("import", str(empty.folder / "page.txt"), "--as", "json")
    assert outcome.json == {
        "batch": 1,
        "sources": [
            {
                "name": "page.txt",
                "format": "abstracts",
                "found": 1,
                "new": 1,
                "updated": 0,
                "unchanged": 0,
                "rejected": [],
            }
        ],
    }


def test_words_go_to_stderr_with_the_way_back(empty: Carrel) -> None:
    outcome = empty("import", "-", stdin=PAGE)
    assert (outcome.code, outcome.out) == (0, "")
    assert "stdin (abstracts): 1 found: 1 new, 0 changed, 0 unchanged." in outcome.err
    assert "carrel undo" in outcome.err


def test_what_cannot_be_read_does_not_keep_the_rest_out(empty: Carrel) -> None:
    folder = empty.folder / "pages"
    folder.mkdir()
    (folder / "b.txt").write_text(PAGE)
    (folder / "a.txt").write_text("neither this nor that\n")
    (folder / ".hidden").write_text("not looked at\n")
    outcome = empty("import", str(folder), str(empty.folder / "missing"), "--as", "json")
    assert outcome.code == 4
    assert [(s["name"], s["format"], s["found"]) for s in outcome.json["sources"]] == [
        ("a.txt", "", 0),
        ("b.txt", "abstracts", 1),
        ("missing", "", 0),
    ]
    assert outcome.json["sources"][2]["rejected"] == [{"line": 1, "reason": "No such file or directory"}]


def test_it_has_failed_when_no_source_could_be_read(empty: Carrel) -> None:
    outcome = empty("import", str(empty.folder / "missing"))
    assert outcome.code == 1
    assert "missing: No such file" in outcome.err
    (empty.folder / "nothing").mkdir()
    assert empty("import", str(empty.folder / "nothing")).code == 1


def test_rejected_entries_are_named_by_file_and_line(empty: Carrel) -> None:
    lines = '{"title": "Good as it is"}\n{"title": 12\n{"title": "Also good as it is"}\n'
    (empty.folder / "a.jsonl").write_text(lines)
    outcome = empty("import", str(empty.folder / "a.jsonl"))
    assert outcome.code == 4
    assert "a.jsonl:2: rejected:" in outcome.err
    assert len(empty.papers()) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_devices_and_folders_that_lead_into_themselves_are_refused(empty: Carrel) -> None:
    folder = empty.folder / "pages"
    folder.mkdir()
    os.mkfifo(folder / "pipe")
    (folder / "again").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    (folder / "zero").symlink_to("/dev/zero")
    (folder / "page.txt").write_text(PAGE)
    outcome = empty.process("import", str(folder), "--as", "json")
    assert outcome.code == 4
    reasons = {s["name"]: s["rejected"][0]["reason"] for s in outcome.json["sources"] if s["rejected"]}
    assert set(reasons) == {"pipe", "again", "self", "zero"}
    assert "back into itself" in reasons["again"]
    assert "regular file" in reasons["pipe"]
    assert "regular file" in reasons["zero"]


def test_a_dry_run_changes_nothing_and_makes_no_library(empty: Carrel) -> None:
    outcome = empty("import", "--starter", "--dry-run", "--as", "json")
    assert outcome.json["batch"] is None
    assert outcome.json["sources"][0]["new"] == 257
    assert not empty.library.exists()


def test_a_dry_run_leaves_a_library_as_it_was(carrel: Carrel) -> None:
    before = carrel("history", "--as", "json").json
    assert carrel("import", "-", "--dry-run", stdin=PAGE).code == 0
    assert carrel("history", "--as", "json").json == before
    assert len(carrel.papers()) == 257


def test_tags_are_put_on_what_came_in(empty: Carrel) -> None:
    assert empty("import", "-", "--tag", "#thesis", "--tag", "later", stdin=PAGE).code == 0
    assert empty.papers()[0]["tags"] == ["later", "thesis"]


def test_the_day_of_a_date_without_a_year_can_be_set(empty: Carrel, pages: Path) -> None:
    outcome = empty("import", str(pages / "003_8b929c73ef55b0be.txt"), "--as-of", "2020-12-31")
    assert outcome.code == 0
    yearless = empty.papers("title:Customizing")
    assert all(paper["published"] <= "2026-12-31" for paper in yearless)


@pytest.mark.parametrize(
    "words",
    [
        ["import"],
        ["import", "--starter", "x"],
        ["import", "x", "--as-of", "tomorrow"],
        ["import", "x", "--format", "papyrus"],
    ],
)
def test_wrong_use_is_told_before_anything_is_opened(empty: Carrel, words: list[str]) -> None:
    outcome = empty(*words)
    assert (outcome.code, outcome.out) == (2, "")
    assert not empty.library.exists()
