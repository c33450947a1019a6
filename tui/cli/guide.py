"""The user guide, read where it is needed. The same pages stand behind ``?`` in the app."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tui.cli.columns import table
from tui.cli.exits import WRONG_USE
from tui.cli.framework import new_app
from tui.cli.output import colourful, write
from tui.cli.stop import Stop
from tui.paths import guide_folder

app = new_app()


def topics() -> dict[str, Path]:
    """The pages of the guide by name."""
    return {page.stem: page for page in sorted(guide_folder().glob("*.md"))}


def _complete_topic(incomplete: str) -> list[str]:
    return [name for name in topics() if name.startswith(incomplete)]


@app.command("guide")
def guide(
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="[TOPIC]",
            help="A page of the guide; without one, its pages.",
            autocompletion=_complete_topic,
        ),
    ] = None,
) -> None:
    """Read the guide."""
    pages = topics()
    if topic is None:
        table([(name, _title(page)) for name, page in pages.items()], heading=("TOPIC", "ABOUT"))
    elif topic in pages:
        _read(pages[topic].read_text(encoding="utf-8"))
    else:
        raise Stop(f'the guide has no page "{topic}"; its pages are {", ".join(pages)}', WRONG_USE)


def _title(page: Path) -> str:
    with page.open(encoding="utf-8") as lines:
        return next(lines, "").strip("# \n")


def _read(text: str) -> None:
    """Print a page: as it is written in a pipe, set as a page where there is a terminal with colours."""
    if not colourful():
        write(text)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console(highlight=False, markup=False, emoji=False)
    console.print(Markdown(text, hyperlinks=False), width=min(console.width, 100))
