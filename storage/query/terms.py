"""The words that a query looks for, column by column, so that a reader can be shown why a paper is there.

Only what stands in the paper can be shown: what must *not* be there, and what is no text (a state, a
date), has no term.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from storage.query.ast import AnyOf, Expr, Not, Phrase, Prefix, Query, Text, children
from storage.query.fields import FIELDS, Kind, find_field
from storage.query.views import expand
from storage.shape import Shape


class Term(Shape):
    """Folded words that stand side by side; the last may be only the ``beginning`` of one.

    ``whole`` means that there is nothing beside them, as in a tag.
    """

    words: tuple[str, ...]
    beginning: bool = False
    whole: bool = False


class Terms(Shape):
    """What is looked for in each text of a paper, without doubles, in the order of the query."""

    title: tuple[Term, ...] = ()
    abstract: tuple[Term, ...] = ()
    summary: tuple[Term, ...] = ()
    authors: tuple[Term, ...] = ()
    notes: tuple[Term, ...] = ()
    tags: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to show at all."""
        return any(self.__dict__.values())


_COLUMNS = (*(field.sql for field in FIELDS if field.kind is Kind.WORDS), "tags")


def terms_of(query: Query, views: Mapping[str, str] | None = None) -> Terms:
    """The terms of ``query``, and of the saved ``views`` that it names.

    >>> from storage.query import parse
    >>> terms_of(parse('title:prun* -is:read NOT loud').query).title
    (Term(('prun',), True, False),)
    """
    expr = expand(query, views or {})[0].expr
    found: dict[str, dict[Term, None]] = {column: {} for column in _COLUMNS}
    for leaf in _positive(expr):
        for column, term in _wanted(leaf):
            found[column][term] = None
    return Terms(**{column: tuple(each) for column, each in found.items()})


def _positive(expr: Expr | None) -> Iterator[Expr]:
    """The clauses that a paper may be there for."""
    if expr is None or isinstance(expr, Not):
        return
    inner = children(expr)
    if not inner:
        yield expr
    for child in inner:
        yield from _positive(child)


def _wanted(leaf: Expr) -> Iterable[tuple[str, Term]]:
    """The terms of one clause, each with its column."""
    match leaf:
        case AnyOf("tag", values):
            return [("tags", Term(words, whole=True)) for words in map(words_of, values) if words]
        case Text(text, field) | Phrase(text, field) | Prefix(text, field):
            words = words_of(text)
            term = Term(words, beginning=isinstance(leaf, Prefix), whole=field == "tag")
            return [(column, term) for column in _columns(field) if words]
    return []


def _columns(field: str | None) -> tuple[str, ...]:
    if field is None:
        return _COLUMNS
    known = find_field(field)
    if known is None or known.name == "tag":
        return ("tags",) if known else ()
    return (known.sql,) if known.kind is Kind.WORDS else ()


def words_of(text: str) -> tuple[str, ...]:
    """``text`` as the full-text index has it: folded, and split at whatever is no letter or digit."""
    from seeds import search_text

    return tuple(re.findall(r"[^\W_]+", search_text(text)))
