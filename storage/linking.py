"""Links between papers: ``[[key]]`` in a note points at a paper, and that paper can say who points at it.

Links are not kept anywhere: a note's words are in the search index, so whoever mentions a key is
found at once, and nothing has to be brought up to date when a note changes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from seeds import wiki_links
from storage.errors import PaperAmbiguous
from storage.naming import by_key
from storage.papers import read_notes, read_rows
from storage.records import Links


def read_links(connection: sqlite3.Connection, paper: int, mentioning: Sequence[int]) -> Links:
    """The papers that the notes on ``paper`` link to, and those of ``mentioning`` that link to it."""
    targets = {
        key: _target(connection, key)
        for note in read_notes(connection, [paper])
        for key in wiki_links(note.text)
    }
    known = [target for target in targets.values() if target not in (None, paper)]
    back = {
        note.paper_id
        for note in read_notes(connection, mentioning)
        if note.paper_id != paper and any(_target(connection, key) == paper for key in wiki_links(note.text))
    }
    return Links(
        to=tuple(read_rows(connection, [target for target in dict.fromkeys(known) if target])),
        back=tuple(read_rows(connection, sorted(back))),
        unknown=tuple(key for key, target in targets.items() if target is None),
    )


def _target(connection: sqlite3.Connection, key: str) -> int | None:
    try:
        return by_key(connection, key)
    except PaperAmbiguous:
        return None
