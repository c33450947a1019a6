"""From a field and what stands behind its colon to a clause, or to a word on why it is none."""

from __future__ import annotations

from storage.query.ast import AnyOf, Expr, Flag, Has, Phrase, Prefix, Text, ViewRef, any_of
from storage.query.fields import RANGES, Field, Kind, Value, find_value
from storage.query.identifiers import recognise
from storage.query.ranges import read_range
from storage.query.scan import has_token

SPLIT = frozenset({Kind.LIST, Kind.FLAG, Kind.PRESENCE, Kind.VIEW, *RANGES})
"""Kinds whose value may be several, parted by commas: any of them."""


class Unfit(Exception):
    """The value does not suit the field; ``str()`` is the hint, empty when none is due."""


class Item:
    """One value as typed: its ``text``, whether it was ``quoted``, and whether it is a ``beginning``."""

    __slots__ = ("beginning", "quoted", "text")

    def __init__(self, text: str, *, quoted: bool = False, beginning: bool = False) -> None:
        self.text = text
        self.quoted = quoted
        self.beginning = beginning


def text_clause(item: Item, field: str | None = None) -> Expr:
    """The words of ``item``, or a beginning; a bare word that is plainly an identifier asks for that."""
    text = item.text
    if field is None and not item.quoted and (known := recognise(text)):
        field, text = known
    if item.beginning:
        return Prefix(text, field)
    return Phrase(text, field) if " " in text else Text(text, field)


def field_clause(field: Field, items: list[Item]) -> Expr | None:
    """The clause of ``field`` with the values ``items``; raises :class:`Unfit`."""
    items = [item for item in items if item.text]
    if not items:
        raise Unfit(f"{field.name}: needs a value, as in {field.example}")
    if field.kind is Kind.LIST:
        return _list_clause(field, items)
    return any_of([_one(field, item) for item in items])


def _list_clause(field: Field, items: list[Item]) -> Expr | None:
    if field.name == "id" and not all(_is_id(item) for item in items):
        raise Unfit(f"id: needs a number, as in {field.example}")
    beginnings = [Prefix(item.text, field.name) for item in items if item.beginning and field.name != "id"]
    exact = tuple(item.text for item in items if not item.beginning or field.name == "id")
    return any_of([AnyOf(field.name, exact) if exact else None, *beginnings])


def _is_id(item: Item) -> bool:
    return item.text.isascii() and item.text.isdigit() and len(item.text) < 19


def _one(field: Field, item: Item) -> Expr:
    match field.kind:
        case Kind.FLAG:
            return Flag(_known(field, field.values, item))
        case Kind.PRESENCE:
            return Has(_known(field, field.values, item), present=field.name == "has")
        case Kind.VIEW:
            return ViewRef(item.text)
        case Kind.DATE | Kind.TIME | Kind.NUMBER:
            return _range(field, item)
        case _:
            if not has_token(item.text) and not item.quoted:
                raise Unfit(f"{field.name}: needs a word, as in {field.example}")
            return text_clause(item, field.name)


def _range(field: Field, item: Item) -> Expr:
    found = read_range(field.name, field.kind, item.text)
    if found is None:
        what = "a number" if field.kind is Kind.NUMBER else "a date, an age such as 2w,"
        raise Unfit(f'{field.name}: needs {what} or a range, not "{item.text}"')
    return found


def _known(field: Field, values: tuple[Value, ...], item: Item) -> str:
    found = find_value(values, item.text)
    if found is None:
        names = [value.name for value in values]
        raise Unfit(f'unknown {field.name}: "{item.text}"{suggestion(item.text, names, field.name + ":")}')
    return found.name


def suggestion(typed: str, known: list[str], before: str = "") -> str:
    """``: did you mean …?`` when something known is spelled much like it, else nothing."""
    import difflib  # only a mistake pays for loading it

    near = difflib.get_close_matches(typed[:40].lower(), known, n=1, cutoff=0.7)
    return f": did you mean {before}{near[0]}?" if near else ""
