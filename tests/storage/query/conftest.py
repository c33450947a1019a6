"""One library in memory for all tests of the query language."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

import pytest

from storage.query import compile_query, parse

from .shelf import NOW, VIEWS, open_shelf


@pytest.fixture(scope="session")
def shelf() -> Iterator[sqlite3.Connection]:
    """The invented papers, to be read only."""
    connection = open_shelf()
    yield connection
    connection.close()


@pytest.fixture
def ask(shelf: sqlite3.Connection) -> Callable[[str], list[int]]:
    """Ids that a query finds, in its order."""

    def answer(text: str) -> list[int]:
        compiled = compile_query(parse(text, today=NOW.date()).query, now=NOW, views=VIEWS)
        return [row[0] for row in shelf.execute(compiled.statement(), compiled.parameters)]

    return answer
