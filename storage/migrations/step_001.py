"""The first schema: papers and all that hangs on them, the journal, and the search index."""

from __future__ import annotations

_COUNTED = (
    ("trashed", "''", "{row}.trashed IS NOT NULL"),
    ("state", "{row}.state", "{row}.trashed IS NULL"),
    ("starred", "''", "{row}.trashed IS NULL AND {row}.starred"),
    ("untitled", "''", "{row}.trashed IS NULL AND {row}.provisional_title"),
    ("category", "{row}.category", "{row}.trashed IS NULL AND {row}.category IS NOT NULL"),
)
_OUTSIDE_TRASH = "(SELECT trashed FROM paper WHERE id = {row}.paper_id) IS NULL"


def _count(kind: str, name: str, condition: str, row: str, sign: str) -> str:
    """Add one paper to a count, or take one from it, when ``condition`` holds for ``row``."""
    return (
        f"INSERT INTO tally (kind, name, papers) SELECT '{kind}', {name.format(row=row)}, {sign}1"
        f" WHERE {condition.format(row=row)}"
        f" ON CONFLICT (kind, name) DO UPDATE SET papers = papers {sign} 1;"
    )


def _paper(row: str, sign: str) -> str:
    return "\n".join(_count(*counted, row, sign) for counted in _COUNTED)


def _worn(sign: str) -> str:
    """A paper leaves or enters the trash with its tags and notes."""
    return (
        f"UPDATE tally SET papers = papers {sign} 1 WHERE kind = 'tag'"
        " AND name IN (SELECT CAST(tag_id AS TEXT) FROM paper_tag WHERE paper_id = NEW.id);"
        f" UPDATE tally SET papers = papers {sign} 1 WHERE kind = 'noted'"
        " AND EXISTS (SELECT 1 FROM note WHERE paper_id = NEW.id);"
    )


def _tag(row: str, sign: str) -> str:
    return _count("tag", "CAST({row}.tag_id AS TEXT)", _OUTSIDE_TRASH, row, sign)


def _note(row: str, sign: str, others: str) -> str:
    alone = f"(SELECT count(*) FROM note WHERE paper_id = {{row}}.paper_id) = {others}"
    return _count("noted", "''", f"{_OUTSIDE_TRASH} AND {alone}", row, sign)


_TALLY_TRIGGERS = (
    f"CREATE TRIGGER tally_paper_insert AFTER INSERT ON paper BEGIN {_paper('NEW', '+')} END",
    f"CREATE TRIGGER tally_paper_delete AFTER DELETE ON paper BEGIN {_paper('OLD', '-')} END",
    (
        "CREATE TRIGGER tally_paper_update AFTER UPDATE OF"
        " state, starred, provisional_title, category, trashed ON paper"
        f" BEGIN {_paper('OLD', '-')} {_paper('NEW', '+')} END"
    ),
    (
        "CREATE TRIGGER tally_trash AFTER UPDATE OF trashed ON paper"
        f" WHEN OLD.trashed IS NULL AND NEW.trashed IS NOT NULL BEGIN {_worn('-')} END"
    ),
    (
        "CREATE TRIGGER tally_restore AFTER UPDATE OF trashed ON paper"
        f" WHEN OLD.trashed IS NOT NULL AND NEW.trashed IS NULL BEGIN {_worn('+')} END"
    ),
    f"CREATE TRIGGER tally_tag_insert AFTER INSERT ON paper_tag BEGIN {_tag('NEW', '+')} END",
    f"CREATE TRIGGER tally_tag_delete AFTER DELETE ON paper_tag BEGIN {_tag('OLD', '-')} END",
    f"CREATE TRIGGER tally_note_insert AFTER INSERT ON note BEGIN {_note('NEW', '+', '1')} END",
    f"CREATE TRIGGER tally_note_delete AFTER DELETE ON note BEGIN {_note('OLD', '-', '0')} END",
)


