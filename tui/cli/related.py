"""Papers like one paper, each with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.output import emit_json, say
from tui.cli.papers import PaperName
from tui.cli.receipts import ShowAs

if TYPE_CHECKING:
    from storage import Related

app = new_app()


@app.command("related")
def related(
    context: typer.Context,
    paper: PaperName,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, max=100, help="No more than this many papers.")
    ] = 10,
    show: ShowAs = "text",
) -> None:
    """Show papers like this one, and what they share."""
    from tui.cli.columns import reasoned
    from tui.reasons import shared

    with desk(context).reader() as reader:
        found = reader.related(reader.resolve(paper), limit)
    if show == "json":
        emit_json([_as_json(one) for one in found])
        return
    if not found:
        say("No other paper shares anything telling with it.")
    reasoned([((one.row.key, one.row.published or "", one.row.title), shared(one)) for one in found])


def _as_json(one: Related) -> dict[str, Any]:
    return {
        "id": one.row.id,
        "key": one.row.key,
        "title": one.row.title,
        "published": one.row.published,
        "state": one.row.state,
        "score": one.score,
        "words": list(one.words),
        "authors": list(one.authors),
        "tags": list(one.tags),
        "category": one.category,
        "linked": one.linked,
    }
