"""From what a person types to the thing that is meant: papers and authors by any of their names."""

from __future__ import annotations

import sqlite3

from storage.errors import AuthorNotFound, PaperAmbiguous, PaperNotFound

NEARBY = 3
"""How many look-alikes an error offers."""

_KNOWN = {
    "tag": "SELECT name FROM tag WHERE id IN"
    " (SELECT CAST(name AS INTEGER) FROM tally WHERE kind = 'tag' AND papers > 0) ORDER BY folded",
    "author": "SELECT name FROM author WHERE id IN (SELECT author_id FROM authorship) ORDER BY folded",
    "category": "SELECT name FROM tally WHERE kind = 'category' AND papers > 0 ORDER BY name",
    "venue": "SELECT DISTINCT venue FROM paper WHERE venue IS NOT NULL ORDER BY venue",
    "source": "SELECT DISTINCT name FROM source ORDER BY name",
    "view": "SELECT name FROM view ORDER BY position, name",
    "key": "SELECT key FROM paper WHERE trashed IS NULL ORDER BY key",
}


def resolve(connection: sqlite3.Connection, name: str) -> int:
    """The paper that an id, key, DOI or arXiv id stands for; keys in the trash count too."""
    name = name.strip()
    found = _by_key(connection, name) or _by_number(connection, name) or _by_identifier(connection, name)
    if found is None:
        raise PaperNotFound(name, _keys_like(connection, name))
    return found


def _by_key(connection: sqlite3.Connection, name: str) -> int | None:
    exact = connection.execute("SELECT id FROM paper WHERE key = ?", (name,)).fetchone()
    if exact:
        return int(exact[0])
    loose = connection.execute(
        "SELECT id, key FROM paper WHERE key = ? COLLATE NOCASE ORDER BY id", (name,)
    ).fetchall()
    if len(loose) > 1:
        raise PaperAmbiguous(name, [key for _, key in loose])
    return int(loose[0][0]) if loose else None


def _by_number(connection: sqlite3.Connection, name: str) -> int | None:
    if not (name.isascii() and name.isdigit() and len(name) < 19):
        return None
    row = connection.execute("SELECT id FROM paper WHERE id = ?", (int(name),)).fetchone()
    return int(row[0]) if row else None


def _by_identifier(connection: sqlite3.Connection, name: str) -> int | None:
    from seeds import recognise

    identifier = recognise(name)
    if identifier is None:
        return None
    row = connection.execute(
        "SELECT paper_id FROM identifier WHERE scheme = ? AND value = ?",
        (identifier.scheme, identifier.value),
    ).fetchone()
    return int(row[0]) if row else None


def _keys_like(connection: sqlite3.Connection, name: str) -> list[str]:
    """Keys that begin alike, ranked by likeness: enough to mend a typing error."""
    from difflib import get_close_matches

    start = name[:3]
    if not start:
        return []
    rows = connection.execute(
        "SELECT key FROM paper WHERE key >= ? COLLATE NOCASE AND key < ? COLLATE NOCASE LIMIT 2000",
        (start, start + "\U0010ffff"),
    )
    return get_close_matches(name, [key for (key,) in rows], n=NEARBY, cutoff=0.6)


def find_author(connection: sqlite3.Connection, name: str) -> int:
    """The author of this name, or the only one whose name contains all its words."""
    from seeds import fold

    folded = fold(name)
    exact = connection.execute("SELECT id FROM author WHERE folded = ?", (folded,)).fetchone()
    if exact:
        return int(exact[0])
    rows = connection.execute(
        "SELECT id, name, folded FROM author WHERE id IN (SELECT author_id FROM authorship)"
    ).fetchall()
    words = set(folded.split())
    fitting = [(author, spelt) for author, spelt, known in rows if words and words <= set(known.split())]
    if len(fitting) == 1:
        return int(fitting[0][0])
    raise AuthorNotFound(name, [spelt for _, spelt in fitting[:10]] or _authors_like(folded, rows))


def _authors_like(folded: str, rows: list[tuple[int, str, str]]) -> list[str]:
    from difflib import get_close_matches

    names = {known: spelt for _, spelt, known in rows[:20000]}
    return [names[near] for near in get_close_matches(folded, names, n=NEARBY, cutoff=0.7)]


def known_names(connection: sqlite3.Connection, kind: str) -> list[str]:
    """All known values of one kind, for completion; raises :class:`KeyError` for an unknown kind."""
    return [name for (name,) in connection.execute(_KNOWN[kind])]
