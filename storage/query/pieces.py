"""A query taken apart for who answers it piece by piece: what words say, what columns say, what is listed.

SQLite and FTS5 each plan well alone. Together they do not: a word inside an ``OR`` may be looked up
once for every paper there is. So the read side asks them apart, and this says what to ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storage.query.ast import And, AnyOf, Expr, Flag, Has, Not, Or, Prefix, leaves, parts
from storage.query.compile import asks_for_trash
from storage.query.conditions import NEVER, Setting, Sql, condition, joined
from storage.query.fulltext import match_all, to_match
from storage.records import STATES
from storage.shape import Shape

UNFILTERED: Sql = ("p.trashed IS NULL", ())
"""The filter of a query that asks for nothing but words."""

_SHELF = "SELECT p.id FROM paper p INDEXED BY {} WHERE p.trashed IS NULL AND {}"
_ANY = "SELECT p.id FROM paper p {} WHERE {}"
_BY_RANGE = {
    "year": "shelf_by_date",
    "published": "shelf_by_date",
    "added": "shelf_by_added",
    "read": "shelf_by_read",
    "rating": "shelf_by_rating",
}
_HELD = {
    "note": "SELECT DISTINCT paper_id FROM note",
    "tag": "SELECT DISTINCT paper_id FROM paper_tag",
    "doi": "SELECT paper_id FROM identifier WHERE scheme = 'doi'",
    "arxiv": "SELECT paper_id FROM identifier WHERE scheme = 'arxiv'",
    "rating": _SHELF.format("shelf_by_rating", "p.rating IS NOT NULL"),
    "code": _SHELF.format("shelf_with_code", "p.has_code = 1"),
}

_QUEUED = "SELECT id FROM paper WHERE trashed IS NULL AND queue_position IS NOT NULL"
_FLAGGED = {
    "starred": _SHELF.format("shelf_by_star", "p.starred = 1"),
    "queued": _QUEUED,
    "cooling": _SHELF.format("shelf_by_state", "p.state = 'reading'") + f" UNION {_QUEUED}",
    "untitled": _SHELF.format("shelf_untitled", "p.provisional_title = 1"),
}
_TRASH: tuple[tuple[Sql, ...], ...] = ((("SELECT id FROM paper WHERE trashed IS NOT NULL", ()),),)


class Pieces(Shape):
    """The clauses of a query outside the trash that must all hold.

    ``match`` is what all exact words ask together; ``beginnings`` and ``mixed`` (words within other
    logic) are asked one by one; ``filter`` is all the rest. Each of ``listings`` names by statements,
    which indexes answer without looking further, papers among which all the answers are.
    ``shelves`` are indexes in order of date that hold only papers which fit some clause, and how to
    find their sizes in ``tally``.
    """

    match: str | None
    beginnings: tuple[Prefix, ...]
    mixed: tuple[Expr, ...]
    filter: Sql
    listings: tuple[tuple[Sql, ...], ...]
    shelves: tuple[tuple[str, str, str], ...]


def take_apart(expr: Expr | None, setting: Setting) -> Pieces:
    """The pieces of ``expr``, in which views are written out."""
    clauses = parts(expr)
    trash = asks_for_trash(expr)
    wordless = [clause for clause in clauses if not has_words(clause)]
    beginnings = tuple(clause for clause in clauses if isinstance(clause, Prefix) and has_words(clause))
    others = [clause for clause in clauses if has_words(clause) and clause not in beginnings]
    exact = [clause for clause in others if not has_beginnings(clause)]
    match, mixed = match_all(exact)
    mixed += [clause for clause in others if clause not in exact]
    return Pieces(
        match,
        beginnings,
        tuple(mixed),
        joined(" AND ", [*([] if trash else [UNFILTERED]), *(condition(one, setting) for one in wordless)]),
        tuple(_listings((*wordless, *mixed), setting))
        if not trash
        else _TRASH * (Flag("trashed") in clauses),
        tuple(shelf for clause in wordless if (shelf := _shelf(clause, setting))),
    )


def _listings(clauses: Sequence[Expr], setting: Setting) -> Iterator[tuple[Sql, ...]]:
    for clause in clauses:
        if found := listing(clause, setting):
            yield found


def has_words(expr: Expr) -> bool:
    """Whether the full-text index has a say in ``expr``."""
    return any(to_match(leaf) is not None for leaf in leaves(expr))


def has_beginnings(expr: Expr) -> bool:
    """Whether the full-text index would have to look for words that only begin so."""
    return any(isinstance(leaf, Prefix) and has_words(leaf) for leaf in leaves(expr))


def listing(expr: Expr, setting: Setting) -> tuple[Sql, ...] | None:
    """Statements that together list every paper of ``expr`` outside the trash, and maybe others."""
    match expr:
        case Or(items):
            each = [listing(item, setting) for item in items]
            return tuple(sql for some in each for sql in some or ()) if all(each) else None
        case And(items):
            return next((found for item in items if (found := listing(item, setting))), None)
        case _ if has_beginnings(expr):
            return None
        case _ if match := to_match(expr):
            return (("SELECT rowid FROM paper_search WHERE paper_search MATCH ?", (match,)),)
        case _:
            one = _one(expr, setting)
            return (one,) if one else None


def _one(expr: Expr, setting: Setting) -> Sql | None:
    match expr:
        case Flag(name) if name in STATES:
            return _SHELF.format("shelf_by_state", "p.state = ?"), (name,)
        case Not(Flag(name)) if name in STATES:
            return _SHELF.format("shelf_by_state", "p.state <> ? AND p.state IN (?, ?, ?, ?)"), (
                name,
                *STATES,
            )
        case Flag(name) if name in _FLAGGED:
            return _FLAGGED[name], ()
        case Has(name, True) if name in _HELD:
            return _HELD[name], ()
        case Has("author", False):
            return _SHELF.format("shelf_by_author", "p.first_author = ''"), ()
        case _:
            return _where(expr, setting)


def _where(expr: Expr, setting: Setting) -> Sql | None:
    """From a condition that an index can serve, or that is quick to try on all papers."""
    sql, parameters = condition(expr, Setting(setting.now, setting.categories, None, cooling=setting.cooling))
    name = getattr(expr, "field", None)
    if sql == NEVER:
        return _ANY.format("NOT INDEXED", sql), ()
    if name in _BY_RANGE:
        return _SHELF.format(_BY_RANGE[name], sql), parameters
    if name == "category" and setting.categories is not None:
        return _SHELF.format("shelf_by_category", sql), parameters
    if name == "id":
        return _ANY.format("", sql), parameters
    if name == "key":
        return _ANY.format("INDEXED BY paper_by_key_without_case", sql), parameters
    if name == "venue":
        return _ANY.format("INDEXED BY paper_by_venue", f"p.venue IS NOT NULL AND {sql}"), parameters
    if name == "changed":
        return _ANY.format("", f"p.id IN (SELECT paper_id FROM amendment) AND {sql}"), parameters
    if name in ("updated", "started"):
        return _ANY.format("NOT INDEXED", sql), parameters
    return _within((sql, parameters))


def _within(found: Sql) -> Sql | None:
    """The list in a condition that is one: ``p.id IN (SELECT …)``."""
    sql, params = found
    inner = sql.removeprefix("p.id IN (")
    return (inner.removesuffix(")"), params) if inner != sql else None


def _shelf(clause: Expr, setting: Setting) -> tuple[str, str, str] | None:
    match clause:
        case Flag(name) if name in STATES:
            return "shelf_by_state", "state", name
        case Flag("starred"):
            return "shelf_by_star", "starred", ""
        case Flag("untitled"):
            return "shelf_untitled", "untitled", ""
        case Has("code", True):
            return "shelf_with_code", "code", ""
        case AnyOf("category"):
            _, names = condition(clause, setting)
            return ("shelf_by_category", "category", str(names[0])) if len(names) == 1 else None
        case _:
            return None
