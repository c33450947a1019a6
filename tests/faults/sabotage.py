"""Taking a protection out, to see that a proof notices: a proof that cannot fail is worth nothing."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections.abc import Callable, Mapping
from typing import Any


def _pragma(setting: str) -> Callable[[], None]:
    """Every writing connection gets another setting than it should."""

    def take_out() -> None:
        from storage import database, library

        usual = database.connect

        def connect(path: Any) -> sqlite3.Connection:
            connection = usual(path)
            connection.execute(f"PRAGMA {setting}")
            return connection

        library.connect = connect  # type: ignore[attr-defined]

    return take_out


def _no_transaction() -> None:
    """Every statement is kept as soon as it is done."""
    from sqlalchemy import event

    from storage import database, library

    usual = database.engine_for

    def engine_for(connection: sqlite3.Connection) -> Any:
        engine = usual(connection)

        @event.listens_for(engine, "begin")
        def _end(_: object) -> None:
            connection.execute("COMMIT")

        return engine

    library.engine_for = engine_for  # type: ignore[attr-defined]


def _no_waiting() -> None:
    """Whoever finds another program writing gives up."""
    from storage import database

    database.BUSY_SECONDS = 0.0


def _no_fsync() -> None:
    """Files are put in their place without being synced."""
    import os

    os.fsync = lambda descriptor: None


def _no_revision() -> None:
    """Notes are saved over whatever was written meanwhile."""
    from storage import noting

    noting.revise = lambda change, note, text, revision, now, **_: (
        *noting.edit(change, note, text, None, now), None
    )  # fmt: skip


def _migration(**instead: Callable[..., None]) -> Callable[[], None]:
    """A library is brought up to date without its transaction, or without its backup."""

    class Plain:
        """A connection that knows of no transactions."""

        def __init__(self, connection: sqlite3.Connection) -> None:
            self._connection = connection

        def execute(self, sql: str) -> sqlite3.Cursor:
            ignored = sql in ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
            return self._connection.execute("SELECT 1" if ignored else sql)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._connection, name)

    def take_out() -> None:
        from storage import library

        usual = library.migrate

        def migrate(connection: sqlite3.Connection, path: Any, backup: Callable[[], None]) -> bool:
            if "backup" in instead:
                return usual(connection, path, instead["backup"])
            return usual(Plain(connection), path, backup)  # type: ignore[arg-type]

        library.migrate = migrate  # type: ignore[attr-defined]

    return take_out


def _no_standing() -> None:
    """Nobody asks whether the open file is still the library."""
    from storage.standing import Standing

    Standing.check = lambda self: None  # type: ignore[method-assign]


PROTECTIONS: Mapping[str, Callable[[], None]] = {
    "synchronous": _pragma("synchronous = OFF"),
    "log": _pragma("journal_mode = MEMORY"),
    "waiting": _no_waiting,
    "transactions": _no_transaction,
    "fsync": _no_fsync,
    "revisions": _no_revision,
    "migration in one piece": _migration(),
    "backup before migration": _migration(backup=lambda: None),
    "standing": _no_standing,
}


taken_out: list[str] = []


def option(parser: argparse.ArgumentParser) -> None:
    """Add ``--without PROTECTION``."""
    parser.add_argument(
        "--without", choices=PROTECTIONS, help="take this protection out: the proof must then fail"
    )


def apply(protection: str | None) -> None:
    """Take it out, in this process and those it forks."""
    if protection:
        PROTECTIONS[protection]()
        taken_out.append(protection)


def carrel() -> tuple[str, ...]:
    """How to start the program, without what was taken out here."""
    begin = "".join(f"sabotage.apply({each!r}); " for each in taken_out)
    code = (
        f"from tests.faults import sabotage; {begin}from tui.__main__ import main; raise SystemExit(main())"
    )
    return (sys.executable, "-c", code)
