"""Reading habits as a picture to share: one SVG file, or a page of HTML around it, that needs nothing else.

Neither says whose library it is, or where it lies. All text passes :func:`_text`, which leaves no markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from html import escape
from itertools import islice
from typing import TYPE_CHECKING

from tui.config import NO_GOALS, Goals
from tui.habits import minutes
from tui.pictures import MONTHS, SHADES, SHOWN, STATE_SHADES, shade, waiting
from tui.safe_text import safe

if TYPE_CHECKING:
    from storage import Habits

WIDTH, EDGE, LINE = 760, 24, 20
"""The picture's width, its margin, and the height of a line, in pixels."""

CELL = 13
"""The side of a day in the calendar, with its gap."""

NAMES, BAR = 220, 420
"""Where bars begin, and the longest of them."""

INK, QUIET, PAPER = "#1b2733", "#5d6470", "#ffffff"
BLUES = dict(zip(SHADES, ("#e8ebef", "#bcd3ea", "#86b0d9", "#4a86bf", "#1f5f9e"), strict=True))
STATES = dict(zip(STATE_SHADES, ("#1f5f9e", "#e3b261", "#c3c8cf", "#e8ebef"), strict=True))


class _Page:
    """The parts of a picture, and how far down it reaches."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.y = EDGE

    def text(self, x: int, words: str, *, colour: str = INK, size: int = 13, bold: bool = False) -> None:
        weight = ' font-weight="bold"' if bold else ""
        place = f'x="{x}" y="{self.y + LINE - 6}"'
        self.parts.append(f'<text {place} fill="{colour}" font-size="{size}"{weight}>{_text(words)}</text>')

    def box(self, x: float, y: float, width: float, height: float, colour: str, about: str) -> None:
        self.parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="2" fill="{colour}">'
            f"<title>{_text(about)}</title></rect>"
        )

    def heading(self, words: str) -> None:
        self.y += LINE // 2
        self.text(EDGE, words, size=15, bold=True)
        self.y += LINE + 4

    def whole(self) -> str:
        height = self.y + EDGE
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"'
            f' height="{height}" font-family="sans-serif" role="img" aria-label="Reading habits">'
            f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>{"".join(self.parts)}</svg>\n'
        )


def as_svg(habits: Habits, goals: Goals = NO_GOALS) -> str:
    """The pictures as one SVG document, what was read against the reader's ``goals``."""
    page = _Page()
    page.text(EDGE, f"Reading, the year to {habits.today}", size=18, bold=True)
    page.y += LINE + 8
    _calendar(page, habits)
    _weeks(page, habits, goals.papers)
    _hours(page, habits, goals.minutes)
    _states(page, "Categories by state", habits.category_states, "")
    _states(page, "Tags by state", habits.tag_states, "#")
    _authors(page, habits)
    return page.whole()


def as_html(habits: Habits, goals: Goals = NO_GOALS) -> str:
    """The same as a page, with its words as text for who cannot see the picture."""
    words = "".join(f"<p>{_text(sentence)}</p>" for sentence in _sentences(habits))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Reading</title>'
        "<style>body{font-family:sans-serif;max-width:760px;margin:2em auto;color:#1b2733}</style></head>"
        f"<body>{as_svg(habits, goals)}{words}</body></html>\n"
    )


def _text(words: str) -> str:
    """``words`` as they look, and nothing else."""
    return escape(safe(words, limit=300))


def _sentences(habits: Habits) -> Iterator[str]:
    yield f"{sum(habits.read.values()):,} papers read, {sum(habits.added.values()):,} came in."
    yield f"Days in a row with a paper read: {habits.streak:,} now, {habits.longest_streak:,} at most."
    if taken := sum(week.minutes for week in habits.weeks):
        yield f"By the reading log, {minutes(taken)} in the last {len(habits.weeks)} weeks."
    if habits.waited:
        yield (
            f"From coming in to being read: half within {waiting(habits.waited.median)},"
            f" a quarter within {waiting(habits.waited.lower)},"
            f" three quarters within {waiting(habits.waited.upper)}."
        )


