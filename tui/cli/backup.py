"""A checked copy of the library, made while others go on using it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.output import emit, say
from tui.safe_text import safe

app = new_app()


@app.command("backup")
def backup(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Where to; among the backups beside the library without one."),
    ] = None,
    dump: Annotated[bool, typer.Option("--dump", help="Write it as text that any program can read.")] = False,
) -> None:
    """Make a checked copy of the library.

    Its place is printed on stdout. Without FILE it lies among the backups beside the library.
    """
    with desk(context).library() as library:
        place = library.backup(file, plain=dump)
    emit(safe(str(place), limit=10_000))
    say("The dump is whole." if dump else "The backup is whole and was checked.")
