"""Writing a query down again, for saved views, for ``history`` and for the filter bar.

Reading what is written here gives the same query. Whatever could be taken for something else goes
between quotes; in doubt, quotes do no harm.
"""

from __future__ import annotations

import re

from storage.query.ast import (
    AnyOf,
    Expr,
    Flag,
    Has,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Range,
    Text,
    ViewRef,
    parts,
)
from storage.query.identifiers import recognise
from storage.query.scan import DOUBLE_QUOTES, LOGIC, SINGLE_QUOTES, has_token, quote

_PLAIN = re.compile(rf"[^\s(){DOUBLE_QUOTES}{SINGLE_QUOTES}#-][^\s(){DOUBLE_QUOTES}]*(?<!\*)")
_PLAIN_VALUE = re.compile(rf"[^\s(),{DOUBLE_QUOTES}{SINGLE_QUOTES}]+(?<!\*)")


def to_text(query: Query) -> str:
    """``query`` as a reader would type it; parsing that gives ``query`` again."""
    pieces = [expr_to_text(part) for part in parts(query.expr)]
    if len(pieces) > 1:
        pieces = [_bracketed(part, text) for part, text in zip(parts(query.expr), pieces, strict=True)]
    if query.sort:
        pieces.append("sort:" + ",".join("-" * descending + name for name, descending in query.sort))
    if query.limit is not None:
        pieces.append(f"limit:{query.limit}")
    return " ".join(pieces)


def expr_to_text(expr: Expr) -> str:
    """One expression as text, without brackets around it."""
    match expr:
        case Text(word, field):
            return _field(field) + _word(word, bare=field is not None)
        case Phrase(words, field):
            return _field(field) + quote(words)
        case Prefix(beginning, "tag" | "category" as field):
            return f"{field}:{_value(beginning)}*"  # a comma would make it two values
        case Prefix(beginning, field):
            return _field(field) + _word(beginning, bare=field is not None) + "*"
        case AnyOf(name, values):
            return f"{name}:" + ",".join(map(_value, values))
        case Flag(name):
            return f"is:{name}"
        case Has(name, present):
            return f"{'has' if present else 'no'}:{name}"
        case Range():
            return f"{expr.field}:{_bounds(expr)}"
        case ViewRef(name):
            return f"view:{_value(name)}"
        case Not(item):
            return "NOT " + _bracketed(item, expr_to_text(item))
        case Or(items):
            return " OR ".join(_bracketed(item, expr_to_text(item)) for item in items)
        case _:
            return " ".join(_bracketed(item, expr_to_text(item)) for item in expr.items)


def _bracketed(expr: Expr, text: str) -> str:
    """``text`` of an expression that stands inside another."""
    return f"({text})" if isinstance(expr, Or) or len(parts(expr)) > 1 else text


def _field(name: str | None) -> str:
    return f"{name}:" if name else ""


def _word(word: str, *, bare: bool) -> str:
    """``word``, quoted where it would be read as more than a word; ``bare`` after a field's colon."""
    plain = _PLAIN.fullmatch(word) and word not in LOGIC and has_token(word)
    if plain and not bare:
        plain = ":" not in word and not recognise(word)
    return word if plain else quote(word)


def _value(value: str) -> str:
    return value if _PLAIN_VALUE.fullmatch(value) else quote(value)


def _bounds(clause: Range) -> str:
    if clause.op == "..":
        return f"{clause.first}..{clause.last}"
    return clause.first if clause.op == "=" else clause.op + clause.first
