"""What a reader's habits are made of: likes, papers to be reviewed, and what sources changed since."""

from __future__ import annotations

STATEMENTS = (
    # Whether the reader wants more (1) or less (-1) like this paper, apart from its state.
    """
    CREATE TABLE taste (
        paper_id INTEGER PRIMARY KEY REFERENCES paper (id),
        likes INTEGER NOT NULL CONSTRAINT taste_likes CHECK (likes IN (-1, 1)),
        at TEXT NOT NULL
    )
    """,
    # What a source changed in the description of a paper that had been read by then.
    """
    CREATE TABLE amendment (
        id INTEGER PRIMARY KEY,
        paper_id INTEGER NOT NULL REFERENCES paper (id),
        at TEXT NOT NULL,
        field TEXT NOT NULL,
        source TEXT NOT NULL
    )
    """,
    "CREATE INDEX amendment_by_paper ON amendment (paper_id, at)",
    # Papers to come back, with what the scheduler keeps of each.
    """
    CREATE TABLE review (
        paper_id INTEGER PRIMARY KEY REFERENCES paper (id),
        due TEXT NOT NULL,
        last TEXT,
        stability REAL,
        difficulty REAL,
        answers INTEGER NOT NULL DEFAULT 0
    )
    """,
    "CREATE INDEX review_by_due ON review (due)",
)
