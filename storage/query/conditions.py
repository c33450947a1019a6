"""From one clause to one SQL condition on ``paper p``.

Conditions are written so that the schema's indexes serve them. NOT is ``IS NOT TRUE``, because a paper
without a rating is one that is not rated above three.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from storage.clock import stamp
from storage.query import fulltext
from storage.query.ast import And, AnyOf, Expr, Flag, Has, Not, Or, Phrase, Prefix, Range, Text, ViewRef
from storage.query.fields import FLAGS, PRESENCES, Kind, Value, find_field, find_value
from storage.query.identifiers import normalise, normalise_part
from storage.query.ranges import bounds
from storage.records import COOLING_DAYS
from storage.shape import Shape

Param = str | int
Sql = tuple[str, tuple[Param, ...]]
"""A condition, and the values of its question marks."""

NEVER = "p.id < 0"
"""What holds for no paper. SQLite drops all that is joined to a plain 0, and forgets its indexes."""

MATCHING = "p.id IN (SELECT rowid FROM paper_search WHERE paper_search MATCH ?)"
_MATCHING_WALKING = "EXISTS (SELECT 1 FROM paper_search WHERE paper_search MATCH ? AND rowid = p.id)"
_TAGGED = "p.id IN (SELECT x.paper_id FROM paper_tag x JOIN tag t ON t.id = x.tag_id WHERE {})"
_TAGGED_WALKING = (
    "EXISTS (SELECT 1 FROM paper_tag x WHERE x.paper_id = p.id AND x.tag_id IN"
    " (SELECT t.id FROM tag t WHERE {}))"
)
_IDENTIFIED = "p.id IN (SELECT x.paper_id FROM identifier x WHERE x.scheme = ? AND {})"
_KEYED = "p.key >= ? COLLATE NOCASE AND p.key < ? COLLATE NOCASE"
_LIKE = r"LIKE ? ESCAPE '\'"  # four times as fast as GLOB, but knows the case of ASCII alone
_FROM_SOURCE = (
    "EXISTS (SELECT 1 FROM sighting x JOIN source s ON s.id = x.source_id"
    " WHERE x.paper_id = p.id AND s.name GLOB ?)"
)
_NEEDLE = 500  # characters of a piece of text; SQLite bounds a pattern's length, and no venue is as long


class Setting(Shape):
    """What compiling needs to know besides the query."""

    now: datetime
    categories: Sequence[str] | None
    beginnings: fulltext.Beginnings | None
    walking: bool = False
    cooling: int = COOLING_DAYS


def condition(expr: Expr, setting: Setting) -> Sql:
    """SQL over ``paper p`` that holds for what ``expr`` finds; views in it find nothing."""
    match expr:
        case And(items):
            return _compound(" AND ", fulltext.match_all(items, setting.beginnings), setting)
        case Or(items):
            return _compound(" OR ", fulltext.match_any(items, setting.beginnings), setting)
        case Not(item):
            sql, params = condition(item, setting)
            return f"({sql}) IS NOT TRUE", params
        case Text(text, name) | Phrase(text, name):
            return _text(expr, name, text, setting, beginning=False)
        case Prefix(text, name):
            return _text(expr, name, text, setting, beginning=True)
        case AnyOf(name, values):
            return _any_of(name, values, setting)
        case Range():
            return _range(expr, setting)
        case Flag("cooling"):
            untouched = stamp(setting.now - timedelta(days=setting.cooling))
            return _named(FLAGS, "cooling")[0], (untouched, untouched)
        case Flag(name):
            return _flag(name, setting)
        case Has(name, present):
            sql, _ = _named(PRESENCES, name)
            return (sql if present else f"({sql}) IS NOT TRUE"), ()
        case ViewRef():
            return NEVER, ()


def _compound(operator: str, found: tuple[str | None, list[Expr]], setting: Setting) -> Sql:
    match, rest = found
    searched: list[Sql] = [(_matching(match, setting), (match,))] if match else []
    sql, params = joined(operator, searched + [condition(item, setting) for item in rest])
    return f"({sql})", params


def joined(operator: str, conditions: list[Sql]) -> Sql:
    """``conditions`` with ``operator`` between them; true when there are none."""
    sql = operator.join(sql for sql, _ in conditions) or "1"
    return sql, tuple(param for _, params in conditions for param in params)


def _named(values: tuple[Value, ...], name: str) -> Sql:
    found = find_value(values, name)
    return (found.sql if found else NEVER), ()


def _flag(name: str, setting: Setting) -> Sql:
    """A state; where it depends on the time, the moment is its parameter."""
    sql, _ = _named(FLAGS, name)
    return sql, (stamp(setting.now),) if "?" in sql else ()


def _text(expr: Expr, name: str | None, text: str, setting: Setting, *, beginning: bool) -> Sql:
    """A word, phrase or beginning: what the index cannot say is looked up in its own column."""
    match = fulltext.to_match(expr, setting.beginnings)
    if match:
        return _matching(match, setting), (match,)
    known = find_field(name) if name else None
    if known is None or known.kind is Kind.WORDS:
        return NEVER, ()
    if known.kind is Kind.IDENTIFIER:
        return _identifier(known.name, text, beginning=beginning)
    if known.name == "tag":
        return _tagged("t.folded >= ? AND t.folded < ?", setting), _from_to(_folded(text))
    if known.name == "category":
        return _category(glob(text) + "*" if beginning else glob(text), setting)
    sql = _FROM_SOURCE if known.name == "source" and setting.walking else known.sql
    if not text.isascii():
        return sql, (("" if beginning else "*") + glob(text) + "*",)
    sql, pattern = sql.replace("GLOB ?", _LIKE), ("" if beginning else "%") + like(text) + "%"
    if known.name == "key" and beginning:  # which its index without case can find
        return f"({_KEYED} AND {sql})", (*_from_to(text), pattern)
    return sql, (pattern,)


def _any_of(name: str, values: tuple[str, ...], setting: Setting) -> Sql:
    marks = ", ".join("?" * len(values))
    if name == "tag":
        return _tagged(f"t.folded IN ({marks})", setting), tuple(map(_folded, values))
    if name == "id":
        return f"p.id IN ({marks})", tuple(map(int, values))
    sql, params = joined(" OR ", [_category(glob(value), setting) for value in values])
    return f"({sql})", params


def _matching(match: str, setting: Setting) -> str:
    """Asking FTS5 about one paper is quick for words; for a beginning it would merge lists each time."""
    return _MATCHING_WALKING if setting.walking and " *" not in match else MATCHING


def _tagged(condition: str, setting: Setting) -> str:
    """From the tag to its papers; or, when papers are walked anyway, from each paper to its tags."""
    return (_TAGGED_WALKING if setting.walking else _TAGGED).format(condition)


def _category(pattern: str, setting: Setting) -> Sql:
    """The category itself, or the part behind its archive."""
    if setting.categories is None:
        return "(p.category GLOB ? OR p.category GLOB ?)", (pattern, "*." + pattern)
    from fnmatch import fnmatchcase

    patterns = (pattern, "*." + pattern)
    fits = [name for name in setting.categories if any(fnmatchcase(name, one) for one in patterns)]
    return (f"p.category IN ({', '.join('?' * len(fits))})", tuple(fits)) if fits else (NEVER, ())


def _identifier(scheme: str, text: str, *, beginning: bool) -> Sql:
    scheme, value = normalise_part(scheme, text) if beginning else normalise(scheme, text)
    if beginning:
        return _IDENTIFIED.format("x.value >= ? AND x.value < ?"), (scheme, *_from_to(value))
    return _IDENTIFIED.format("x.value = ?"), (scheme, value)


def _range(clause: Range, setting: Setting) -> Sql:
    known = find_field(clause.field)
    if known is None:
        return NEVER, ()
    low, high = bounds(clause, known.kind, setting.now)
    ends = ((f"{known.sql} >= ?", low), (f"{known.sql} < ?", high))
    tests: list[Sql] = [(sql, (value,)) for sql, value in ends if value is not None]
    sql, params = joined(" AND ", tests or [(f"{known.sql} IS NOT NULL", ())])
    return f"({sql})", params


def glob(text: str) -> str:
    """``text`` as a GLOB pattern that ignores case in every alphabet, which LIKE does for ASCII alone."""
    return "".join(map(_either_case, text[:_NEEDLE]))


def like(text: str) -> str:
    """``text`` as a LIKE pattern."""
    return "".join("\\" + one if one in "\\%_" else one for one in text[:_NEEDLE])


def _either_case(character: str) -> str:
    if character in "*?[":
        return f"[{character}]"
    forms = {form for form in (character, character.lower(), character.upper()) if len(form) == 1}
    return f"[{''.join(sorted(forms))}]" if len(forms) > 1 else character


def _folded(tag: str) -> str:
    from seeds import fold

    return fold(tag)


def _from_to(beginning: str) -> tuple[str, str]:
    """The bounds of all text that begins so, which an index can walk."""
    return beginning, beginning + "\U0010ffff"
