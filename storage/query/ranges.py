"""What a range bounds: numbers, partial dates, ``today`` and ages, as intervals of comparable text.

Three decisions are worth knowing. A partial date stands for its beginning when it is a paper's
(``2023-05`` counts as 1 May) and for the whole of it when it is asked for (``published:2023``). An age
is a number of days, weeks, months or years before today, and ``<`` and ``>`` compare ages:
``added:<7d`` is younger than a week, ``added:>1y`` older than a year, and ``added:7d`` means within the
last seven days. In ``2w..1w`` an age is that day: from two weeks ago to one week ago.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TypeVar

from storage.query.ast import Range
from storage.query.fields import Kind

Bound = str | int | None
"""The inclusive lower or the exclusive upper end of an interval, as the column holds it."""

_T = TypeVar("_T", int, date)

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_AGE = re.compile(r"(\d{1,5})([dwmy])", re.ASCII)
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": ">="}
_CLAUSE = re.compile(r"(>=|<=|>|<|=)?([^.<>=]+)")


def read_range(field: str, kind: Kind, text: str) -> Range | None:
    """The range that ``text`` (such as ``2019..``, ``>=3``, ``<7d``) says, or None if it says none."""
    text = text.lower()
    first, dots, last = text.partition("..")
    if dots:
        ends = [end for end in (first, last) if end]
        return Range(field, "..", first, last) if ends and all(_valid(kind, end) for end in ends) else None
    found = _CLAUSE.fullmatch(text)
    if not found or not _valid(kind, found[2]):
        return None
    return Range(field, found[1] or "=", found[2])


def bounds(clause: Range, kind: Kind, now: datetime) -> tuple[Bound, Bound]:
    """From where (inclusive) to where (exclusive) the column must lie; None is open."""
    if kind is Kind.NUMBER:
        return _numbers(clause)
    low, high = _days(clause, now.date())
    zone = None if kind is Kind.DATE else now.tzinfo or UTC
    return _as_text(low, zone), _as_text(high, zone)


def is_backwards(clause: Range, kind: Kind, today: date) -> bool:
    """Whether the range ends before it begins, so that nothing can lie in it."""
    low, high = _numbers(clause) if kind is Kind.NUMBER else _days(clause, today)
    return low is not None and high is not None and not low < high  # type: ignore[operator]  # of one type


def _valid(kind: Kind, value: str) -> bool:
    if kind is Kind.NUMBER:
        return value.isascii() and value.isdigit() and len(value) < 10
    return bool(_AGE.fullmatch(value)) or _span(value, date(2000, 1, 1)) is not None


def _numbers(clause: Range) -> tuple[int | None, int | None]:
    if clause.op == "..":
        last = int(clause.last) + 1 if clause.last else None
        return int(clause.first) if clause.first else None, last
    first = int(clause.first)  # only a span may lack its first end
    return _compared(clause.op, first, first + 1)


def _days(clause: Range, today: date) -> tuple[date | None, date | None]:
    first = _span(clause.first, today) or (None, None)
    if clause.op == "..":
        last = _span(clause.last, today) or (None, None)
        return first[0], last[1]
    op = _FLIPPED[clause.op] if _AGE.fullmatch(clause.first) else clause.op
    return _compared(op, *first)


def _compared(op: str, start: _T | None, after: _T | None) -> tuple[_T | None, _T | None]:
    """The interval that compares with ``start`` up to ``after`` in the way of ``op``."""
    match op:
        case "<":
            return None, start
        case "<=":
            return None, after
        case ">":
            return after, None
        case ">=":
            return start, None
        case _:
            return start, after


def _span(value: str, today: date) -> tuple[date, date | None] | None:
    """The first day of ``value`` and the day after its last; no such day after the last of all days."""
    if value in ("today", "yesterday"):
        return _day(today - timedelta(days=value == "yesterday"))
    if age := _AGE.fullmatch(value):
        return _day(_ago(int(age[1]), age[2], today))
    if found := _DATE.fullmatch(value):
        try:
            return _partial(int(found[1]), int(found[2] or 0), int(found[3] or 0))
        except ValueError:
            return None
    return None


def _day(day: date) -> tuple[date, date | None]:
    return day, day + timedelta(days=1) if day < date.max else None


def _partial(year: int, month: int, day: int) -> tuple[date, date | None]:
    first = date(year, month or 1, day or 1)
    if day:
        return _day(first)
    if month and month < 12:
        return first, date(year, month + 1, 1)
    return first, date(year + 1, 1, 1) if year < date.max.year else None


def _ago(count: int, unit: str, today: date) -> date:
    """The day ``count`` units before ``today``; 31 May is one month after 30 April."""
    if unit in "dw":
        days = count * (7 if unit == "w" else 1)
        return today - timedelta(days=min(days, (today - date.min).days))
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "y" else 1)
    if months < 12:
        return date.min
    first = date(months // 12, months % 12 + 1, 1)
    length = ((_partial(first.year, first.month, 0)[1] or date.max) - first).days
    return first.replace(day=min(today.day, length))


def _as_text(day: date | None, zone: tzinfo | None) -> str | None:
    """The bound ``day`` as text: a moment where there is a time zone, else a partial date."""
    if day is None:
        return None
    return _as_moment(day, zone) if zone else _as_partial(day)


def _as_partial(day: date) -> str:
    """``day`` without the parts that are a beginning, so that text compares as dates do."""
    return day.isoformat().removesuffix("-01").removesuffix("-01")


def _as_moment(day: date, zone: tzinfo) -> str:
    """The moment ``day`` begins for the reader, in UTC as the library keeps it."""
    try:
        return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC).isoformat()[:19] + "Z"
    except OverflowError:  # the first day of all, east of Greenwich
        return day.isoformat()
