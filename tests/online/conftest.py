"""A server with made-up papers, a time that tests set, and the way from here to there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from seeds.online.http import Manners, Wire
from tests.online.server import Service, serving

# How long an example takes says more about the machine than about the program.
settings.register_profile("online", deadline=None)
settings.load_profile("online")


class Time:
    """A time of day that passes only when somebody waits, and remembers each wait."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(round(seconds, 3))
        self.now += seconds


@pytest.fixture
def service() -> Iterator[Service]:
    """The server, for one test."""
    with serving() as running:
        yield running


@pytest.fixture
def time() -> Time:
    """A time that tests set."""
    return Time()


@pytest.fixture
def wire(service: Service, time: Time, tmp_path: Path) -> Iterator[Wire]:
    """The way to the server."""
    with Wire(tmp_path / "state", Manners(bases=service.bases), clock=time, sleep=time.sleep) as wire:
        yield wire
