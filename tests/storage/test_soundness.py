"""What is wrong with a file and what is wrong with its search index are told apart, in every SQLite."""

from __future__ import annotations

import sqlite3

import pytest

from storage.soundness import faults

OF_THE_INDEX = (
    "malformed inverted index for FTS5 table main.paper_search",
    "unable to validate the inverted index for FTS5 table main.paper_search: SQL logic error",
    'fts5: corruption found reading blob 137438953473 from table "paper_search"',
)
"""What SQLite 3.40 says nothing of, as 3.44 and 3.51 say it."""


def test_a_sound_file_has_no_faults() -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE birds (name TEXT NOT NULL)")
        assert faults(connection.execute) == []
    connection.close()


def test_a_fault_of_the_file_is_told() -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.executescript(
            """
            CREATE TABLE birds (name TEXT);
            INSERT INTO birds VALUES (NULL);
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = 'CREATE TABLE birds (name TEXT NOT NULL)';
            PRAGMA writable_schema = RESET;
            """
        )
        assert faults(connection.execute) == ["NULL value in birds.name"]
        assert faults(connection.execute, quick=True) == ["NULL value in birds.name"]
    connection.close()


@pytest.mark.parametrize("line", OF_THE_INDEX)
def test_a_fault_of_the_index_is_none_of_the_file(line: str) -> None:
    asked = []

    def ask(sql: str) -> list[tuple[str]]:
        asked.append(sql)
        return [(line,), ("row 3 missing from index birds_by_name",)]

    assert faults(ask, quick=True) == ["row 3 missing from index birds_by_name"]
    assert asked == ["PRAGMA quick_check(20)"]
