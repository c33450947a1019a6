"""What a query means, free of how it was typed and of how it will be answered.

Everything else in this folder turns text into these shapes or these shapes into something: SQL, text
again, advice. The shapes keep what the reader wrote (an age stays ``7d``), so that a saved view means
tomorrow what it meant when it was saved, and prints as it was typed.

Build ``And``, ``Or`` and ``Not`` with :func:`all_of`, :func:`any_of` and :func:`negate`: they keep a
query in its one plain form (nothing nested in its like, nothing with fewer than two parts).
"""

from __future__ import annotations

from collections.abc import Iterable

from storage.shape import Shape


class Text(Shape):
    """A word, anywhere or within ``field``; holds no white space."""

    word: str
    field: str | None = None


class Phrase(Shape):
    """Two words or more that stand next to each other."""

    words: str
    field: str | None = None


class Prefix(Shape):
    """The beginning of a word, or of the last word of a phrase."""

    beginning: str
    field: str | None = None


class AnyOf(Shape):
    """One of several exact values of ``tag``, ``category`` or ``id``."""

    field: str
    values: tuple[str, ...]


class Flag(Shape):
    """``is:name``."""

    name: str


class Has(Shape):
    """``has:name``, or ``no:name`` when not ``present``."""

    name: str
    present: bool = True


class Range(Shape):
    """A bounded field: ``op`` is ``= < <= > >=`` on ``first``, or ``..`` from ``first`` to ``last``."""

    field: str
    op: str
    first: str
    last: str = ""


class ViewRef(Shape):
    """Whatever the saved query of this name finds."""

    name: str


class Not(Shape):
    """Everything that ``item`` does not find."""

    item: Expr


class And(Shape):
    """What all of ``items`` find."""

    items: tuple[Expr, ...]


class Or(Shape):
    """What any of ``items`` finds."""

    items: tuple[Expr, ...]


Expr = Text | Phrase | Prefix | AnyOf | Flag | Has | Range | ViewRef | Not | And | Or


class Query(Shape):
    """A whole query: ``expr`` is None when it asks for everything; ``sort`` pairs (order, descending)."""

    expr: Expr | None = None
    sort: tuple[tuple[str, bool], ...] = ()
    limit: int | None = None

    def sorted_by(self, sort: tuple[tuple[str, bool], ...]) -> Query:
        """The same query in another order."""
        return Query(self.expr, sort, self.limit)


def all_of(items: Iterable[Expr | None]) -> Expr | None:
    """The conjunction of ``items``; those that are None ask for nothing. None when nothing is left."""
    flat: list[Expr] = []
    for item in items:
        flat.extend(parts(item))
    return And(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def any_of(items: Iterable[Expr | None]) -> Expr | None:
    """The disjunction of ``items``, with None left out as in :func:`all_of`."""
    flat: list[Expr] = []
    for item in items:
        if isinstance(item, Or):
            flat.extend(item.items)
        elif item is not None:
            flat.append(item)
    return Or(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def negate(item: Expr | None) -> Expr | None:
    """The opposite of ``item``; twice is none at all."""
    if item is None:
        return None
    return item.item if isinstance(item, Not) else Not(item)


def parts(expr: Expr | None) -> tuple[Expr, ...]:
    """The clauses that must all hold: what a reader sees as the pieces of the query."""
    if expr is None:
        return ()
    return expr.items if isinstance(expr, And) else (expr,)


def children(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly inside ``expr``."""
    if isinstance(expr, And | Or):
        return expr.items
    return (expr.item,) if isinstance(expr, Not) else ()


def depth(expr: Expr) -> int:
    """How many expressions are nested in each other at the deepest place; 1 for a single clause."""
    return 1 + max(map(depth, children(expr)), default=0)


def leaves(expr: Expr | None) -> Iterable[Expr]:
    """The clauses of ``expr`` in the order they are written, without the logic around them."""
    if expr is None:
        return
    inner = children(expr)
    if not inner:
        yield expr
    for child in inner:
        yield from leaves(child)
