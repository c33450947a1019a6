"""Kept counts of many new papers at once.

Triggers keep the counts that the sidebar shows (table ``tally``). That is right for every single
change, but for thousands of new papers it is a third of the work of writing them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from storage.journal import Change

WORTH_IT = 200
"""New papers from which on doing without the trigger pays for taking it away and putting it back."""

_TRIGGER = "tally_paper_insert"
_KINDS = (
    ("trashed", "''", "trashed IS NOT NULL"),
    ("state", "state", "trashed IS NULL"),
    ("starred", "''", "trashed IS NULL AND starred"),
    ("untitled", "''", "trashed IS NULL AND provisional_title"),
    ("category", "category", "trashed IS NULL AND category IS NOT NULL"),
)
KINDS_OF_PAPERS = " UNION ALL ".join(
    f"SELECT '{kind}' AS kind, {name} AS name, count(*) AS papers FROM paper"
    f" WHERE {{where}} AND {condition} GROUP BY {name} HAVING count(*)"
    for kind, name, condition in _KINDS
)
"""Counts the papers that fit ``{where}``, by what is kept of papers themselves."""


@contextmanager
def counted_at_once(change: Change, first: int, last: int) -> Iterator[None]:
    """Within, the papers from ``first`` to ``last`` are written; they are counted at the end.

    The trigger is away within the transaction only: nobody else ever sees the library without it.
    """
    if last - first < WORTH_IT:
        yield
        return
    (trigger,) = change.run("SELECT sql FROM sqlite_master WHERE name = ?", (_TRIGGER,)).one()
    change.run(f"DROP TRIGGER {_TRIGGER}")
    yield
    change.run(trigger)
    counted = KINDS_OF_PAPERS.format(where=f"id BETWEEN {first} AND {last}")
    change.run(
        f"INSERT INTO tally (kind, name, papers) SELECT * FROM ({counted}) WHERE true"
        " ON CONFLICT (kind, name) DO UPDATE SET papers = papers + excluded.papers"
    )
