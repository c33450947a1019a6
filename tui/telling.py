"""Words from the app to the reader: a line for a few seconds, problems a little longer."""

from __future__ import annotations

import time

from tui.safe_text import safe
from tui.turns import InTurn

READING_TIME = 3.0
"""Seconds for which a line of words stays."""


def in_words(error: Exception) -> str:
    """An error in words; what finds them is loaded when there is one."""
    from tui.errors import explain

    return explain(error) or str(error)


class Telling(InTurn):
    """An app that says things."""

    def __init__(self) -> None:
        super().__init__()
        self._hinted_until: dict[str, float] = {}

    def hint(self, text: str) -> None:
        """Say something that is true all the time; once is enough while it is still to be read."""
        now = time.monotonic()
        if self._hinted_until.get(text, 0.0) <= now:
            self._hinted_until[text] = now + READING_TIME
            self.say(text)

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show a line for a few seconds."""
        line = safe(text, limit=300)
        if problem:
            self.notify(line, severity="warning", timeout=6, markup=False)
        else:
            self.notify(line, timeout=READING_TIME, markup=False)

    def say_later(self, text: str) -> None:
        """Tell of a problem from another thread."""
        self.call_later(self.say, text, problem=True)

    def say_error(self, error: Exception) -> None:
        """Say what went wrong, in words."""
        self.say(in_words(error), problem=True)
