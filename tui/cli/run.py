"""From arguments to an exit code: everything that can end a command ends here, in one way each.

With no command the app opens, and Typer is never loaded for it, whichever library is named. The
shell's requests for completion come without arguments too, which is why the environment is asked first.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

from tui.cli import exits, output
from tui.cli.stop import PipeClosed

PROGRAM = "carrel"
COMPLETE_VARIABLE = "_CARREL_COMPLETE"

_ended: list[int] = []
"""The exit codes of signals that came. What they raise while SQLite calls a function of ours, it makes an
error of its own of, which says nothing about the library."""


def run(arguments: Sequence[str]) -> int:
    """Do what ``arguments`` ask for, and give the exit code."""
    output.prepare()
    _ended.clear()
    try:
        code = _dispatch(arguments)
        output.flush()
    except PipeClosed:
        output.abandon()
        return exits.DONE
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except Exception as error:
        if _ended:
            output.abandon()
            return _ended[-1]
        return _explained(error)
    return code


def signalled() -> bool:
    """Whether a signal has come that ends the command."""
    return bool(_ended)


def _dispatch(arguments: Sequence[str]) -> int:
    if _means_the_app(arguments) and COMPLETE_VARIABLE not in os.environ:
        from tui.cli.screen import open_app

        return open_app(Path(arguments[-1].removeprefix("--library=")) if arguments else None)
    from tui.cli.main import app

    signal.signal(signal.SIGTERM, _terminated)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where it is to be ignored
        signal.signal(signal.SIGINT, _interrupted)
    stdout = sys.stdout
    try:
        app(list(arguments), prog_name=PROGRAM, complete_var=COMPLETE_VARIABLE)
    except SystemExit as end:
        if sys.stdout is not stdout:  # Typer puts a wrapper around what nobody reads any more
            raise PipeClosed from end
        return end.code if isinstance(end.code, int) else exits.DONE
    return exits.DONE


def _means_the_app(arguments: Sequence[str]) -> bool:
    """Whether there is no command: nothing at all, or only which library is meant."""
    match arguments:
        case []:
            return True
        case [option]:
            return option.startswith("--library=") and option != "--library="
        case ["--library", named]:
            return bool(named) and not named.startswith("-")
    return False


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    """End as an error would, so that half-written files are cleared away and transactions rolled back."""
    _ended.append(exits.TERMINATED)
    sys.exit(exits.TERMINATED)


def _interrupted(number: int, frame: FrameType | None) -> NoReturn:
    """End as Python itself would, and remember it."""
    _ended.append(exits.INTERRUPTED)
    raise KeyboardInterrupt


def _explained(error: Exception) -> int:
    """Put an error into words; what has none is a fault of ours, and keeps its traceback."""
    from tui.errors import exit_code, explain

    words = explain(error)
    if words is None:
        raise error
    output.fail(words)
    output.abandon()
    return exit_code(error)
