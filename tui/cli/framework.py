"""How Carrel uses Typer: plain help, no decorated tracebacks, and query words that begin with a dash.

Rich's help would cost each ``--help`` as much again as Typer itself, and would read the ``[x]`` of
our own texts as markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperOption

from tui.cli.output import be_plain
from tui.safe_text import safe

LARGEST = 2**63 - 1
"""The largest whole number that SQLite keeps; larger ones are refused as the arguments they are."""


def new_app(*, add_completion: bool = False) -> typer.Typer:
    """A Typer application with the settings that all of Carrel's commands share."""
    return typer.Typer(
        add_completion=add_completion,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


def with_plain(command: Any) -> Any:
    """Give a command, and those within it, the option that all have: ``--plain``."""
    for inner in getattr(command, "commands", {}).values():
        with_plain(inner)
    command.params.append(
        TyperOption(
            param_decls=["--plain"],
            is_flag=True,
            expose_value=False,
            callback=_heed_plain,
            help="Words alone, one thing a line: for screen readers and slow lines.",
        )
    )
    return command


def _heed_plain(context: Any, option: Any, given: bool) -> None:
    if given:
        be_plain()


@contextmanager
def safely_told() -> Iterator[None]:
    """Within, Typer's complaints lose what a terminal would act upon; Typer prints them as they are."""
    try:
        yield
    except Exception as error:
        if hasattr(error, "format_message"):
            words = safe(error.format_message())
            error.format_message = lambda: words
        raise


class QueryCommand(TyperCommand):
    """A command whose words are a query, so that ``-tag:x`` is a word and not an option.

    Options of such a command are spelt out: a single dash always begins a word, and two dashes
    that name no option are still a mistake, unless a bare ``--`` came before.
    """

    ignore_unknown_options = True

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Refuse unknown long options, which the parser would otherwise take for words."""
        known = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        options = args[: args.index("--")] if "--" in args else args
        for word in options:
            if word.startswith("--") and word.partition("=")[0] not in known and not ctx.resilient_parsing:
                ctx.fail(f"There is no option {word}. (Words to look for may follow a bare --)")
        return super().parse_args(ctx, args)


def _complete_query(ctx: typer.Context, incomplete: str) -> list[str]:
    from tui.cli.completion import query_words

    return query_words(ctx, incomplete)


def query_words(help: str) -> Any:
    """An argument that takes the words of a query, and completes them."""
    return typer.Argument(metavar="[QUERY]...", help=help, autocompletion=_complete_query, show_default=False)


QueryWords = Annotated[
    list[str] | None, query_words("Which papers, as in: pruning -is:read year:2020..; all without one.")
]
