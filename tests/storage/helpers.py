"""What the tests of the store share: small harvests, a clock that can be set, and a whole dump."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from seeds import Draft, Harvest
from storage import Library

UNSEEN = {"journal", "journal_step", "author", "tag", "setting", "sqlite_sequence", "unsaved_note"}
"""Tables that undo leaves alone: the journal itself, dictionaries, and what is still being typed."""


class SettableClock:
    """A clock that moves only when told to."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 1, 31, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **step: float) -> None:
        """Move on by days, hours, …"""
        self.moment += timedelta(**step)


def harvest(*drafts: Draft, name: str = "page.txt", format: str = "cards") -> Harvest:
    """A source with these drafts, numbered in order."""
    from dataclasses import replace

    numbered = [replace(draft, position=place) for place, draft in enumerate(drafts)]
    return Harvest(name, format, iter(numbered), len(numbered))


LOTTERY = Draft(
    title="On Drawing Winning Tickets from Dense Meadows",
    authors=("Ada Meadow", "Bela Ödön"),
    published="2018-03-09",
    category="cs.LG",
    abstract="Meadows hold small flowers that bloom alone as well as together.",
    affiliations=("hill",),
)
SLOW = Draft(
    title="Slow Compilers for Patient People",
    authors=("Carl Łukasz",),
    published="2020",
    category="cs.PL",
    abstract="A compiler that waits finds better schedules than one that hurries.",
    has_code=True,
)
NAMELESS = Draft(
    title="PATIENCE: a compiler that waits",
    provisional_title=True,
    abstract="We present PATIENCE, a compiler that waits.",
)


def fresh(folder: Path, *drafts: Draft, clock: SettableClock | None = None) -> Library:
    """A new library that holds these drafts."""
    library = Library.open(folder / "library.db", create=True, clock=clock or SettableClock())
    if drafts:
        library.take([harvest(*drafts)])
    return library


def dump(path: Path, without: Iterable[str] = UNSEEN) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, sorted: what two libraries must share to be the same."""
    connection = sqlite3.connect(path)
    names = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'paper_search*'"
        )
        if name not in set(without)
    ]
    rows = {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}
    if "tally" in rows:  # a count of none is as good as no count
        rows["tally"] = [row for row in rows["tally"] if row[-1]]
    connection.close()
    return rows
