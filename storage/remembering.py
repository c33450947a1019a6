"""When a paper comes back: the schedule is that of FSRS, by its package ``fsrs``.

FSRS ("free spaced repetition scheduler") keeps two numbers of what is to be remembered, its stability in
days and its difficulty, and asks again when nine times out of ten it would still be known. Steps of minutes,
which are for vocabulary, are left out: a paper comes back after a day at the earliest.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from storage.answers import ANSWERS, Reviews
from storage.clock import stamp
from storage.papers import read_rows

if TYPE_CHECKING:
    from storage.journal import Change

FIRST = timedelta(days=1)
"""From reading a paper to the first review of it."""

LONGEST = 3_650
"""Days between two reviews at most."""


def begin(change: Change, ids: Sequence[int], now: datetime) -> list[str]:
    """Put papers on the schedule that are not on it yet; returns their titles."""
    rows = change.run(
        "SELECT p.id, p.title, p.read FROM json_each(?) w CROSS JOIN paper p ON p.id = w.value"
        " WHERE NOT EXISTS (SELECT 1 FROM review x WHERE x.paper_id = p.id)",
        (json.dumps(sorted(set(ids))),),
    ).all()
    change.insert("review", ("paper_id", "due"), [(paper, _first(read, now)) for paper, _, read in rows])
    return [title for _, title, _ in rows]


def _first(read: str | None, now: datetime) -> str:
    """A day after it was read, or now if that has passed."""
    try:
        moment = datetime.fromisoformat(read) if read else now
    except ValueError:
        moment = now
    return stamp(max(moment.astimezone(UTC) + FIRST, now))


def stop(change: Change, ids: Sequence[int], now: datetime) -> list[str]:
    """Take papers off the schedule; returns their titles."""
    wanted = json.dumps(sorted(set(ids)))
    rows = change.run(
        "SELECT p.title FROM review x JOIN paper p ON p.id = x.paper_id"
        " WHERE x.paper_id IN (SELECT value FROM json_each(?))",
        (wanted,),
    ).all()
    change.delete("review", "paper_id IN (SELECT value FROM json_each(?))", (wanted,))
    return [title for (title,) in rows]


def title_of(change: Change, paper_id: int) -> str | None:
    """The title of a paper, if it is there."""
    row = change.run("SELECT title FROM paper WHERE id = ?", (paper_id,)).first()
    return None if row is None else str(row[0])


def answer(change: Change, paper_id: int, answer: str, now: datetime) -> int | None:
    """Schedule the next review; gives the days until then, ``None`` when the paper is not on the schedule."""
    row = change.run(
        "SELECT due, last, stability, difficulty, answers FROM review WHERE paper_id = ?", (paper_id,)
    ).first()
    if row is None:
        return None
    due, stability, difficulty = _next(row[1:4], answer, now)
    columns = ("due", "last", "stability", "difficulty", "answers")
    values = (paper_id, stamp(due), stamp(now), stability, difficulty, row[4] + 1)
    change.update("review", columns, [values])
    return round((due - now) / timedelta(days=1))


def _next(
    kept: Sequence[float | str | None], answer: str, now: datetime
) -> tuple[datetime, float | None, float | None]:
    """When a paper comes back after ``answer``, with its new stability (days) and difficulty."""
    from fsrs import Card, Rating, Scheduler, State

    scheduler = Scheduler(
        learning_steps=(), relearning_steps=(), enable_fuzzing=False, maximum_interval=LONGEST
    )
    last, stability, difficulty = kept
    now = now.astimezone(UTC)
    card = Card(card_id=1, due=now)
    if last is not None:
        card = Card(
            card_id=1,
            state=State.Review,
            stability=float(stability or 0),
            difficulty=float(difficulty or 0),
            due=now,
            last_review=datetime.fromisoformat(str(last)),
        )
    card, _ = scheduler.review_card(card, Rating(1 + ANSWERS.index(answer)), now)
    return card.due, card.stability, card.difficulty


def read_reviews(connection: sqlite3.Connection, most: int, now: datetime) -> Reviews:
    """The papers to be asked about now, the longest due first: no more than ``most`` on one day."""
    today = now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    outside = "FROM review x JOIN paper p ON p.id = x.paper_id WHERE p.trashed IS NULL"
    (done,) = connection.execute(f"SELECT count(*) {outside} AND x.last >= ?", (stamp(today),)).fetchone()
    (remembered,) = connection.execute(f"SELECT count(*) {outside}").fetchone()
    due = [
        paper
        for (paper,) in connection.execute(
            f"SELECT p.id {outside} AND x.due <= ? ORDER BY x.due, p.id", (stamp(now),)
        )
    ]
    (following,) = connection.execute(f"SELECT min(x.due) {outside} AND x.due > ?", (stamp(now),)).fetchone()
    rows = read_rows(connection, due[: max(most - done, 0)])
    return Reviews(tuple(rows), len(due), done, remembered, following)


def read_remembered(connection: sqlite3.Connection, papers: Sequence[int]) -> dict[int, str]:
    """Which of ``papers`` come back for review, and when."""
    sql = "SELECT paper_id, due FROM review WHERE paper_id IN (SELECT value FROM json_each(?))"
    return dict(connection.execute(sql, (json.dumps(list(papers)),)).fetchall())
