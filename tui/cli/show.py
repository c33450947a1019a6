"""One paper, everything known about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from tui import habits
from tui.cli.columns import facts, heading, paragraph
from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.output import emit, emit_json
from tui.cli.papers import PaperName
from tui.cli.receipts import ShowAs
from tui.moments import local
from tui.reasons import changed

if TYPE_CHECKING:
    from storage import Note, Paper

app = new_app()


@app.command("show")
def show(context: typer.Context, paper: PaperName, show_as: ShowAs = "text") -> None:
    """Show everything known about a paper."""
    with desk(context).reader() as reader:
        found = reader.paper(reader.resolve(paper))
    if show_as == "json":
        emit_json(found.as_json())
        return
    heading(found.title)
    facts(_facts(found))
    for text in filter(None, (found.summary, found.abstract)):
        emit()
        paragraph(text)
    for note in found.notes:
        emit()
        show_note(note)


def _facts(paper: Paper) -> list[tuple[str, str]]:
    names = [*paper.authors, *(["et al."] if paper.authors_truncated else [])]
    known = [
        ("authors", ", ".join(names)),
        ("affiliations", ", ".join(paper.affiliations)),
        ("published", paper.published or ""),
        ("category", paper.category or ""),
        ("venue", paper.venue or ""),
        ("kind", paper.kind),
        *((scheme, " ".join(values)) for scheme, values in paper.identifiers.items()),
        ("url", paper.url or ""),
        ("code", paper.code_url or ("published" if paper.has_code else "")),
        ("file", paper.file_path or ""),
        *paper.extra.items(),
    ]
    return known + _tracking(paper)


def _tracking(paper: Paper) -> list[tuple[str, str]]:
    return [
        ("state", paper.state + (", in the trash" if paper.trashed else "")),
        ("starred", "yes" if paper.starred else ""),
        ("rating", f"{paper.rating} of 5" if paper.rating else ""),
        ("queue", f"place {paper.queue:,}" if paper.queue else ""),
        ("progress", habits.progress(paper.progress) if paper.progress else ""),
        ("time", habits.time_read(paper.sessions)),
        ("tags", " ".join(f"#{tag}" for tag in paper.tags)),
        ("added", local(paper.added)),
        ("started", local(paper.started) if paper.started else ""),
        ("read", local(paper.read) if paper.read else ""),
        *(("changed", f"{local(at)} {what}") for at, what in changed(paper.changes)),
        ("seen in", ", ".join(f"{seen.name} ({seen.format})" for seen in paper.sources)),
        ("key", paper.key),
        ("id", str(paper.id)),
    ]


def show_note(note: Note) -> None:
    """Print a note under a line that says when it was written, its quotation before it."""
    heading(f"Note {note.id}, {local(note.updated)}")
    if note.quote:
        paragraph(note.quote, indent="  > ")
    paragraph(note.text, indent="  ")
