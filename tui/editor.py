"""The reader's own editor on a note: a private file, an argument list, never a shell."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

FALLBACKS = ("nano", "vim", "vi")


class EditorError(Exception):
    """No editor, or one that failed; ``str()`` says which, for a person."""


def command(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The editor as an argument list: $VISUAL, $EDITOR or one that is installed."""
    for name in ("VISUAL", "EDITOR"):
        if environment.get(name, "").strip():
            return _split(name, environment[name])
    found = next((editor for editor in FALLBACKS if shutil.which(editor)), None)
    if found is None:
        raise EditorError("no editor found: set $VISUAL or $EDITOR")
    return [found]


def _split(name: str, value: str) -> list[str]:
    try:
        return shlex.split(value)
    except ValueError as error:
        raise EditorError(f"${name} cannot be understood: {error}") from error


def edit(text: str, argv: Sequence[str]) -> str:
    """Let the reader edit ``text`` with the editor ``argv``, and give what they made of it.

    The terminal must be free. Raises :class:`EditorError` when the editor cannot be started, fails,
    or leaves something that is no text; nothing is lost then, since the caller still has ``text``.
    """
    with tempfile.TemporaryDirectory(prefix="carrel-") as folder:  # made with mode 0700
        path = Path(folder) / "note.md"
        with os.fdopen(
            os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        ) as file:
            file.write(text)
        try:
            done = subprocess.run([*argv, str(path)], check=False)
        except OSError as error:
            raise EditorError(f"{argv[0]} cannot be started: {error.strerror or error}") from error
        if done.returncode:
            raise EditorError(f"{argv[0]} ended with code {done.returncode}; the note is as it was")
        try:
            return path.read_text(encoding="utf-8").rstrip("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise EditorError(f"what {argv[0]} wrote cannot be read: {error}") from error
