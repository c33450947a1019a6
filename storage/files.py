"""Files and folders that hold a person's notes: theirs alone, whatever the umask says."""

from __future__ import annotations

from pathlib import Path


def private_folder(folder: Path) -> None:
    """Make ``folder`` with all its parents; the folders made here are 0700."""
    missing = [f for f in (folder, *folder.parents) if not f.exists()]
    for part in reversed(missing):
        try:
            part.mkdir(mode=0o700)
            part.chmod(0o700)
        except FileExistsError:
            continue
