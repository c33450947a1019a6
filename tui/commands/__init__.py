"""Everything a reader can do, one class a command.

Key bindings, footer, help, command palette and ``carrel keys`` read this catalogue and nothing else,
so none of them can fall behind. Importing it loads no Textual.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.commands import dialogues, doubles, finding, habits, marking, moving, reading, screens, writing
from tui.commands.base import TYPED, Command, Context, Desk, Group, Place, Step, Verb
from tui.commands.finding import view_key

__all__ = ["TYPED", "Command", "Context", "Desk", "Group", "Place", "Step", "Verb", "catalogue", "view_key"]

_ALL: tuple[type[Command], ...] = (
    *moving.COMMANDS,
    *finding.COMMANDS,
    *marking.COMMANDS,
    *reading.COMMANDS,
    *doubles.COMMANDS,
    *habits.COMMANDS,
    *screens.COMMANDS,
    *writing.COMMANDS,
    *dialogues.COMMANDS,
)


def catalogue() -> Sequence[type[Command]]:
    """Every command, in the order in which the help lists them."""
    return _ALL
