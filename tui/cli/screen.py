"""Opening the app: the only way from the command line to Textual."""

from __future__ import annotations

import sys
from pathlib import Path

from tui.cli.exits import DONE, WRONG_USE
from tui.cli.output import fail, on_terminal
from tui.paths import library_file


def open_app(library: Path | None = None) -> int:
    """Open the full-screen app, which needs a terminal to write on and to read keys from."""
    if not (sys.stdin.isatty() and on_terminal()):
        fail("the app needs a terminal that can draw. `carrel --help` lists what works without one.")
        return WRONG_USE
    from tui.cli.settings import settings

    chosen = settings()
    from tui.app import CarrelApp

    app = CarrelApp(library_file(library), settings=chosen)
    app.run()
    return app.return_code or DONE
