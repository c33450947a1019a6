"""PDFs: fetched from where they are open, checked, kept for oneself, gone on with when they break off."""

from __future__ import annotations

import json
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.online import world
from tests.online.server import Service, serving
from tests.tui.cli.helpers import Carrel

NAME = "Meadow 2023 Bees Prefer Shallow Networks.pdf"


@pytest.fixture
def service() -> Iterator[Service]:
    """All services, on this machine."""
    with serving() as running:
        running.files["/pdf/2301.00001"] = world.pdf()
        yield running


@pytest.fixture
def online(empty: Carrel, service: Service, monkeypatch: pytest.MonkeyPatch) -> Carrel:
    """The command line with one paper, with settings that lead to the server; nobody waits."""
    service.config(empty.config)
    monkeypatch.setattr("tui.wire.sleep", lambda seconds: None)
    assert empty("add", "2301.00001").code == 0
    return empty


def test_it_is_fetched_once_and_nobody_elses_to_read(online: Carrel, service: Service) -> None:
    done = online("pdf", "meadow2023bees")
    file = Path(done.out.rstrip("\n"))
    assert (done.code, done.err) == (0, f"Fetched {NAME}.\n")
    assert (file.name, file.parent) == (NAME, online.folder.resolve() / "files")
    assert file.read_bytes() == world.pdf()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [paper["key"] for paper in online.papers("has:pdf")] == ["meadow2023bees"]
    again = online("pdf", "1")
    assert (again.out, again.err) == (done.out, "")
    assert len(service.to("arxiv-files")) == 1
    assert sorted(each.name for each in file.parent.iterdir()) == [NAME]


def test_it_is_opened_in_the_viewer_of_the_settings(online: Carrel, service: Service) -> None:
    viewer = online.folder / "viewer"
    viewer.write_text('#!/bin/sh\necho "$2" > "$(dirname "$0")/seen"\n')
    viewer.chmod(0o755)
    settings = online.config.read_text()
    online.config.write_text(f'[online]\nviewer = ["{viewer}", "--quietly"]\n{settings}')
    done = online("pdf", "1", "--open")
    seen = online.folder / "seen"
    for _ in range(200):
        if seen.exists() and seen.read_text():
            break
        time.sleep(0.02)
    assert seen.read_text() == done.out


@pytest.mark.parametrize(
    ("name", "begins"), [("paper.desktop", b"%PDF-1.7"), ("paper.pdf", b"#!/bin/sh"), ("no.pdf", b"")]
)
def test_a_path_that_a_strangers_file_brought_along_opens_nothing_but_pdfs(
    online: Carrel, name: str, begins: bytes
) -> None:
    """The paper's own PDF is fetched instead."""
    strange = online.folder / name
    if begins:
        strange.write_bytes(begins + b"\n")
    paper = {"title": "Bees", "identifiers": {"arxiv": ["2301.00001"]}, "file_path": str(strange)}
    assert online("import", "-", stdin=json.dumps(paper)).code == 0
    assert [found["key"] for found in online.papers("has:pdf")] == ["meadow2023bees"]
    assert Path(online("pdf", "1").out.rstrip("\n")).name == NAME


def test_a_file_that_was_imported_is_there_already(online: Carrel, service: Service) -> None:
    kept = online.folder / "kept.PDF"
    kept.write_bytes(world.pdf())
    online("edit", "1", "--set", f"file_path={kept}")
    assert online("pdf", "1").out == f"{kept}\n"
    assert service.to("arxiv-files") == []


def test_a_viewer_that_is_not_there_is_told(online: Carrel) -> None:
    online.config.write_text(f'[online]\nviewer = "/no/such/viewer"\n{online.config.read_text()}')
    done = online("pdf", "1", "--open")
    assert done.code == 0
    assert "there is no program to open it with" in done.err


def test_what_breaks_off_is_gone_on_with(online: Carrel, service: Service) -> None:
    service.fail("arxiv-files", "reset in a file", "good")
    done = online("pdf", "1")
    assert done.code == 0
    assert Path(done.out.rstrip("\n")).read_bytes() == world.pdf()
    assert [asked.headers.get("range") for asked in service.to("arxiv-files")] == [None, "bytes=1000-"]


def test_it_is_gone_on_with_by_the_next_command_too(online: Carrel, service: Service) -> None:
    service.fail("arxiv-files", "reset in a file")
    assert online("pdf", "1").code == 1
    assert (online.folder / "files" / f"{NAME}.part").stat().st_size == 1_000
    service.failing.clear()
    assert online("pdf", "1").code == 0
    assert service.to("arxiv-files")[-1].headers["range"] == "bytes=1000-"
    assert (online.folder / "files" / NAME).read_bytes() == world.pdf()


