"""A paper's PDF: fetched once from where it is open, opened in a viewer, its place printed for scripts."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.output import emit, fail, on_terminal, say
from tui.cli.papers import PaperName
from tui.cli.settings import settings
from tui.cli.stop import Stop

app = new_app()


@app.command("pdf")
def pdf(
    context: typer.Context,
    paper: PaperName,
    show: Annotated[
        bool | None,
        typer.Option(
            "--open/--no-open", help="Open it in a viewer; by default on a terminal.", show_default=False
        ),
    ] = None,
) -> None:
    """Fetch the open PDF of a paper, and open it.

    It is kept beside the library, readable by you alone, and fetched only once. Its place is
    printed. What breaks off is gone on with the next time.
    """
    from seeds import inert
    from tui.pdfs import NoPdf, pdf_of, show_file
    from tui.wire import open_wire

    online = settings().online
    with (
        desk(context).library() as library,
        open_wire(online) as asking,
        open_wire(online, files=True) as files,
    ):
        try:
            file, fetched = pdf_of(library, asking, files, library.reader.resolve(paper))
        except NoPdf as error:
            raise Stop(str(error)) from error
    emit(inert(str(file)))
    if fetched:
        say(f"Fetched {file.name}.")
    if (on_terminal() if show is None else show) and not show_file(file, online.viewer):
        fail("there is no program to open it with; name one as viewer under [online] in the settings")
