"""A whole library as plain text, and a library from such a text.

A backup is as good as the program that reads SQLite; a dump can be read by anything, in any year. It
is JSON Lines: a line about the dump, then for every table a line with its columns and one line, an
array, for each row; and at the end a line that counts them, by which a dump that was cut off is known.
Rows stand as they are, ids, times, history and all, so that the library made from them is the same one.
What can be made from the rows (the search index, the indexes of tables) is made anew.

Bytes, which only the journal keeps, are JSON packed by :mod:`storage.journal`: they stand unpacked as
``{"packed": …}``, or as ``{"base64": …}`` where packing them again would not give the same bytes.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from seeds import escaped
from storage.backup import in_place_of
from storage.errors import LibraryDamaged, LibraryNewer
from storage.files import open_regular
from storage.migrations import STEPS
from storage.opening import explain_reading
from storage.schema import APPLICATION_ID, SCHEMA_VERSION, search_text

VERSION = 1
"""Of the form described above."""

BEGINS = b'{"carrel": "dump"'
"""How every dump begins, by which it is told from a SQLite file."""

_HEADER = 1_000
"""Bytes of the first line: a large file of something else may have no second."""

_PASSING = "dropped indexes"
"""A setting that is true only of the file it stands in."""

_TABLES = (
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    " AND name NOT IN ('sqlite_schema', 'sqlite_stat1') ORDER BY name"
)


def is_dump(file: Path) -> bool:
    """Whether ``file`` begins as a dump does."""
    with open_regular(file) as stream:
        return stream.read(len(BEGINS)) == BEGINS


def write(connection: sqlite3.Connection, to: Path) -> Path:
    """Write everything that the open library holds to ``to``, a new file that its owner alone can read.

    ``connection`` is read in one transaction. Raises :class:`Refused` when something of that name is there
    already, and :class:`LibraryUnusable` when it cannot be written.
    """
    with in_place_of(to) as partial, partial.open("w", encoding="utf-8", newline="\n") as file:
        connection.execute("BEGIN")
        try:
            file.writelines(f"{line}\n" for line in _lines(connection))
        except sqlite3.Error as error:
            raise explain_reading(to, error) from error
        finally:
            connection.execute("ROLLBACK")
    return to


def _lines(connection: sqlite3.Connection) -> Iterator[str]:
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    yield _json({"carrel": "dump", "version": VERSION, "schema": schema})
    counts = {}
    for (table,) in connection.execute(_TABLES).fetchall():
        cursor = connection.execute(f"SELECT * FROM {table}")
        yield _json({"table": table, "columns": [column for column, *_ in cursor.description]})
        counts[table] = 0
        for row in cursor:
            if table == "setting" and row[0] == _PASSING:
                continue
            yield _json(row)
            counts[table] += 1
    yield _json({"end": counts})


def _json(value: Any) -> str:
    return escaped(json.dumps(value, ensure_ascii=False, default=_plain_bytes))


def _plain_bytes(packed: bytes) -> dict[str, Any]:
    from storage.journal import pack, unpack

    with suppress(zlib.error, ValueError):
        images = unpack(packed)
        if pack(images) == packed:
            return {"packed": images}
    return {"base64": b64encode(packed).decode()}


def rebuild(dump: Path, to: Path) -> Path:
    """Make the library that ``dump`` was written from, as the new file ``to``, and look it over.

    Raises :class:`LibraryNewer` for a dump of a newer Carrel, :class:`LibraryDamaged` for one that is no
    dump or not whole, and :class:`Refused` when something is at ``to`` already.
    """
    with open_regular(dump) as file, in_place_of(to) as partial:
        connection = sqlite3.connect(partial, isolation_level=None)
        try:
            connection.create_function("search_text", 1, search_text, deterministic=True)
            # Nobody has seen this file yet: until it has its name, a crash may leave anything in it.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN")
            _read(connection, _Lines(dump, file))
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise LibraryDamaged(dump, f"the dump does not fit together ({error})") from error
        finally:
            connection.close()
    return to


class _Lines:
    """The lines of a dump, with the number of the last for whoever has to complain about it."""

    def __init__(self, dump: Path, file: BinaryIO) -> None:
        self._dump = dump
        self._lines = enumerate(chain([file.readline(_HEADER)], file), 1)
        self._number = 0

    def __iter__(self) -> Iterator[Any]:
        for number, line in self._lines:
            self._number = number
            try:
                value = json.loads(line)
            except (ValueError, RecursionError) as error:
                self.wrong(f"this is not JSON ({error})")
            yield value

    def newer(self, schema: object) -> NoReturn:
        """Say that the dump is not for this Carrel."""
        reason = f"written by a newer Carrel (schema {schema}, this one knows {SCHEMA_VERSION})"
        raise LibraryNewer(self._dump, reason)

    def wrong(self, reason: str) -> NoReturn:
        """Say what is wrong with the line read last."""
        raise LibraryDamaged(self._dump, f"line {self._number} of the dump: {reason}")


def _read(connection: sqlite3.Connection, lines: _Lines) -> None:
    values = iter(lines)
    _begin(connection, next(values, None), lines)
    made_after = _without_helpers(connection)
    _fill(connection, values, lines)
    for statement in made_after:
        connection.execute(statement)
    connection.execute("INSERT INTO paper_search (paper_search) VALUES ('rebuild')")
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        lines.wrong("some rows refer to others that are not there")


def _begin(connection: sqlite3.Connection, first: Any, lines: _Lines) -> None:
    """Make the schema that the dump was written from; opening the library brings it up to date."""
    match first:
        case {"carrel": "dump", "version": int(version), "schema": int(schema)}:
            if version > VERSION or schema > SCHEMA_VERSION:
                lines.newer(schema)
        case _:
            lines.wrong("this is not a dump of a library")
    for statement in (statement for step in STEPS[:schema] for statement in step):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {schema}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _without_helpers(connection: sqlite3.Connection) -> list[str]:
    """Drop indexes and triggers, and give the statements that make them again once the rows are in."""
    helpers = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    ).fetchall()
    for kind, name, _ in helpers:
        connection.execute(f"DROP {kind} {name}")
    return [sql for _, _, sql in helpers]


def _fill(connection: sqlite3.Connection, values: Iterator[Any], lines: _Lines) -> None:
    """Put the rows in their tables; the last line must agree with how many there are of each."""
    known = {name for (name,) in connection.execute(_TABLES)}
    counts: dict[str, int] = {}
    table = insert = ""
    for value in values:
        match value:
            case list() if insert:
                try:
                    connection.execute(insert, [_value(each) for each in value])
                except (sqlite3.Error, ValueError, TypeError, OverflowError, RecursionError) as error:
                    lines.wrong(f"this row cannot be kept ({error})")
                counts[table] += 1
            case {"table": str(name), "columns": [*columns]} if name in known and name not in counts:
                table, insert = name, _insertion(connection, name, columns, lines)
                counts[table] = 0
                connection.execute(f"DELETE FROM {table}")
            case {"end": ends}:
                if ends != counts:
                    lines.wrong("the dump does not hold as many rows as it says")
                return
            case _:
                lines.wrong("this is no row of a table that this Carrel knows")
    lines.wrong("the dump ends too early")


def _insertion(connection: sqlite3.Connection, table: str, columns: list[Any], lines: _Lines) -> str:
    known = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    if not columns or not all(isinstance(column, str) and column in known for column in columns):
        lines.wrong(f"the table {table} has other columns")
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def _value(value: Any) -> Any:
    """What a column holds, from how it stands in a dump."""
    from storage.journal import pack

    match value:
        case {"packed": dict(images)}:
            return pack(images)
        case {"base64": str(text)}:
            return b64decode(text)
    return value
