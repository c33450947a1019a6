"""The app under test: keys in, screen and store out; and what its small library is made of."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

os.environ["TEXTUAL_ANIMATIONS"] = "none"

import textual._wait
from textual.pilot import Pilot

from seeds import Draft, Harvest, Identifier
from storage import Reader, Row
from tui.app import CarrelApp
from tui.config import Settings

# Textual's pilot takes the app for idle when it used less than half of a fiftieth of a second, twice a
# key; the same share of a shorter while says the same.
textual._wait.SLEEP_GRANULARITY = 1 / 250
textual._wait.SLEEP_IDLE = 1 / 500

NOW = datetime(2026, 1, 31, 9, tzinfo=UTC)
TITLES = (
    "Finding Sparse Winning Tickets by Pruning",
    "A Calm Study of Loud Networks",
    "Pruning Trees in Autumn and Winter",
    "On the Measure of $\\alpha^2$ Small Things",
    "Compilers That Learn from Their Mistakes",
    "Reading Lists Considered Helpful",
)


def draft(number: int, title: str) -> Draft:
    """The paper ``number`` of the test library; the first is the newest."""
    return Draft(
        title=title,
        authors=(f"Ada Writer{number}", "Ben Second"),
        published=f"{2024 - number}-05-17",
        category="cs.LG" if number % 2 else "cs.PL",
        abstract=f"This is abstract {number}. It speaks of {title}. It has a third sentence.",
        identifiers=(Identifier("doi", f"10.1234/paper.{number}"),),
        key=f"writer{number}",
        position=number,
    )


def harvest(drafts: list[Draft], name: str = "made.jsonl") -> Harvest:
    """Drafts as a source."""
    return Harvest(name, "jsonl", iter(drafts), expected=len(drafts))


class Desk:
    """The app under test: keys in, screen and store out."""

    def __init__(self, app: CarrelApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys and wait until everything they started is done."""
        for key in keys:
            await self.pilot.press(key)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def settle(self) -> None:
        """Wait for workers, the writer and the screen."""
        for _ in range(3):
            await self.pilot.pause()
            await self.app.workers.wait_for_complete()
            await asyncio.wrap_future(self.app.writer.submit(lambda library: None))
        await self.pilot.pause()

    @property
    def reader(self) -> Reader:
        assert self.app.reader is not None
        return self.app.reader

    def row(self, number: int) -> Row:
        """The paper ``number`` as the store has it."""
        (row,) = self.reader.rows([self.reader.resolve(f"writer{number}")])
        return row

    @property
    def on_desk(self) -> bool:
        """Whether the browse screen is in front."""
        return self.app.screen is self.app.browse

    @property
    def here(self) -> str:
        """The key of the paper under the cursor."""
        current = self.app.browse.papers.current
        assert current is not None
        return current.key

    def text(self) -> str:
        """What the screen shows, without its colours."""
        return "\n".join("".join(part.text for part in line) for line in self.lines())

    def lines(self) -> list[list[Any]]:
        """The segments of every line on the screen."""
        return [list(strip) for strip in self.app.screen._compositor.render_strips()]

    def toasts(self) -> str:
        """What was said."""
        return "\n".join(note.message for note in self.app._notifications)


@asynccontextmanager
async def open_desk(
    path: Path, size: tuple[int, int] = (100, 30), settings: Settings | None = None
) -> AsyncIterator[Desk]:
    """The app on the library at ``path``."""
    app = CarrelApp(path, settings=settings or Settings(), as_of=date(2026, 1, 31), clock=lambda: NOW)
    async with app.run_test(size=size) as pilot:
        desk = Desk(app, pilot)
        await pilot.pause()
        while app.reader is not None and app.browse.total is None:  # noqa: ASYNC110  (counted on a thread)
            await asyncio.sleep(0.005)
        await app.workers.wait_for_complete()
        await pilot.pause()
        yield desk


Scenario = Callable[[Desk], Coroutine[Any, Any, None]]


def play(
    path: Path, scenario: Scenario, size: tuple[int, int] = (100, 30), settings: Settings | None = None
) -> None:
    """Run a scenario on the app."""

    async def run() -> None:
        async with open_desk(path, size, settings) as desk:
            await scenario(desk)

    asyncio.run(run())
