"""Saved queries: which there are, and saving or deleting one. The app has the first of them on digit keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from tui.cli.columns import table
from tui.cli.desk import desk
from tui.cli.exits import WRONG_USE
from tui.cli.framework import QueryCommand, new_app, query_words
from tui.cli.output import emit_json, say
from tui.cli.queries import Strict, heed, joined
from tui.cli.receipts import ReportAs, tell
from tui.cli.stop import Stop
from tui.commands import view_key

if TYPE_CHECKING:
    from storage import Reader

app = new_app()


def _complete_view(ctx: typer.Context, incomplete: str) -> list[str]:
    from tui.cli.completion import views

    return views(ctx, incomplete)


ViewName = Annotated[str, typer.Argument(metavar="NAME", autocompletion=_complete_view, show_default=False)]


@app.callback(invoke_without_command=True)
def views(
    context: typer.Context,
    shape: Annotated[Literal["table", "json"], typer.Option("--as", help="A table, or JSON.")] = "table",
) -> None:
    """List the saved queries; save or delete one."""
    if context.invoked_subcommand is not None:
        return
    with desk(context).reader() as reader:
        found = _views(reader)
    if shape == "json":
        emit_json(found)
        return
    rows = [(str(v["key"] or ""), v["name"], v["query"], str(v["papers"])) for v in found]
    table(rows, heading=("KEY", "NAME", "QUERY", "PAPERS"), elastic=2)
    if not found:
        say("There are no views yet. Save one with: carrel views save NAME QUERY")


def _views(reader: Reader) -> list[dict[str, Any]]:
    return [
        {"key": view_key(place), "name": view.name, "query": view.query, "papers": reader.count(view.query)}
        for place, view in enumerate(reader.views())
    ]


@app.command("save", cls=QueryCommand)
def save(
    context: typer.Context,
    name: ViewName,
    query: Annotated[list[str] | None, query_words("What it finds, as in: pruning -is:read.")] = None,
    strict: Strict = False,
    report: ReportAs = "text",
) -> None:
    """Save a query under a name, or give the view of that name another query."""
    text = joined(query)
    if not text.strip():
        raise Stop("say what the view is to find: carrel views save NAME QUERY", WRONG_USE)
    here = desk(context)
    with here.reader() as reader:
        heed(_hints(reader, name, text), strict)
    with here.library() as library:
        receipt = library.save_view(name, text)
    tell(receipt, report)


def _hints(reader: Reader, name: str, query: str) -> tuple[str, ...]:
    """What in ``query`` was probably meant otherwise, views that use themselves included."""
    from storage.query import expand, parse

    parsed = parse(query)
    known = {view.name: view.query for view in reader.views()}
    return (*parsed.hints, *expand(parsed.query, known | {name: query})[1])


@app.command("delete")
def delete(context: typer.Context, name: ViewName, report: ReportAs = "text") -> None:
    """Delete a saved query; the papers it finds stay as they are."""
    with desk(context).library() as library:
        receipt = library.delete_view(name)
    tell(receipt, report)
