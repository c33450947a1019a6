"""How reading goes: day by day and week by week, how long papers wait, and what was read most.

Days are the reader's own, in their time zone; what the library keeps is in UTC.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from storage.answers import Habits, Spread, Week
from storage.clock import stamp
from storage.records import STATES
from storage.sessions import counted
from storage.stats import stretches

DAYS = 371
"""Days looked back upon: 53 weeks, which a calendar of a year may touch."""

WEEKS = 12
"""Weeks counted one by one, the current one last."""

LARGEST = 10
"""Categories, and tags, whose states are told."""

AUTHORS = 20
"""Authors who are read most."""

TOGETHER = 50_000
"""Papers put into a table at once."""

MINUTE = 16
"""Characters of a moment to the minute: no time zone is further off than that."""

_KEPT = "paper p WHERE p.trashed IS NULL"
_CHOSEN = "chosen CROSS JOIN paper p ON p.id = chosen.id WHERE 1"


def read_habits(connection: sqlite3.Connection, papers: Sequence[int] | None, now: datetime) -> Habits:
    """The habits over ``papers``, or over all outside the trash; ``now`` says what today is."""
    if papers is None:
        return _habits(connection, _KEPT, now)
    connection.execute("CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY)")
    try:
        for start in range(0, len(papers), TOGETHER):
            part = json.dumps(list(papers[start : start + TOGETHER]))
            connection.execute("INSERT INTO chosen SELECT value FROM json_each(?)", (part,))
        return _habits(connection, _CHOSEN, now)
    finally:
        connection.execute("DROP TABLE chosen")


def _habits(connection: sqlite3.Connection, those: str, now: datetime) -> Habits:
    today = now.astimezone().date()
    read, added = (_by_day(connection, those, column, today) for column in ("read", "added"))
    current, longest = streaks(read, today)
    return Habits(
        today=today.isoformat(),
        read={day.isoformat(): read[day] for day in sorted(read)},
        added={day.isoformat(): added[day] for day in sorted(added)},
        streak=current,
        longest_streak=longest,
        weeks=_weeks(read, added, _minutes(connection, those, now), today),
        waited=_waited(connection, those),
        category_states=_by_category(connection, those),
        tag_states=_by_tag(connection, those),
        authors_read=_authors(connection, those),
    )


def _by_day(connection: sqlite3.Connection, those: str, column: str, today: date) -> Counter[date]:
    """Papers by the day of a moment, in the time zone of this machine."""
    first = today - timedelta(days=DAYS - 1)
    since = (first - timedelta(days=1)).isoformat()  # a day more, for whatever time zone
    if those == _KEPT:  # of which an index knows each minute
        rows = list(stretches(connection, column, MINUTE, DAYS * 24 * 60).items())
    else:
        rows = connection.execute(
            f"SELECT substr(p.{column}, 1, {MINUTE}), count(*) FROM {those} AND p.{column} >= ? GROUP BY 1",
            (since,),
        ).fetchall()
    days: Counter[date] = Counter()
    for minute, papers in rows:
        try:
            day = datetime.fromisoformat(minute).replace(tzinfo=UTC).astimezone().date()
        except ValueError:  # brought along from elsewhere, and no moment at all
            continue
        if first <= day <= today:
            days[day] += papers
    return days


def streaks(read: Mapping[date, int], today: date) -> tuple[int, int]:
    """Days in a row on which something was read: the row that still goes on, and the longest.

    A row goes on until a whole day has passed without.
    """
    longest = current = run = 0
    before = None
    for day in sorted(read):
        run = run + 1 if before is not None and day - before == timedelta(days=1) else 1
        longest, before = max(longest, run), day
    if before is not None and today - before <= timedelta(days=1):
        current = run
    return current, longest


def _weeks(
    read: Mapping[date, int], added: Mapping[date, int], minutes: Mapping[date, int], today: date
) -> tuple[Week, ...]:
    starts = _mondays(today)
    return tuple(
        Week(start.isoformat(), *(_in_week(days, start) for days in (read, added, minutes)))
        for start in starts
    )


def _mondays(today: date) -> list[date]:
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=back) for back in reversed(range(WEEKS))]


def _minutes(connection: sqlite3.Connection, those: str, now: datetime) -> Counter[date]:
    """Minutes of the reading log by the day on which they began; sessions in doubt count nothing."""
    since = _mondays(now.astimezone().date())[0] - timedelta(days=1)
    rows = connection.execute(
        "SELECT s.started, s.ended, s.confirmed FROM session s"
        f" WHERE s.started >= ? AND s.paper_id IN (SELECT p.id FROM {those})",
        (since.isoformat(),),
    )
    seconds: Counter[date] = Counter()
    for started, ended, confirmed in rows:
        day = datetime.fromisoformat(started).astimezone().date()
        seconds[day] += counted(started, ended, stamp(now), confirmed=bool(confirmed)) or 0
    return Counter({day: round(number / 60) for day, number in seconds.items()})


def _in_week(days: Mapping[date, int], start: date) -> int:
    return sum(days.get(start + timedelta(days=day), 0) for day in range(7))


def _waited(connection: sqlite3.Connection, those: str) -> Spread | None:
    """Days from coming in to being read; those that were read before they came in are left out."""
    rows = connection.execute(
        f"SELECT julianday(p.read) - julianday(p.added) FROM {those} AND p.read > ''"
        " AND p.read >= p.added ORDER BY 1"
    )
    days = [waited for (waited,) in rows if waited is not None]
    return (
        Spread(len(days), *(round(quantile(days, part), 2) for part in (0.25, 0.5, 0.75))) if days else None
    )


def quantile(ordered: Sequence[float], part: float) -> float:
    """The value below which ``part`` of ``ordered`` lies, between two of them where it falls there."""
    place = part * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _by_category(connection: sqlite3.Connection, those: str) -> dict[str, dict[str, int]]:
    """States by category; of a whole library the unread are known from its kept counts."""
    touched = "AND p.category IS NOT NULL" + (" AND p.state <> 'unread'" if those == _KEPT else "")
    if those == _KEPT:
        those = those.replace("paper p", "paper p INDEXED BY shelf_by_state")
        touched += " AND p.state IN ('reading', 'read', 'skipped')"
    rows = connection.execute(
        f"SELECT p.category, p.state, count(*) FROM {those} {touched} GROUP BY 1, 2"
    ).fetchall()
    states = _states(rows)
    if "shelf_by_state" in those:
        tally = "SELECT name, papers FROM tally WHERE kind = 'category' AND papers > 0"
        for name, papers in connection.execute(tally):
            of = states.setdefault(name, dict.fromkeys(STATES, 0))
            of["unread"] = papers - sum(of.values())
    return _largest(states)


def _by_tag(connection: sqlite3.Connection, those: str) -> dict[str, dict[str, int]]:
    rows = connection.execute(
        "SELECT t.name, p.state, count(*) FROM tag t CROSS JOIN paper_tag x ON x.tag_id = t.id"
        f" CROSS JOIN {'chosen ON chosen.id = x.paper_id CROSS JOIN ' if those == _CHOSEN else ''}"
        "paper p ON p.id = x.paper_id"
        f" WHERE {'1' if those == _CHOSEN else 'p.trashed IS NULL'} GROUP BY 1, 2"
    )
    return _largest(_states(rows.fetchall()))


def _states(rows: Sequence[tuple[str, str, int]]) -> dict[str, dict[str, int]]:
    states: dict[str, dict[str, int]] = {}
    for name, state, papers in rows:
        states.setdefault(name, dict.fromkeys(STATES, 0))[state] = papers
    return states


def _largest(states: Mapping[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    names = sorted(states, key=lambda name: (-sum(states[name].values()), name))
    return {name: states[name] for name in names[:LARGEST]}


def _authors(connection: sqlite3.Connection, those: str) -> dict[str, int]:
    rows = connection.execute(
        "SELECT a.name, found.papers FROM (SELECT s.author_id, count(DISTINCT s.paper_id) AS papers"
        f" FROM {those.replace(' WHERE', ' CROSS JOIN authorship s ON s.paper_id = p.id WHERE')}"
        " AND p.state = 'read' GROUP BY 1) found JOIN author a ON a.id = found.author_id"
        f" ORDER BY found.papers DESC, a.name LIMIT {AUTHORS}"
    )
    return dict(rows.fetchall())
