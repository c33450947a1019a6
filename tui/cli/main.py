"""The command line as a whole: its own options, and its commands, each loaded when it is asked for.

A command is a module of this package with a ``Typer`` called ``app``. Loading only the one that
was asked for keeps every command as quick as the quickest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from tui.cli.desk import Desk
from tui.cli.framework import new_app, safely_told, with_plain

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "Take in, give out": ("import", "add", "refresh", "follow", "fetch", "export"),
    "Look": ("list", "show", "pdf", "related", "author", "notes", "tags", "views", "stats"),
    "Track": ("mark", "star", "unstar", "rate", "tag", "note"),
    "Read": ("next", "taste", "triage", "queue", "start", "stop", "progress", "log", "remember", "review"),
    "Correct": ("edit", "remove", "trash", "duplicates", "merge", "distinct", "undo", "redo", "history"),
    "Care": ("backup", "restore", "rebuild", "check"),
    "Help": ("guide", "keys", "config"),
}
COMMANDS = tuple(name for names in SECTIONS.values() for name in names)
RENAMED = {"import": "import_", "next": "next_", "stop": "stop_", "progress": "progress_"}
"""Modules that cannot be called like their command: the word, or the name, is taken."""


class Commands(MutableMapping[str, Any]):
    """All commands by name; looking one up loads it."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in COMMANDS:
            raise KeyError(name)
        if name not in self._loaded:
            module = import_module(f"tui.cli.{RENAMED.get(name, name)}")
            self._loaded[name] = with_plain(typer.main.get_command(module.app))
        return self._loaded[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class CommandLine(TyperGroup):
    """A group whose commands are found by name, and whose help shows them by what they are for."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = Commands()

    def make_context(self, *arguments: Any, **settings: Any) -> Any:
        """Parse the arguments; a complaint about them may repeat them, as safely as all else."""
        with safely_told():
            return super().make_context(*arguments, **settings)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for, which parses its own arguments."""
        with safely_told():
            return super().invoke(ctx)

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, without loading what they name."""
        return list(COMMANDS)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """One block of help for each section."""
        room = formatter.width - 6 - max(map(len, COMMANDS))
        for title, names in SECTIONS.items():
            rows = [(name, self.commands[name].get_short_help_str(room)) for name in names]
            with formatter.section(title):
                formatter.write_dl(rows, col_max=max(map(len, COMMANDS)))


app = new_app(add_completion=True)


@app.callback(cls=CommandLine, invoke_without_command=True)
def carrel(
    context: typer.Context,
    library: Annotated[
        Path | None,
        typer.Option("--library", metavar="FILE", help="Use this library (also CARREL_LIBRARY)."),
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Keep a reading list of papers: take them in, find them, track what you read.

    Without a command, the full-screen app opens.
    """
    context.obj = Desk(library)
    if version:
        _show_version()
    if context.invoked_subcommand is None:
        from tui.cli.screen import open_app

        raise typer.Exit(open_app(library))


def _show_version() -> None:
    from tui.cli.output import emit
    from tui.version import VERSION

    emit(f"carrel {VERSION}")
    raise typer.Exit
