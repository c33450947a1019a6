"""PDF files from the command line: the paper, and the file attached to it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.seeds.pdf_writer import Text, column, page, pdf
from tests.tui.cli.helpers import Carrel

pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")

TITLE = column("Shade or Water? On the", "Habits of Mosses", size=18)
OWN = Text("https://doi.org/10.1000/moss.1", y=30)


def saved(folder: Path, name: str, *lines: Text) -> str:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(pdf(page(*lines)))
    return str(folder / name)


def test_a_pdf_is_a_paper_with_its_file(empty: Carrel) -> None:
    path = saved(empty.folder, "a b.pdf", *TITLE, OWN)
    outcome = empty("import", path, "--as", "json").json
    assert outcome["sources"][0] | {"rejected": []} == outcome["sources"][0]
    assert (outcome["sources"][0]["format"], outcome["sources"][0]["new"]) == ("pdf", 1)
    (found,) = empty("list", "has:pdf", "--as", "json").json
    assert (found["title"], found["provisional_title"]) == ("Shade or Water? On the Habits of Mosses", True)
    assert found["identifiers"]["doi"] == ["10.1000/moss.1"]
    assert path in empty("show", "1").out
    assert json.loads(empty("export", "--to", "jsonl").out)["file_path"] == path


def test_the_path_is_kept_whole_wherever_one_stood(empty: Carrel) -> None:
    path = saved(empty.folder, "paper.pdf", *TITLE)
    assert empty("import", os.path.relpath(path)).code == 0
    assert json.loads(empty("export", "--to", "jsonl").out)["file_path"] == str(
        Path(os.path.relpath(path)).absolute()
    )


def test_a_pdf_of_a_paper_that_is_there_adds_its_file(empty: Carrel) -> None:
    """And gives it back with undo; its provisional title takes nobody's place."""
    empty("import", "-", stdin='{"title": "Real", "identifiers": {"doi": ["10.1000/MOSS.1"]}}')
    assert (
        empty("import", saved(empty.folder / "pdfs", "paper.pdf", *TITLE, OWN), "--as", "json").json[
            "sources"
        ][0]["updated"]
        == 1
    )
    (paper,) = empty("list", "has:pdf", "--as", "json").json
    assert (paper["id"], paper["title"], paper["kind"]) == (1, "Real", "preprint")
    assert empty("import", saved(empty.folder / "other", "copy.pdf", *TITLE, OWN)).code == 0
    assert "/pdfs/paper.pdf" in empty("show", "1").out
    empty("undo")
    empty("undo")
    assert empty("list", "has:pdf", "--as", "json").json == []


def test_a_file_that_says_nothing_is_the_same_paper_under_any_name(empty: Carrel) -> None:
    for name in ("a.pdf", "b.pdf"):
        saved(empty.folder / "x", name, Text("12"))
    assert [s["new"] for s in empty("import", str(empty.folder / "x"), "--as", "json").json["sources"]] == [
        1,
        0,
    ]


def test_a_paper_with_its_file_comes_back_from_json_lines(empty: Carrel) -> None:
    empty("import", saved(empty.folder, "paper.pdf", *TITLE, OWN))
    written = empty("export", "--to", "jsonl").out
    other = Carrel(empty.folder / "other")
    other.folder.mkdir()
    assert other("import", "-", stdin=written).code == 0
    assert json.loads(other("export", "--to", "jsonl").out)["file_path"] == json.loads(written)["file_path"]


def test_a_path_that_is_no_text_is_not_attached_and_told(empty: Carrel) -> None:
    path = os.fsencode(empty.folder) + b"/\xff.pdf"
    Path(os.fsdecode(path)).write_bytes(pdf(page(*TITLE)))
    outcome = empty("import", os.fsdecode(path))
    assert (outcome.code, "not attached" in outcome.err) == (0, True)
    assert empty("list", "has:pdf", "--as", "json").json == []


def test_from_a_pipe_there_is_no_file_to_attach(empty: Carrel) -> None:
    assert empty.process("import", "-", stdin=pdf(page(*TITLE, OWN))).code == 0
    assert empty("list", "doi:10.1000/moss.1", "no:pdf", "--as", "ids").lines == ["1"]


def test_one_of_many_that_is_locked_keeps_no_other_out(empty: Carrel) -> None:
    """Large ones too, which other formats read in a process of their own."""
    folder = empty.folder / "x"
    saved(folder, "a.pdf", *TITLE, OWN)
    (folder / "b.pdf").write_bytes(b"%PDF-1.4\nnothing")
    (folder / "c.pdf").write_bytes(pdf(page(Text("A Large Paper", 20)), b" " * 3_000_000))
    outcome = empty("import", str(folder), "--as", "json")
    assert outcome.code == 4
    assert [(s["format"], s["new"], len(s["rejected"])) for s in outcome.json["sources"]] == [
        ("pdf", 1, 0),
        ("pdf", 0, 1),
        ("pdf", 1, 0),
    ]
