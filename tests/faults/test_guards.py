"""A little of the proofs that take minutes, text and files, and what proofs themselves must do."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults import bombs, files, hostile, opening, text_commands, text_screens
from tests.faults.report import Broken, Proof
from tui.cli.main import COMMANDS


@pytest.fixture
def proof() -> Proof:
    return Proof("short", "it still works")


def test_every_command_and_every_screen_has_a_case() -> None:
    """A new one must be given hostile text too, as must a new option: see CASES and WAYS."""
    assert set(COMMANDS) == set(text_commands.CASES)
    assert text_commands.untried() == set()
    assert text_screens.screens() == set(text_screens.WAYS) | set(text_screens.ELSEWHERE)


def test_commands_print_hostile_text_and_do_nothing_else(tmp_path: Path, proof: Proof) -> None:
    strings = hostile.strings()
    everything = " ".join(strings[name] for name in ("click", "osc52", "c1", "lines", "bidi"))
    text_commands.run_all(tmp_path, [everything], proof)
    assert proof.done["command_runs"] > 60


def test_what_counts_as_harm_is_found() -> None:
    for harm in (
        "\x1b]0;x\x07",
        "\x1b]8;;http://x/\x07",
        "\x1bc",
        "\x9b31m",
        "a\x07",
        "\x1b[6n",
        "\u202e",
        "\x1b[5;1;PWN",
    ):
        assert hostile.harm_in(f"fine {harm} fine")
    assert hostile.harm_in("\x1b[1;2H\x1b[38;2;1;2;3mfine\x1b[0m\r\n\x1b[?25l") is None


@pytest.mark.parametrize("make", [bombs.string_bomb, bombs.kernel_files], ids=lambda make: make.__name__)
def test_a_hostile_file_is_complained_of(tmp_path: Path, proof: Proof, make: bombs.Make) -> None:
    proof.facts |= {"most_seconds": 0.0, "most_megabytes": 0.0}
    with ExitStack() as stack:
        files.check(tmp_path, make(tmp_path, stack), proof, None)
    assert proof.done["complaints"]


def test_a_proof_that_did_too_little_fails(capsys: pytest.CaptureFixture[str]) -> None:
    short = Proof("short", "too little")
    short.demand(files=2)
    short.done["files"] = 1
    assert short.finish() == 1
    assert "TOO LITTLE" in capsys.readouterr().out


def test_a_proof_fails_when_its_protection_is_taken_out(
    tmp_path: Path, proof: Proof, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui import opening as doors
    from tui import safe_text

    with monkeypatch.context() as without:
        without.setattr(safe_text, "_table", lambda single_line: {})
        with pytest.raises(Broken):
            text_commands.run_all(tmp_path / "commands", [hostile.OWN["osc52"]], proof)
    with monkeypatch.context() as without:
        without.setattr(doors, "is_safe", lambda url: True)
        with pytest.raises(Broken):
            opening.addresses(tmp_path / "browser", proof, full=False)
