"""The reading queue as it is shown: its order, and the minutes it asks for."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import islice

from storage.sessions import Pace, read_pages, read_progress
from storage.shape import Shape

_ORDER = (
    "SELECT id FROM paper WHERE trashed IS NULL AND queue_position IS NOT NULL ORDER BY queue_position, id"
)


class Needed(Shape):
    """What reading a paper asks for: its pages if known, the share that is read, and minutes for the rest."""

    pages: int | None
    share: float
    minutes: int


def read_order(connection: sqlite3.Connection, most: int | None = None) -> list[int]:
    """The papers of the queue in its order, ``most`` of them at most."""
    return [paper for (paper,) in islice(connection.execute(_ORDER), most)]


def read_places(connection: sqlite3.Connection) -> dict[int, int]:
    """Which paper has which place in the queue, counted from 1."""
    return {paper: place for place, paper in enumerate(read_order(connection), 1)}


def read_needed(connection: sqlite3.Connection, papers: Sequence[int], pace: Pace) -> dict[int, Needed]:
    """What reading each of these papers asks for."""
    pages, progress = read_pages(connection, papers), read_progress(connection, papers)
    shares = {paper: progress[paper].share if paper in progress else 0.0 for paper in papers}
    return {
        paper: Needed(pages.get(paper), share, pace.needed(pages.get(paper), 1 - share))
        for paper, share in shares.items()
    }
