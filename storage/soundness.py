"""What SQLite finds wrong in a library's file, apart from its search index, which can be made anew.

From version 3.44 on its check of the file looks into the search index as well. A fault there must neither
make a library look lost nor keep backups from being made or restored: ``carrel check --repair`` mends it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

AT_MOST = 20
"""Faults that are looked for."""


def faults(ask: Callable[[str], Iterable[Sequence[Any]]], *, quick: bool = False) -> list[str]:
    """What is wrong, a line each; a ``quick`` look does not compare indexes with their tables.

    ``ask`` has a connection run some SQL and gives the rows; what it raises is left to the caller.
    """
    how = "quick_check" if quick else "integrity_check"
    lines = [str(line) for (line,) in ask(f"PRAGMA {how}({AT_MOST})")]
    return [line for line in lines if line != "ok" and not about_the_index(line)]


def about_the_index(line: str) -> bool:
    """Whether a fault is one of the search index: its words change with versions, this one stays."""
    return "fts5" in line.casefold()
