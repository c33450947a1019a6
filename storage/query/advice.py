"""Helping a reader who found nothing: which clause, left out, would find something?

Counting needs a library; this only says what could be counted.
"""

from __future__ import annotations

from storage.query.ast import Query, all_of, parts
from storage.query.printing import to_text


def relaxations(query: Query) -> list[tuple[str, Query]]:
    """Each clause that could be dropped, as text, with the query that then remains.

    A query of one clause has none: dropping it would ask for everything.
    """
    clauses = parts(query.expr)
    if len(clauses) < 2:
        return []
    return [
        (
            to_text(Query(clause)),
            Query(all_of(clauses[:place] + clauses[place + 1 :]), query.sort, query.limit),
        )
        for place, clause in enumerate(clauses)
    ]
