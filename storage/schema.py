"""What both sides of the store agree on: the schema's version and the shape of the search index.

Kept apart from the table classes, because the read side must know it without loading SQLModel.
"""

from __future__ import annotations

SCHEMA_VERSION = 5
"""Number of the newest migration step."""

APPLICATION_ID = 0x4361726C
"""Marks a SQLite file as a Carrel library ("Carl" in ASCII)."""

FOLDING = 1
"""Version of the folding behind the index: raise it when :func:`seeds.search_text` changes, and
every library rebuilds its index on the next write."""

SEARCH_COLUMNS = ("title", "abstract", "summary", "authors", "notes", "tags")


def search_text(text: str | None) -> str | None:
    """What the view ``search_document`` is made with, as a function of SQL on both sides."""
    if text is None:
        return None
    from seeds import search_text as folded  # loaded when the view is first read, not at every start

    return folded(text)
