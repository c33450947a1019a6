"""Libraries of every released schema, filled as the Carrel of their time would have filled them.

The first schema and what is put into it stand fixed, as SQL; the steps after it are run as they were
released. So no fixture needs the program of years ago, nor one that the present program wrote.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from storage.clock import stamp, system_clock
from storage.database import connect
from storage.migrations import STEPS
from storage.schema import APPLICATION_ID, FOLDING, SEARCH_COLUMNS

RELEASED = len(STEPS)
PAPERS = 80


def make_released(path: Path, version: int) -> None:
    """Make a library of schema ``version`` at ``path``, with papers, authors, tags, notes and a journal."""
    path.touch(mode=0o600)
    connection = connect(path)
    connection.execute("BEGIN IMMEDIATE")
    for number in range(1, version + 1):
        for statement in STEPS[number - 1]:
            connection.execute(statement)
        if number == 1:
            _fill(connection)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("COMMIT")
    connection.close()


def _fill(connection: sqlite3.Connection) -> None:
    """Put papers into a library of schema 1; counts and index follow as they did then."""
    run, many, at = connection.execute, connection.executemany, stamp(system_clock())
    numbers = range(1, PAPERS + 1)
    many(
        "INSERT INTO paper (id, key, title, byline, first_author, title_order, published, category, venue,"
        " has_code, provisional_title, state, added, updated) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        [
            (
                number, f"heron{number}", f"Heron {number} of the pond", f"Ortiz{number}, Nagy",
                f"ortiz{number}", f"heron {number} of the pond", f"{1990 + number % 30}",
                ("cs.LG", "math.CO", None)[number % 3], "The Pond" if number % 4 == 0 else None,
                number % 2, number % 7 == 0, ("unread", "read")[number % 2], at, at,
            )
            for number in numbers
        ],
    )  # fmt: skip
    many(
        "INSERT INTO paper_text (paper_id, abstract) VALUES (?, ?)",
        [(number, f"Herons stand still for {number} minutes. " * 20) for number in numbers],
    )
    run("INSERT INTO author (id, name, folded) VALUES (1000, 'Bela Nagy', 'bela nagy')")
    many(
        "INSERT INTO author (id, name, folded) VALUES (?, ?, ?)",
        [(number, f"Ana Ortiz{number}", f"ana ortiz{number}") for number in numbers],
    )
    many(
        "INSERT INTO authorship (paper_id, position, author_id) VALUES (?, ?, ?)",
        [(number, place, author) for number in numbers for place, author in ((0, number), (1, 1000))],
    )
    many(
        "INSERT INTO identifier (scheme, value, paper_id) VALUES ('doi', ?, ?)",
        [(f"10.1000/heron.{number}", number) for number in numbers],
    )
    run("INSERT INTO tag (id, name, folded) VALUES (1, 'birds', 'birds')")
    many("INSERT INTO paper_tag (paper_id, tag_id) VALUES (?, 1)", [(number,) for number in numbers[::3]])
    many(
        "INSERT INTO note (paper_id, text, created, updated) VALUES (?, ?, ?, ?)",
        [(number, f"Seen {number} times", at, at) for number in numbers[::5]],
    )
    run("INSERT INTO view (name, query, created) VALUES ('birds', '#birds', ?)", (at,))
    run("INSERT INTO journal (at, verb, summary, papers) VALUES (?, 'import', 'Imported a page', ?)",
        (at, PAPERS))  # fmt: skip
    run("INSERT INTO setting (name, value) VALUES ('folding', ?)", (str(FOLDING),))
    columns = ", ".join(SEARCH_COLUMNS)
    run(f"INSERT INTO paper_search (rowid, {columns}) SELECT id, {columns} FROM search_document")
