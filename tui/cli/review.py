"""Reviewing what was read: the title, a moment to think, the note, and an answer.

On a terminal it asks; in a pipe it lists what is due, and ``--answer`` takes the place of the question.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from tui.cli.columns import heading, paragraph, table
from tui.cli.desk import desk
from tui.cli.exits import WRONG_USE
from tui.cli.framework import new_app
from tui.cli.output import emit, emit_json, on_terminal, say
from tui.cli.papers import complete_paper
from tui.cli.receipts import ReportAs, TextOrJson, tell
from tui.cli.settings import settings
from tui.cli.show import show_note
from tui.cli.stop import Stop
from tui.reasons import reviewing

if TYPE_CHECKING:
    from storage import Library, Paper, Reviews, Row

app = new_app()

KEYS = {"1": "again", "2": "hard", "3": "good", "4": "easy"}
"""What to type for an answer; its name does as well."""


@app.command("review")
def review(
    context: typer.Context,
    paper: Annotated[
        str | None,
        typer.Argument(
            metavar="[PAPER]",
            help="With --answer: the paper it is about.",
            autocompletion=complete_paper,
            show_default=False,
        ),
    ] = None,
    answer: Annotated[
        Literal["again", "hard", "good", "easy"] | None,
        typer.Option("--answer", help="How much of the paper was left.", show_default=False),
    ] = None,
    report: ReportAs = "text",
) -> None:
    """Recall the papers that are due for review."""
    if (paper is None) is not (answer is None):
        raise Stop("an answer needs its paper: carrel review PAPER --answer good", WRONG_USE)
    if paper is not None and answer is not None:
        with desk(context).library() as library:
            tell(library.answer(library.reader.resolve(paper), answer), report)
        return
    with desk(context).reader() as reader:
        found = reader.reviews(settings().reviews)
    if report == "json" or not (on_terminal() and sys.stdin.isatty()):
        _list(found, report)
    else:
        with desk(context).library() as library:
            _ask_all(library, found)


def _list(found: Reviews, report: TextOrJson) -> None:
    if report == "json":
        emit_json(found.as_dict() | {"papers": [_as_json(row) for row in found.papers]})
        return
    say(reviewing(found))
    table(
        [(row.key, row.published or "", row.title) for row in found.papers], heading=("KEY", "DATE", "TITLE")
    )


def _as_json(row: Row) -> dict[str, Any]:
    return {"id": row.id, "key": row.key, "title": row.title, "published": row.published}


def _ask_all(library: Library, found: Reviews) -> None:
    """Ask about one paper after another, until there is none or the reader has had enough."""
    say(reviewing(found))
    for row in found.papers:
        for paper in library.reader.papers([row.id]):
            answer = _ask(paper)
            if answer is None:
                return
            say(library.answer(paper.id, answer).summary + ".")


def _ask(paper: Paper) -> str | None:
    emit()
    heading(paper.title)
    paragraph(", ".join(paper.authors))
    if _line("What was its point? Press Enter to see what you wrote (q to stop). ") == "q":
        return None
    _recall(paper)
    while True:
        typed = _line("1 again, 2 hard, 3 good, 4 easy (q to stop): ")
        if typed == "q":
            return None
        if typed in KEYS or typed in KEYS.values():
            return KEYS.get(typed, typed)


def _recall(paper: Paper) -> None:
    """What is known of the point: the reader's notes, or else the summary or the abstract."""
    for note in paper.notes:
        emit()
        show_note(note)
    if not paper.notes:
        emit()
        paragraph(paper.summary or paper.abstract or "You wrote no note on it.")
    emit()


def _line(words: str) -> str:
    """A line that the reader types; the end of them all is as good as ``q``."""
    from tui.cli.output import flush, write

    write(words)
    flush()
    typed = sys.stdin.readline()
    return typed.strip().lower() if typed else "q"