def _calendar(page: _Page, habits: Habits) -> None:
    page.heading("Read, day by day")
    today = date.fromisoformat(habits.today)
    first = today - timedelta(days=today.weekday(), weeks=52)
    most = max(habits.read.values(), default=0)
    for week in range(53):
        start = first + timedelta(weeks=week)
        if (start + timedelta(days=6)).day <= 7:
            page.text(
                EDGE + week * CELL, MONTHS[(start + timedelta(days=6)).month - 1], colour=QUIET, size=11
            )
    page.y += LINE
    for number in range((today - first).days + 1):
        day = first + timedelta(days=number)
        papers = habits.read.get(day.isoformat(), 0)
        x, y = EDGE + number // 7 * CELL, page.y + number % 7 * CELL
        page.box(x, y, CELL - 2, CELL - 2, BLUES[shade(papers, most)], f"{day}: {papers}")
    page.y += 7 * CELL + 6
    for sentence in _sentences(habits):
        page.text(EDGE, sentence, colour=QUIET)
        page.y += LINE


def _weeks(page: _Page, habits: Habits, goal: int) -> None:
    page.heading("Week by week: read, and came in")
    most = max(*(week.read for week in habits.weeks), goal, 1)
    most_added = max(*(week.added for week in habits.weeks), 1)
    half = BAR / 2
    for week in habits.weeks:
        page.text(EDGE, week.start, colour=QUIET)
        met = " ✓" if goal and week.read >= goal else ""
        page.text(NAMES - 90, f"{week.read:,}{met}")
        page.box(NAMES - 40, page.y + 3, half * week.read / most, LINE - 7, BLUES["█"], f"{week.read} read")
        page.text(int(NAMES + half), f"{week.added:,}", colour=QUIET)
        x = NAMES + half + 60
        page.box(
            x,
            page.y + 3,
            half * week.added / most_added,
            LINE - 7,
            STATES["skipped"],
            f"{week.added} came in",
        )
        page.y += LINE
    if goal:
        _goal(page, len(habits.weeks), NAMES - 40 + half * goal / most, f"{goal:,}")


def _hours(page: _Page, habits: Habits, goal: int) -> None:
    taken = [week.minutes for week in habits.weeks]
    if not max(taken):
        return
    page.heading("Time by the log")
    most = max(*taken, goal)
    for week in habits.weeks:
        page.text(EDGE, week.start, colour=QUIET)
        met = " ✓" if goal and week.minutes >= goal else ""
        said = minutes(week.minutes) if week.minutes else ""
        page.text(NAMES - 110, f"{said}{met}")
        page.box(NAMES, page.y + 3, BAR * week.minutes / most, LINE - 7, BLUES["█"], said)
        page.y += LINE
    if goal:
        _goal(page, len(taken), NAMES + BAR * goal / most, minutes(goal))


def _goal(page: _Page, weeks: int, x: float, goal: str) -> None:
    """A stroke at ``x`` down the bars of the ``weeks`` above, and what it means."""
    top = page.y - LINE * weeks
    page.box(x, top, 1.5, page.y - top, INK, f"goal: {goal} a week")
    page.text(EDGE, f"The goal is {goal} a week.", colour=QUIET)
    page.y += LINE


def _states(page: _Page, title: str, states: Mapping[str, Mapping[str, int]], sign: str) -> None:
    if not states:
        return
    page.heading(title)
    for name, of in states.items():
        total = sum(of.values())
        page.text(EDGE, _short(sign + name), colour=QUIET)
        x = float(NAMES)
        for state, colour in STATES.items():
            width = BAR * of.get(state, 0) / max(total, 1)
            if width:
                page.box(x, page.y + 3, width, LINE - 7, colour, f"{of[state]} {state}")
            x += width
        page.text(NAMES + BAR + 8, f"{of.get('read', 0):,} of {total:,}", colour=QUIET)
        page.y += LINE
    x = EDGE
    for state, colour in STATES.items():
        page.box(x, page.y + 5, 10, 10, colour, state)
        page.text(x + 15, state, colour=QUIET)
        x += 90
    page.y += LINE


def _authors(page: _Page, habits: Habits) -> None:
    most = max(habits.authors_read.values(), default=0)
    if not most:
        return
    page.heading("Authors read most")
    for name, papers in islice(habits.authors_read.items(), SHOWN):
        page.text(EDGE, _short(name), colour=QUIET)
        page.box(NAMES, page.y + 3, BAR * papers / most, LINE - 7, BLUES["█"], f"{papers}")
        page.text(NAMES + BAR + 8, f"{papers:,}", colour=QUIET)
        page.y += LINE


def _short(name: str) -> str:
    return name if len(name) <= 26 else name[:25] + "…"
