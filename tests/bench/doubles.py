"""How long it takes to find the papers that are in a library twice, and how many of them are found."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from seeds import Draft, Harvest
from storage import Library, Reader
from tests.bench.figures import Figure

ROUNDS = 3
ONE_IN = 200
"""Of so many papers one is here twice; half of those come without their authors."""


def duplicates(copy: Path, papers: int) -> Iterator[Figure]:
    """Beside reading all titles. ``copy`` is written to."""
    planted = _plant(copy)
    with Reader(copy) as reader:
        ids = reader.ids()
        floor, _ = _best(lambda: reader.rows(ids))
        seconds, found = _best(reader.duplicates)
    detail = f"{len(found):,} of {planted:,} pairs"
    yield Figure(
        "`duplicates`", seconds, "s", floor, "reading all lines", max(papers / 10_000, 1), detail=detail
    )


def _plant(copy: Path) -> int:
    """Import some papers again, each with a word spelt otherwise; returns how many."""
    with Library.open(copy) as library:
        ids = library.reader.ids()[::ONE_IN]
        drafts = [
            Draft(
                title=_respelt(paper.title),
                authors=paper.authors if number % 2 else (),
                published=paper.published,
                position=number,
            )
            for number, paper in enumerate(library.reader.papers(ids))
        ]
        library.take([Harvest("twins", "generated", iter(drafts), len(drafts))])
    return len(ids)


def _respelt(title: str) -> str:
    """The title with a letter of its longest word doubled."""
    word = max(title.split(), key=len)
    return title.replace(word, word[:3] + word[2:])


def _best(work: Callable[[], list[Any]]) -> tuple[float, list[Any]]:
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        answer = work()
        taken.append(time.perf_counter() - begun)
    return min(taken), answer
