"""The papers a query finds, for people as a table and for programs in five shapes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tui.cli.desk import desk
from tui.cli.framework import QueryCommand, QueryWords, new_app
from tui.cli.output import emit, plainly, to_json, write
from tui.cli.queries import Limit, Sort, Strict, find, joined

if TYPE_CHECKING:
    from storage import Listing, Reader, Row

app = new_app()

PAGE = 1000
"""Rows read, and aligned, at a time: a million papers go through a pipe without being held."""

Shape = Literal["table", "json", "jsonl", "ids", "keys"]


@app.command("list", cls=QueryCommand)
def list_papers(
    context: typer.Context,
    query: QueryWords = None,
    shape: Annotated[Shape, typer.Option("--as", help="A table, JSON, or one id or key a line.")] = "table",
    limit: Limit = None,
    sort: Sort = None,
    strict: Strict = False,
) -> None:
    """List the papers that match a query."""
    with desk(context).reader() as reader:
        found = find(reader, joined(query), sort=sort, limit=limit, strict=strict)
        SHAPES[shape](reader, found)


def _as_table(reader: Reader, found: Listing) -> None:
    from tui.cli.columns import table

    heading = ("KEY", "DATE", "STATE", " ", "TITLE", "AUTHORS")
    for start in range(0, len(found), PAGE):
        rows = [_cells(row) for row in found.window(start, start + PAGE)]
        table(rows, heading=() if start else heading, elastic=4)


def _cells(row: Row) -> tuple[str, ...]:
    star = "starred" if plainly() else "*"
    return (row.key, row.published or "", row.state, star if row.starred else " ", row.title, row.byline)


def _as_json(reader: Reader, found: Listing) -> None:
    between = "[\n"
    for paper in reader.papers(found.ids):
        write(between + to_json(paper.as_json()))
        between = ",\n"
    emit("[]" if between == "[\n" else "\n]")


def _as_jsonl(reader: Reader, found: Listing) -> None:
    for paper in reader.papers(found.ids):
        emit(to_json(paper.as_json()))


def _as_ids(reader: Reader, found: Listing) -> None:
    for paper_id in found.ids:
        emit(str(paper_id))


def _as_keys(reader: Reader, found: Listing) -> None:
    from tui.safe_text import safe

    for row in _rows(found):
        emit(safe(row.key))


def _rows(found: Listing) -> Iterator[Row]:
    for start in range(0, len(found), PAGE):
        yield from found.window(start, start + PAGE)


SHAPES = {"table": _as_table, "json": _as_json, "jsonl": _as_jsonl, "ids": _as_ids, "keys": _as_keys}
