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
_NEW = (
    ("trashed", "''", "trashed IS NOT NULL"),
    ("state", "state", "trashed IS NULL"),
    ("starred", "''", "trashed IS NULL AND starred"),
    ("untitled", "''", "trashed IS NULL AND provisional_title"),
    ("category", "category", "trashed IS NULL AND category IS NOT NULL"),
)


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
    for kind, name, condition in _NEW:
        change.run(
            f"INSERT INTO tally (kind, name, papers) SELECT '{kind}', {name}, count(*) FROM paper"
            f" WHERE id BETWEEN ? AND ? AND {condition} GROUP BY {name} HAVING count(*)"
            " ON CONFLICT (kind, name) DO UPDATE SET papers = papers + excluded.papers",
            (first, last),
        )
