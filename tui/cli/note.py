"""Writing a note: on the command line, from a pipe, or in the editor.

The library is not open while somebody types, so nobody waits for them; and what was typed is
kept in its file, and the file named, if the note then cannot be saved.
"""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from tui.cli.desk import Desk, desk
from tui.cli.exits import FAILED, WRONG_USE
from tui.cli.framework import new_app
from tui.cli.output import say
from tui.cli.papers import PaperName
from tui.cli.receipts import ReportAs, TextOrJson, tell
from tui.cli.stop import Stop

if TYPE_CHECKING:
    from storage import Receipt

app = new_app()


@app.command("note")
def note(
    context: typer.Context,
    paper: PaperName,
    text: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TEXT]...",
            help="The note, in Markdown; - reads it from stdin. Without one, $VISUAL or $EDITOR opens.",
            show_default=False,
        ),
    ] = None,
    quote: Annotated[
        str | None, typer.Option("--quote", metavar="QUOTE", help="The passage that the note is about.")
    ] = None,
    edit: Annotated[
        int | None,
        typer.Option("--edit", metavar="NUMBER", help="Change this note, as `carrel show` numbers it."),
    ] = None,
    report: ReportAs = "text",
) -> None:
    """Add a note to a paper, or change one."""
    here = desk(context)
    if edit is not None:
        if quote is not None:
            raise Stop("the passage that a note is about cannot be changed", WRONG_USE)
        _change(here, paper, edit, text, report)
        return
    with here.reader() as reader:
        paper_id = reader.resolve(paper)
    tell(_save(here, paper_id, _given(text), quote) if text else _written(here, paper_id, quote), report)


def _given(words: list[str]) -> str:
    """The text on the command line, or stdin: as much as shows that it is too long; it may not end."""
    from storage import LONG_TEXT

    return sys.stdin.read(LONG_TEXT + 1) if words == ["-"] else " ".join(words)


def _written(here: Desk, paper_id: int, quote: str | None) -> Receipt:
    """Let the person write, then save what they wrote."""
    with _editor() as text:
        return _save(here, paper_id, text, quote)


def _editor(before: str = "") -> AbstractContextManager[str]:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Stop("there is no terminal to write in: give the TEXT, or - to read it from stdin", WRONG_USE)
    from tui.cli.editor import written

    return written(before)


def _change(here: Desk, paper: str, number: int, given: list[str] | None, report: TextOrJson) -> None:
    """Change a note; what somebody else makes of it meanwhile is kept beside it."""
    with here.reader() as reader:
        paper_id = reader.resolve(paper)
        note = next((each for each in reader.paper(paper_id).notes if each.id == number), None)
    if note is None:
        raise Stop(f'"{paper}" has no note {number}; `carrel show {paper}` lists its notes', WRONG_USE)
    with nullcontext(_given(given)) if given else _editor(note.text) as text, here.library() as library:
        receipt = library.revise_note(
            paper_id,
            note.id,
            text,
            revision=note.revision,
            quote=note.quote,
            quote_field=note.quote_field,
        )
    if receipt.created is not None:
        say(f"The note was changed elsewhere meanwhile: both are kept, this one as note {receipt.created}.")
    tell(receipt, report)


def _save(here: Desk, paper_id: int, text: str, quote: str | None) -> Receipt:
    if not text.strip():
        raise Stop("the note is empty, so nothing was added", FAILED)
    with here.library() as library:
        return library.add_note(paper_id, text, quote=quote)
