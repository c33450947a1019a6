"""Papers by what names them: an identifier, an address, a title. Offline they are kept by that name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tui.cli import exits
from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.papers import expand
from tui.cli.receipts import ReportAs
from tui.cli.settings import settings
from tui.cli.stop import Stop
from tui.cli.tag import bare, tag_option

if TYPE_CHECKING:
    from tui.adding import Added

app = new_app()

Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="IDENTIFIER...",
        help='An arXiv id, DOI, PMID, ISBN, address of a paper or "title"; - reads one a line from stdin.',
        show_default=False,
    ),
]
Offline = Annotated[bool, typer.Option("--offline", help="Ask nobody; keep it by its name for later.")]


@app.command("add")
def add(
    context: typer.Context,
    names: Names = None,
    tags: Annotated[list[str] | None, tag_option("--tag", "Tag what is added; may be repeated.")] = None,
    queue: Annotated[bool, typer.Option("--queue", help="Put what is added into the reading queue.")] = False,
    offline: Offline = False,
    report: ReportAs = "text",
) -> None:
    """Add papers by identifier, address or title.

    A paper that is here already is filled in. What cannot be looked up now is kept by its name,
    is found by is:pending, and is filled in by carrel refresh. Exits with 4 when some of it was
    not understood or not looked up.
    """
    from tui.adding import add as add_identifiers
    from tui.adding import sort_out
    from tui.cli.add_titles import Titles
    from tui.cli.add_words import tell_added
    from tui.cli.progress import watched
    from tui.wire import open_wire

    typed = sort_out(expand(names or ()))
    if not any(typed):
        raise Stop("say what to add: identifiers, addresses or titles, or - for one a line", exits.WRONG_USE)
    online = settings().online
    with open_wire(online, offline=offline) as wire, desk(context).library(create=True) as library:
        with watched() as progress:
            added = add_identifiers(library, wire, typed.identifiers, tags=bare(tags), progress=progress)
        titles = Titles(library, wire, bare(tags))
        for title in typed.titles:
            titles.add(title)
        added += titles.added
        if queue:
            library.enqueue([each.id for each in added])
    tell_added(added, titles.open, typed.unknown, report)
    raise typer.Exit(_exit_code(added, len(typed.unknown) + len(titles.open), offline))


def _exit_code(added: list[Added], refused: int, offline: bool) -> int:
    """Being kept for later is what ``--offline`` asks for, and else a part that was not done."""
    if not added and refused:
        return exits.WRONG_USE
    waiting = any(each.outcome == "pending" for each in added) and not offline
    return exits.PARTLY_REJECTED if refused or waiting else exits.DONE
