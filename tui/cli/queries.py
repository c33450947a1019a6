"""Queries on the command line: words become one query, hints and empty answers become advice on stderr."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from tui.cli.exits import WRONG_USE
from tui.cli.output import hint, say
from tui.cli.stop import Stop

if TYPE_CHECKING:
    from storage import Listing, Reader

Limit = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=0, help="No more than this many papers.")
]
Sort = Annotated[
    str | None,
    typer.Option("--sort", metavar="ORDER", help="As in -added, or published,title, or relevance."),
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Fail with exit code 2 if the query may mean something else.")
]


def joined(words: Sequence[str] | None) -> str:
    """The words of a command line as one query."""
    return " ".join(words or ())


def find(
    reader: Reader, query: str, *, sort: str | None = None, limit: int | None = None, strict: bool = False
) -> Listing:
    """The papers that ``query`` finds, with whatever there is to say about it said."""
    found = reader.listing(query, sort=sort, limit=limit)
    heed(found.hints, strict)
    if not found and limit != 0:
        advise(reader, query)
    return found


def heed(hints: Sequence[str], strict: bool) -> None:
    """Pass hints on; under ``--strict`` they are a mistake."""
    hint(hints)
    if hints and strict:
        raise Stop("the query may mean something else, and --strict was asked for", WRONG_USE)


def advise(reader: Reader, query: str) -> None:
    """Say that nothing was found, and which clause stands in the way."""
    say("Nothing matches." if query.strip() else "The library holds no papers yet.")
    for clause, papers in reader.advice(query):
        say(f"Without {clause}: {papers} paper{'' if papers == 1 else 's'}.")
