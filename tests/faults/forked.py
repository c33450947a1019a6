"""Doing one thing in a process of its own that begins with everything loaded, and hearing what came of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from tests.faults.paths import Discarded
from tests.faults.shim import Shim, Unavailable, Watcher
from tui.cli.run import run


class Ended(NamedTuple):
    """How a process ended (minus a signal's number, if by one), and what it said before."""

    code: int
    said: Any


def forked(work: Callable[[], Any]) -> Ended:
    """Do ``work`` in a child; what it gives comes back as JSON."""
    ours, theirs = os.pipe()
    process = os.fork()
    if process == 0:
        code = 70
        try:
            os.close(ours)
            with os.fdopen(os.dup(theirs), "w") as pipe:
                said = work()
                pipe.write(json.dumps(said))
            code = 0
        except Unavailable as error:
            os.write(theirs, json.dumps({"unavailable": str(error)}).encode())
        except BaseException as error:
            os.write(theirs, json.dumps({"error": repr(error)}).encode())
        finally:
            os._exit(code)
    os.close(theirs)
    with os.fdopen(ours, "rb") as file:
        text = file.read()
    _, status = os.waitpid(process, 0)
    said = json.loads(text) if text else None
    if isinstance(said, dict) and "unavailable" in said:
        raise Unavailable(said["unavailable"])
    return Ended(os.waitstatus_to_exitcode(status), said)


def command(library: Path, words: tuple[str, ...], watcher: Watcher | None = None) -> tuple[int, str]:
    """A command's exit code and what it said on stderr, in a child whose file operations are watched."""

    def work() -> tuple[int, str]:
        if watcher:
            Shim(watcher)
        err = StringIO()
        with redirect_stdout(Discarded()), redirect_stderr(err):
            code = run(["--library", str(library), *words])
        return code, err.getvalue()

    ended = forked(work)
    if ended.code or not isinstance(ended.said, list):
        raise AssertionError(f"carrel {' '.join(words)} fell with {ended.code}: {ended.said}")
    return ended.said[0], ended.said[1]
