"""Reading habits as pictures made of text: a calendar, weeks, bars. Alike for the shell and the app.

A line is a sequence of pieces, each text with the name of its look (see :mod:`tui.widgets.looks`).
Every difference is a sign first: shades and digits say all, colours only say it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from tui.config import NO_GOALS, Goals
from tui.habits import minutes
from tui.safe_text import cells, safe, width_of

if TYPE_CHECKING:
    from storage import Habits

Piece = tuple[str, str]
Line = Sequence[Piece]

SHADES = "·░▒▓█"
"""From nothing to most."""

STATE_SHADES = {"read": "█", "reading": "▓", "skipped": "░", "unread": "·"}
"""What a part of a bar stands for, besides its colour."""

STATE_LOOKS = {"read": "state-read", "reading": "state-reading", "skipped": "quiet", "unread": "quiet"}

NARROWEST, WIDEST, WIDEST_BARS = 40, 110, 84
"""Cells that a picture takes at least and at most."""

MARGIN = 4
"""Cells for the names of the days beside the calendar."""

DAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

SHOWN = 10
"""Authors shown."""


def drawn(habits: Habits, room: int, goals: Goals = NO_GOALS) -> Iterator[Line]:
    """All pictures one below the other in ``room`` cells, what was read against the reader's ``goals``."""
    whole = max(NARROWEST, min(room, WIDEST))
    room = min(whole, WIDEST_BARS)
    parts = (
        ("Read, day by day", calendar(habits, whole)),
        ("Streak", _streak(habits)),
        ("Week by week", weeks(habits, room, goals.papers)),
        ("Time by the log", hours(habits, room, goals.minutes)),
        ("From coming in to being read", _waited(habits)),
        ("Categories by state", stacked(habits.category_states, room)),
        ("Tags by state", stacked(habits.tag_states, room, sign="#")),
        ("Authors read most", bars(dict(islice(habits.authors_read.items(), SHOWN)), room)),
    )
    for title, lines in parts:
        body = list(lines)
        if body:
            yield ((title, "strong"),)
            yield from body
            yield ()


