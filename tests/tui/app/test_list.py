"""The list costs what is on the screen, however many papers there are."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from rich.cells import cell_len

from storage import Row
from tests.tui.app.desk import open_desk
from tui.widgets.columns import pieces

MILLION = range(1, 1_000_001)


def row(number: int, title: str = "A Title of Some Length about Nothing in Particular") -> Row:
    """A row made up for its id."""
    return Row(
        number, f"k{number}", title, False, "Ada Writer et al.", "2024-05-17", "cs.LG", None, "unread", False,
        None, None, False, 0, ("one", "two words"), False,
    )  # fmt: skip


async def test_a_million_papers_are_moved_through_by_reading_a_few(path: Path) -> None:
    read = 0

    def rows(ids: Sequence[int]) -> list[Row]:
        nonlocal read
        read += len(ids)
        return [row(number) for number in ids]

    async with open_desk(path, (120, 40)) as desk:
        papers = desk.app.browse.papers
        before = time.perf_counter()
        papers.show(MILLION, rows)
        for key in ("G", "k", "pageup", "g", "g", "j", "ctrl+d"):
            await desk.pilot.press(key)
        assert time.perf_counter() - before < 5
        assert papers.cursor > 1
        assert 0 < read < 1_500


async def test_what_is_painted_at_once_takes_nothing_from_the_rest(path: Path) -> None:
    """A part of the screen that waits to be painted still does when another was painted before its time."""
    async with open_desk(path, (120, 40)) as desk:
        screen = desk.app.browse
        screen._dirty_widgets.add(screen.header)
        screen.papers.refresh()
        screen.paint(screen.papers)
        assert screen._dirty_widgets == {screen.header}


def test_every_width_is_filled_exactly() -> None:
    for width in range(8, 301):
        for title in ("short", "漢字" * 200, "A Title of Some Length about Nothing in Particular"):
            line = "".join(text for text, _ in pieces(row(1, title), width, cursor=False, chosen=False))
            assert cell_len(line) == width
