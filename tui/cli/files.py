"""Writing a file for somebody: whole or not at all, for their eyes only, and never through a link."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from tui.cli.exits import WRONG_USE
from tui.cli.stop import Stop


def replace_file(path: Path, pieces: Iterable[str]) -> None:
    """Write ``pieces`` to a file beside ``path``, readable by its owner alone, and put it in its place."""
    if path.is_symlink():
        raise Stop(f"{path} is a link, and exports are never written through one", WRONG_USE)
    if path.exists() and not path.is_file():
        raise Stop(f"{path} is not a file that could be replaced", WRONG_USE)
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    partial = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        _keep_name(path.parent)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _keep_name(folder: Path) -> None:
    """Wait until the file's new name would be there after a power cut; not every system lets us."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
