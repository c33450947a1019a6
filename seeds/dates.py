"""Dates as sources give them, which is often not the whole date.

A listing may leave out the year, a bibliography the day. Carrel keeps what is known as a
partial ISO date (``2023``, ``2023-05``, ``2023-05-17``), which also sorts as text.
"""

from __future__ import annotations

import re
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LISTED = re.compile(r"([A-Z][a-z]{2,8})\.? (\d{1,2})(?:, (\d{4}))?", re.ASCII)
_PARTIAL = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?", re.ASCII)
_MONTH_NAME = r"(?P<month>[A-Za-z]{3,9})\.?"
_WRITTEN = (
    re.compile(rf"(?P<year>\d{{4}}) {_MONTH_NAME}(?: (?P<day>\d{{1,2}}))?", re.ASCII),
    re.compile(
        rf"(?:[A-Za-z]{{3,9}}, )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH_NAME},? (?P<year>\d{{4}})"
        r"(?: \d\d:\d\d.*)?", re.ASCII),
    re.compile(rf"{_MONTH_NAME}(?: (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?)?,? (?P<year>\d{{4}})", re.ASCII),
)  # fmt: skip
_MONTHS = re.compile(rf"\b({'|'.join(name.capitalize() for name in MONTHS)})(?:[a-z]*\b|\.)")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.](\d{4})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*", re.ASCII)
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)", re.ASCII)


def parse_listed(text: str, as_of: date) -> str:
    """Turn ``Mar 9, 2023`` or ``May 15`` into an ISO date.

    Without a year it is the latest such day not after ``as_of`` (29 February: in the latest
    leap year that has come to it). Raises ValueError, with a reason for a person, for a day
    that does not exist.
    """
    found = _LISTED.fullmatch(text.strip())
    if not found or found[1][:3].lower() not in MONTHS:
        raise ValueError(f"“{text}” is not a date")
    month, day = MONTHS.index(found[1][:3].lower()) + 1, int(found[2])
    if found[3]:
        years = [int(found[3])]
    else:
        years = [
            year
            for year in range(as_of.year, max(as_of.year - 9, 0), -1)
            if (year, month, day) <= _key(as_of)
        ]
    for year in years:
        if exists(year, month, day):
            return f"{year:04}-{month:02}-{day:02}"
    raise ValueError(f"there is no {text}")


def parse_partial(text: str) -> str | None:
    """Give a partial date in its one spelling (``2023/5`` is ``2023-05``), or None if it is none."""
    found = _PARTIAL.fullmatch(text.strip())
    if not found or not exists(int(found[1]), int(found[2] or 1), int(found[3] or 1)):
        return None
    return "-".join([found[1], *(f"{int(part):02}" for part in found.groups()[1:] if part)])


def from_parts(*parts: object) -> str | None:
    """Give the partial date of a year, a month and a day, as far as they are known and exist.

    Each may be a number or digits; the first that is neither ends it (``2004, 13`` is ``2004``).
    """
    numbers: list[int] = []
    for part in parts[:3]:
        digits = str(part).strip()
        if isinstance(part, bool) or not (digits.isascii() and digits.isdigit() and len(digits) <= 4):
            break
        numbers.append(int(digits))
    while numbers and not exists(*[*numbers, 1, 1][:3]):
        numbers.pop()
    return "-".join(f"{n:04}" if at == 0 else f"{n:02}" for at, n in enumerate(numbers)) or None


def from_text(text: str) -> tuple[str | None, bool]:
    """Give the partial date that a text says, and whether it says no more than that.

    ``1996 Jul 9``, ``9 July 1996``, ``July 1996``, ``1996-07-09T00:00Z``, ``7/1996`` are exact; of a season,
    a range or anything else (``July 6-8, 2016``) the year is taken, where it names just one, and so the
    month.
    """
    text = " ".join(text.split())
    stamp = _STAMP.fullmatch(text)
    if partial := parse_partial(stamp[1] if stamp else text):
        return partial, True
    if numeric := _MONTH_YEAR.fullmatch(text):
        return (partial := from_parts(numeric[2], numeric[1])), partial is not None and len(partial) > 4
    if numeric := _NUMBERS.fullmatch(text):
        return _of_numbers(*map(int, numeric.groups()))
    for pattern in _WRITTEN:
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            month = (parts["month"] or "")[:3].lower()
            if month in MONTHS:
                partial = from_parts(parts["year"], MONTHS.index(month) + 1, parts.get("day"))
                return partial, partial is not None and len(partial) == (10 if parts.get("day") else 7)
    years, months = dict.fromkeys(_YEAR.findall(text)), dict.fromkeys(_MONTHS.findall(text))
    if len(years) != 1:
        return None, False
    month = MONTHS.index(next(iter(months)).lower()) + 1 if len(months) == 1 else None
    return from_parts(*years, month), False


def _of_numbers(first: int, second: int, year: int) -> tuple[str | None, bool]:
    """Of ``26/7/2017`` and ``7/26/2017`` either number can be the month alone; of ``6/7/2017`` both."""
    if first > 12 or first == second:
        first, second = second, first
    if first > 12 or (second <= 12 and first != second):
        return from_parts(year), False
    partial = from_parts(year, first, second)
    return partial, partial is not None and len(partial) == 10


def year_of(partial: str | None) -> int | None:
    """Give the year of a partial date, None for None."""
    return int(partial[:4]) if partial else None


def exists(year: int, month: int, day: int) -> bool:
    """Say whether the calendar has that day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _key(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day
