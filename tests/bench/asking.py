"""What a reader asks about one paper, or about all they have read: answered in this process, warm."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from storage import Library, Reader
from tests.bench.figures import Figure
from tests.bench.timing import percentile

RELATED = 200
"""Papers of which the neighbours are asked for."""


def asking(library: Path, copy: Path, rounds: int) -> Iterator[Figure]:
    """Related papers, what to read next, and the figures, on a copy in which some papers are read."""
    shutil.copy(library, copy)
    with Library.open(copy) as made:
        liked = list(made.reader.ids("quantum", limit=300))
        made.mark(liked[::2], "read")
        made.mark(liked[1::3], "skipped")
    with Reader(copy) as reader:
        pick, papers = random.Random(5), reader.count()
        ids = [pick.randint(1, papers) for _ in range(RELATED)]
        times = [_milliseconds(lambda paper=paper: reader.related(paper)) for paper in ids]  # type: ignore[misc]
        yield Figure("`related`: half of the papers", percentile(times, 0.5))
        yield Figure("`related`: 95 % of the papers", percentile(times, 0.95), bar=50)
        for name, ask in (
            ("`next`: learn and score", reader.suggestions),
            ("`stats`: pictures of all papers", reader.habits),
        ):
            yield Figure(name, min(_milliseconds(ask) for _ in range(rounds)))
    copy.unlink()


def _milliseconds(ask: Callable[[], object]) -> float:
    begun = time.perf_counter()
    ask()
    return (time.perf_counter() - begun) * 1000
