"""What is in a folder of notes: our pages, other files, and pages that cannot be understood."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from seeds import Page, SeedError, read_page
from storage import read_regular
from tui.sources import DEEPEST

LARGEST = 16_000_000
"""Bytes of a file that is looked into."""


@dataclass(slots=True)
class Vault:
    """The pages found in a folder, by key; ``others`` counts Markdown files that are none of ours.

    ``names`` are those of all Markdown files, from the folder on, whatever is in them.
    """

    folder: Path
    pages: dict[str, tuple[Path, Page]] = field(default_factory=dict)
    others: int = 0
    rejected: list[tuple[str, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def read(self) -> Vault:
        """Find every page, however deep; hidden folders and links are left alone."""
        for path in markdown_files(self.folder, self.rejected):
            name = path.relative_to(self.folder).as_posix()
            self.names.append(name)
            try:
                page = read_page(_text(path, name), name)
            except SeedError as error:
                self.rejected.append((name, error.reason))
                continue
            if page is None:
                self.others += 1
            elif page.key in self.pages:
                first = self.pages[page.key][0].relative_to(self.folder)
                self.rejected.append((name, f"{first} is about {page.key} as well"))
            else:
                self.pages[page.key] = (path, page)
        return self


def markdown_files(folder: Path, rejected: list[tuple[str, str]]) -> Iterator[Path]:
    """Every Markdown file in ``folder`` and its folders, by name; nothing hidden, and no links.

    What lies too deep to be gone into is added to ``rejected``.
    """
    for place, folders, files in os.walk(folder):
        inside = Path(place).relative_to(folder)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if len(inside.parts) == DEEPEST and folders:
            rejected.append((inside.as_posix(), "the folders in it lie too deep"))
            folders.clear()
        for name in sorted(files):
            path = Path(place, name)
            ours = name.lower().endswith(".md") and not name.startswith(".")
            if ours and path.is_file() and not path.is_symlink():
                yield path


def _text(path: Path, name: str) -> str:
    try:
        data = read_regular(path, LARGEST)
    except OSError as error:
        raise SeedError(name, error.strerror or str(error)) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SeedError(name, f"line {line}: the text is not UTF-8") from error


def complaints(rejected: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """Files and what is wrong with them, as JSON has them."""
    return [{"name": name, "reason": reason} for name, reason in rejected]
