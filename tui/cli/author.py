"""One author: what sources say of them, and their papers here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tui.cli.columns import facts, heading, table
from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.output import emit, emit_json
from tui.cli.receipts import ShowAs

if TYPE_CHECKING:
    from storage import Author, Profile

app = new_app()


def _complete_author(ctx: typer.Context, incomplete: str) -> list[str]:
    from tui.cli.completion import authors

    return authors(ctx, incomplete)


@app.command("author")
def author(
    context: typer.Context,
    name: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...",
            help="A name, or words of it that fit nobody else.",
            autocompletion=_complete_author,
            show_default=False,
        ),
    ],
    show: ShowAs = "text",
) -> None:
    """Show what is known about an author, and their papers."""
    with desk(context).reader() as reader:
        found = reader.author(" ".join(name))
    if show == "json":
        emit_json(_as_json(found))
        return
    heading(found.name)
    for profile in found.profiles:
        facts(_facts(profile))
    emit()
    table(
        [(row.key, row.published or "", row.state, row.title) for row in found.papers],
        heading=("KEY", "DATE", "STATE", "TITLE"),
        elastic=3,
    )


def _as_json(author: Author) -> dict[str, Any]:
    papers = [
        {"id": p.id, "key": p.key, "title": p.title, "published": p.published, "state": p.state}
        for p in author.papers
    ]
    profiles = [profile.as_dict() for profile in author.profiles]
    return {"id": author.id, "name": author.name, "profiles": profiles, "papers": papers}


def _facts(profile: Profile) -> list[tuple[str, str]]:
    return [
        ("according to", f"{profile.source}, {profile.seen}"),
        ("field", profile.field or ""),
        *(
            (name, f"{value:,}{unit}")
            for name, value, unit in (
                ("h-index", profile.h_index, ""),
                ("papers", profile.papers, ""),
                ("citations", profile.citations, ""),
                ("novelty", profile.novelty, "%"),
                ("AI score", profile.ai_score, ""),
            )
            if value is not None
        ),
    ]
