"""What a command works at: it knows which library is meant, and opens it one way or the other.

Looking uses the reader, which starts at once; changing uses the library, which loads SQLModel.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tui.paths import library_file

if TYPE_CHECKING:
    from storage import Library, Reader


class Desk:
    """The library that this run of the program is about."""

    def __init__(self, named: Path | None = None) -> None:
        self._named = named

    @property
    def named(self) -> Path | None:
        """The library that was named on the command line."""
        return self._named

    @property
    def path(self) -> Path:
        """The library's file, whether or not it exists yet."""
        return library_file(self._named)

    def reader(self) -> Reader:
        """Open for looking; a library of an older Carrel is brought up to date first."""
        from storage import LibraryOlder, Reader

        try:
            return Reader(self.path, cooling=_cooling)
        except LibraryOlder:
            self.library().close()
            return Reader(self.path, cooling=_cooling)

    def library(self, *, create: bool = False) -> Library:
        """Open for changing; the daily backup is begun beside it where it is due."""
        from storage import Library, system_clock
        from tui.cli.output import fail
        from tui.keeping import keep_soon

        library = Library.open(self.path, create=create, cooling=_cooling)
        keep_soon(self.path, system_clock, fail)
        return library


def _cooling() -> int:
    """Days after which a paper is cooling; asked only where that matters."""
    from tui.cli.settings import settings

    return settings().cooling


def desk(context: typer.Context) -> Desk:
    """The desk of this run, which the program's own options have set up."""
    found = context.find_object(Desk)
    return found if found is not None else Desk(context.find_root().params.get("library"))
