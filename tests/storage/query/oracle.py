"""What a query means, said again without SQL and as simply as can be, to hold the compiler against."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from seeds import fold, search_text
from storage.query.ast import And, AnyOf, Expr, Flag, Has, Not, Or, Phrase, Prefix, Range, Text, ViewRef

from .shelf import NOW, Record

COOLED = "2026-01-11T12:00:00Z"
"""Thirty days before the shelf's present."""

COLUMN = {"author": "authors", "note": "notes"}
IDENTIFIERS = ("doi", "arxiv")


def fits(record: Record, expr: Expr) -> bool:
    """Whether ``record`` is one of those that ``expr`` asks for, the trash aside."""
    match expr:
        case And(items):
            return all(fits(record, item) for item in items)
        case Or(items):
            return any(fits(record, item) for item in items)
        case Not(item):
            return not fits(record, item)
        case Text(text, field) | Phrase(text, field):
            return _says(record, text, field, beginning=False)
        case Prefix(text, field):
            return _says(record, text, field, beginning=True)
        case AnyOf(field, values):
            return any(_is(record, field, value) for value in values)
        case Flag(name):
            return _flags(record)[name]
        case Has(name, present):
            return _holdings(record)[name] is present
        case Range():
            return _within(record, expr)
        case ViewRef():
            return False


def _says(record: Record, text: str, field: str | None, *, beginning: bool) -> bool:
    if field == "tag":
        return any(fold(tag).startswith(fold(text)) for tag in record.tags)
    if field == "category":
        whole = (record.category or "").lower()
        return any(part.startswith(text.lower()) for part in (whole, whole.partition(".")[2]) if part)
    if field in IDENTIFIERS:
        known = getattr(record, field) or ""
        return bool(known) and (known.startswith(text.lower()) if beginning else known == text.lower())
    if field in ("venue", "affiliation", "source", "key"):
        held = {
            "venue": [record.venue or ""],
            "affiliation": record.affiliations,
            "source": [record.source],
            "key": [record.key],
        }[field]
        return any(
            one.lower().startswith(text.lower()) if beginning else text.lower() in one.lower() for one in held
        )
    columns = record.columns
    names = [COLUMN.get(field, field)] if field else list(columns)
    return any(_adjacent(_tokens(columns[name]), _tokens(search_text(text)), beginning) for name in names)


def _tokens(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _adjacent(held: list[str], wanted: list[str], beginning: bool) -> bool:
    if not wanted:
        return False
    for start in range(len(held) - len(wanted) + 1):
        found = held[start : start + len(wanted)]
        if found == wanted or (beginning and found[:-1] == wanted[:-1] and found[-1].startswith(wanted[-1])):
            return True
    return False


def _is(record: Record, field: str, value: str) -> bool:
    if field == "tag":
        return fold(value) in map(fold, record.tags)
    if field == "id":
        return record.id == int(value)
    whole = (record.category or "").lower()
    return bool(whole) and value.lower() in (whole, whole.partition(".")[2])


def _flags(record: Record) -> dict[str, bool]:
    states = {name: record.state == name for name in ("unread", "reading", "read", "skipped")}
    return states | {
        "starred": record.starred,
        "queued": record.queue is not None,
        "cooling": (record.state == "reading" or (record.state == "unread" and record.queue is not None))
        and record.added < COOLED,
        "untitled": record.provisional,
        "pending": record.provisional and not record.abstract,
        "trashed": record.trashed,
        "due": bool(record.due and record.due <= NOW.strftime("%Y-%m-%dT%H:%M:%SZ")),
    }


def _holdings(record: Record) -> dict[str, bool]:
    return {
        "note": bool(record.notes),
        "tag": bool(record.tags),
        "code": record.code,
        "pdf": bool(record.pdf),
        "abstract": bool(record.abstract),
        "summary": bool(record.summary),
        "doi": bool(record.doi),
        "arxiv": bool(record.arxiv),
        "rating": record.rating is not None,
        "author": bool(record.authors),
    }


def _within(record: Record, clause: Range) -> bool:
    if clause.field == "rating":
        ends = [(int(end), int(end)) if end else None for end in (clause.first, clause.last)]
        return record.rating is not None and _compares(clause.op, record.rating, ends, age=False)
    if clause.field in ("year", "published"):
        held = record.published and _days(record.published)[0]
    else:
        stamp = {
            "added": record.added,
            "read": record.read,
            "updated": record.added,
            "started": None,
            "changed": max((at for at in record.changed if record.read and at >= record.read), default=None),
        }[clause.field]
        held = stamp and datetime.fromisoformat(stamp).astimezone(UTC).date()
    days = [_days(end) if end else None for end in (clause.first, clause.last)]
    return bool(held) and _compares(clause.op, held, days, age=_is_age(clause.first))


def _compares(op, held, ends, *, age: bool) -> bool:  # type: ignore[no-untyped-def]
    (first, last) = ends
    if op == "..":
        return (not first or held >= first[0]) and (not last or held <= last[1])
    if age:
        op = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": ">="}[op]
    return {
        "<": held < first[0],
        "<=": held <= first[1],
        ">": held > first[1],
        ">=": held >= first[0],
        "=": first[0] <= held <= first[1],
    }[op]


def _is_age(text: str) -> bool:
    return text[:1].isdigit() and text[-1] in "dwmy"


def _days(text: str) -> tuple[date, date]:
    """The first and the last day that ``text`` covers."""
    today = NOW.date()
    if text in ("today", "yesterday"):
        day = today - timedelta(days=text == "yesterday")
        return day, day
    if text[-1] in "dw":
        day = today - timedelta(days=int(text[:-1]) * (7 if text[-1] == "w" else 1))
        return day, day
    if text[-1] in "my":
        day = today
        for _ in range(int(text[:-1]) * (12 if text[-1] == "y" else 1)):
            day = day.replace(day=1) - timedelta(days=1)
            day = day.replace(day=min(today.day, day.day))
        return day, day
    first = date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
    if len(text) == 10:
        return first, first
    after = (
        first.replace(year=first.year + 1) if len(text) == 4 else (first + timedelta(days=31)).replace(day=1)
    )
    return first, after - timedelta(days=1)
