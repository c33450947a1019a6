"""Making one paper of several that are the same work. What is kept is named first."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.papers import complete_paper, expand, resolve_all
from tui.cli.receipts import ReportAs, tell

app = new_app()

Kept = Annotated[
    str,
    typer.Argument(
        metavar="KEEP",
        help="The paper to keep: an id, key, DOI or arXiv id.",
        autocompletion=complete_paper,
        show_default=False,
    ),
]
Others = Annotated[
    list[str],
    typer.Argument(
        metavar="OTHER...",
        help="Papers that are the same work; - reads one a line from stdin.",
        autocompletion=complete_paper,
        show_default=False,
    ),
]


@app.command("merge")
def merge(context: typer.Context, keep: Kept, others: Others, report: ReportAs = "text") -> None:
    """Make one paper of several: nothing of any of them is lost."""
    with desk(context).library() as library:
        kept, *rest = resolve_all(library.reader, [keep, *expand(others)])
        receipt = library.merge(kept, rest)
    tell(receipt, report)
