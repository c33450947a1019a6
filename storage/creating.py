"""Making a library where there is none, so that a file of its name is a library from its first moment.

It is made under another name, and given its own when it is whole: a crash on the way leaves nothing
that looks like a library, and an empty file is never one that was merely never finished.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from storage.database import engine_for
from storage.errors import LibraryUnusable
from storage.files import give_name, partial_file, private_folder, sync
from storage.migrations import migrate
from storage.schema import search_text
from storage.search import rebuild


def create(path: Path) -> None:
    """Make a library without papers at ``path``; one that another program makes meanwhile is left alone.

    Raises :class:`LibraryUnusable` where none can be made.
    """
    try:
        private_folder(path.parent)
        with partial_file(path) as partial:
            _fill(partial, path)
            with suppress(FileExistsError):
                give_name(partial, path)
            sync(path.parent)
    except OSError as error:
        raise LibraryUnusable(path, f"cannot be created: {error.strerror}") from error


def _fill(partial: Path, path: Path) -> None:
    """Make the schema. Without a log, since an error while that is written into the file on closing
    would not be told."""
    connection = sqlite3.connect(partial, isolation_level=None)
    try:
        connection.create_function("search_text", 1, search_text, deterministic=True)
        migrate(connection, path, lambda: None)
        with engine_for(connection).begin() as transaction:
            rebuild(transaction)
    finally:
        connection.close()
