"""What to read next, each paper with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tui.cli.desk import desk
from tui.cli.framework import QueryCommand, QueryWords, new_app
from tui.cli.output import emit_json, say
from tui.cli.queries import Strict, heed, joined
from tui.cli.receipts import ShowAs

if TYPE_CHECKING:
    from storage import Suggestion, Suggestions

app = new_app()


@app.command("next", cls=QueryCommand)
def next_(
    context: typer.Context,
    query: QueryWords = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, max=500, help="No more than this many papers.")
    ] = 10,
    show: ShowAs = "text",
    strict: Strict = False,
) -> None:
    """Show what to read next, and why."""
    text = joined(query)
    with desk(context).reader() as reader:
        heed(reader.hints(text), strict)
        found = reader.suggestions(text, limit)
    if show == "json":
        emit_json(_as_json(found))
    else:
        _show(found)


def _show(found: Suggestions) -> None:
    from tui.cli.columns import reasoned
    from tui.reasons import because, learned

    if not found.papers:
        say("No unread paper matches.")
        return
    say(learned(found))
    reasoned([((_score(one), one.row.key, one.row.title), because(one.because)) for one in found.papers])


def _score(one: Suggestion) -> str:
    from tui.reasons import signed

    return "" if one.score is None else signed(one.score)


def _as_json(found: Suggestions) -> dict[str, Any]:
    return {
        "learned": found.learned,
        "liked": found.liked,
        "disliked": found.disliked,
        "needed": found.needed,
        "scored": found.scored,
        "papers": [_paper(one) for one in found.papers],
    }


def _paper(one: Suggestion) -> dict[str, Any]:
    row = one.row
    return {
        "id": row.id,
        "key": row.key,
        "title": row.title,
        "published": row.published,
        "score": one.score,
        "because": [reason.as_dict() for reason in one.because],
    }
