"""Terminals, pipes and signals: quiet where nobody is to blame, and never in the way."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.tui.cli.helpers import Carrel


def on_terminal(carrel: Carrel, *words: str, typed: bytes = b"", **environment: str) -> tuple[int, str]:
    """Run a command on a pseudo-terminal of 80 columns, and give its code and all it wrote."""
    ours, theirs = pty.openpty()
    settings = carrel.environment(**({"TERM": "xterm", "COLUMNS": "80", "LINES": "24"} | environment))
    command = [sys.executable, "-m", "tui", *words]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=settings) as process:
        os.close(theirs)
        if typed:
            os.write(ours, typed)
        written = _read_all(ours)
        code = process.wait(timeout=60)
    os.close(ours)
    return code, written.decode().replace("\r\n", "\n")


def _read_all(terminal: int) -> bytes:
    written = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            return written
        if not piece:
            return written
        written += piece


def started(carrel: Carrel, words: Sequence[str], **settings: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tui", *words], env=carrel.environment(), stderr=subprocess.PIPE, **settings
    )


def test_without_a_terminal_the_app_is_refused_at_once(carrel: Carrel) -> None:
    outcome = carrel.process()
    assert (outcome.code, outcome.out) == (2, "")
    assert "terminal" in outcome.err
    assert carrel.process("--library", str(carrel.library)).code == 2


def test_a_terminal_that_cannot_draw_is_refused_too(carrel: Carrel) -> None:
    code, written = on_terminal(carrel, TERM="dumb")
    assert code == 2
    assert "\x1b" not in written


@pytest.mark.parametrize("shape", ["table", "json", "jsonl", "keys"])
def test_a_reader_that_has_seen_enough_is_no_error(carrel: Carrel, shape: str) -> None:
    with started(carrel, ["list", "--as", shape], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


@pytest.mark.parametrize("words", [["--help"], ["list"], ["--library", "x", "--version"], ["show", "1"]])
def test_a_reader_that_never_looked_is_no_error_either(carrel: Carrel, words: list[str]) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    with started(carrel, words, stdout=theirs) as process:
        os.close(theirs)
        assert process.stderr
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_is_told(carrel: Carrel) -> None:
    with Path("/dev/full").open("w") as full, started(carrel, ["list"], stdout=full.fileno()) as process:
        assert process.stderr
        assert process.stderr.read().decode() == "carrel: No space left on device\n"
        assert process.wait(timeout=60) == 1


WAITING = """
import sys, time
import storage.library, tui.cli.main, tui.cli.mark
from tui.__main__ import main
print("ready", flush=True)
sys.argv[1:] = ["mark", "read", "-"]
sys.exit(main())
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_end_it_quietly(carrel: Carrel, number: signal.Signals, code: int) -> None:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    command = [sys.executable, "-c", WAITING]
    with subprocess.Popen(command, env=carrel.environment(), **pipes) as process:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        time.sleep(1)  # it now waits for names on stdin, which never come
        process.send_signal(number)
        _, words = process.communicate(timeout=60)
        assert (process.returncode, words) == (code, b"")
    assert carrel.counts()["read"] == 0


def test_a_list_fits_the_terminal_and_has_a_heading(carrel: Carrel) -> None:
    code, written = on_terminal(carrel, "list", "--limit", "5")
    lines = written.replace("\x1b[2m", "").replace("\x1b[0m", "").splitlines()
    assert code == 0
    assert lines[0].split() == ["KEY", "DATE", "STATE", "TITLE", "AUTHORS"]
    assert len(lines) == 6
    assert all(len(line) <= 80 for line in lines)


@pytest.mark.parametrize("setting", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
@pytest.mark.parametrize("words", [["list", "--limit", "5"], ["show", "1"], ["stats"], ["guide"], ["--help"]])
def test_colours_can_be_refused(carrel: Carrel, setting: dict[str, str], words: list[str]) -> None:
    code, written = on_terminal(carrel, *words, **setting)
    assert code == 0
    assert "\x1b" not in written


def test_an_import_shows_a_bar_on_a_terminal_and_only_there(empty: Carrel) -> None:
    code, written = on_terminal(empty, "import", "--starter")
    assert code == 0
    assert "257 new" in written
    assert "\x1b" in written
    assert "\x1b" not in empty.process("import", "--starter").err


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "C", "LC_ALL": "C"},
        {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
)
def test_any_encoding_of_the_terminal_will_do(carrel: Carrel, environment: dict[str, str]) -> None:
    carrel("edit", "1", "--set", "title=Ré 深層学習 ∀x")
    shown = carrel.process("show", "1", **environment)
    assert (shown.code, shown.err) == (0, "")
    found = carrel.process("show", "1", "--as", "json", **environment)
    assert found.json["title"] == "Ré 深層学習 ∀x"
    for words in (["list"], ["stats"], ["keys"], ["export", "--to", "csv"], ["show", "nobody-∀"], ["--help"]):
        assert "Traceback" not in carrel.process(*words, **environment).err


def test_words_go_to_stderr_and_data_to_stdout(carrel: Carrel) -> None:
    verbs = (["mark", "read", "1"], ["star", "1"], ["tag", "1", "--add", "x"], ["note", "1", "y"], ["undo"])
    for words in verbs:
        outcome = carrel.process(*words)
        assert outcome.out == ""
        assert outcome.err.endswith(".\n") or "carrel" in outcome.err
    for words in (["list"], ["show", "1"], ["stats"], ["tags"], ["keys"], ["config"], ["history"]):
        outcome = carrel.process(*words)
        assert outcome.err == ""
        assert outcome.out


def test_a_note_is_written_in_the_editor_without_a_shell(carrel: Carrel, tmp_path: Path) -> None:
    editor = tmp_path / "an editor; touch owned"
    editor.write_text(
        f"#!{sys.executable}\nimport sys\nopen(sys.argv[-1], 'a').write('from ' + sys.argv[1])\n"
    )
    editor.chmod(0o700)
    code, written = on_terminal(carrel, "note", "1", VISUAL=f"'{editor}' --wait", EDITOR="false")
    assert code == 0, written
    assert carrel("show", "1", "--as", "json").json["notes"][0]["text"] == "from --wait"
    assert not (tmp_path / "owned").exists()


@pytest.mark.parametrize("editor", ["false", "/nowhere/to/be/found", "true", "'unbalanced"])
def test_an_editor_that_fails_adds_nothing(carrel: Carrel, editor: str) -> None:
    code, written = on_terminal(carrel, "note", "1", EDITOR=editor)
    assert code == 1
    assert "Traceback" not in written
    assert carrel("show", "1", "--as", "json").json["notes"] == []


def test_what_was_typed_is_kept_when_it_cannot_be_saved(carrel: Carrel, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nprintf 'my thoughts' > \"$1\"\nexit 1\n")
    editor.chmod(0o700)
    code, written = on_terminal(carrel, "note", "1", EDITOR=str(editor), TMPDIR=str(tmp_path))
    assert code == 1
    (kept,) = tmp_path.glob("carrel-*/note.md")
    assert str(kept) in written.replace("\n", "")
    assert kept.read_text() == "my thoughts"
    assert kept.stat().st_mode & 0o077 == 0