STATEMENTS = (
    """
    CREATE TABLE paper (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        provisional_title INTEGER NOT NULL DEFAULT 0,
        byline TEXT NOT NULL DEFAULT '',
        first_author TEXT NOT NULL DEFAULT '',
        title_order TEXT NOT NULL DEFAULT '',
        published TEXT,
        category TEXT,
        venue TEXT,
        kind TEXT NOT NULL DEFAULT 'preprint',
        url TEXT,
        code_url TEXT,
        has_code INTEGER NOT NULL DEFAULT 0,
        file_path TEXT,
        authors_truncated INTEGER NOT NULL DEFAULT 0,
        state TEXT NOT NULL DEFAULT 'unread'
            CONSTRAINT paper_state CHECK (state IN ('unread', 'reading', 'read', 'skipped')),
        starred INTEGER NOT NULL DEFAULT 0,
        rating INTEGER CONSTRAINT paper_rating CHECK (rating BETWEEN 1 AND 5),
        queue_position REAL,
        added TEXT NOT NULL,
        started TEXT,
        read TEXT,
        updated TEXT NOT NULL,
        trashed TEXT,
        revision INTEGER NOT NULL DEFAULT 1
    )
    """,
    # Lists leave the trash out, so their indexes do; ``trashed`` at the end makes them covering.
    "CREATE INDEX shelf_by_date ON paper (published, id, trashed) WHERE trashed IS NULL",
    "CREATE INDEX shelf_by_added ON paper (added, id, trashed) WHERE trashed IS NULL",
    "CREATE INDEX shelf_by_title ON paper (title_order, id, trashed) WHERE trashed IS NULL",
    "CREATE INDEX shelf_by_author ON paper (first_author, id, trashed) WHERE trashed IS NULL",
    "CREATE INDEX shelf_by_rating ON paper (rating, id, trashed) WHERE trashed IS NULL",
    "CREATE INDEX shelf_by_read ON paper (read, id, trashed) WHERE trashed IS NULL",
    "CREATE INDEX shelf_by_state ON paper (state, published, id, trashed) WHERE trashed IS NULL",
    "CREATE INDEX shelf_by_category ON paper (category, published, id, trashed) WHERE trashed IS NULL",
    "CREATE INDEX shelf_by_star ON paper (published, id) WHERE trashed IS NULL AND starred = 1",
    "CREATE INDEX trash ON paper (trashed) WHERE trashed IS NOT NULL",
    "CREATE INDEX paper_by_key_without_case ON paper (key COLLATE NOCASE)",
    "CREATE INDEX paper_by_queue ON paper (queue_position) WHERE queue_position IS NOT NULL",
    """
    CREATE TABLE paper_text (
        paper_id INTEGER PRIMARY KEY REFERENCES paper (id),
        abstract TEXT,
        summary TEXT,
        affiliations TEXT NOT NULL DEFAULT '[]',
        extra TEXT NOT NULL DEFAULT '{}',
        chosen TEXT NOT NULL DEFAULT '[]'
    )
    """,
    "CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE)",
    """
    CREATE TABLE authorship (
        paper_id INTEGER NOT NULL REFERENCES paper (id),
        position INTEGER NOT NULL,
        author_id INTEGER NOT NULL REFERENCES author (id),
        written TEXT,
        PRIMARY KEY (paper_id, position)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX authorship_by_author ON authorship (author_id)",
    """
    CREATE TABLE author_profile (
        author_id INTEGER NOT NULL REFERENCES author (id),
        source TEXT NOT NULL,
        seen TEXT NOT NULL,
        field TEXT,
        h_index INTEGER,
        papers INTEGER,
        citations INTEGER,
        novelty INTEGER,
        ai_score INTEGER,
        PRIMARY KEY (author_id, source)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE identifier (
        scheme TEXT NOT NULL,
        value TEXT NOT NULL,
        paper_id INTEGER NOT NULL REFERENCES paper (id),
        PRIMARY KEY (scheme, value)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX identifier_by_paper ON identifier (paper_id)",
    """
    CREATE TABLE fingerprint (
        kind TEXT NOT NULL,
        digest TEXT NOT NULL,
        paper_id INTEGER NOT NULL REFERENCES paper (id),
        PRIMARY KEY (kind, digest, paper_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX fingerprint_by_paper ON fingerprint (paper_id)",
    "CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE)",
    """
    CREATE TABLE paper_tag (
        paper_id INTEGER NOT NULL REFERENCES paper (id),
        tag_id INTEGER NOT NULL REFERENCES tag (id),
        PRIMARY KEY (paper_id, tag_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX paper_tag_by_tag ON paper_tag (tag_id, paper_id)",
    """
    CREATE TABLE note (
        id INTEGER PRIMARY KEY,
        paper_id INTEGER NOT NULL REFERENCES paper (id),
        text TEXT NOT NULL,
        quote TEXT,
        quote_field TEXT,
        created TEXT NOT NULL,
        updated TEXT NOT NULL,
        revision INTEGER NOT NULL DEFAULT 1
    )
    """,
    "CREATE INDEX note_by_paper ON note (paper_id)",
    """
    CREATE TABLE unsaved_note (
        paper_id INTEGER NOT NULL,
        note_id INTEGER NOT NULL DEFAULT 0,
        text TEXT NOT NULL,
        quote TEXT,
        quote_field TEXT,
        updated TEXT NOT NULL,
        PRIMARY KEY (paper_id, note_id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE view (
        name TEXT NOT NULL PRIMARY KEY,
        query TEXT NOT NULL,
        position INTEGER NOT NULL DEFAULT 0,
        created TEXT NOT NULL
    )
    """,
    "CREATE TABLE batch (id INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT)",
    """
    CREATE TABLE source (
        id INTEGER PRIMARY KEY,
        batch_id INTEGER NOT NULL REFERENCES batch (id),
        name TEXT NOT NULL,
        format TEXT NOT NULL,
        found INTEGER NOT NULL DEFAULT 0,
        new INTEGER NOT NULL DEFAULT 0,
        updated INTEGER NOT NULL DEFAULT 0,
        unchanged INTEGER NOT NULL DEFAULT 0,
        gone INTEGER NOT NULL DEFAULT 0,
        rejected TEXT NOT NULL DEFAULT '[]'
    )
    """,
    "CREATE INDEX source_by_batch ON source (batch_id)",
    "CREATE INDEX source_by_name ON source (name)",
    """
    CREATE TABLE sighting (
        source_id INTEGER NOT NULL REFERENCES source (id),
        position INTEGER NOT NULL,
        paper_id INTEGER NOT NULL REFERENCES paper (id),
        outcome TEXT NOT NULL,
        digest TEXT NOT NULL,
        PRIMARY KEY (source_id, position)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX sighting_by_paper ON sighting (paper_id)",
    """
    CREATE TABLE distinct_pair (
        paper_id INTEGER NOT NULL REFERENCES paper (id),
        other_id INTEGER NOT NULL REFERENCES paper (id),
        PRIMARY KEY (paper_id, other_id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE journal (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        verb TEXT NOT NULL,
        summary TEXT NOT NULL,
        papers INTEGER NOT NULL DEFAULT 0,
        batch_id INTEGER,
        undone TEXT,
        superseded INTEGER NOT NULL DEFAULT 0
    )
    """,
    """
    CREATE TABLE journal_step (
        journal_id INTEGER NOT NULL REFERENCES journal (id),
        sequence INTEGER NOT NULL,
        operation TEXT NOT NULL,
        table_name TEXT NOT NULL,
        images BLOB NOT NULL,
        PRIMARY KEY (journal_id, sequence)
    )
    """,
    "CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
    # How many papers there are of each kind: counting a million takes too long for a sidebar.
    """
    CREATE TABLE tally (
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        papers INTEGER NOT NULL,
        PRIMARY KEY (kind, name)
    ) WITHOUT ROWID
    """,
    *_TALLY_TRIGGERS,
    # What the index is made of. Nothing of it is stored twice: the folding happens as rows are read.
    """
    CREATE VIEW search_document AS
    SELECT paper.id AS id,
           search_text(paper.title) AS title,
           search_text(paper_text.abstract) AS abstract,
           search_text(paper_text.summary) AS summary,
           search_text((SELECT group_concat(name, ' ; ') FROM (
               SELECT coalesce(authorship.written, author.name) AS name
               FROM authorship JOIN author ON author.id = authorship.author_id
               WHERE authorship.paper_id = paper.id ORDER BY authorship.position))) AS authors,
           search_text((SELECT group_concat(text, ' ; ') FROM (
               SELECT note.text || coalesce(' ; ' || note.quote, '') AS text
               FROM note WHERE note.paper_id = paper.id ORDER BY note.id))) AS notes,
           search_text((SELECT group_concat(name, ' ; ') FROM (
               SELECT tag.name AS name
               FROM paper_tag JOIN tag ON tag.id = paper_tag.tag_id
               WHERE paper_tag.paper_id = paper.id ORDER BY tag.id))) AS tags
    FROM paper LEFT JOIN paper_text ON paper_text.paper_id = paper.id
    """,
    """
    CREATE VIRTUAL TABLE paper_search USING fts5(
        title, abstract, summary, authors, notes, tags,
        content = 'search_document', content_rowid = 'id',
        tokenize = 'unicode61 remove_diacritics 2'
    )
    """,
)
