"""The reading log, as it is asked for: sessions, how far papers are read, and how fast one reads.

A session is a sitting with one paper. It counts in minutes, unless it was so long that its end was
more likely forgotten than reached: that is shown and asked about, and counts for nothing until the
reader has set its times by hand.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from storage.clock import stamp
from storage.shape import Shape

LONGEST = 4 * 3600
"""Seconds that a session counts at most; hardly anybody sits longer over one paper."""

USUAL_PACE = 3.0
"""Minutes a page, as long as too little is known of this reader."""

USUAL_PAGES = 12
"""Pages of a paper of which nobody says how many it has: what a paper at a conference may have."""

ENOUGH = 5
"""Papers from which on the reader's own pace is taken."""

LOOKED_AT = 200
"""Papers read last, by which the pace is told: people get faster, and fields differ."""


class Session(Shape):
    """One sitting with a paper. Times are ISO 8601 text in UTC; ``ended`` is ``None`` while it lasts.

    ``seconds`` are those that count, ``None`` for a ``doubtful`` one: longer than :data:`LONGEST` and
    not ``confirmed`` by the reader. ``before`` and ``after`` are shares of the paper from 0 to 1.
    """

    id: int
    paper_id: int
    key: str
    title: str
    started: str
    ended: str | None
    finished: bool
    confirmed: bool
    before: float
    after: float | None
    seconds: int | None

    @property
    def doubtful(self) -> bool:
        """Whether its times should be looked at."""
        return self.seconds is None

    @property
    def minutes(self) -> int | None:
        """Whole minutes that count, rounded."""
        return None if self.seconds is None else round(self.seconds / 60)

    def as_json(self) -> dict[str, Any]:
        """The session in the stable JSON shape that scripts rely on."""
        return {
            "id": self.id,
            "paper": self.key,
            "title": self.title,
            "started": self.started,
            "ended": self.ended,
            "minutes": self.minutes,
            "doubtful": self.doubtful,
            "finished": self.finished,
            "from": self.before,
            "to": self.after,
        }


class Progress(Shape):
    """How far a paper is read: a share from 0 to 1; ``page`` of ``pages`` where it was said in pages."""

    share: float
    page: int | None
    pages: int | None
    at: str


class Pace(Shape):
    """Minutes a page takes; ``papers`` of the reader's log say so, 0 while the usual pace is taken."""

    minutes: float
    papers: int

    def needed(self, pages: int | None, left: float = 1.0) -> int:
        """Whole minutes for the share ``left`` of so many pages, one at least while anything is left."""
        return max(round((pages or USUAL_PAGES) * left * self.minutes), 1) if left > 0 else 0


def counted(started: str, ended: str | None, now: str, *, confirmed: bool) -> int | None:
    """The seconds that a session counts, ``None`` when that is in doubt."""
    begin, end = datetime.fromisoformat(started), datetime.fromisoformat(ended or now)
    seconds = max(int((end - begin).total_seconds()), 0)
    return seconds if confirmed or seconds <= LONGEST else None


_SESSIONS = """
    SELECT s.id, s.paper_id, p.key, p.title, s.started, s.ended, s.finished, s.confirmed,
           s.share_before, s.share_after
    FROM session s JOIN paper p ON p.id = s.paper_id
"""


def read_sessions(
    connection: sqlite3.Connection, now: datetime, papers: Iterable[int] | None = None, limit: int = -1
) -> list[Session]:
    """Sessions, the newest first; only those of ``papers`` where they are given."""
    if papers is None:
        # Started in the same second, the later one has the higher number.
        rows = connection.execute(f"{_SESSIONS} ORDER BY s.started DESC, s.id DESC LIMIT ?", (limit,))
    else:
        rows = connection.execute(
            f"{_SESSIONS} WHERE s.paper_id IN (SELECT value FROM json_each(?))"
            " ORDER BY s.started DESC, s.id DESC LIMIT ?",
            (json.dumps(list(papers)), limit),
        )
    return [_session(row, stamp(now)) for row in rows]


def read_open(connection: sqlite3.Connection, now: datetime) -> Session | None:
    """The session that lasts, if one does."""
    row = connection.execute(f"{_SESSIONS} WHERE s.ended IS NULL ORDER BY s.id DESC LIMIT 1").fetchone()
    return _session(row, stamp(now)) if row else None


def _session(row: Sequence[Any], now: str) -> Session:
    number, paper, key, title, started, ended, finished, confirmed, before, after = row
    seconds = counted(started, ended, now, confirmed=bool(confirmed))
    return Session(
        number, paper, key, title, started, ended, bool(finished), bool(confirmed), before, after, seconds
    )


def read_progress(connection: sqlite3.Connection, papers: Iterable[int]) -> dict[int, Progress]:
    """How far these papers are read, as far as the reader said."""
    rows = connection.execute(
        "SELECT paper_id, share, page, pages, at FROM progress"
        " WHERE paper_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(papers)),),
    )
    return {paper: Progress(*rest) for paper, *rest in rows}


def read_pages(connection: sqlite3.Connection, papers: Iterable[int]) -> dict[int, int]:
    """How many pages these papers have, where anybody says."""
    from storage.pages import pages_of  # lists have no need of it, and wait for every module

    rows = connection.execute(
        "SELECT w.value, t.extra, g.pages FROM json_each(?) w"
        " LEFT JOIN paper_text t ON t.paper_id = w.value LEFT JOIN progress g ON g.paper_id = w.value",
        (json.dumps(list(papers)),),
    )
    known = ((paper, pages_of(json.loads(extra or "{}"), told)) for paper, extra, told in rows)
    return {paper: pages for paper, pages in known if pages}


def read_pace(connection: sqlite3.Connection, now: datetime) -> Pace:
    """The median of the minutes a page took, over the papers read last whose pages are known.

    Of each paper its first reading counts, from where it began to as far as it came; not so a paper
    one of whose sessions is in doubt.
    """
    from statistics import median

    rows = connection.execute(
        "SELECT paper_id FROM session WHERE ended IS NOT NULL GROUP BY paper_id"
        f" ORDER BY max(started) DESC LIMIT {LOOKED_AT}"
    )
    papers = [paper for (paper,) in rows]
    pages = read_pages(connection, papers)
    by_paper: defaultdict[int, list[Session]] = defaultdict(list)
    for session in reversed(read_sessions(connection, now, pages)):
        by_paper[session.paper_id].append(session)
    taken = (_minutes_a_page(some, pages[paper]) for paper, some in by_paper.items())
    known = [minutes for minutes in taken if minutes]
    return Pace(median(known), len(known)) if len(known) >= ENOUGH else Pace(USUAL_PACE, 0)


def _minutes_a_page(sessions: Sequence[Session], pages: int) -> float | None:
    """How long a page took in the first reading of a paper, ``None`` where that cannot be told."""
    seconds, reached, told = 0, 0.0, 0
    for session in sessions:
        if session.seconds is None or session.ended is None:
            return None
        seconds += session.seconds
        if session.after is not None:
            reached, told = session.after, seconds
        if session.finished:
            break
    read = (reached - sessions[0].before) * pages
    return told / 60 / read if read > 0 and told else None
