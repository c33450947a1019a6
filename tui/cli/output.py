"""The one owner of stdout and stderr: data goes to one, words to the other, and both come out whole.

Text that others wrote passes ``safe`` on its way, whatever it is written to: a pipe ends on a
terminal more often than not. JSON needs no such loss: what a terminal could act upon is escaped.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from io import TextIOWrapper
from typing import Any, TextIO

from tui.cli.stop import PipeClosed
from tui.safe_text import safe


def prepare() -> None:
    """Let no character be a reason to fail: what an encoding lacks, or misreads, is marked as such."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def emit(text: str = "") -> None:
    """Write a line of data. The caller has made it safe, or made it JSON."""
    write(text + "\n")


def write(text: str) -> None:
    """Write a piece of data."""
    try:
        sys.stdout.write(text)
    except BrokenPipeError as error:
        raise PipeClosed from error


def flush() -> None:
    """Hand over everything written so far, so that a full disk is noticed while it can be told."""
    try:
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise PipeClosed from error


def abandon() -> None:
    """Drop what could not be written, so that Python does not try again at its exit.

    It would complain, and end with a code of its own.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say(words: str) -> None:
    """Tell the person something; nobody listening is no error."""
    try:
        for line in words.splitlines():
            print(safe(line), file=sys.stderr)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def fail(words: str) -> None:
    """Tell the person what went wrong, and who says so."""
    for line in words.splitlines():
        say(f"carrel: {line}")


def hint(hints: Iterable[str]) -> None:
    """Tell the person how a query was understood where it was probably meant otherwise."""
    for text in hints:
        say(f"carrel: hint: {text}")


def emit_json(value: Any) -> None:
    """Write a value as one readable JSON document."""
    emit(to_json(value, indent=2))


def to_json(value: Any, *, indent: int | None = None) -> str:
    """JSON that any reader takes and no terminal acts upon; letters stay letters where they can."""
    import json

    from seeds import escaped

    return escaped(json.dumps(value, ensure_ascii=not _unicode(sys.stdout), indent=indent))


def on_terminal(stream: TextIO | None = None) -> bool:
    """Whether a person is looking at stdout (or ``stream``) through something that can draw."""
    target = sys.stdout if stream is None else stream
    return target.isatty() and os.environ.get("TERM") != "dumb"


def be_plain() -> None:
    """From now on write for ears, and for slow lines: words, one thing a line, nothing that is drawn."""
    os.environ["CARREL_PLAIN"] = "1"


def plainly() -> bool:
    """Whether plain output was asked for, by ``--plain`` or by CARREL_PLAIN."""
    return bool(os.environ.get("CARREL_PLAIN"))


def colourful() -> bool:
    """Whether stdout may be coloured."""
    return on_terminal() and not plainly() and not os.environ.get("NO_COLOR")


def dim(text: str) -> str:
    """Text that stands back, where there are colours at all."""
    return f"\x1b[2m{text}\x1b[0m" if colourful() else text


def bold(text: str) -> str:
    """Text that stands out, where there are colours at all."""
    return f"\x1b[1m{text}\x1b[0m" if colourful() else text


def _unicode(stream: TextIO) -> bool:
    return (stream.encoding or "").lower().replace("-", "") in ("utf8", "utf16", "utf32")
