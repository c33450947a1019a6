"""From a query to the SQL that answers it: every other room asks in the query language alone.

The parts are handed out apart as well as together, because the fastest plan depends on how many
papers match: the read side may walk the full-text index, or an order's index, on its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from storage.query.ast import Expr, Flag, Query, leaves, parts
from storage.query.conditions import MATCHING, Param, Setting, Sql, condition, joined
from storage.query.fields import ORDERS, find_value
from storage.query.fulltext import Beginnings, match_all
from storage.query.views import expand
from storage.records import COOLING_DAYS
from storage.shape import Shape

DEFAULT_ORDER = "p.published DESC, p.id DESC"
_MATCHING_FIRST = MATCHING.replace("?", "?1")  # its value comes first, wherever it is needed


class Compiled(Shape):
    """SQL over ``paper p``. Text for ``match`` is one FTS5 expression; the filter holds all the rest."""

    match: str | None
    filter: str
    filter_parameters: tuple[Param, ...]
    order: str
    limit: int | None
    ranked: bool = False
    hints: tuple[str, ...] = ()

    @property
    def uses_search(self) -> bool:
        """Whether the full-text index takes part at the top level."""
        return self.match is not None

    @property
    def source(self) -> str:
        """What to select from. Only ``order`` needs more than ``paper p``, and only when ranked."""
        if not self.ranked:
            return "paper p"
        return "paper p JOIN paper_search ON paper_search.rowid = p.id AND paper_search MATCH ?1"

    @property
    def where(self) -> str:
        """The whole condition, full text included; holds over ``paper p`` and over ``source``."""
        return self.filter if self.match is None else f"{_MATCHING_FIRST} AND {self.filter}"

    @property
    def parameters(self) -> tuple[Param, ...]:
        """The values of ``where``, and of ``source`` before it."""
        return self.filter_parameters if self.match is None else (self.match, *self.filter_parameters)

    def statement(self, columns: str = "p.id") -> str:
        """The plain way to run it, with ``parameters``."""
        where = self.filter if self.ranked else self.where  # the join has matched already
        limit = f" LIMIT {self.limit}" if self.limit is not None else ""
        return f"SELECT {columns} FROM {self.source} WHERE {where} ORDER BY {self.order}{limit}"


def compile_query(
    query: Query,
    *,
    now: datetime,
    views: Mapping[str, str] | None = None,
    categories: Sequence[str] | None = None,
    beginnings: Beginnings | None = None,
    walking: bool = False,
    cooling: int = COOLING_DAYS,
) -> Compiled:
    """SQL for ``query``. ``now`` carries the reader's time zone, in which days begin.

    ``categories`` (all that the library holds) turns a category into exact values, which an index can
    serve; ``beginnings`` turns a word's beginning into indexed words, where FTS5 alone would be slow.
    ``walking`` asks for conditions that are quick paper by paper, for who walks an order anyway.
    ``cooling`` is the number of days after which an untouched paper is cooling.
    """
    setting = Setting(now, categories, beginnings, walking, cooling)
    query, hints = expand(query, views or {})
    match, rest = match_all(parts(query.expr), beginnings)
    shown: list[Sql] = [] if asks_for_trash(query.expr) else [("p.trashed IS NULL", ())]
    sql, parameters = joined(" AND ", shown + [condition(item, setting) for item in rest])
    ranked = match is not None and any(name == "relevance" for name, _ in query.sort)
    order = order_by(query.sort, ranked=ranked)
    return Compiled(match, sql, parameters, order, query.limit, ranked, hints)


def asks_for_trash(expr: Expr | None) -> bool:
    """Whether ``expr`` speaks of the trash; else papers in it stay hidden."""
    return Flag("trashed") in leaves(expr)


def order_by(sort: Iterable[tuple[str, bool]], *, ranked: bool = False) -> str:
    """``ORDER BY`` terms in which no two papers are equal; unknown values come last either way.

    Without words to rank by, ``relevance`` is no order and the rest counts.
    """
    terms = []
    direction = ""
    for name, descending in sort:
        order = find_value(ORDERS, name)
        if order and (ranked or name != "relevance"):
            direction = "DESC" if descending else "ASC"
            terms.append(f"{order.sql} {direction}" + ("" if descending else " NULLS LAST"))
    if not terms or (terms[0].startswith("bm25") and len(terms) == 1):
        return ", ".join([*terms, DEFAULT_ORDER])
    return ", ".join([*terms, f"p.id {direction}"])
