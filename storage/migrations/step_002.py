"""Indexes for what few papers have: without them, a filter that hardly anything fits reads all papers."""

from __future__ import annotations

STATEMENTS = (
    "CREATE INDEX shelf_untitled ON paper (published, id) WHERE trashed IS NULL AND provisional_title = 1",
    "CREATE INDEX shelf_with_code ON paper (published, id) WHERE trashed IS NULL AND has_code = 1",
    "CREATE INDEX paper_by_venue ON paper (venue) WHERE venue IS NOT NULL",
)
