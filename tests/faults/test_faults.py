"""Every proof holds when it is run briefly, and fails when what it proves is taken out."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.faults.__main__ import PROOFS

MINUTES = {"text", "files", "mutations"}
"""Those that take one even when brief: a part of each is run by ``test_guards`` and ``test_mutations``."""

SABOTAGE = {
    "power": ("--cuts", "60", "--only", "tag", "--without", "synchronous"),
    "writers": ("--changes", "20", "--commands", "1", "--forked", "--any-time", "--without", "waiting"),
}
"""What each is given to fail on; the other protections are taken out by hand, see ``--without``."""


def run(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", f"tests.faults.{name}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


@pytest.mark.parametrize("name", [name for name in PROOFS if name not in MINUTES])
def test_the_proof_holds(name: str) -> None:
    done = run(name, *PROOFS[name][0])
    assert done.returncode == 0, done.stdout + done.stderr
    if "skipped" in done.stdout.partition("\n")[0]:
        pytest.skip(done.stdout.partition("\n")[0])


@pytest.mark.parametrize("name", SABOTAGE)
def test_the_proof_fails_without_what_it_proves(name: str) -> None:
    done = run(name, *SABOTAGE[name])
    if ": skipped:" in done.stdout:
        pytest.skip(done.stdout)
    assert done.returncode == 1
    assert "Broken" in done.stderr
