"""Taking papers in from files, folders and pipes.

A source that is missing or fits no layout is treated like a bad entry: it is reported, and the
others are taken. Only when no source at all could be read has the command failed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tui.cli import exits
from tui.cli.desk import Desk, desk
from tui.cli.framework import new_app
from tui.cli.output import say
from tui.cli.receipts import ReportAs
from tui.cli.stop import Stop
from tui.cli.tag import bare, tag_option

if TYPE_CHECKING:
    from storage import ImportReport, Library

app = new_app()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f'"{text}" is not a day such as 2024-05-17') from None


def _readable(name: str) -> str:
    from seeds import FORMATS

    known = [format.name for format in FORMATS if format.readable]
    if name in known:
        return name
    raise typer.BadParameter(f'"{name}" is not one of {", ".join(known)}')


Format = Annotated[
    str | None,
    typer.Option(
        "--format", parser=_readable, metavar="FORMAT", help="Read it as this, whatever it looks like."
    ),
]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        parser=_day,
        metavar="DATE",
        help="When the pages were saved: a date without a year is the latest such day up to then.",
    ),
]


@app.command("import")
def import_papers(
    context: typer.Context,
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE...", help="Files and folders; - for stdin.", show_default=False),
    ] = None,
    format: Format = None,
    tags: Annotated[list[str] | None, tag_option("--tag", "Tag what is taken in; may be repeated.")] = None,
    as_of: AsOf = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Change nothing, say what would be.")] = False,
    starter: Annotated[bool, typer.Option("--starter", help="Take in the list Carrel brings along.")] = False,
    report: ReportAs = "text",
) -> None:
    """Take papers in from files, folders or stdin.

    Papers that are here already are filled in, never doubled, and nothing you wrote is changed.
    Exits with 4 when something was rejected and the rest taken, with 1 when no source could be read.
    """
    if bool(sources) == starter:
        raise Stop("say what to import: files, folders or -, or else --starter alone", exits.WRONG_USE)
    from tui.cli.progress import watched
    from tui.intake import gathered, import_starter

    with (
        gathered(sources or (), as_of=as_of, format=format) as intake,
        _opened(desk(context), dry_run) as library,
        _telling_what_is_kept(library),
        watched() as progress,
    ):
        how: dict[str, Any] = {"tags": bare(tags), "dry_run": dry_run, "progress": progress}
        outcome = import_starter(library, **how) if starter else intake.into(library, **how)
    _tell(outcome, report, dry_run)
    raise typer.Exit(exit_code(outcome))


@contextmanager
def _opened(here: Desk, dry_run: bool) -> Iterator[Library]:
    """The library, made if need be; trying out an import does not make one."""
    if here.path.exists() or not dry_run:
        with here.library(create=True) as library:
            yield library
        return
    with TemporaryDirectory() as folder, Desk(Path(folder) / "library").library(create=True) as library:
        yield library


@contextmanager
def _telling_what_is_kept(library: Library) -> Iterator[None]:
    """Say what has come in already when somebody ends the import before it is done."""
    from storage import StorageError
    from tui.cli.run import signalled

    before = library.reader.undoable()
    try:
        yield
    except BaseException as error:
        if isinstance(error, Exception) and not signalled():  # which may be what SQLite makes of Ctrl+C
            raise
        with suppress(StorageError):
            came = library.reader.undoable()
            if came is not None and came.verb == "import" and (before is None or came.id > before.id):
                papers = f"{came.papers:,} paper{'' if came.papers == 1 else 's'}"
                say(f"Stopped: {papers} came in before, and stay. Undo with: carrel undo")
        raise


def exit_code(outcome: ImportReport) -> int:
    """What scripts are told of an import."""
    from tui.intake import unreadable

    if all(map(unreadable, outcome.sources)):
        return exits.FAILED
    return exits.PARTLY_REJECTED if any(s.rejected for s in outcome.sources) else exits.DONE


def _tell(outcome: ImportReport, report: str, dry_run: bool) -> None:
    if report == "json":
        from tui.cli.output import emit_json

        emit_json(outcome.as_json())
    else:
        from tui.cli.import_words import tell_import

        tell_import(outcome, dry_run)
