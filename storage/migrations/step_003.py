"""The reading desk: sessions, how far papers are read, decisions of triage, and an index for the queue."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE session (
        id INTEGER PRIMARY KEY,
        paper_id INTEGER NOT NULL REFERENCES paper (id),
        started TEXT NOT NULL,
        ended TEXT,
        finished INTEGER NOT NULL DEFAULT 0,
        confirmed INTEGER NOT NULL DEFAULT 0,
        share_before REAL NOT NULL DEFAULT 0,
        share_after REAL
    )
    """,
    "CREATE INDEX session_by_paper ON session (paper_id, started)",
    "CREATE INDEX session_by_start ON session (started)",
    "CREATE INDEX session_open ON session (paper_id) WHERE ended IS NULL",
    """
    CREATE TABLE progress (
        paper_id INTEGER PRIMARY KEY REFERENCES paper (id),
        share REAL NOT NULL,
        page INTEGER,
        pages INTEGER,
        at TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE triage (
        id INTEGER PRIMARY KEY,
        paper_id INTEGER NOT NULL REFERENCES paper (id),
        query TEXT NOT NULL,
        decision TEXT NOT NULL,
        remaining INTEGER NOT NULL,
        at TEXT NOT NULL
    )
    """,
    "CREATE INDEX triage_by_paper ON triage (paper_id)",
    "CREATE INDEX triage_by_query ON triage (query, id)",
    "CREATE INDEX triage_finished ON triage (query, id) WHERE remaining = 0",
    "CREATE INDEX triage_later ON triage (query, id) WHERE decision = 'later'",
    # With the trash left out the queue is counted without looking at its papers.
    "DROP INDEX paper_by_queue",
    (
        "CREATE INDEX shelf_by_queue ON paper (queue_position, id)"
        " WHERE trashed IS NULL AND queue_position IS NOT NULL"
    ),
)
