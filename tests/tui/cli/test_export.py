"""Papers on their way out: to stdout or to a file that is whole or not there."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import os
import stat

import pytest

from tests.tui.cli.helpers import Carrel


def test_every_format_that_can_be_written_is_offered(carrel: Carrel) -> None:
    from seeds import FORMATS

    cited = importlib.util.find_spec("citeproc") is not None  # else there is nothing to write text with
    for known in (known.name for known in FORMATS if known.writable and (cited or known.name != "text")):
        outcome = carrel("export", "lottery", "--to", known)
        assert (outcome.code, outcome.err) == (0, "")
        assert "frankle2018lottery" in outcome.out or "Lottery" in outcome.out


def test_json_and_csv_say_what_the_list_says(carrel: Carrel) -> None:
    papers = carrel.papers("lottery")
    assert json.loads(carrel("export", "lottery", "--to", "json").out) == papers
    rows = list(csv.DictReader(io.StringIO(carrel("export", "lottery", "--to", "csv").out)))
    assert [row["title"] for row in rows] == [paper["title"] for paper in papers]


def test_what_goes_out_comes_back_in(carrel: Carrel) -> None:
    carrel("tag", "--query", "lottery", "--add", "tickets")
    carrel("note", "1", "worth it")
    out = carrel("export", "--to", "jsonl").out
    other = str(carrel.folder / "other.sqlite")
    assert carrel("--library", other, "import", "-", stdin=out).code == 0
    back = json.loads(carrel("--library", other, "list", "--as", "json").out)
    fields = ("key", "title", "authors", "published", "tags", "state")
    assert sorted([p[f] for f in fields] for p in back) == sorted(
        [p[f] for f in fields] for p in carrel.papers()
    )


BOOK = """@book{fern, title = {On {HLA} in walls}, author = {Fern, Ada and {Kew}},
  publisher = {Moss \\& Sons},
  isbn = {0-306-40615-2}, date = {1988/1992}, oddity = {kept}}
"""


@pytest.mark.parametrize("format", ["bibtex", "biblatex", "ris", "jsonl"])
def test_a_bibliography_comes_through_the_library_whole(carrel: Carrel, format: str) -> None:
    """What Carrel has no field for is written back, and read again it is nothing new."""
    import gzip

    library = str(carrel.folder / "books.sqlite")
    source = carrel.folder / "refs.bib.gz"
    source.write_bytes(gzip.compress(BOOK.encode()))
    assert carrel("--library", library, "import", str(source)).code == 0
    out = carrel("--library", library, "export", "--to", format).out
    for words in ("fern", "HLA", "Ada", "Moss", "1988/1992", "kept"):
        assert words in out
    again = carrel("--library", library, "import", "-", "--format", format, "--as", "json", stdin=out)
    (said,) = json.loads(again.out)["sources"]
    assert (again.code, said["found"], said["unchanged"]) == (0, 1, 1)
    (paper,) = json.loads(carrel("--library", library, "list", "--as", "json").out)
    assert paper["sources"][0] == {"name": "refs.bib", "format": "bibtex", "position": 0}


def test_a_mended_bibliography_says_so_and_a_lost_entry_ends_in_4(carrel: Carrel) -> None:
    library = str(carrel.folder / "books.sqlite")
    mended = carrel("--library", library, "import", "-", stdin="@book{a, title={A} year=1999}\n")
    assert mended.code == 0
    assert "a comma is missing before “year”" in mended.err
    lost = carrel("--library", library, "import", "-", stdin="@book{b, title={B}}\n@book{c}\n")
    assert lost.code == 4
    assert ":2: rejected: “c” is empty" in lost.err


def test_a_file_is_private_and_replaced_whole(carrel: Carrel) -> None:
    file = carrel.folder / "out.json"
    file.write_text("before")
    outcome = carrel("export", "--to", "json", "--output", str(file))
    assert (outcome.code, outcome.out) == (0, "")
    assert "Wrote 257 papers" in outcome.err
    assert len(json.loads(file.read_text())) == 257
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not list(carrel.folder.glob(".out.json.*"))


def test_a_file_is_never_written_through_a_link(carrel: Carrel) -> None:
    target = carrel.folder / "target"
    target.write_text("precious")
    link = carrel.folder / "link"
    link.symlink_to(target)
    assert carrel("export", "--to", "json", "--output", str(link)).code == 2
    assert target.read_text() == "precious"
    assert link.is_symlink()
    assert carrel("export", "--to", "json", "--output", str(carrel.folder)).code == 2
    assert carrel("export", "--to", "json", "--output", str(carrel.folder / "no" / "where")).code == 1


def test_what_fails_half_way_leaves_the_file_as_it_was(
    carrel: Carrel, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = carrel.folder / "out.json"
    file.write_text("before")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    outcome = carrel("export", "--to", "json", "--output", str(file))
    assert outcome.code == 1
    assert "No space left" in outcome.err
    assert file.read_text() == "before"
    assert not list(carrel.folder.glob(".out.json.*"))


def test_an_unknown_format_is_wrong_use(carrel: Carrel) -> None:
    assert carrel("export", "--to", "papyrus").code == 2
    assert carrel("export").code == 2


def test_a_reference_list_is_an_export_in_a_style(carrel: Carrel) -> None:
    pytest.importorskip("citeproc", reason="the extra cite is not installed")
    out = carrel("export", "key:frankle2018lottery", "--to", "text", "--style", "apa").out
    assert out.startswith("Frankle, J., & Carbin, M. (2018). ")
    assert carrel("export", "lottery", "--to", "markdown", "--style", "ieee").out.startswith(
        "# References\n\n\\[1\\] "
    )
    for wrong in (("bibtex", "apa"), ("text", "none")):
        outcome = carrel("export", "--to", wrong[0], "--style", wrong[1])
        assert (outcome.code, outcome.out) == (2, "")


def test_without_the_extra_a_reference_list_says_how_to_get_it(
    carrel: Carrel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    outcome = carrel("export", "--to", "text")
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert "pip install 'carrel[cite]'" in outcome.err
