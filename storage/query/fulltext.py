"""The part of a query that the full-text index answers, as one FTS5 expression where it can be.

One long MATCH is far cheaper than several joined in SQL: FTS5 walks its lists side by side and stops
at the limit. All text reaches FTS5 through :func:`_quoted`, so nothing typed can be FTS5 syntax.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from storage.query.ast import And, Expr, Not, Or, Phrase, Prefix, Text
from storage.query.fields import Kind, find_field
from storage.query.scan import has_token

Beginnings = Callable[[str], Sequence[str] | None]
"""The indexed words that begin with a folded word, or None to leave that to FTS5."""

MAX_DEPTH = 6  # FTS5's parser holds about 100 symbols, some of which each level needs


def match_all(items: Iterable[Expr], beginnings: Beginnings | None = None) -> tuple[str | None, list[Expr]]:
    """The FTS5 expression for as many of ``items`` together as it can say, and those it cannot."""
    wanted: list[str] = []
    unwanted: list[tuple[Expr, str]] = []
    rest: list[Expr] = []
    for item in items:
        positive = item.item if isinstance(item, Not) else item
        found = to_match(positive, beginnings)
        if found is None:
            rest.append(item)
        elif isinstance(item, Not):
            unwanted.append((item, found))
        else:
            wanted.append(found)
    if not wanted:  # FTS5 has no NOT without something to take away from
        return None, rest + [item for item, _ in unwanted]
    match = " AND ".join(wanted)
    if unwanted:
        match = f"({match}) NOT ({' OR '.join(found for _, found in unwanted)})"
    return match, rest


def match_any(items: Iterable[Expr], beginnings: Beginnings | None = None) -> tuple[str | None, list[Expr]]:
    """As :func:`match_all`, for any of ``items``."""
    found = [(item, to_match(item, beginnings)) for item in items]
    wanted = [match for _, match in found if match]
    return " OR ".join(wanted) or None, [item for item, match in found if match is None]


def to_match(expr: Expr, beginnings: Beginnings | None = None, level: int = 0) -> str | None:
    """All of ``expr`` as an FTS5 expression, or None when it is not a matter of words alone."""
    match expr:
        case Text(text, field) | Phrase(text, field):
            return _in_column(field, _quoted(text))
        case Prefix(text, field):
            return _in_column(field, _beginning(text, beginnings))
        case And(items) | Or(items) if level < MAX_DEPTH:
            return _compound(expr, items, beginnings, level)
        case _:
            return None


def _compound(expr: Expr, items: tuple[Expr, ...], beginnings: Beginnings | None, level: int) -> str | None:
    wanted: list[str] = []
    unwanted: list[str] = []
    for item in items:
        inner = item.item if isinstance(item, Not) and isinstance(expr, And) else item
        found = to_match(inner, beginnings, level + 1)
        if found is None:
            return None
        (wanted if inner is item else unwanted).append(found)
    if not wanted:
        return None
    match = (" AND " if isinstance(expr, And) else " OR ").join(wanted)
    return f"(({match}) NOT ({' OR '.join(unwanted)}))" if unwanted else f"({match})"


def _in_column(field: str | None, phrase: str | None) -> str | None:
    """``phrase`` looked for in the column of ``field``; None when that is not in the index."""
    if phrase is None or field is None:
        return phrase
    known = find_field(field)
    return f"{{{known.sql}}} : {phrase}" if known and known.kind is Kind.WORDS else None


def _quoted(text: str) -> str | None:
    """``text`` as an FTS5 phrase of its words, folded as the index is; None when it has none."""
    if text.isascii() and text.isalnum():
        return f'"{text.lower()}"'  # what folding would give; loading it would cost a list 5 ms
    from seeds import search_text

    folded = search_text(text)
    return '"' + folded.replace('"', " ") + '"' if has_token(folded) else None


def _beginning(text: str, beginnings: Beginnings | None) -> str | None:
    phrase = _quoted(text)
    if phrase is None:
        return None
    word = phrase.strip('" ')
    known = beginnings(word) if beginnings and word.isalnum() else None
    if known is None:
        return phrase + " *"
    return "(" + " OR ".join(f'"{one}"' for one in known) + ")" if known else phrase
