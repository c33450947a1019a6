"""What the reader follows: feeds and queries that new papers are fetched from."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE subscription (
        target TEXT PRIMARY KEY,
        title TEXT,
        added TEXT NOT NULL,
        fetched TEXT,
        fault TEXT
    ) WITHOUT ROWID
    """,
)
