"""The notes on papers a query finds, newest first; and all of them as a folder of Markdown files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from tui.cli import exits
from tui.cli.columns import heading
from tui.cli.desk import desk
from tui.cli.framework import QueryCommand, QueryWords, new_app
from tui.cli.output import emit, emit_json, fail, say
from tui.cli.queries import Strict, heed, joined
from tui.cli.receipts import ReportAs, ShowAs
from tui.cli.show import show_note
from tui.safe_text import safe

SHOW = "show"
"""The command that is meant when none is named."""


class NotesGroup(TyperGroup):
    """``notes QUERY`` shows notes: a first word that names none of the commands begins a query."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the name in that was left out."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = [SHOW, *args]
        return super().parse_args(ctx, args)


app = new_app()

Folder = Annotated[
    Path,
    typer.Argument(metavar="DIR", help="The folder, such as an Obsidian vault.", show_default=False),
]


@app.callback(cls=NotesGroup)
def notes() -> None:
    """Show notes; take them to a folder of files and back.

    Without the name of a command it shows the notes on papers that match: carrel notes [QUERY]...
    """


@app.command(SHOW, cls=QueryCommand)
def show(
    context: typer.Context, query: QueryWords = None, show: ShowAs = "text", strict: Strict = False
) -> None:
    """Show the notes on papers that match a query, newest first; meant when no command is named."""
    text = joined(query)
    with desk(context).reader() as reader:
        heed(reader.hints(text), strict)
        found = reader.notes(text)
    if show == "json":
        emit_json([note.as_dict() for note in found])
        return
    if not found:
        say("There are no notes here yet.")
    for number, note in enumerate(found):
        if number:
            emit()
        heading(f"{note.key}  {note.title}")
        show_note(note)


@app.command("export", cls=QueryCommand)
def export(
    context: typer.Context,
    folder: Folder,
    query: QueryWords = None,
    report: ReportAs = "text",
    strict: Strict = False,
) -> None:
    """Write notes to a folder, one Markdown file for each paper that has any.

    Pages already there are brought up to date; one that was edited is left alone until it is taken back.
    """
    from tui.vault.writing import write_notes

    text = joined(query)
    with desk(context).reader() as reader:
        heed(reader.hints(text), strict)
        outcome = write_notes(reader, folder, list(dict.fromkeys(n.paper_id for n in reader.notes(text))))
    if report == "json":
        emit_json(outcome.as_dict())
    else:
        say(f"Wrote {_pages(outcome.written)} to {folder}; {outcome.unchanged:,} were up to date.")
        _complain(outcome.rejected)
    raise typer.Exit(exits.PARTLY_REJECTED if outcome.rejected else exits.DONE)


@app.command("import")
def take_back(
    context: typer.Context,
    folder: Folder,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Change nothing, say what would be.")] = False,
    report: ReportAs = "text",
) -> None:
    """Take back what was written and edited in such a folder.

    Where a note changed on both sides, both texts are kept. Nothing is deleted.
    """
    from tui.vault.taking import take_notes

    folder.stat()
    with desk(context).library() as library:
        outcome = take_notes(library, folder, dry_run=dry_run)
    if report == "json":
        emit_json(outcome.as_dict())
    else:
        say(f"Read {_pages(outcome.pages)}: {_counts(outcome.report)}.")
        _complain(outcome.rejected)
        if dry_run:
            say("This was a dry run: nothing was changed.")
        elif outcome.report.event is not None:
            say("Undo with: carrel undo")
    raise typer.Exit(exits.PARTLY_REJECTED if outcome.rejected else exits.DONE)


def _pages(number: int) -> str:
    return f"{number:,} page{'' if number == 1 else 's'}"


def _counts(report: Any) -> str:
    words = {
        "new": "new",
        "changed": "changed",
        "unchanged": "unchanged",
        "both": "changed here as well and kept both ways",
        "gone": "deleted here meanwhile",
    }
    notes = [f"{getattr(report, name):,} {said}" for name, said in words.items() if getattr(report, name)]
    tags = f"; tags of {report.tags:,} papers changed" if report.tags else ""
    return f"notes {', '.join(notes)}{tags}" if notes else f"no notes in them{tags}"


def _complain(rejected: list[tuple[str, str]]) -> None:
    for name, reason in rejected:
        fail(safe(f"{name}: {reason}"))
