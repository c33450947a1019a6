"""What could come next while a query is typed: fields, their values, the library's own names.

Pure: the library's names come through a function, so that the filter bar decides what they cost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from storage.query.fields import FIELDS, Field, Kind, find_field
from storage.query.scan import DOUBLE_QUOTES, quote
from storage.query.values import SPLIT
from storage.shape import Shape

Names = Callable[[str, str], Sequence[str]]
"""The library's names of a kind (``tag``, ``author``, ``category``, ``venue``, ``view``), at least those
that what is typed may be the beginning of."""

MAX_OFFERED = 50
_LOOK_BACK = 300  # characters; nobody types a longer clause

_TYPED = re.compile(
    rf"(?:^|[\s(])(?P<sign>-?)(?:(?P<tag>#)|(?P<field>[A-Za-z]{{1,20}}):|)"
    rf"(?P<before>(?:(?:[{DOUBLE_QUOTES}][^{DOUBLE_QUOTES}]*[{DOUBLE_QUOTES}]|[^\s(),{DOUBLE_QUOTES}]*),)*)"
    rf"(?P<open>[{DOUBLE_QUOTES}])?(?P<part>(?(open)[^{DOUBLE_QUOTES}]*|[^\s(),{DOUBLE_QUOTES}]*))$"
)
_REST = re.compile(rf"[^\s(),{DOUBLE_QUOTES}]*")
_PLAIN = re.compile(rf"[^\s(),{DOUBLE_QUOTES}'‘’#*-][^\s(),{DOUBLE_QUOTES}*]*")


class Completion(Shape):
    """``text`` may take the place of the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str
    description: str


def complete(text: str, cursor: int, *, names: Names) -> list[Completion]:
    """What may stand at ``cursor`` in ``text``: the best first, at most fifty."""
    begin = max(0, cursor - _LOOK_BACK)
    typed = _TYPED.search(text[begin:cursor])
    if typed is None:
        return []
    start = begin + (typed.start("open") if typed["open"] else typed.start("part"))
    rest = _REST.match(text, cursor)
    end = cursor if typed["open"] or rest is None else rest.end()
    field = find_field("tag" if typed["tag"] else typed["field"] or "")
    if field is None:
        offered = [] if typed["field"] or typed["open"] or typed["before"] else _fields(typed["part"])
    else:
        if typed["before"] and field.kind not in SPLIT | {Kind.SORT}:
            return []
        offered = _values(field, typed["part"], names)
    return [Completion(start, end, found, description) for found, description in offered[:MAX_OFFERED]]


def _fields(part: str) -> list[tuple[str, str]]:
    """Fields whose name, or other name, begins with what is typed; none before anything is."""
    lowered = part.lower()
    if not lowered:
        return []
    return [
        (f"{field.name}:", f"{field.help}, as in {field.example}")
        for field in FIELDS
        if any(name.startswith(lowered) for name in (field.name, *field.aliases))
    ]


def _values(field: Field, part: str, names: Names) -> list[tuple[str, str]]:
    if field.kind is Kind.SORT:
        sign = "-" if part.startswith("-") else ""
        bare = part.removeprefix("-").lower()
        return [(sign + order.name, order.help) for order in field.values if order.name.startswith(bare)]
    if field.values:
        return [(value.name, value.help) for value in field.values if value.name.startswith(part.lower())]
    if field.suggests:
        return [(_written(name), field.name) for name in _ranked(names(field.suggests, part), part)]
    return []


def _ranked(names: Iterable[str], part: str) -> list[str]:
    """Names that begin with ``part``, then those with a word that does, in the order they came."""
    from seeds import fold  # both sides folded: é is found by typing e

    typed = fold(part)
    begins: list[str] = []
    inside: list[str] = []
    for name in names:
        folded = fold(name)
        if folded.startswith(typed):
            begins.append(name)
        elif f" {typed}" in folded or f"-{typed}" in folded:
            inside.append(name)
    return begins + inside


def _written(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else quote(name)
