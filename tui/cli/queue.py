"""The reading queue: what is in it, and what it asks for; papers put into it, moved, and taken out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from tui.cli.desk import desk
from tui.cli.exits import WRONG_USE
from tui.cli.framework import new_app
from tui.cli.output import emit, say, to_json, write
from tui.cli.papers import ByQuery, PaperNames, chosen
from tui.cli.receipts import tell
from tui.cli.stop import Stop

if TYPE_CHECKING:
    from storage import Needed, Pace, Reader

app = new_app()

PAGE = 1000
"""Papers read, and aligned, at a time."""

Shape = Literal["table", "json", "jsonl", "ids", "keys"]


@app.command("queue")
def queue(
    context: typer.Context,
    papers: PaperNames = None,
    query: ByQuery = None,
    top: Annotated[bool, typer.Option("--top", help="Put them first.")] = False,
    at: Annotated[
        int | None, typer.Option("--at", metavar="N", min=1, help="Put them at this place, from 1.")
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take them out of the queue.")] = False,
    shape: Annotated[
        Shape,
        typer.Option("--as", help="A table, JSON, or one id or key a line; after a change words or JSON."),
    ] = "table",
) -> None:
    """Show the reading queue, or put papers into it."""
    if top + (at is not None) + remove > 1:
        raise Stop("--top, --at and --remove exclude each other", WRONG_USE)
    if not papers and query is None and not (top or at or remove):
        with desk(context).reader() as reader:
            SHAPES[shape](reader, reader.queue())
        return
    with desk(context).library() as library:
        ids = chosen(library.reader, papers, query)
        receipt = library.dequeue(ids) if remove else library.enqueue(ids, 1 if top else at)
    tell(receipt, "json" if shape.startswith("json") else "text")


def _as_table(reader: Reader, ids: list[int]) -> None:
    from tui import habits
    from tui.cli.columns import table

    pace, total = reader.pace(), 0
    heading = (" ", "KEY", "STATE", "MIN", "READ", "TITLE", "AUTHORS")
    for start in range(0, len(ids), PAGE):
        needed = reader.needed(ids[start : start + PAGE], pace)
        rows = reader.rows(list(needed))
        total += sum(each.minutes for each in needed.values())
        lines = [
            (
                str(place), row.key, "cooling" if row.cooling else row.state,
                _about(needed[row.id]), f"{needed[row.id].share:.0%}" if needed[row.id].share else "",
                row.title, row.byline,
            )
            for place, row in enumerate(rows, start + 1)
        ]  # fmt: skip
        table(lines, heading=() if start else heading, elastic=5)
    if ids:
        papers = "1 paper" if len(ids) == 1 else f"{len(ids):,} papers"
        say(f"{papers}, {habits.minutes(total)}, at {habits.pace(pace)}.")
    else:
        say("The queue is empty. Put a paper into it with: carrel queue PAPER")


def _about(needed: Needed) -> str:
    """The minutes, with a sign where nobody says how many pages there are."""
    return f"{'' if needed.pages else '~'}{needed.minutes}"


def _objects(reader: Reader, ids: list[int]) -> Iterator[dict[str, Any]]:
    pace: Pace = reader.pace()
    for start in range(0, len(ids), PAGE):
        needed = reader.needed(ids[start : start + PAGE], pace)
        for paper in reader.papers(list(needed)):
            yield paper.as_json() | {"pages": needed[paper.id].pages, "minutes": needed[paper.id].minutes}


def _as_json(reader: Reader, ids: list[int]) -> None:
    between = "[\n"
    for paper in _objects(reader, ids):
        write(between + to_json(paper))
        between = ",\n"
    emit("[]" if between == "[\n" else "\n]")


def _as_jsonl(reader: Reader, ids: list[int]) -> None:
    for paper in _objects(reader, ids):
        emit(to_json(paper))


def _as_ids(reader: Reader, ids: list[int]) -> None:
    for paper in ids:
        emit(str(paper))


def _as_keys(reader: Reader, ids: list[int]) -> None:
    from tui.safe_text import safe

    for start in range(0, len(ids), PAGE):
        for row in reader.rows(ids[start : start + PAGE]):
            emit(safe(row.key))


SHAPES = {"table": _as_table, "json": _as_json, "jsonl": _as_jsonl, "ids": _as_ids, "keys": _as_keys}
