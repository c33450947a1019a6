"""Papers that may be one work, in pairs, with what tells them apart and the two commands to choose from."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tui.cli.columns import heading
from tui.cli.desk import desk
from tui.cli.framework import QueryCommand, QueryWords, new_app
from tui.cli.output import dim, emit, emit_json, say
from tui.cli.queries import Strict, heed, joined
from tui.cli.receipts import ShowAs

if TYPE_CHECKING:
    from storage import Duplicate, Paper, Reader

app = new_app()

Pairs = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=0, help="No more than this many pairs.")
]


@app.command("duplicates", cls=QueryCommand)
def duplicates(
    context: typer.Context,
    query: QueryWords = None,
    limit: Pairs = None,
    strict: Strict = False,
    show: ShowAs = "text",
) -> None:
    """Show pairs of papers that may be one work."""
    words = joined(query)
    with desk(context).reader() as reader:
        heed(reader.hints(words), strict)
        found = reader.duplicates(words, limit)
        if show == "json":
            emit_json([_as_json(reader, pair) for pair in found])
            return
        for number, pair in enumerate(found):
            if number:
                emit()
            _print(pair, *_papers(reader, pair))
    if not found:
        say("No two papers look like one work.")


def _papers(reader: Reader, pair: Duplicate) -> tuple[Paper, Paper]:
    return reader.paper(pair.keep.id), reader.paper(pair.other.id)


def _as_json(reader: Reader, pair: Duplicate) -> dict[str, Any]:
    keep, other = _papers(reader, pair)
    return {
        "score": pair.score,
        "reasons": list(pair.reasons),
        "keep": keep.as_json(),
        "other": other.as_json(),
    }


def _print(pair: Duplicate, keep: Paper, other: Paper) -> None:
    from tui.comparing import SAME, facing
    from tui.safe_text import safe

    heading(f"{pair.score} of 100: {'; '.join(pair.reasons)}")
    for field in facing(keep, other):
        if field.name == "abstract":
            continue
        name = dim(f"  {safe(field.name):<10}")
        if field.sign == SAME:
            emit(f"{name}  {safe(field.left)}")
            continue
        for sign, text in (("<", field.left), (">", field.right)):
            if text:
                emit(f"{name}{sign} {safe(text)}")
                name = " " * 12
    emit(f"  one work:     carrel merge {_word(keep.key)} {_word(other.key)}")
    emit(f"  not the same: carrel distinct {_word(keep.key)} {_word(other.key)}")


def _word(key: str) -> str:
    """A key as one word of a shell."""
    from tui.safe_text import safe

    return shlex.quote(safe(key))
