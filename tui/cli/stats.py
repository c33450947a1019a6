"""Figures about one's reading, and pictures of it: how much there is, and how it goes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from tui.cli.columns import facts, heading, pad, width
from tui.cli.desk import desk
from tui.cli.framework import QueryCommand, QueryWords, new_app
from tui.cli.output import bold, emit, emit_json, on_terminal, say
from tui.cli.queries import Strict, heed, joined
from tui.cli.receipts import TextOrJson
from tui.cli.settings import settings
from tui.pictures import drawn
from tui.plain import plain, wanted
from tui.safe_text import safe

if TYPE_CHECKING:
    from storage import Habits, Stats
    from tui.config import Goals

app = new_app()

BAR = 30
"""Cells of the longest bar."""
MOST = 10
"""Names shown of a long list; JSON has them all."""


@app.command("stats", cls=QueryCommand)
def stats(
    context: typer.Context,
    query: QueryWords = None,
    show: Annotated[TextOrJson, typer.Option("--as", help="For people, or for programs.")] = "text",
    strict: Strict = False,
    svg: Annotated[
        Path | None, typer.Option("--svg", metavar="FILE", help="Write the pictures to an SVG file.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the pictures to a page of HTML.")
    ] = None,
) -> None:
    """Show figures and pictures of the papers that match a query."""
    text = joined(query)
    with desk(context).reader() as reader:
        heed(reader.hints(text), strict)
        found, habits = reader.stats(text), reader.habits(text)
    goals = settings().goals
    if svg is not None or html is not None:
        _write(habits, goals, svg, html)
    elif show == "json":
        emit_json(
            found.as_dict()
            | {"habits": habits.as_dict() | {"goal": goals.papers, "goal_minutes": goals.minutes}}
        )
    else:
        _show(found)
        _draw(habits, goals)


def _write(habits: Habits, goals: Goals, svg: Path | None, html: Path | None) -> None:
    from tui.cli.files import replace_file
    from tui.svg import as_html, as_svg

    for path, make in ((svg, as_svg), (html, as_html)):
        if path is not None:
            replace_file(path, [make(habits, goals)])
            say(f"Wrote {path}.")


def _draw(habits: Habits, goals: Goals) -> None:
    """Print the pictures, in letters that the reader's locale has."""
    room = get_terminal_size().columns if on_terminal() else 80
    letters = plain if wanted() else str
    emit()
    for line in drawn(habits, room, goals):
        text = letters("".join(piece for piece, _ in line)).rstrip()
        emit(bold(text) if len(line) == 1 and line[0][1] == "strong" else text)


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
