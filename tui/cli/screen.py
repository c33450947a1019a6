"""Opening the app: the only way from the command line to Textual."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import cast

from tui.cli.exits import DONE, WRONG_USE
from tui.cli.output import abandon, fail, on_terminal
from tui.paths import library_file, queries_file

LONGEST_TURN = 0.0005
"""Seconds one thread may keep the others waiting: a search that computes must not hold up a key."""


def open_app(named: Path | None = None, *, triage: str | None = None) -> int:
    """Open the full-screen app, which needs a terminal to write on and to read keys from.

    With ``triage``, a query, it opens where papers are decided on one by one.
    """
    if not (sys.stdin.isatty() and on_terminal()):
        fail("the app needs a terminal that can draw. `carrel --help` lists what works without one.")
        return WRONG_USE
    # What is made until the app is ready stays; looking through it for waste takes longer than drawing it.
    gc.disable()
    sys.setswitchinterval(LONGEST_TURN)
    from tui import first_frame
    from tui.cli.settings import settings

    chosen, library = settings(), library_file(named)
    frame = first_frame.show(library, chosen) if triage is None else None
    try:
        _load_asyncio()
        from tui.app import CarrelApp
        from tui.asked import Asked

        app = CarrelApp(library, settings=chosen, first_frame=frame, triage=triage)
        app.asked = Asked(queries_file())
        app.run()
    finally:
        if frame is not None:
            frame.restore()
        abandon()  # of a terminal that is gone
    return app.return_code or DONE


def _load_asyncio() -> None:
    """Load asyncio as on a Python that was built without TLS, which saves 8 ms: nothing here uses it there.

    Only asyncio's own streams are without; whatever imports ``ssl`` later finds it as ever.
    """
    if "ssl" not in sys.modules and "asyncio" not in sys.modules:
        modules = cast("dict[str, object]", sys.modules)
        modules["ssl"] = None
        try:
            import asyncio  # noqa: F401
        finally:
            del modules["ssl"]
