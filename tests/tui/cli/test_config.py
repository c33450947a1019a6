"""Reading the settings: every mistake has its line, and no file keeps Carrel from starting."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tui.cli.helpers import Carrel
from tui.config import Complaint, Loaded, Settings, load


def read(folder: Path, content: str | bytes) -> Loaded:
    file = folder / "config.toml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return load(file)


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "nothing") == Loaded(Settings("carrel-dark", "vim", {}))


def test_everything_can_be_set(tmp_path: Path) -> None:
    loaded = read(
        tmp_path,
        'theme = "carrel-light"\n[reading]\ngoal = 4\nminutes = 90\nreviews = 0\n[keys]\npreset = "arrows"\n'
        '"paper.star" = ["s", "f5"]\nundo = "z"\nqueue.add = "a"\n',
    )
    keys = {"paper.star": ("s", "f5"), "undo": ("z",), "queue.add": ("a",)}
    assert loaded == Loaded(Settings("carrel-light", "arrows", keys, goal=4, minutes=90, reviews=0))


@pytest.mark.parametrize(
    ("content", "line", "word"),
    [
        ("# one\ntheme = 'neon'\n", 2, "carrel-dark"),
        ("\n\n[keys]\npreset = 'emacs'\n", 4, "vim"),
        ("[keys]\nstar = 5\n", 2, "star"),
        ("[keys]\nstar = ['s', 5]\n", 2, "star"),
        ("[keys]\n\n'a.star' = ''\n", 3, "a.star"),
        ("keys = 3\n", 1, "[keys]"),
        ("theme = 'carrel-dark'\ncolour = 'red'\n", 2, "colour"),
        ("\n[looks]\nx = 1\n", 2, "looks"),
        ("[reading]\ngoal = -1\n", 2, "0 to 10,000"),
        ("[reading]\n\nreviews = 'three'\n", 3, "0 to 10,000"),
        ("[reading]\ngoal = true\n", 2, "goal"),
        ("reading = 3\n", 1, "[reading]"),
        ("theme = \n", 1, "value"),
        ("a = 1\nb = [1, 2\nc = 3\n", 2, ""),
        (b"theme = 'carrel-dark'\n# \xff\n", 2, "UTF-8"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, content: str | bytes, line: int, word: str) -> None:
    loaded = read(tmp_path, content)
    (complaint,) = loaded.complaints
    assert word in complaint.reason
    assert complaint.line in (line, line + 1) if word == "" else complaint.line == line
    assert loaded.settings == Settings()


@pytest.mark.parametrize(
    ("content", "line", "word"),
    [
        ("online = 3\n", 1, "[online]"),
        ("[online]\nmail = 'nobody'\n", 2, "ada@example.org"),
        ("[online]\nviewer = []\n", 2, "zathura"),
        ("[online]\npdf_megabytes = 0\n", 2, "10000"),
        ("[online]\nbases = 1\n", 2, "bases"),
        ("[online]\nbase = 1\n", 2, "[online.base]"),
        ("[online.base]\narxvi = 'https://a.example'\n", 2, "arxvi"),
        ("[online.base]\narxiv = 'file:///etc'\n", 2, "http://"),
    ],
)
def test_a_mistake_about_the_network_is_told_too(tmp_path: Path, content: str, line: int, word: str) -> None:
    loaded = read(tmp_path, content)
    (complaint,) = loaded.complaints
    assert word in complaint.reason
    assert complaint.line == line
    assert loaded.settings == Settings()


def test_what_is_right_holds_beside_what_is_wrong(tmp_path: Path) -> None:
    loaded = read(tmp_path, 'theme = "carrel-light"\n[keys]\nstar = 1\nundo = "z"\n')
    assert loaded.settings == Settings("carrel-light", "vim", {"undo": ("z",)})
    assert loaded.complaints == (Complaint(3, 'the keys of "star" are a text or a list of texts'),)


def test_a_folder_in_its_place_is_a_complaint(tmp_path: Path) -> None:
    assert load(tmp_path).complaints[0].reason == "Is a directory"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_no_file_is_too_strange(tmp_path: Path, content: bytes) -> None:
    assert isinstance(read(tmp_path, content), Loaded)


def test_deep_nesting_is_a_complaint(tmp_path: Path) -> None:
    assert read(tmp_path, "a = " + "[" * 100_000).complaints


def number(prefix: str = "") -> str:
    return prefix + "f" * 5_000 if prefix else "9" * 5_000


@pytest.mark.parametrize(
    "content",
    [
        f"theme = {number()}",
        f"theme = {number('0x')}",
        f"theme{'.a' * 3_000} = 1",
        f"keys{'.a' * 3_000} = 1",
        f"[reading]\ngoal = {number('0x')}",
        f"[online]\nmail = {number('0x')}\npdf_megabytes = {number('0x')}",
        f"[online.base]\narxiv = {number('0x')}",
        "a" * 100_001,
    ],
)
def test_values_without_end_are_complaints(tmp_path: Path, content: str) -> None:
    loaded = read(tmp_path, content)
    assert loaded.settings == Settings()
    assert loaded.complaints
    assert max(len(complaint.reason) for complaint in loaded.complaints) < 300


def test_of_many_mistakes_the_first_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    complaints = read(tmp_path, "".join(f"a{number} = 1\n" for number in range(9_000))).complaints
    assert len(complaints) == 51
    assert complaints[-1].reason == "there are 8,950 more mistakes"


def test_only_a_file_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert load(tmp_path / "pipe").complaints[0].reason == "this is not a regular file"
    assert load(Path(os.devnull)) == Loaded(Settings())


def test_the_home_of_nobody_is_no_place(empty: Carrel) -> None:
    ended = empty("--library", "~nobody-here/x", "list")
    assert (ended.code, ended.err.split(":")[1]) == (5, " ~nobody-here/x")
