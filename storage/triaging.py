"""Going through papers one by one: what each decision does, and what is kept of it.

A decision is kept beside what it does to the paper, so that a round can be left for days and be
summed up at its end; both are one change, taken back together.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from storage.errors import Refused
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
    """A round of triage: how many papers got which decision, and what is left; see :func:`read_round`."""

    decided: Mapping[str, int]
    later: tuple[int, ...]
    again: frozenset[int]
    seconds: float


def decide(change: Change, paper: int, decision: str, query: str, remaining: int, now: str) -> str:
    """Do to ``paper`` what ``decision`` means, and keep it; what to say."""
    from storage import marking, queueing

    if decision not in DECISIONS:
        raise Refused(f"there is no decision {decision!r}; decisions are {', '.join(DECISIONS)}")
    (title,) = change.run("SELECT title FROM paper WHERE id = ?", (paper,)).one()
    if decision == "queue":
        queueing.put(change, [paper], None, now)
    elif decision != "later":
        state = {"skip": "skipped", "read": "read"}[decision]
        marking.set_columns(change, [paper], marking.to_state(state, now), now)
    (number,) = change.run("SELECT coalesce(max(id), 0) + 1 FROM triage").one()
    columns = ("id", "paper_id", "query", "decision", "remaining", "at")
    change.insert("triage", columns, [(number, paper, query, decision, remaining, now)])
    return DECISIONS[decision].format(marking.named([title]))


def read_round(connection: sqlite3.Connection, query: str) -> Round:
    """The round of ``query`` that goes on, or begins with the next decision.

    ``later`` are the papers left for later, the first first; ``again`` those of them that were left
    a second time, which the round does not come back to.
    """
    rows = connection.execute(
        "SELECT paper_id, decision, at FROM triage WHERE query = ?1 AND id >"
        " coalesce((SELECT max(id) FROM triage WHERE query = ?1 AND remaining = 0), 0) ORDER BY id",
        (query,),
    ).fetchall()
    last = {paper: decision for paper, decision, _ in rows}
    put_off = [paper for paper, decision, _ in rows if decision == "later"]
    later = tuple(dict.fromkeys(paper for paper in put_off if last[paper] == "later"))
    decided = dict.fromkeys(DECISIONS, 0)
    for decision in last.values():
        decided[decision] = decided.get(decision, 0) + 1
    again = frozenset(paper for paper in later if put_off.count(paper) > 1)
    return Round(decided, later, again, _seconds([at for _, _, at in rows]))


def _seconds(moments: list[str]) -> float:
    """The median of the seconds from one decision to the next, leaving out when the reader was away."""
    times = [datetime.fromisoformat(moment) for moment in moments[-TIMED - 1 :]]
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    taken = [gap for gap in gaps if gap <= LONGEST]
    return max(median(taken), 1.0) if len(taken) >= ENOUGH else USUAL
