"""The person's own editor, started without a shell, on a file that only they can read."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from tui.cli.output import fail
from tui.cli.stop import Stop


@contextmanager
def written(before: str = "") -> Iterator[str]:
    """What was made of ``before`` in the editor; the file goes once the caller has done its work with it."""
    file = Path(mkdtemp(prefix="carrel-")) / "note.md"
    file.touch(mode=0o600)
    file.write_text(before, encoding="utf-8", errors="replace")
    try:
        _edit(file)
        yield file.read_text(encoding="utf-8", errors="replace")
    except BaseException:
        if file.stat().st_size:
            fail(f"what you wrote is kept in {file}")
            raise
        _discard(file)
        raise
    _discard(file)


def command() -> list[str]:
    """The editor's command line, from $VISUAL, then $EDITOR."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        words = shlex.split(named)
    except ValueError as error:
        raise Stop(f"$VISUAL or $EDITOR cannot be understood: {error}") from error
    return words or ["vi"]


def _edit(file: Path) -> None:
    argv = [*command(), str(file)]
    try:
        code = subprocess.run(argv, check=False).returncode
    except OSError as error:
        reason = f"the editor {argv[0]} cannot be started: {error.strerror}; set $VISUAL or $EDITOR"
        raise Stop(reason) from error
    if code:
        raise Stop(f"the editor {argv[0]} ended with code {code}, so nothing was changed")


def _discard(file: Path) -> None:
    file.unlink(missing_ok=True)
    file.parent.rmdir()