def calendar(habits: Habits, room: int) -> Iterator[Line]:
    """A row for each day of the week and a column for each week, as many as there is room for."""
    step = 2 if room >= MARGIN + 2 * 53 else 1
    today = date.fromisoformat(habits.today)
    columns = min(53, (room - MARGIN) // step)
    monday = today - timedelta(days=today.weekday())
    starts = [monday - timedelta(weeks=back) for back in reversed(range(columns))]
    most = max(habits.read.values(), default=0)
    yield ((" " * MARGIN + _months(starts, step), "quiet"),)
    for day, name in enumerate(DAYS):
        dates = [start + timedelta(days=day) for start in starts]
        shades = [shade(habits.read.get(at.isoformat(), 0), most) for at in dates if at <= today]
        yield (f"{name:<{MARGIN}}", "quiet"), ("".join(one.ljust(step) for one in shades).rstrip(), "bar")
    yield (" " * MARGIN, "quiet"), (_legend(most), "quiet")


def shade(papers: int, most: int) -> str:
    """How dark a day is: each shade is another quarter of the most that was read on one day."""
    return SHADES[min(-(-4 * papers // most), 4)] if papers and most else SHADES[0]


def _legend(most: int) -> str:
    if not most:
        return f"{SHADES[0]} nothing read"
    steps = [f"{SHADES[0]} none"]
    least = 1
    for part, sign in enumerate(SHADES[1:], 1):
        top = part * most // 4
        if top >= least:
            steps.append(f"{sign} {least}" if top == least else f"{sign} {least}-{top}")
            least = top + 1
    return "   ".join(steps)


def _months(starts: Sequence[date], step: int) -> str:
    """The names of the months, each above the week in which it begins, where it does not touch the last."""
    line = ""
    for place, start in enumerate(starts):
        sunday = start + timedelta(days=6)
        if sunday.day <= 7 and len(line) <= place * step and (len(starts) - place) * step >= 3:
            line = f"{line.ljust(place * step)}{MONTHS[sunday.month - 1]} "
    return line.rstrip()


def _streak(habits: Habits) -> Iterator[Line]:
    yield (
        (_days(habits.streak), "strong" if habits.streak else "quiet"),
        (f" in a row; the longest of the year was {_days(habits.longest_streak)}", "quiet"),
    )


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"


def weeks(habits: Habits, room: int, goal: int) -> Iterator[Line]:
    """For each week a bar of what was read, against the goal, and a bar of what came in."""
    reads = [week.read for week in habits.weeks]
    adds = [week.added for week in habits.weeks]
    digits = [max(len(f"{most:,}") for most in (*numbers, 0)) for numbers in (reads, adds)]
    left = (room - 8 - sum(digits) - 8) // 2
    most = max(*reads, goal, 1)
    if goal:
        yield _met(f"{goal}", reads, goal)
    yield ((f"{'':8}{'read':<{digits[0] + left + 4}}{'came in':<{digits[1]}}".rstrip(), "quiet"),)
    for week in habits.weeks:
        yield (
            (f"{_day(week.start)}  ", "quiet"),
            (f"{week.read:>{digits[0]},} ", "strong" if goal and week.read >= goal else ""),
            (_against(week.read, most, goal, left), "bar"),
            (" ✓ " if goal and week.read >= goal else "   ", "state-read"),
            (f"{week.added:>{digits[1]},} ", "quiet"),
            (bar(week.added, max(*adds, 1), left, "░"), "quiet"),
        )


def _met(goal: str, weeks: Sequence[int], least: int) -> Line:
    met = sum(number >= least for number in weeks)
    return ((f"✓ goal of {goal} a week met in {met} of {len(weeks)} weeks", "quiet"),)


def hours(habits: Habits, room: int, goal: int = 0) -> Iterator[Line]:
    """For each week a bar of the time that the reading log has of it, against a ``goal`` of minutes.

    Nothing without a log.
    """
    taken = [week.minutes for week in habits.weeks]
    if not max(taken):
        return
    words = [minutes(number) if number else "" for number in taken]
    wide, mark = max(map(len, words)), 3 if goal else 0
    most = max(*taken, goal)
    if goal:
        yield _met(minutes(goal), taken, goal)
    for week, said in zip(habits.weeks, words, strict=True):
        yield (
            (f"{_day(week.start)}  ", "quiet"),
            (f"{said:>{wide}} ", "strong" if goal and week.minutes >= goal else ""),
            (_against(week.minutes, most, goal, room - 9 - wide - mark), "bar"),
            (" ✓ " if goal and week.minutes >= goal else "", "state-read"),
        )


def _day(monday: str) -> str:
    day = date.fromisoformat(monday)
    return f"{MONTHS[day.month - 1]} {day.day:>2}"


def _against(number: int, most: int, goal: int, room: int) -> str:
    """A bar, and a stroke where the goal is."""
    line = bar(number, most, room).ljust(room)
    if not goal:
        return line
    place = min(max(round(room * goal / most) - 1, 0), room - 1)
    return line[:place] + "│" + line[place + 1 :]


def bar(papers: int, most: int, room: int, sign: str = "█") -> str:
    """A bar as long as its share of the largest; something is never drawn as nothing."""
    length = round(room * papers / most) if most else 0
    return sign * max(length, 1 if papers else 0)


def _waited(habits: Habits) -> Iterator[Line]:
    found = habits.waited
    if found is None:
        return
    lower, median, upper = (waiting(days) for days in (found.lower, found.median, found.upper))
    papers = "1 paper" if found.papers == 1 else f"{found.papers:,} papers"
    yield (("half within ", "quiet"), (median, "strong"), (f" ({papers})", "quiet"))
    yield ((f"a quarter within {lower}, three quarters within {upper}", "quiet"),)


def waiting(days: float) -> str:
    """A time in the largest unit that fits: ``3 hours``, ``12 days``, ``2.5 years``."""
    if days < 1:
        hours = round(days * 24)
        return "1 hour" if hours == 1 else f"{hours} hours"
    if days < 365:
        return "1 day" if round(days) == 1 else f"{round(days)} days"
    return f"{days / 365.25:.1f} years"


def stacked(states: Mapping[str, Mapping[str, int]], room: int, sign: str = "") -> Iterator[Line]:
    """A bar for each name, parted by the states of its papers; all are as long as there is room."""
    if not states:
        return
    names = {name: sign + safe(name, limit=60) for name in states}
    column = min(max(width_of(name) for name in names.values()), room // 3)
    totals = {name: sum(of.values()) for name, of in states.items()}
    words = {name: f"  {of.get('read', 0):,} of {totals[name]:,} read" for name, of in states.items()}
    left = max(room - column - 2 - max(map(len, words.values())), 5)
    for name, of in states.items():
        yield (
            (cells(names[name], column) + "  ", "quiet"),
            *_parts(of, totals[name], left),
            (words[name], "quiet"),
        )
    yield (("  ".join(f"{shade_} {state}" for state, shade_ in STATE_SHADES.items()), "quiet"),)


def _parts(states: Mapping[str, int], total: int, room: int) -> Iterator[Piece]:
    """The parts of a bar: whole cells that add up, at least one for what there is at all."""
    lengths = {
        state: max(room * states.get(state, 0) // max(total, 1), 1 if states.get(state) else 0)
        for state in STATE_SHADES
    }
    largest = max(lengths, key=lambda state: lengths[state])
    lengths[largest] += room - sum(lengths.values())
    for state, length in lengths.items():
        if length:
            yield STATE_SHADES[state] * length, STATE_LOOKS[state]


def bars(counts: Mapping[str, int], room: int) -> Iterator[Line]:
    """A bar for each name, the longest for the largest."""
    if not counts:
        return
    column = min(max(width_of(safe(name)) for name in counts), room // 2)
    digits = max(len(f"{papers:,}") for papers in counts.values())
    most = max(counts.values())
    for name, papers in counts.items():
        yield (
            (cells(name, column), ""),
            (f"  {papers:>{digits},}  ", "quiet"),
            (bar(papers, most, room - column - digits - 4), "bar"),
        )


def as_text(lines: Iterable[Line]) -> Iterator[str]:
    """Lines without their looks."""
    for line in lines:
        yield "".join(text for text, _ in line).rstrip()
