"""Where everything lies, and the settings in force: the first thing to ask when something surprises."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tui import paths
from tui.cli.columns import facts
from tui.cli.desk import Desk, desk
from tui.cli.exits import WRONG_USE
from tui.cli.framework import new_app
from tui.cli.output import emit, emit_json
from tui.cli.receipts import ShowAs, TextOrJson
from tui.cli.settings import settings
from tui.cli.stop import Stop
from tui.safe_text import safe

app = new_app()


@app.callback(invoke_without_command=True)
def config(context: typer.Context, show: ShowAs = "text") -> None:
    """Show the settings and where everything lies."""
    if context.invoked_subcommand is None:
        _show(desk(context), show)


@app.command("show")
def show(context: typer.Context, show: ShowAs = "text") -> None:
    """Show the settings and where everything lies."""
    _show(desk(context), show)


@app.command("path")
def path(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="Only this one, without its name.", show_default=False),
    ] = None,
    show: ShowAs = "text",
) -> None:
    """Show where everything lies: library, backups, settings, queries."""
    places = _places(desk(context))
    if name is not None:
        if name not in places:
            raise Stop(f'"{name}" is not one of {", ".join(places)}', WRONG_USE)
        emit(safe(places[name], limit=10_000))
    elif show == "json":
        emit_json(places)
    else:
        facts(list(places.items()))


def _show(here: Desk, show: TextOrJson) -> None:
    known = _known(here)
    if show == "json":
        emit_json(known)
        return
    keys = known.pop("keys")
    facts([(name, "any number" if value is None else str(value)) for name, value in known.items()])
    facts([(f"keys.{command}", "  ".join(bound)) for command, bound in keys.items()])


def _known(here: Desk) -> dict[str, Any]:
    chosen = settings()
    return {
        **_places(here),
        "theme": chosen.theme,
        "preset": chosen.keys_preset,
        "at-once": chosen.at_once,
        "cooling": chosen.cooling,
        "goal": chosen.goal,
        "reviews": chosen.reviews,
        "keys": {command: list(bound) for command, bound in chosen.keys.items()},
    }


def _places(here: Desk) -> dict[str, str]:
    """Every file and folder of a person's that Carrel reads or writes, whether or not it is there yet."""
    places = {
        "library": here.path,
        "backups": paths.backup_folder(here.path),
        "config": paths.config_file(),
        "queries": paths.queries_file(),
    }
    return {name: str(place.absolute()) for name, place in places.items()}
