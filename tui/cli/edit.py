"""Corrections to what a source said. What is typed here is never overwritten by a later import."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli.desk import desk
from tui.cli.exits import WRONG_USE
from tui.cli.framework import new_app
from tui.cli.papers import PaperName
from tui.cli.receipts import ReportAs, tell
from tui.cli.stop import Stop

app = new_app()


def _complete_field(incomplete: str) -> list[str]:
    from tui.cli.completion import editable

    return editable(incomplete)


@app.command("edit")
def edit(
    context: typer.Context,
    paper: PaperName,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="A field's new value, empty to clear it; may be repeated. Authors are separated by ;",
            autocompletion=_complete_field,
            show_default=False,
        ),
    ] = None,
    report: ReportAs = "text",
) -> None:
    """Correct what is known about a paper.

    As in: carrel edit PAPER --set title="A Better Title" --set published=2024-05
    """
    values = dict(map(_parted, settings or ()))
    if not values:
        raise Stop("say what to change: --set FIELD=VALUE", WRONG_USE)
    with desk(context).library() as library:
        receipt = library.edit(library.reader.resolve(paper), values)
    tell(receipt, report)


def _parted(setting: str) -> tuple[str, str | None]:
    name, equals, value = setting.partition("=")
    if not equals:
        raise Stop(f'"{setting}" is not FIELD=VALUE', WRONG_USE)
    return name.strip(), value.strip() or None
