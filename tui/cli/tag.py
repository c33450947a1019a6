"""Tags of papers. Tags are options rather than arguments, so that any number of papers may be named."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tui.cli.desk import desk
from tui.cli.exits import WRONG_USE
from tui.cli.framework import new_app
from tui.cli.papers import ByQuery, PaperNames, chosen
from tui.cli.receipts import ReportAs, tell
from tui.cli.stop import Stop

app = new_app()


def complete_tag(ctx: typer.Context, incomplete: str) -> list[str]:
    """The library's tags that begin so."""
    from tui.cli.completion import tags

    return tags(ctx, incomplete)


def tag_option(name: str, words: str) -> Any:
    """An option that takes tags, and completes them."""
    return typer.Option(name, metavar="TAG", help=words, autocompletion=complete_tag, show_default=False)


@app.command("tag")
def tag(
    context: typer.Context,
    papers: PaperNames = None,
    add: Annotated[list[str] | None, tag_option("--add", "Put this tag on; may be repeated.")] = None,
    remove: Annotated[list[str] | None, tag_option("--remove", "Take this tag off; may be repeated.")] = None,
    query: ByQuery = None,
    report: ReportAs = "text",
) -> None:
    """Put tags on papers, and take them off."""
    if not add and not remove:
        raise Stop("say which tags: --add TAG, --remove TAG, or both", WRONG_USE)
    with desk(context).library() as library:
        receipt = library.tag(chosen(library.reader, papers, query), add=bare(add), remove=bare(remove))
    tell(receipt, report)


def bare(tags: list[str] | None) -> list[str]:
    """The tags without the ``#`` that queries write before them."""
    return [name.removeprefix("#") for name in tags or ()]
