"""Putting saved queries in the place of their names, whatever they say about each other.

A view may use other views, and a reader can make two that use each other. Nesting and size are
bounded, so that a few short views cannot unfold into a query that no engine takes.
"""

from __future__ import annotations

from collections.abc import Mapping

from storage.query.ast import And, Expr, Not, Or, Query, ViewRef, all_of, any_of, depth, leaves, negate, parts
from storage.query.grammar import MAX_CLAUSES, MAX_NESTING, parse

NOTHING = ViewRef("")
"""What finds no paper: no view has an empty name."""

EVERYTHING = Not(NOTHING)


def expand(query: Query, views: Mapping[str, str]) -> tuple[Query, tuple[str, ...]]:
    """``query`` with every view it can resolve written out, and hints on those it cannot.

    An unresolved view finds nothing. A view that is a clause of its own lends its order to a query
    without one, and its limit too where it is the whole query.
    """
    if not any(isinstance(leaf, ViewRef) for leaf in leaves(query.expr)):
        return query, ()
    expander = _Expander(views)
    expr = expander.expand(query.expr) if query.expr else None
    lent = expander.lend(query)
    return Query(expr, lent.sort, lent.limit), tuple(dict.fromkeys(expander.hints))


class _Expander:
    def __init__(self, views: Mapping[str, str]) -> None:
        self._views = views
        self._lowered = {name.lower(): text for name, text in views.items()}
        self._trail: tuple[str, ...] = ()
        self._room = MAX_CLAUSES
        self.hints: list[str] = []

    def expand(self, expr: Expr) -> Expr:
        """``expr`` without views; never None, because a view of everything is :data:`EVERYTHING`."""
        match expr:
            case ViewRef(name):
                return self._resolve(name)
            case Not(item):
                return negate(self.expand(item)) or NOTHING
            case And(items):
                return all_of(map(self.expand, items)) or EVERYTHING
            case Or(items):
                return any_of(map(self.expand, items)) or NOTHING
            case _:
                return expr

    def lend(self, query: Query) -> Query:
        """``query`` with the order, and the limit, of the views it stands for."""
        for part in parts(query.expr):
            lender = self._read(part.name) if isinstance(part, ViewRef) else None
            if lender and not query.sort:
                query = query.sorted_by(lender.sort)
            if lender and query.limit is None and part == query.expr:
                query = Query(query.expr, query.sort, lender.limit)
        return query

    def _read(self, name: str) -> Query | None:
        text = self._views.get(name, self._lowered.get(name.lower()))
        return parse(text).query if text is not None else None

    def _resolve(self, name: str) -> Expr:
        saved = self._read(name)
        if saved is None:
            return self._refuse(f'there is no view "{name}"')
        if name.lower() in self._trail:
            return self._refuse(f'the view "{name}" uses itself')
        if saved.expr is None:
            return EVERYTHING
        self._room -= sum(1 for _ in leaves(saved.expr))
        if self._room < 0 or len(self._trail) >= MAX_NESTING:
            return self._refuse(f'the view "{name}" makes the query too large')
        self._trail += (name.lower(),)
        expr = self.expand(saved.expr)
        self._trail = self._trail[:-1]
        if depth(expr) > MAX_NESTING + 1:
            return self._refuse(f'the view "{name}" nests too deep')
        return expr

    def _refuse(self, hint: str) -> Expr:
        self.hints.append(hint)
        return NOTHING
