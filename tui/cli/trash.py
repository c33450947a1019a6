"""What was removed, and the one way to be rid of it for good: asked twice, because nothing brings it back."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tui.cli.desk import desk
from tui.cli.exits import WRONG_USE
from tui.cli.framework import new_app
from tui.cli.output import on_terminal, say
from tui.cli.receipts import ReportAs, ShowAs, tell
from tui.cli.stop import Stop

app = new_app()


@app.callback(invoke_without_command=True)
def trash(context: typer.Context, show: ShowAs = "text") -> None:
    """List what is in the trash, or empty it."""
    if context.invoked_subcommand is not None:
        return
    from tui.cli.list import SHAPES

    with desk(context).reader() as reader:
        found = reader.listing("is:trashed")
        SHAPES["table" if show == "text" else "json"](reader, found)
    if not found:
        say("The trash is empty.")


@app.command("empty")
def empty(
    context: typer.Context,
    sure: Annotated[
        int | None,
        typer.Option(
            "--sure", metavar="N", min=0, help="Do not ask: N papers are in the trash, and may go for good."
        ),
    ] = None,
    report: ReportAs = "text",
) -> None:
    """Delete what is in the trash for good.

    It takes their notes along, cannot be undone, and ends undo for everything done before.
    """
    with desk(context).library() as library:
        papers = library.reader.count("is:trashed")
        if papers:
            _make_sure(papers, sure)
        receipt = library.empty_trash(papers)
    tell(receipt, report)


def _make_sure(papers: int, sure: int | None) -> None:
    """Go on only if somebody said twice that so many papers may go."""
    counted = "1 paper" if papers == 1 else f"{papers:,} papers"
    if sure is not None:
        if sure != papers:
            raise Stop(f"there are {counted} in the trash, not {sure:,}; nothing was deleted", WRONG_USE)
        return
    if not (sys.stdin.isatty() and on_terminal(sys.stderr)):
        raise Stop(f"say --sure {papers} to delete {counted} for good", WRONG_USE)
    say(f"{counted} will be deleted with all notes on them. Nothing that was done so far can be undone then.")
    if not typer.confirm("Empty the trash?", err=True):
        raise Stop("nothing was deleted")
    if typer.prompt(f"Type {papers} to delete {counted} for good", err=True).strip() != str(papers):
        raise Stop("nothing was deleted")