FAILURES = [
    ("HTML instead", "arXiv answered with something else (a web page)"),
    ("wrong content type", "arXiv answered with something else (this is no PDF)"),
    ("nothing", "arXiv answered with something else (nothing at all)"),
    ("403", "arXiv refuses to answer (HTTP 403)"),
    ("redirect to file:", "arXiv leads somewhere that is not followed (to file:///etc/passwd)"),
    ("redirect to no address", "arXiv leads somewhere that is not followed (no address of the web)"),
    ("another part", "arXiv answered with something else (another part of the file)"),
    ("a part without end", "arXiv answered with something else (another part of the file)"),
    ("503", "arXiv is busy and asks to come back later (HTTP 503)"),
]


@pytest.mark.parametrize(("way", "words"), FAILURES)
def test_what_is_no_pdf_is_not_kept(way: str, words: str, online: Carrel, service: Service) -> None:
    service.fail("arxiv-files", way)
    done = online("pdf", "1")
    assert (done.code, done.out) == (1, "")
    assert done.err == f"carrel: no open PDF of meadow2023bees could be had: {words}\n"
    assert list((online.folder / "files").iterdir()) == []
    assert online.papers("has:pdf") == []


def test_it_is_no_larger_than_was_said(
    online: Carrel, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.files["/pdf/2301.00001"] = world.pdf(2_000_000)
    online.config.write_text(f"[online]\npdf_megabytes = 1\n{online.config.read_text()}")
    done = online("pdf", "1")
    assert done.code == 1
    assert "arXiv answered with more than is believable (over 1 MB)" in done.err
    assert list((online.folder / "files").iterdir()) == []


def test_a_paper_without_an_open_pdf(online: Carrel) -> None:
    online("add", "10.5555/teacup.7")
    done = online("pdf", "2")
    assert (done.code, done.err) == (1, "carrel: no open PDF of odon2023cold could be had\n")


def test_openalex_knows_where_else_it_is(online: Carrel, service: Service) -> None:
    service.open_places["10.5555/teacup.7"] = f"{service.address}/file/teacup"
    service.files["/teacup"] = world.pdf()
    online("add", "10.5555/teacup.7")
    done = online("pdf", "2")
    assert (done.code, done.err) == (0, "Fetched Ödön 2023 Cold Fusion in a Teacup.pdf.\n")


def test_names_of_files_are_plain_and_differ(online: Carrel, service: Service) -> None:
    from storage import Reader
    from tui.pdfs import file_name

    online("edit", "1", "--set", "title=../../etc/passwd: $(rm -rf) \N{RIGHT-TO-LEFT OVERRIDE}x/y?")
    with Reader(online.library) as reader:
        paper = reader.paper(1)
    name = file_name(paper, online.folder)
    assert name == "Meadow 2023 .. .. etc passwd (rm -rf) x y.pdf"
    (online.folder / name).touch()
    assert file_name(paper, online.folder) == "Meadow 2023 .. .. etc passwd (rm -rf) x y (meadow2023bees).pdf"
    online("edit", "1", "--set", f"title={'Ödland ' * 60}")
    with Reader(online.library) as reader:
        assert len(file_name(reader.paper(1), online.folder).encode()) <= 124


@pytest.mark.parametrize("key", ["../../evil", "/tmp/evil", "..", "a/../../b", "漢" * 80])
def test_a_strangers_key_leads_to_no_other_folder(key: str, online: Carrel, service: Service) -> None:
    service.files["/pdf/2301.99999"] = world.pdf()
    source = online.folder / "stranger.bib"
    source.write_text(f"@misc{{{key}, title={{???}}, eprint={{2301.99999}}, archiveprefix={{arXiv}}}}")
    assert online("import", str(source)).code == 0
    file = Path(online("pdf", "2301.99999").out.rstrip("\n"))
    assert file.parent == online.folder.resolve() / "files"
    assert file.is_file()
    assert not file.name.startswith((".", "-"))
    assert len(file.name.encode()) <= 130


def test_no_file_of_another_paper_is_written_over(online: Carrel) -> None:
    from storage import Paper, Reader
    from tui.pdfs import file_name

    with Reader(online.library) as reader:
        known = vars(reader.paper(1))
    names = []
    for key in ("x", "a/b", "a:b", "a?b"):
        names.append(file_name(Paper(**known | {"key": key}), online.folder))
        (online.folder / names[-1]).touch()
    assert len(set(names)) == 4
