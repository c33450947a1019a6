"""Papers for other programs and other people, streamed: a million papers pass through without being held."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tui.cli.desk import desk
from tui.cli.exits import WRONG_USE
from tui.cli.framework import QueryCommand, QueryWords, new_app
from tui.cli.output import say, write
from tui.cli.queries import Limit, Sort, Strict, find, joined
from tui.cli.stop import Stop

if TYPE_CHECKING:
    from storage import Listing, Reader

app = new_app()

JSON_FORMATS = ("json", "jsonl", "csl-json")
"""Formats in which a character can be written as an escape, so that nothing is lost."""


def _formats() -> list[str]:
    from seeds import FORMATS

    return [format.name for format in FORMATS if format.writable]


def _writable(name: str) -> str:
    known = _formats()
    if name in known:
        return name
    raise typer.BadParameter(f'"{name}" is not one of {", ".join(known)}')


def _style(name: str) -> str:
    from seeds import STYLES

    if name in STYLES:
        return name
    raise typer.BadParameter(f'"{name}" is not one of {", ".join(STYLES)}')


def _complete_style(incomplete: str) -> list[str]:
    from seeds import STYLES

    return [name for name in STYLES if name.startswith(incomplete)]


def _complete_format(incomplete: str) -> list[str]:
    return [name for name in _formats() if name.startswith(incomplete)]


@app.command("export", cls=QueryCommand)
def export(
    context: typer.Context,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            parser=_writable,
            metavar="FORMAT",
            help="bibtex, ris, csv, jsonl …",
            autocompletion=_complete_format,
            show_default=False,
        ),
    ],
    query: QueryWords = None,
    style: Annotated[
        str | None,
        typer.Option(
            "--style",
            parser=_style,
            metavar="STYLE",
            help="A reference list in this style (apa, ieee …), as text, markdown or html.",
            autocompletion=_complete_style,
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Write to this file instead of stdout.")
    ] = None,
    limit: Limit = None,
    sort: Sort = None,
    strict: Strict = False,
) -> None:
    """Write the papers that match a query in another format.

    A file is written beside its place and then put there, so that it is whole or not there at all.
    """
    with desk(context).reader() as reader:
        found = find(reader, joined(query), sort=sort, limit=limit, strict=strict)
        pieces = _pieces(reader, found, to, style)
        if output is None:
            for piece in pieces:
                write(piece)
            return
        from tui.cli.files import replace_file

        replace_file(output, pieces)
    say(f"Wrote {len(found):,} paper{'' if len(found) == 1 else 's'} to {output}.")


def _pieces(reader: Reader, found: Listing, to: str, style: str | None) -> Iterator[str]:
    """The export in pieces, without anything a terminal would act upon."""
    from seeds import SeedError, escaped, inert
    from seeds import write as write_papers

    papers = (paper.as_export() for paper in reader.papers(found.ids))
    harmless = escaped if to in JSON_FORMATS else inert
    try:
        return map(harmless, write_papers(papers, to, style=style))
    except SeedError as error:
        raise Stop(error.reason, WRONG_USE) from None
