"""Which papers are here already, by the identifiers that somebody is about to look up."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from storage.records import Identified

_SQL = """
    SELECT i.scheme, i.value, p.id, p.key, p.title,
           p.provisional_title = 1 AND NOT EXISTS (SELECT 1 FROM fingerprint f WHERE f.paper_id = p.id),
           p.provisional_title = 0 AND p.byline <> '' AND coalesce(t.abstract, '') <> ''
    FROM json_each(?) AS w
    CROSS JOIN identifier i
      ON i.scheme = json_extract(w.value, '$[0]') AND i.value = json_extract(w.value, '$[1]')
    JOIN paper p ON p.id = i.paper_id
    LEFT JOIN paper_text t ON t.paper_id = p.id
"""


_SAID = """
    SELECT w.key, max(g.source_id), g.digest
    FROM json_each(?) AS w
    CROSS JOIN identifier i
      ON i.scheme = json_extract(w.value, '$[0]') AND i.value = json_extract(w.value, '$[1]')
    JOIN sighting g ON g.paper_id = i.paper_id
    JOIN source s ON s.id = g.source_id
    WHERE s.name = ? AND s.format = ?
    GROUP BY w.key
"""
"""SQLite takes the bare column from the row of the maximum."""


def read_identified(
    connection: sqlite3.Connection, pairs: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], Identified]:
    """The papers that have these identifiers, whichever they are."""
    rows = connection.execute(_SQL, (json.dumps(list(pairs)),))
    return {
        (scheme, value): Identified(paper, key, title, bool(pending), bool(whole))
        for scheme, value, paper, key, title, pending, whole in rows
    }


def read_said(
    connection: sqlite3.Connection, pairs: Sequence[tuple[str, str]], name: str, format: str
) -> list[str | None]:
    """For each identifier the digest of what a source said last of its paper; ``None`` for nothing."""
    said: list[str | None] = [None] * len(pairs)
    for place, _, digest in connection.execute(_SAID, (json.dumps(pairs), name, format)):
        said[place] = digest
    return said
