"""Where everything lies, and the settings in force: the first thing to ask when something surprises."""

from __future__ import annotations

from typing import Any

import typer

from tui import paths
from tui.cli.columns import facts
from tui.cli.desk import Desk, desk
from tui.cli.framework import new_app
from tui.cli.output import emit, emit_json
from tui.cli.receipts import ShowAs, TextOrJson
from tui.cli.settings import settings
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
def path() -> None:
    """Print where the settings file is, or would be."""
    emit(safe(str(paths.config_file()), limit=10_000))


def _show(here: Desk, show: TextOrJson) -> None:
    known = _known(here)
    if show == "json":
        emit_json(known)
        return
    keys = known.pop("keys")
    facts([(name, str(value)) for name, value in known.items()])
    facts([(f"keys.{command}", "  ".join(bound)) for command, bound in keys.items()])


def _known(here: Desk) -> dict[str, Any]:
    chosen = settings()
    return {
        "library": str(here.path),
        "backups": str(paths.backup_folder(here.path)),
        "config": str(paths.config_file()),
        "log": str(paths.log_file()),
        "queries": str(paths.queries_file()),
        "theme": chosen.theme,
        "preset": chosen.keys_preset,
        "keys": {command: list(bound) for command, bound in chosen.keys.items()},
    }
