"""Dates in BibTeX (``year``, ``month``, ``day``) and BibLaTeX (``date``), and partial ISO dates.

A bibliography may know a season, a range or a century. As much as Carrel's own date can hold is
taken, and what it cannot hold stays beside it word for word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from seeds.dates import MONTHS, exists, parse_partial

FIELDS = ("date", "year", "month", "day")
_YEAR = re.compile(r"(?<![\d–-])[0-9]{4}(?!\d)")
_YEARS = re.compile(r"([0-9]{4})\s*[/–-]+\s*(?:[0-9]{4}|[0-9]{2})")
_BEGINNING = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?(?=$|[T ?~%/]|-[uX]|\.\.)")
_MONTH = re.compile(r"(?:(\d{1,2})[.\s~]*)?([A-Za-z]{3,9})\.?(?:[\s~]*(\d{1,2}))?|(\d{1,2})")


def read_date(said: Mapping[str, str]) -> tuple[str | None, dict[str, str]]:
    """Give the partial date that the plain-text fields say, and those it does not hold whole."""
    date = said.get("date", "").strip()
    if not date and not said:
        return None, {}
    if published := _from_date(date):
        over = {"date": date} if parse_partial(date) != published else {}
        others = {name: said[name] for name in FIELDS[1:] if said.get(name)}
        return published, over | _beyond(others, published)
    parts = {name: text for name in FIELDS[1:] if name in said and (text := said[name].strip())}
    if (
        len(parts) == 1
        and len(year := parts.get("year", "")) == 4
        and year.isascii()
        and year.isdigit()
        and year != "0000"
    ):
        return year, {"date": date} if date else {}
    published = _from_parts(parts)
    over = {"date": date} if date else {}
    return published, over | (_beyond(parts, published) if published else parts)


def date_fields(
    published: str | None, extra: Mapping[str, str], *, classic: bool
) -> Iterator[tuple[str, str]]:
    """Give the fields for a date: what the source said, where that still means this date."""
    kept = {name: extra[name] for name in FIELDS if name in extra}
    built = dict(_classic(published) if classic else [("date", published)]) if published else {}
    for fields in (built | kept, kept, {"date": published or ""} | kept):
        if kept and read_date(fields) == (published, kept):
            yield from fields.items()
            return
    yield from (built or kept).items()


def _classic(published: str) -> Iterator[tuple[str, str]]:
    year, month, day = [*published.split("-"), "", ""][:3]
    yield "year", year
    if month:
        yield "month", MONTHS[int(month) - 1]
    if day:
        yield "day", str(int(day))


def _from_date(date: str) -> str | None:
    found = _BEGINNING.match(date)
    if not found:
        return parse_partial(date)
    year, month, day = found.groups()
    if not month or not 1 <= int(month) <= 12:
        return year if year != "0000" else None
    return parse_partial(f"{year}-{month}-{day}") if day else parse_partial(f"{year}-{month}")


def _from_parts(parts: Mapping[str, str]) -> str | None:
    # A volume of two years; its month may be of either.
    if volume := _YEARS.fullmatch(parts.get("year", "")):
        return volume[1] if volume[1] != "0000" else None
    years = _YEAR.findall(parts.get("year", ""))
    if len(years) != 1 or years[0] == "0000":
        return None
    month, day = _month(parts.get("month", ""))
    if not month:
        return str(years[0])
    if not day and parts.get("day", "").isascii() and parts.get("day", "").isdigit():
        day = int(parts["day"])
    if day and exists(int(years[0]), month, day):
        return f"{years[0]}-{month:02}-{day:02}"
    return f"{years[0]}-{month:02}"


@lru_cache(maxsize=500)
def _month(text: str) -> tuple[int, int]:
    """The month and the day that a month field says; 0 for what it does not say for certain."""
    found = _MONTH.fullmatch(text.strip())
    if not found:
        return 0, 0
    if found[4]:
        number = int(found[4])
        return (number, 0) if 1 <= number <= 12 else (0, 0)
    name = found[2][:3].lower()
    if name not in MONTHS or (found[1] and found[3]):
        return 0, 0
    return MONTHS.index(name) + 1, int(found[1] or found[3] or 0)


def _beyond(parts: Mapping[str, str], published: str) -> dict[str, str]:
    """The parts that the date does not hold."""
    year, month, day = [*published.split("-"), "", ""][:3]
    held = {"year": parts.get("year") == year}
    if "month" in parts:
        said = _month(parts["month"])
        held["month"] = bool(month) and said in ((int(month), 0), (int(month), int(day or 0)))
    if "day" in parts:
        held["day"] = bool(day) and parts["day"].isdigit() and int(parts["day"]) == int(day)
    return {name: value for name, value in parts.items() if not held[name]}
