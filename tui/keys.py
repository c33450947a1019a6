"""From key presses to commands: one place sees every key, so that every key is a command's.

A key that belongs to no command of the place where the keyboard is goes on to the widget under it,
which is how text gets typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events

from tui.commands import TYPED, catalogue
from tui.keymap import Keymap, show

if TYPE_CHECKING:
    from tui.screens.base import CarrelScreen


class KeyReader:
    """Reads keys into commands of ``keymap``, keeping the beginning of a sequence."""

    def __init__(self, keymap: Keymap) -> None:
        self.keymap = keymap
        self._typed: list[str] = []
        self.settled = True
        """Whether all that the last key set off is done."""

    @property
    def pending(self) -> str:
        """The beginning of a sequence that waits for its next key."""
        return show(" ".join(self._typed)) + "…" if self._typed else ""

    def press(self, event: events.Key, screen: CarrelScreen) -> bool:
        """Take a key; false when it is none of ours."""
        context = screen.context()
        typed = [*self._typed, spelled(event)]
        found = self.keymap.find(typed, context)
        waiting, self._typed = bool(self._typed), []
        self.settled = found.command.at_once if found.command is not None else found.pending
        if found.command is not None:
            found.command.run(screen)
            return True
        if found.pending:
            self._typed = typed
            return True
        # A sequence that leads nowhere is dropped whole: its last key was not meant on its own.
        return waiting or (context.place not in TYPED and len(typed[-1]) == 1)

    def run(self, command_id: str, screen: CarrelScreen) -> None:
        """Run a command by its id where it is live."""
        command = next((each for each in catalogue() if each.id == command_id), None)
        if command is not None and screen.can(command):
            command.run(screen)


def spelled(event: events.Key) -> str:
    """A key as commands spell it: the character itself, or the name of a key that has none."""
    if event.character and event.is_printable and event.character != " ":
        return event.character
    return event.key


def sequence(text: str) -> Sequence[str]:
    """The keys of a sequence as commands spell it."""
    return text.split(" ")
