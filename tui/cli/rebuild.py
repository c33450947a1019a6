"""A library from a dump: the same one, ids, notes, history and all. It replaces nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tui.cli import exits
from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.output import emit, say
from tui.safe_text import safe

app = new_app()


@app.command("rebuild")
def rebuild_library(
    context: typer.Context,
    dump: Annotated[Path, typer.Argument(metavar="DUMP", help="What `carrel backup --dump` wrote.")],
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="The library to make; the usual one, where there is none."),
    ] = None,
) -> None:
    """Make a library from a dump, and look it over.

    Its place is printed on stdout. Exits with 1 when something in it is left to mend.
    """
    from storage import Library, rebuild

    made = rebuild(dump, file or desk(context).path)
    with Library.open(made) as library:
        papers, report = library.reader.count(), library.check()
    emit(safe(str(made), limit=10_000))
    verdict = "It is sound." if report.sound else "It needs mending: carrel check --repair."
    say(f"Made a library of {papers:,} paper{'' if papers == 1 else 's'} from {dump.name}. {verdict}")
    raise typer.Exit(exits.DONE if report.sound else exits.FAILED)
