"""Which papers a command is about: names on the command line, a query, or one name a line on stdin.

Nothing is changed unless every name is known, so a list of names can be mended and tried again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from tui.cli.exits import WRONG_USE
from tui.cli.stop import Stop

if TYPE_CHECKING:
    from storage import PaperAmbiguous, PaperNotFound, Reader


def complete_paper(ctx: typer.Context, incomplete: str) -> list[str]:
    """Keys that begin as what was typed."""
    from tui.cli.completion import keys

    return keys(ctx, incomplete)


def _complete_query(ctx: typer.Context, incomplete: str) -> list[str]:
    from tui.cli.completion import query_words

    return query_words(ctx, incomplete)


PaperName = Annotated[
    str,
    typer.Argument(
        metavar="PAPER",
        help="An id, key, DOI or arXiv id.",
        autocompletion=complete_paper,
        show_default=False,
    ),
]
PaperNames = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PAPER...",
        help="Ids, keys, DOIs or arXiv ids; - reads one a line from stdin.",
        autocompletion=complete_paper,
        show_default=False,
    ),
]
ByQuery = Annotated[
    str | None,
    typer.Option(
        "--query",
        metavar="QUERY",
        help="All papers that match this query.",
        autocompletion=_complete_query,
    ),
]


def chosen(reader: Reader, names: Sequence[str] | None, query: str | None) -> list[int]:
    """The ids of the papers meant, each once, in the order they were named."""
    if not names and query is None:
        raise Stop("say which papers: name them, or use --query, or - for names on stdin", WRONG_USE)
    found = resolve_all(reader, expand(names or ()))
    if query is not None:
        found += _by_query(reader, query)
    return list(dict.fromkeys(found))


def resolve_all(reader: Reader, names: Iterable[str]) -> list[int]:
    """The ids of all names, or an error that tells every unknown one."""
    from storage import PaperAmbiguous, PaperNotFound

    found: list[int] = []
    unknown: list[PaperNotFound | PaperAmbiguous] = []
    for name in names:
        try:
            found.append(reader.resolve(name))
        except (PaperNotFound, PaperAmbiguous) as error:
            unknown.append(error)
    if unknown:
        from tui.errors import UnknownPapers

        raise UnknownPapers(unknown)
    return found


def expand(names: Iterable[str]) -> Iterator[str]:
    """The names, with ``-`` replaced by the lines of stdin."""
    for name in names:
        if name == "-":
            yield from filter(None, map(str.strip, sys.stdin))
        else:
            yield name


def _by_query(reader: Reader, query: str) -> list[int]:
    """What a query finds, or what to do about that being nothing.

    A query that may have been meant otherwise is no ground to change papers on.
    """
    hints = reader.hints(query)
    if hints:
        from tui.cli.output import hint

        hint(hints)
        raise Stop("nothing was changed, because the query may mean something else", WRONG_USE)
    found = reader.ids(query)
    if not found:
        from tui.cli.queries import advise

        advise(reader, query)
    return found
