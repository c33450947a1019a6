"""Looking a library over: is the file sound, do its parts agree, is the index in step?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from storage.counts import KINDS_OF_PAPERS
from storage.derived import authors_line, title_order
from storage.reports import CheckReport, Finding
from storage.search import in_step, rebuild
from storage.soundness import faults

LOOKED_AT = (
    "the file",
    "links between tables",
    "the search index",
    "lists of authors",
    "titles' order",
    "kept counts",
)

REPAIR = "carrel check --repair"
NO_BACKUP = "there is no backup of it; export what can still be read"


def check(connection: Connection, *, repair: bool, saved: tuple[Path, datetime] | None) -> CheckReport:
    """Everything that is wrong; what is derived from the rest is made anew with ``repair``.

    ``saved`` is the newest backup and when it was made, to be offered where nothing can be mended.
    """
    advice = NO_BACKUP
    if saved:
        advice = (
            f"go back to the backup of {saved[1].astimezone():%Y-%m-%d %H:%M} with: carrel restore {saved[0]}"
        )
    findings = [*_file(connection, advice), *_links(connection, advice)]
    if not findings:
        findings += [*_derived(connection, repair), *_counts(connection, repair), *_index(connection, repair)]
    return CheckReport(LOOKED_AT, tuple(findings))


def _file(connection: Connection, advice: str = NO_BACKUP) -> Iterator[Finding]:
    for fault in faults(connection.exec_driver_sql):
        yield Finding("the file", fault, advice=advice)


def _links(connection: Connection, advice: str) -> Iterator[Finding]:
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        problem = f"row {row} of {table} refers to nothing in {parent}"
        yield Finding("links between tables", problem, advice=advice)


def _index(connection: Connection, repair: bool) -> Iterator[Finding]:
    if in_step(connection):
        return
    if repair:
        rebuild(connection)
    problem = "the search index does not agree with the papers"
    yield Finding("the search index", problem, mended=repair, advice="" if repair else REPAIR)


def _derived(connection: Connection, repair: bool) -> Iterator[Finding]:
    """Columns that are made from others: bylines, and what lists are sorted by."""
    wrong = [row for row in _expected(connection) if row[1:4] != row[4:7]]
    if not wrong:
        return
    if repair:
        connection.exec_driver_sql(
            "UPDATE paper SET byline = ?, first_author = ?, title_order = ? WHERE id = ?",
            [(*row[1:4], row[0]) for row in wrong],
        )
    problem = f"{len(wrong)} papers are not listed as they should be"
    yield Finding("lists of authors", problem, mended=repair, advice="" if repair else REPAIR)


def _counts(connection: Connection, repair: bool) -> Iterator[Finding]:
    """The kept counts against counting all papers anew."""
    kept = set(map(tuple, connection.exec_driver_sql("SELECT * FROM tally WHERE papers > 0")))
    counted = set(map(tuple, connection.exec_driver_sql(_RECOUNT)))
    if kept == counted:
        return
    if repair:
        connection.exec_driver_sql("DELETE FROM tally")
        connection.exec_driver_sql("INSERT INTO tally (kind, name, papers) VALUES (?, ?, ?)", sorted(counted))
    problem = f"{len(kept ^ counted)} kept counts are wrong"
    yield Finding("kept counts", problem, mended=repair, advice="" if repair else REPAIR)


_RECOUNT = f"""
    {KINDS_OF_PAPERS.format(where="true")}
    UNION ALL SELECT 'tag', CAST(x.tag_id AS TEXT), count(*) FROM paper_tag x
        JOIN paper ON paper.id = x.paper_id WHERE trashed IS NULL GROUP BY x.tag_id
    UNION ALL SELECT 'noted', '', count(DISTINCT note.paper_id) FROM note
        JOIN paper ON paper.id = note.paper_id WHERE trashed IS NULL HAVING count(*)
"""


def _expected(connection: Connection) -> Iterator[tuple[int, str, str, str, str, str, str]]:
    names: dict[int, list[str]] = {}
    for paper, name in connection.exec_driver_sql(
        "SELECT s.paper_id, coalesce(s.written, author.name) FROM authorship s"
        " JOIN author ON author.id = s.author_id ORDER BY s.paper_id, s.position"
    ):
        names.setdefault(paper, []).append(name)
    for paper, title, truncated, line, first, order in connection.exec_driver_sql(
        "SELECT id, title, authors_truncated, byline, first_author, title_order FROM paper"
    ):
        people = names.get(paper, [])
        yield paper, *authors_line(people, bool(truncated)), title_order(title), line, first, order
