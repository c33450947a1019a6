"""What one change of the journal brought: for an import the papers that were new, changed, or gone."""

from __future__ import annotations

import sqlite3

from storage.reports import Event
from storage.shape import Shape


class Arrived(Shape):
    """A paper that an import brought, or found missing: ``outcome`` is new, updated or gone."""

    outcome: str
    id: int
    key: str
    title: str | None
    source: str


class Brought(Shape):
    """One change, and of an import its papers: those gone first, the others as they came.

    ``counts`` says how many there are of each outcome, ``papers`` may hold fewer. An import that was
    undone has none.
    """

    event: Event
    sources: tuple[str, ...]
    counts: dict[str, int]
    papers: tuple[Arrived, ...]


_SEEN = (
    " FROM sighting JOIN source ON source.id = sighting.source_id JOIN paper ON paper.id = sighting.paper_id"
    " WHERE source.batch_id = ? AND sighting.outcome IN ('new', 'updated')"
)
_GONE = (
    " FROM source JOIN sighting before ON before.source_id = (SELECT max(id) FROM source earlier WHERE"
    " earlier.name = source.name AND earlier.format = source.format AND earlier.id < source.id)"
    " JOIN paper ON paper.id = before.paper_id WHERE source.batch_id = ? AND source.gone"
    " AND before.paper_id NOT IN (SELECT paper_id FROM sighting now WHERE now.source_id = source.id)"
)
_SHOWN = "paper.id, paper.key, paper.title, source.name"


def read_brought(connection: sqlite3.Connection, event: int, limit: int) -> Brought | None:
    """Give a change by its id in the journal and up to ``limit`` of its papers; None where it is not."""
    row = connection.execute(
        "SELECT id, at, verb, summary, papers, batch_id, undone FROM journal WHERE id = ?", (event,)
    ).fetchone()
    if row is None:
        return None
    found = Event(*row)
    batch = (found.batch,)
    sources = connection.execute("SELECT name FROM source WHERE batch_id = ? ORDER BY id", batch)
    counts = dict(
        connection.execute(f"SELECT sighting.outcome, count(DISTINCT paper.id){_SEEN} GROUP BY 1", batch)
    )
    if gone := connection.execute(f"SELECT count(DISTINCT paper.id){_GONE}", batch).fetchone()[0]:
        counts["gone"] = gone
    papers = [
        *connection.execute(f"SELECT DISTINCT 'gone', {_SHOWN}{_GONE} LIMIT ?", (*batch, limit)),
        *connection.execute(
            f"SELECT sighting.outcome, {_SHOWN}{_SEEN} ORDER BY source.id, sighting.position LIMIT ?",
            (*batch, limit),
        ),
    ]
    shown = tuple(Arrived(*paper) for paper in papers[:limit])
    return Brought(found, tuple(name for (name,) in sources), counts, shown)
