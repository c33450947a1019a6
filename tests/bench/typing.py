"""From a key to what it changes on the screen, measured on the bytes of a pseudo-terminal."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyte

from storage import Reader
from tests.bench.figures import Figure
from tests.bench.generate import COMMON, Generator
from tests.bench.starting import CARREL, cursor_row
from tests.bench.terminal import Terminal, memory_of
from tests.bench.timing import percentile

ROUNDS = 40
FRAME_GAP = 0.012
"""Seconds of silence between the frame that answers a key and one that follows it, as the preview does."""

AT_REST = 0.12
SHOWN = 18
"""Characters of a title by which a row is recognised in a narrow column."""


def moving(library: Path, env: dict[str, str]) -> Iterator[Figure]:
    """Cursor, pages and ends of the list: key to last byte of the frame."""
    with ready(library, env) as terminal:
        for name, keys, bar in (
            ("cursor down", "j" * ROUNDS, 5),
            ("page down", "\x06" * ROUNDS, 18),
            ("jump to the end and to the top", "Gg" * (ROUNDS // 2), 20),
        ):
            times = []
            for key in keys:
                begun = terminal.send("gg" if key == "g" else key)
                frame = terminal.burst(FRAME_GAP)
                if frame:
                    times.append((frame[-1][0] - begun) * 1000)
                terminal.burst(AT_REST)
            yield spread(f"app: {name}, key to last byte", times, bar, share=0.95)


def filtering(library: Path, env: dict[str, str], words: int) -> Iterator[Figure]:
    """Up to ``words`` queries of each kind typed into the filter: key to the first row that matches."""
    pick = random.Random(3)
    rare = Generator().words[2_000:50_000:1_600][:30]
    pairs = [f"{a} {b}" for a, b in (pick.sample(COMMON[:30], 2) for _ in range(30))]
    mixed = [
        f"{clause} {word}"
        for clause in ("is:unread cat:LG", "year:2010..", "sort:title")
        for word in COMMON[:4]
    ]
    with ready(library, env) as terminal, Reader(library) as reader:
        for name, queries, bars in (
            ("commonest words", COMMON[:30], (16, 32)),
            ("rare words", rare, (16, 32)),
            ("pairs of words", pairs, (16, 32)),
            ("clauses and other orders", mixed, (None, 60)),
        ):
            times = [t for query in queries[:words] for t in type_query(terminal, reader, query)]
            if bars[0]:
                yield spread(f"app: filter, {name}, half of the keys", times, bars[0], share=0.5)
            yield spread(f"app: filter, {name}, 95 % of the keys", times, bars[1], share=0.95)
        yield Figure("app: memory after all that", memory_of(terminal.pid) / 2**20, "MB", bar=120)


def type_query(terminal: Terminal, reader: Reader, query: str) -> Iterator[float]:
    """Type a query letter by letter; for each letter of its last word the milliseconds until the answer."""
    terminal.send("/")
    terminal.burst()
    begin = query.rfind(" ") + 1
    terminal.send(query[:begin])
    terminal.burst()
    for end in range(begin + 1, len(query) + 1):
        found = reader.listing(query[:end], typing=True, first=1)
        rows = found.window(0, 1)
        begun = terminal.send(query[end - 1])
        expected = rows[0].title[:SHOWN] if rows else None
        moment = terminal.replay(terminal.burst(), lambda screen, e=expected: first_row_is(screen, e))
        if moment is not None and end - begin >= 2:
            yield (moment - begun) * 1000
    terminal.send("\x1b")
    terminal.burst()
    terminal.send("\x1b")
    terminal.burst()


def first_row_is(screen: pyte.Screen, title: str | None) -> bool:
    """Whether the row under the cursor, the first of every answer, has this title."""
    row = cursor_row(screen)
    return row < 0 if title is None else row >= 0 and title in screen.display[row]


def ready(library: Path, env: dict[str, str]) -> Terminal:
    """The app, started and at rest."""
    terminal = Terminal((*CARREL, "--library", str(library)), env)
    terminal.until(lambda screen: cursor_row(screen) >= 0)
    terminal.burst(quiet=1.5)
    return terminal


def spread(name: str, times: Sequence[float], bar: float | None, *, share: float) -> Figure:
    """One percentile of many times, with the others as detail."""
    p50, p95, most = percentile(times, 0.5), percentile(times, 0.95), max(times)
    detail = f"p50 {p50:.1f}, p95 {p95:.1f}, most {most:.1f}, of {len(times)}"
    return Figure(name, percentile(times, share), "ms", bar=bar, detail=detail)
