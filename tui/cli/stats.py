"""Figures about one's reading, with small bars: how much there is, and how it goes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from tui.cli.columns import facts, heading, pad, width
from tui.cli.desk import desk
from tui.cli.framework import QueryCommand, QueryWords, new_app
from tui.cli.output import emit, emit_json
from tui.cli.queries import Strict, heed, joined
from tui.cli.receipts import TextOrJson
from tui.safe_text import safe

if TYPE_CHECKING:
    from storage import Stats

app = new_app()

BAR = 30
"""Cells of the longest bar."""
MOST = 10
"""Names shown of a long list; JSON has them all."""
DAYS = 14
"""Days shown of the calendar, the last ones on which something happened."""


@app.command("stats", cls=QueryCommand)
def stats(
    context: typer.Context,
    query: QueryWords = None,
    show: Annotated[TextOrJson, typer.Option("--as", help="For people, or for programs.")] = "text",
    strict: Strict = False,
) -> None:
    """Show figures about the papers that match a query."""
    text = joined(query)
    with desk(context).reader() as reader:
        heed(reader.hints(text), strict)
        found = reader.stats(text)
    if show == "json":
        emit_json(found.as_dict())
    else:
        _show(found)


def _show(found: Stats) -> None:
    facts([(name, f"{value:,}") for name, value in _totals(found)])
    rated = {f"{rating} of 5": papers for rating, papers in found.rated.items()}
    pictures = (
        ("States", found.states, None),
        ("Ratings", rated, None),
        ("Categories", found.categories, MOST),
        ("Tags", found.tags, MOST),
        ("Authors", found.authors, MOST),
        ("Years", found.years, None),
        ("Read", last_days(found.read_by_day), None),
        ("Added", last_days(found.added_by_day), None),
    )
    for title, counts, most in pictures:
        picture(title, counts, most)


def _totals(found: Stats) -> list[tuple[str, int]]:
    return [
        ("papers", found.total),
        ("starred", found.starred),
        ("notes", found.notes),
        ("papers with notes", found.noted_papers),
        ("papers with code", found.with_code),
        ("untitled", found.untitled),
        ("in the trash", found.trashed),
    ]


def last_days(counts: Mapping[str, int]) -> dict[str, int]:
    """The last days on which something happened, oldest first."""
    return dict(sorted(counts.items())[-DAYS:])


def picture(title: str, counts: Mapping[str, int], most: int | None) -> None:
    """Print counts as bars, the longest for the largest."""
    shown = [(safe(name), papers) for name, papers in islice(counts.items(), most)]
    if not any(papers for _, papers in shown):
        return
    emit()
    heading(title)
    room = max(width(name) for name, _ in shown)
    digits = max(len(f"{papers:,}") for _, papers in shown)
    largest = max(papers for _, papers in shown)
    for name, papers in shown:
        emit(f"{pad(name, room)}  {papers:>{digits},}  {bar(papers, largest)}".rstrip())


def bar(papers: int, largest: int) -> str:
    """A bar as long as its share of the largest; something is never drawn as nothing."""
    length = round(BAR * papers / largest) if largest else 0
    return "█" * max(length, 1 if papers else 0)
