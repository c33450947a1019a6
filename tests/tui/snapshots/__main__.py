"""Draws the stored pictures again: ``python -m tests.tui.snapshots [NAME…]``. Look at what changed."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.tui.snapshots.pictures import FOLDER, PICTURES, furnish, take


def main(names: list[str]) -> None:
    """Draw the pictures called ``names``, or all of them, and remove what is none of them any more."""
    FOLDER.mkdir(exist_ok=True)
    for picture in PICTURES:
        if names and picture.name not in names:
            continue
        with TemporaryDirectory(prefix="carrel-") as folder:
            furnished = Path(folder) / "furnished.sqlite"
            furnish(furnished)
            drawn = take(picture, Path(folder), furnished)
        path = FOLDER / f"{picture.name}.txt"
        before = path.read_text("utf-8") if path.exists() else None
        path.write_text(drawn, "utf-8")
        if drawn != before:
            print("new    " if before is None else "changed", path.name)
    for path in FOLDER.glob("*.txt"):
        if path.stem not in {picture.name for picture in PICTURES}:
            path.unlink()
            print("removed", path.name)


if __name__ == "__main__":
    main(sys.argv[1:])
