"""The reading log: what was read when and for how long, and putting right what is wrong in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tui.cli.desk import desk
from tui.cli.exits import WRONG_USE
from tui.cli.framework import LARGEST, new_app
from tui.cli.output import emit_json, say
from tui.cli.papers import complete_paper
from tui.cli.receipts import ShowAs, TextOrJson, tell
from tui.cli.stop import Stop

if TYPE_CHECKING:
    from storage import Library, Receipt, Session

app = new_app()

Number = Annotated[
    int | None,
    typer.Option("--limit", metavar="N", min=0, max=LARGEST, help="No more than this many."),
]


@app.command("log")
def log(
    context: typer.Context,
    paper: Annotated[
        str | None,
        typer.Argument(
            metavar="[PAPER]",
            help="An id, key, DOI or arXiv id; all papers without.",
            autocompletion=complete_paper,
            show_default=False,
        ),
    ] = None,
    edit: Annotated[
        int | None,
        typer.Option(
            "--edit", metavar="ID", min=1, max=LARGEST, help="Correct this session, with the two below."
        ),
    ] = None,
    started: Annotated[
        str | None, typer.Option("--started", metavar="TIME", help="As in 14:05, or 2026-01-31 14:05.")
    ] = None,
    ended: Annotated[str | None, typer.Option("--ended", metavar="TIME", help="Likewise.")] = None,
    delete: Annotated[
        int | None,
        typer.Option("--delete", metavar="ID", min=1, max=LARGEST, help="Delete this session."),
    ] = None,
    limit: Number = None,
    show_as: ShowAs = "text",
) -> None:
    """Show the reading log, or correct it."""
    if edit is not None and delete is not None:
        raise Stop("--edit and --delete exclude each other", WRONG_USE)
    if (edit is None) != (started is None and ended is None):
        raise Stop("a correction needs --edit ID and a time: --started, --ended, or both", WRONG_USE)
    if edit is None and delete is None:
        with desk(context).reader() as reader:
            papers = None if paper is None else [reader.resolve(paper)]
            _show(reader.sessions(papers, -1 if limit is None else limit), show_as)
        return
    with desk(context).library() as library:
        receipt = (
            library.delete_session(delete) if delete is not None else _correct(library, edit, started, ended)
        )
    tell(receipt, show_as)


def _correct(library: Library, session: int | None, started: str | None, ended: str | None) -> Receipt:
    from tui.moments import moment

    now = library.clock()
    begin, end = (moment(text, now) if text else None for text in (started, ended))
    return library.correct_session(session or 0, started=begin, ended=end)


def _show(sessions: list[Session], show_as: TextOrJson) -> None:
    if show_as == "json":
        emit_json([session.as_json() for session in sessions])
        return
    from tui import habits
    from tui.cli.columns import table

    heading = ("ID", "STARTED", "ENDED", "MIN", "READ", "KEY", "TITLE")
    table([_cells(session) for session in sessions], heading=heading, elastic=6)
    for session in (each for each in sessions if each.doubtful):
        say(_question(session))
    if sessions:
        total = sum(session.minutes or 0 for session in sessions)
        say(f"{habits.minutes(total)} in {len(sessions):,} session{'' if len(sessions) == 1 else 's'}.")
    else:
        say("The log is empty. Begin to read with: carrel start PAPER")


def _cells(session: Session) -> tuple[str, ...]:
    from tui.moments import local

    read = "finished" if session.finished else ""
    if not read and session.after is not None:
        read = f"{session.before:.0%}–{session.after:.0%}"
    return (
        str(session.id),
        local(session.started),
        local(session.ended) if session.ended else "open",
        "?" if session.minutes is None else str(session.minutes),
        read,
        session.key,
        session.title,
    )


def _question(session: Session) -> str:
    """A session nobody sat through: what to do about it."""
    from tui.moments import local

    so_long = "is still open" if session.ended is None else "is too long to be true"
    return (
        f"Session {session.id} {so_long} and does not count. When did it end?"
        f" carrel log --edit {session.id} --ended '{local(session.started)[:10]} HH:MM'"
    )
