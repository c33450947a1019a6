"""How the app ends when its library cannot be read any more: in words, and with what was typed kept."""

from __future__ import annotations

from storage import LibraryUnusable
from tui.cli.exits import LIBRARY_UNUSABLE
from tui.telling import Telling, in_words


class EndsInWords(Telling):
    """An app whose library may go bad while a screen reads from it, wherever that happens to be."""

    def _handle_exception(self, error: Exception) -> None:
        """End with the code for a library that cannot be used; any other error is a fault of ours."""
        cause = getattr(error, "error", error)  # of a worker that failed
        if isinstance(cause, LibraryUnusable):
            self.exit(return_code=LIBRARY_UNUSABLE, message=in_words(cause))
        else:
            super()._handle_exception(error)
