"""From a key to what it changes on the screen, measured on the bytes of a pseudo-terminal.

What is counted:

* a movement: from the key to the last byte of the frame that shows the cursor in its new place. All that
  comes less than 12 ms behind belongs to the frame; the preview, which waits until the cursor rests for a
  moment, does not;
* a key in the filter: from the key to the bytes that complete the first rows of its answer, that is the
  first ``ROWS`` lines of the list, in order. ``th`` and ``the`` often have the same first rows, and nobody
  could see when the answer came; so a letter too many is typed, with which nothing matches, and the key
  that counts is the one that takes it back. It leads from an empty list to the beginning of a full one.

The next key comes when the screen is at rest. Searching for the rest of the list may go on then, and has
to make way for it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import product
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
ROWS = 8
MOST_ROWS = 50
"""More than a page of the list has."""

SHOWN = 18
"""Characters of a title by which a row is recognised in a narrow column."""

TOO_MANY = "0"
BACKSPACE = "\x7f"

CLAUSES = ("is:unread cat:LG", "year:2010..", "NOT is:read", "sort:title", "sort:-published cat:CL")

Seen = Callable[[pyte.Screen], bool]


def moving(library: Path, env: dict[str, str]) -> Iterator[Figure]:
    """Cursor, pages and ends of the list: key to last byte of the frame."""
    with Reader(library) as reader:
        pages = min(ROUNDS, reader.count() // MOST_ROWS)  # a key that moves nothing is never answered
    with ready(library, env) as terminal:
        for name, keys, bar in (
            ("cursor down", ["j"] * ROUNDS, 5),
            ("page down", ["\x06"] * pages, 18),
            ("jump to the end and to the top", ["G", "gg"] * (ROUNDS // 2), 20),
        ):
            times = [press(terminal, key) for key in keys]
            yield spread(f"app: {name}, key to last byte", times, bar, share=0.95)


def press(terminal: Terminal, key: str) -> float:
    """Press a key that moves the cursor; the milliseconds until the frame that shows it there."""
    place = cursor_line(terminal.screen)
    begun = terminal.send(key)
    end = terminal.frame(lambda screen: cursor_line(screen) not in (place, None), FRAME_GAP)
    terminal.burst(AT_REST)
    return (end - begun) * 1000


def cursor_line(screen: pyte.Screen) -> tuple[int, str] | None:
    """Where the cursor is, and what stands there."""
    row = cursor_row(screen)
    return (row, screen.display[row]) if row >= 0 else None


def filtering(library: Path, env: dict[str, str], words: int) -> Iterator[Figure]:
    """Up to ``words`` queries of each kind typed into the filter: key to the first rows that match."""
    pick = random.Random(3)
    rare = Generator().words[2_000:50_000:1_600][:30]
    pairs = [f"{a} {b}" for a, b in (pick.sample(COMMON[:30], 2) for _ in range(30))]
    mixed = [f"{clause} {word}" for word, clause in product(COMMON[:6], CLAUSES)]
    with ready(library, env) as terminal, Reader(library) as reader:
        for name, queries, bars in (
            ("commonest words and beginnings", COMMON[:30], (16, 32)),
            ("rare words and beginnings", rare, (16, 32)),
            ("pairs of words", pairs, (16, 32)),
            ("clauses and other orders", mixed, (None, 60)),
        ):
            times = [t for query in queries[:words] for t in type_query(terminal, reader, query)]
            for bar, share, part in zip(bars, (0.5, 0.95), ("half", "95 %"), strict=True):
                if bar:
                    yield spread(f"app: filter, {name}, {part} of the keys", times, bar, share=share)
        yield Figure("app: memory after all that", memory_of(terminal.pid) / 2**20, "MB", bar=120)


def type_query(terminal: Terminal, reader: Reader, query: str) -> Iterator[float]:
    """Type a query; the milliseconds of each answer to a beginning of its last word, from two letters on."""
    terminal.send("/")
    terminal.burst()
    begin = query.rfind(" ") + 2
    terminal.send(query[:begin])
    for end in range(begin + 1, len(query) + 1):
        answered = answer(reader, query[:end])
        if answered is None:
            break
        terminal.send(query[end - 1] + TOO_MANY)
        terminal.until(lambda screen: cursor_row(screen) < 0)
        terminal.burst(AT_REST)
        begun = terminal.send(BACKSPACE)
        burst = terminal.burst(AT_REST)
        moment = terminal.replay(burst, answered) or terminal.until(answered)
        yield (moment - begun) * 1000
    for _ in range(2):
        terminal.send("\x1b")
        terminal.burst()


def answer(reader: Reader, query: str) -> Seen | None:
    """Whether a screen shows the first rows of what a query finds while it is typed; ``None`` if nothing."""
    titles = [row.title[:SHOWN] for row in reader.listing(query, typing=True, first=ROWS).window(0, ROWS)]

    def seen(screen: pyte.Screen) -> bool:
        top = cursor_row(screen)
        lines = screen.display[top:]
        return top >= 0 and all(title in line for title, line in zip(titles, lines, strict=False))

    return seen if titles else None


def ready(library: Path, env: dict[str, str]) -> Terminal:
    """The app, started and at rest."""
    terminal = Terminal((*CARREL, "--library", str(library)), env)
    terminal.until(lambda screen: cursor_row(screen) >= 0)
    terminal.burst(quiet=1.5)
    return terminal


def spread(name: str, times: Sequence[float], bar: float, *, share: float) -> Figure:
    """One percentile of many times, with the others as detail."""
    p50, p95, most = percentile(times, 0.5), percentile(times, 0.95), max(times)
    detail = f"p50 {p50:.1f}, p95 {p95:.1f}, most {most:.1f}, of {len(times)}"
    return Figure(name, percentile(times, share), "ms", bar=bar, detail=detail)
