"""What brings new papers: feeds, and queries that arXiv or Crossref answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tui.cli.columns import table
from tui.cli.desk import desk
from tui.cli.exits import WRONG_USE
from tui.cli.framework import QueryCommand, new_app
from tui.cli.output import emit, emit_json, say
from tui.cli.receipts import tell
from tui.cli.stop import Stop

if TYPE_CHECKING:
    from storage import Subscription

app = new_app()

Shape = Literal["text", "json", "opml"]

LARGEST_OPML = 10_000_000
"""Bytes of a list of feeds: some fifty thousand of them."""


@app.command("follow", cls=QueryCommand)
def follow(
    context: typer.Context,
    target: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[URL|QUERY]...",
            help="Addresses of feeds, or a query as in: cat:cs.LG author:hinton; lists without one.",
            show_default=False,
        ),
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Follow it no longer.")] = False,
    opml: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Follow the feeds of an OPML file.")
    ] = None,
    shape: Annotated[Shape, typer.Option("--as", help="For people, programs, or feed readers.")] = "text",
) -> None:
    """Follow feeds and queries; list what is followed.

    carrel fetch brings their new papers. A query may ask for words, title:, author:, abstract: and
    cat:, which arXiv answers, or for venue:, which Crossref does; https://huggingface.co/papers
    stands for the daily papers.
    """
    targets = _targets(target or ())
    if remove and not targets:
        raise Stop("say what to follow no longer", WRONG_USE)
    if not targets and opml is None:
        with desk(context).reader() as reader:
            _list(reader.subscriptions(), shape)
        return
    wanted = {} if remove else _from(opml) | _checked(targets)
    with desk(context).library(create=True) as library:
        receipt = library.unfollow(targets) if remove else library.follow(wanted)
    tell(receipt, "json" if shape == "json" else "text")
    if not remove and receipt.event is not None and shape == "text":
        say("Bring its papers with: carrel fetch")


def _targets(words: list[str] | tuple[str, ...]) -> list[str]:
    """Addresses each by itself, other words together as one query."""
    from seeds import is_web

    addresses = [word for word in words if is_web(word)]
    query = " ".join(word for word in words if not is_web(word))
    return [*addresses, *([query] if query else [])]


def _checked(targets: list[str]) -> dict[str, str | None]:
    from tui.following import newest

    for target in targets:
        newest(target)
    return dict.fromkeys(targets)


def _from(file: Path | None) -> dict[str, str | None]:
    if file is None:
        return {}
    from seeds import read_opml
    from storage import read_regular

    outlines = read_opml(read_regular(file, LARGEST_OPML), file.name)
    return {outline.target: outline.title for outline in outlines}


def _list(subscriptions: list[Subscription], shape: Shape) -> None:
    if shape == "json":
        emit_json([each.as_dict() for each in subscriptions])
    elif shape == "opml":
        _list_opml(subscriptions)
    elif subscriptions:
        rows = [
            (each.target, each.title or "", each.fetched or "never", each.fault or "")
            for each in subscriptions
        ]
        table(rows, heading=("TARGET", "TITLE", "FETCHED", "FAULT"), elastic=3)
    else:
        say("Nothing is followed. Begin with: carrel follow cat:cs.LG")


def _list_opml(subscriptions: list[Subscription]) -> None:
    """As feed readers take it, with a word on what has no feed to be read by others."""
    from seeds import Outline, inert, write_opml
    from tui.following import newest

    outlines = [Outline(each.target, each.title, newest(each.target).address()) for each in subscriptions]
    emit(inert(write_opml(outlines)))
    for outline in outlines:
        if outline.feed is None:
            say(f"Left out, since there is no feed for it: {outline.target}")
