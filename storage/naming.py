"""From what a person types to the thing that is meant: papers and authors by any of their names."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from storage.errors import AuthorNotFound, PaperAmbiguous, PaperNotFound

NEARBY = 3
"""How many look-alikes an error offers."""

OFFERED = 200
"""Authors or keys offered at most: more nobody reads."""

LAST = "\U0010ffff"
"""The last of all characters, behind everything that begins alike."""

_KNOWN = {
    "tag": "SELECT name FROM tag WHERE id IN"
    " (SELECT CAST(name AS INTEGER) FROM tally WHERE kind = 'tag' AND papers > 0) ORDER BY folded",
    "category": "SELECT name FROM tally WHERE kind = 'category' AND papers > 0 ORDER BY name",
    "venue": "SELECT DISTINCT venue FROM paper WHERE venue IS NOT NULL ORDER BY venue",
    "source": "SELECT DISTINCT name FROM source ORDER BY name",
    "view": "SELECT name FROM view ORDER BY position, name",
}


def resolve(connection: sqlite3.Connection, name: str) -> int:
    """The paper that an id, key, DOI or arXiv id stands for; keys in the trash count too."""
    name = name.strip()
    found = (
        by_key(connection, name)
        or _by_number(connection, name)
        or _by_identifier(connection, name)
        or _by_former_key(connection, name)
    )
    if found is None:
        raise PaperNotFound(name, _keys_like(connection, name))
    return found


def by_key(connection: sqlite3.Connection, name: str) -> int | None:
    """The id of the paper of this key, however its letters are written where that is plain.

    Raises :class:`PaperAmbiguous` when several keys differ from ``name`` in case alone.
    """
    exact = connection.execute("SELECT id FROM paper WHERE key = ?", (name,)).fetchone()
    if exact:
        return int(exact[0])
    loose = connection.execute(
        "SELECT id, key FROM paper WHERE key = ? COLLATE NOCASE ORDER BY id", (name,)
    ).fetchall()
    if len(loose) > 1:
        raise PaperAmbiguous(name, [key for _, key in loose])
    return int(loose[0][0]) if loose else None


def _by_former_key(connection: sqlite3.Connection, name: str) -> int | None:
    """The paper that one of this key was merged into."""
    row = connection.execute(
        "SELECT paper_id FROM fingerprint WHERE kind = 'key' AND digest = ?", (name,)
    ).fetchone()
    return int(row[0]) if row else None


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
        (start, start + LAST),
    )
    return get_close_matches(name, [key for (key,) in rows], n=NEARBY, cutoff=0.6)


def find_author(connection: sqlite3.Connection, name: str) -> int:
    """The author of this name, or the only one whose name contains all its words."""
    from seeds import fold

    folded = fold(name)
    exact = connection.execute("SELECT id FROM author WHERE folded = ?", (folded,)).fetchone()
    if exact:
        return int(exact[0])
    words = folded.split()
    rows = _authors_with(connection, [f"%{_literal(word)}%" for word in words]) if words else []
    fitting = [(author, spelt) for author, spelt, known in rows if set(words) <= set(known.split())]
    if len(fitting) == 1:
        return int(fitting[0][0])
    raise AuthorNotFound(name, [spelt for _, spelt in fitting[:10]] or _authors_like(connection, words))


def _authors_with(
    connection: sqlite3.Connection, patterns: Sequence[str], most: int = -1
) -> list[tuple[int, str, str]]:
    """Authors of papers here whose folded name is like all the patterns."""
    like = " AND ".join(["folded LIKE ? ESCAPE '\\'"] * len(patterns))
    return connection.execute(
        f"SELECT id, name, folded FROM author WHERE {like}"
        f" AND EXISTS (SELECT 1 FROM authorship s WHERE s.author_id = author.id) LIMIT {most}",
        patterns,
    ).fetchall()


def _authors_like(connection: sqlite3.Connection, words: Sequence[str]) -> list[str]:
    """Names that share the beginning of a word, ranked by likeness: enough to mend a typing error."""
    from difflib import get_close_matches

    names: dict[str, str] = {}
    for word in words:
        for pattern in (f"{_literal(word[:2])}%", f"% {_literal(word[:2])}%"):
            names |= {known: spelt for _, spelt, known in _authors_with(connection, [pattern], 2000)}
    return [names[near] for near in get_close_matches(" ".join(words), names, n=NEARBY, cutoff=0.7)]


def _literal(text: str) -> str:
    """``text`` within a LIKE pattern."""
    return "".join("\\" + one if one in "\\%_" else one for one in text)


def known_names(connection: sqlite3.Connection, kind: str, part: str = "") -> list[str]:
    """Known values of one kind, for completion; raises :class:`KeyError` for an unknown kind.

    Of kinds that a large library has very many of, authors and keys, it is the first that ``part`` may
    stand for: authors with a name that begins so, keys that begin so.
    """
    if kind == "author":
        return _authors_beginning(connection, part)
    if kind == "key":
        return _keys_beginning(connection, part)
    return [name for (name,) in connection.execute(_KNOWN[kind])]


def _authors_beginning(connection: sqlite3.Connection, part: str) -> list[str]:
    """Authors whose first name begins so, then those of whom another does."""
    from seeds import fold

    folded = fold(part)
    like = _literal(folded)
    begins = ("folded >= ? AND folded < ?", (folded, folded + LAST))
    inside = (
        "(folded LIKE ? ESCAPE '\\' OR folded LIKE ? ESCAPE '\\') AND NOT (folded >= ? AND folded < ?)",
        (f"% {like}%", f"%-{like}%", folded, folded + LAST),
    )
    found: list[str] = []
    for condition, parameters in (begins, inside) if folded else (begins,):
        rows = connection.execute(
            f"SELECT name FROM author WHERE {condition}"
            " AND EXISTS (SELECT 1 FROM authorship s WHERE s.author_id = author.id)"
            f" ORDER BY folded LIMIT {OFFERED - len(found)}",
            parameters,
        )
        found.extend(name for (name,) in rows)
    return found


def _keys_beginning(connection: sqlite3.Connection, part: str) -> list[str]:
    rows = connection.execute(
        "SELECT key FROM paper WHERE key >= ? COLLATE NOCASE AND key < ? COLLATE NOCASE AND trashed IS NULL"
        f" ORDER BY key COLLATE NOCASE LIMIT {OFFERED}",
        (part, part + LAST),
    )
    return [key for (key,) in rows]
