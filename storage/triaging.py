"""Going through papers one by one: what each decision does, and what is kept of it.

A decision is kept beside what it does to the paper, so that a round can be left for days and be
summed up at its end; both are one change, taken back together.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from storage.errors import PaperNotFound, Refused
from storage.shape import Shape

if TYPE_CHECKING:
    from storage.journal import Change

DECISIONS = {
    "queue": "Queued {}",
    "skip": "Skipped {}",
    "read": "Marked {} as read",
    "later": "Left {} for later",
}
"""What can be decided, and how it is said."""

LONGEST = 180
"""Seconds between two decisions from which on the reader was away."""

TIMED = 40
"""Decisions by which the pace is told."""

USUAL = 10.0
"""Seconds a decision takes, as long as too little is known of this reader."""

ENOUGH = 5


class Round(Shape):
    """A round of triage that goes on: how many decisions it had, and the seconds one of them took.

    ``later`` are papers left for later that it still comes back to, the first first; ``again`` those
    that were left once more, and that only the next round comes back to.
    """

    steps: int
    later: tuple[int, ...]
    again: frozenset[int]
    seconds: float


def decide(change: Change, paper: int, decision: str, query: str, remaining: int, now: str) -> str:
    """Do to ``paper`` what ``decision`` means, and keep it; what to say."""
    from storage import marking, queueing

    if decision not in DECISIONS:
        raise Refused(f"there is no decision {decision!r}; decisions are {', '.join(DECISIONS)}")
    title = change.run("SELECT title FROM paper WHERE id = ?", (paper,)).scalar()
    if title is None:
        raise PaperNotFound(str(paper))
    if decision == "queue":
        queueing.put(change, [paper], None, now)
    elif decision != "later":
        state = {"skip": "skipped", "read": "read"}[decision]
        marking.set_columns(change, [paper], marking.to_state(state, now), now)
    (number,) = change.run("SELECT coalesce(max(id), 0) + 1 FROM triage").one()
    columns = ("id", "paper_id", "query", "decision", "remaining", "at")
    change.insert("triage", columns, [(number, paper, query, decision, remaining, now)])
    return DECISIONS[decision].format(marking.named([title]))


_SINCE = "SELECT coalesce(max(id), 0) FROM triage WHERE query = ? AND remaining = 0 AND id < ?"
_LATER = """
    SELECT t.paper_id, t.id > ?2 AND EXISTS (SELECT 1 FROM triage u WHERE u.paper_id = t.paper_id
           AND u.query = ?1 AND u.id < t.id AND u.decision = 'later')
    FROM triage t CROSS JOIN paper p ON p.id = t.paper_id
    WHERE t.query = ?1 AND t.decision = 'later'
      AND p.state = 'unread' AND p.queue_position IS NULL AND p.trashed IS NULL
      AND NOT EXISTS (SELECT 1 FROM triage u WHERE u.paper_id = t.paper_id AND u.query = ?1 AND u.id > t.id)
    ORDER BY t.id
"""
_LAST = 2**62


def read_round(connection: sqlite3.Connection, query: str) -> Round:
    """The round of ``query`` that goes on, or begins with the next decision."""
    (since,) = connection.execute(_SINCE, (query, _LAST)).fetchone()
    rows = "FROM triage WHERE query = ? AND id > ?"
    (steps,) = connection.execute(f"SELECT count(*) {rows}", (query, since)).fetchone()
    moments = connection.execute(f"SELECT at {rows} ORDER BY id DESC LIMIT {TIMED}", (query, since))
    seconds = _seconds([at for (at,) in moments][::-1])
    left = connection.execute(_LATER, (query, since)).fetchall()
    later = tuple(paper for paper, again in left if not again)
    return Round(steps, later, frozenset(paper for paper, again in left if again), seconds)


def read_decided(connection: sqlite3.Connection, query: str) -> dict[str, int]:
    """How many papers got which decision in the round of ``query`` that goes on, or else in the last one."""
    (since,) = connection.execute(_SINCE, (query, _LAST)).fetchone()
    newest = connection.execute("SELECT max(id) FROM triage WHERE query = ?", (query,)).fetchone()[0]
    if since and newest == since:
        (since,) = connection.execute(_SINCE, (query, since)).fetchone()
    rows = connection.execute(
        "SELECT paper_id, decision FROM triage WHERE query = ? AND id > ? ORDER BY id", (query, since)
    )
    decided = dict.fromkeys(DECISIONS, 0)
    for decision in dict(rows.fetchall()).values():
        decided[decision] = decided.get(decision, 0) + 1
    return decided


def _seconds(moments: list[str]) -> float:
    """The median of the seconds from one decision to the next, leaving out when the reader was away."""
    from statistics import median

    times = [datetime.fromisoformat(moment) for moment in moments]
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    taken = [gap for gap in gaps if gap <= LONGEST]
    return max(median(taken), 1.0) if len(taken) >= ENOUGH else USUAL
