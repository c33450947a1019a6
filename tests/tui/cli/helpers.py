"""Running the command line: as a process for contracts, inside this process for the many small facts."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import PROXIES

PROJECT = Path(__file__).parents[3]
REAL_PAGES = PROJECT.parent / "shared" / "seeds"
HOSTILE = PROJECT.parent / "shared" / "hostile_strings.json"


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


class Carrel:
    """The command line on one library."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = folder / "library.sqlite"
        self.config = folder / "config.toml"

    def environment(self, **more: str) -> dict[str, str]:
        """What the process is given, and nothing that happens to be set where the tests run."""
        passed = ("PATH", "TMPDIR", "NO_PROXY", *PROXIES)
        kept = {name: os.environ[name] for name in passed if name in os.environ}
        places = {"CARREL_LIBRARY": str(self.library), "CARREL_CONFIG": str(self.config)}
        home = {
            "HOME": str(self.folder),
            "PYTHONPATH": str(PROJECT),
            "LANG": "C.UTF-8",
            "CARREL_BACKUPS": "off",
        }
        return kept | home | places | more

    def process(
        self, *words: str, stdin: str | bytes = b"", python: tuple[str, ...] = (), **environment: str
    ) -> Ended:
        """Run the program as people do, as a process of its own."""
        given = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [sys.executable, *python, "-m", "tui", *words],
            input=given,
            capture_output=True,
            env=self.environment(**environment),
            timeout=120,
            check=False,
        )
        out, err = (stream.decode("utf-8", "backslashreplace") for stream in (done.stdout, done.stderr))
        return Ended(done.returncode, out, err)

    def __call__(self, *words: str, stdin: str = "") -> Ended:
        """Run a command in this process."""
        from tui.cli.run import run

        with _streams(stdin) as (out, err), _environment(self.environment()):
            code = run(list(words))
            return Ended(code, _text(out), _text(err))

    def papers(self, *query: str) -> list[dict[str, Any]]:
        """The papers a query finds, as JSON."""
        found: list[dict[str, Any]] = self("list", *query, "--as", "json").json
        return found

    def counts(self) -> dict[str, int]:
        """How many papers are in each state."""
        counts: dict[str, int] = self("stats", "--as", "json").json["states"]
        return counts


@contextmanager
def _streams(stdin: str) -> Iterator[tuple[io.TextIOWrapper, io.TextIOWrapper]]:
    before = sys.stdin, sys.stdout, sys.stderr
    fresh = [io.TextIOWrapper(io.BytesIO(given), encoding="utf-8") for given in (stdin.encode(), b"", b"")]
    sys.stdin, sys.stdout, sys.stderr = fresh
    try:
        yield fresh[1], fresh[2]
    finally:
        sys.stdin, sys.stdout, sys.stderr = before


@contextmanager
def _environment(wanted: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(wanted)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()
