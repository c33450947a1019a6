"""``python -m tests.online.failures``: every failure of a service, and what came of it for the reader.

A table: how the service failed, the line that ``carrel add`` says, what the library holds afterwards,
and the exit code. Nobody really waits, and nothing but the local server is asked.
"""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from pathlib import Path
from unittest.mock import patch

from seeds import Manners
from tests.conftest import NOWHERE
from tests.online.server import FAILURES, serving
from tests.tui.cli.helpers import Carrel

PAPER = "2301.00001"


def outcome(ways: tuple[str, ...], name: str = PAPER) -> tuple[str, str, int]:
    """The first line said, what is kept, and the exit code, when arXiv fails in these ways."""
    with tempfile.TemporaryDirectory() as folder, serving() as service:
        carrel = Carrel(Path(folder))
        service.config(carrel.config)
        if ways == ("refused",):
            settings = carrel.config.read_text()
            carrel.config.write_text(settings.replace(service.bases["arxiv"] + '"', f'{NOWHERE}/arxiv"'))
        else:
            service.fail("arxiv", *ways)
        for site in ("semantic-scholar", "openalex"):
            service.fail(site, "403")
        hasty = partial(Manners, patience=0.2) if "slow drip" in ways else Manners
        with patch("tui.wire.sleep", lambda seconds: None), patch("tui.wire.Manners", hasty):
            done = carrel("add", name)
        kept = ", ".join(f"{paper['title']!r}" for paper in carrel.papers())
        return done.err.splitlines()[0], kept, done.code


def main() -> int:
    """Print the table."""
    for way in ("refused", *(way for way in FAILURES if way not in ("good", "reset in a file"))):
        print_row(way, *outcome((way,)))
    for way in ("500", "reset", "429 with Retry-After", "503 with Retry-After"):
        print_row(f"{way}, then good", *outcome((way, "good")))
    for what, name in (("old id", "hep-th/9901001"), ("version", f"{PAPER}v7"), ("withdrawn", "2302.00002")):
        print_row(f"an id: {what}", *outcome(("good",), name))
    return 0


def print_row(way: str, line: str, kept: str, code: int) -> None:
    """One failure in three lines."""
    print(f"{way}\n    says   {line}\n    keeps  {kept}\n    exits  {code}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
