"""Keeping the reading queue in the order the reader wants.

A place in the queue is a number that only its neighbours give a meaning to: to put a paper between
two others changes that paper alone, however long the queue.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from storage.journal import Change

CLOSEST = 1e-6
"""Places nearer to each other than this leave no room between them: then all are numbered anew."""

TOGETHER = 5_000
"""Papers changed together: bounds the memory of a change of very many."""


def put(change: Change, ids: Sequence[int], place: int | None, now: str) -> list[str]:
    """Put papers into the queue in the order given; the titles of those that moved.

    Without a ``place`` (counted from 1) those that are in it stay where they are, and the others
    follow at the end. What was put aside as skipped is unread again: somebody wants to read it.
    """
    wanted = _standing(change, ids)
    order = _order(change)
    if place is None:
        queued = {paper for paper, _ in order}
        moving = [paper for paper in wanted if paper not in queued]
        return _write(change, moving, _after(order, len(moving)), wanted, now)
    chosen = set(wanted)
    others = [each for each in order if each[0] not in chosen]
    at = min(max(place - 1, 0), len(others))
    if [paper for paper, _ in order][at : at + len(chosen)] == list(wanted):
        return []
    between = _between(others, at, len(chosen))
    if between is None:
        anew = {paper: float(number) for number, (paper, _) in enumerate(others, 1)}
        _write(change, list(anew), list(anew.values()), {}, None)
        others = list(anew.items())
        between = _between(others, at, len(chosen)) or []
    return _write(change, list(wanted), between, wanted, now)


def take_out(change: Change, ids: Sequence[int], now: str) -> list[str]:
    """Take papers out of the queue; the titles of those that were in it."""
    rows = change.run(
        "SELECT id, title, revision FROM paper WHERE queue_position IS NOT NULL"
        " AND id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(ids)),),
    ).all()
    columns = ("queue_position", "updated", "revision")
    change.update("paper", columns, [(paper, None, now, revision + 1) for paper, _, revision in rows])
    return [title for _, title, _ in rows]


def _standing(change: Change, ids: Sequence[int]) -> dict[int, str]:
    """The papers of ``ids`` outside the trash with their titles, each once, in their order."""
    rows = change.run(
        "SELECT p.id, p.title FROM json_each(?) w CROSS JOIN paper p ON p.id = w.value"
        " WHERE p.trashed IS NULL ORDER BY w.key",
        (json.dumps(list(ids)),),
    )
    return dict(map(tuple, rows))


def _order(change: Change) -> list[tuple[int, float]]:
    rows = change.run(
        "SELECT id, queue_position FROM paper"
        " WHERE trashed IS NULL AND queue_position IS NOT NULL ORDER BY queue_position, id"
    )
    return [(paper, position) for paper, position in rows]


def _after(order: Sequence[tuple[int, float]], number: int) -> list[float]:
    last = order[-1][1] if order else 0.0
    return [last + step for step in range(1, number + 1)]


def _between(order: Sequence[tuple[int, float]], at: int, number: int) -> list[float] | None:
    """Places for ``number`` papers before the one at ``at``; ``None`` where there is no room left."""
    if at >= len(order):
        return _after(order, number)
    high = order[at][1]
    if at == 0:
        return [high - number + step for step in range(number)]
    low = order[at - 1][1]
    step = (high - low) / (number + 1)
    return [low + step * (each + 1) for each in range(number)] if step > CLOSEST else None


def _write(
    change: Change, papers: Sequence[int], places: Sequence[float], titles: dict[int, str], now: str | None
) -> list[str]:
    """Give papers their places; ``now`` is when they were put there, ``None`` when they only make room."""
    for start in range(0, len(papers), TOGETHER):
        some = list(zip(papers[start : start + TOGETHER], places[start : start + TOGETHER], strict=True))
        if now is None:
            change.update("paper", ("queue_position",), some)
            continue
        rows = change.run(
            "SELECT id, revision, state FROM paper WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([paper for paper, _ in some]),),
        )
        held = {
            paper: (revision + 1, "unread" if state == "skipped" else state)
            for paper, revision, state in rows
        }
        columns = ("queue_position", "updated", "revision", "state")
        change.update("paper", columns, [(paper, place, now, *held[paper]) for paper, place in some])
    return [titles[paper] for paper in papers if paper in titles]
