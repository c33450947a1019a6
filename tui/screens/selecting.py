"""The browse screen's selection: one paper, a range, everything that matches, or all of the trash."""

from __future__ import annotations

from tui.screens.answering import STAY
from tui.screens.searching import find
from tui.screens.walking import Walking


class Selecting(Walking):
    """What the keys do that choose the papers for the next action."""

    def do_select(self) -> None:
        """Pick the paper under the cursor."""
        self.papers.toggle_selected()

    def do_range(self) -> None:
        """Begin or end a range."""
        self.papers.toggle_range()

    def do_select_all(self) -> None:
        """Pick everything, or nothing.

        Everything is what was asked for, not as much of it as has been found when the key is pressed:
        the next key may move all of it to the trash.
        """
        reader = self.carrel.reader
        if reader is not None and not (self.found.complete and self.found.question == self.wanted):
            self._apply_keeping(find(reader, self.wanted), STAY)
        self.papers.toggle_all()

    def do_unselect(self) -> None:
        """Let go of what was picked: it is not in the list any more."""
        self.papers.drop_range()
        self.papers.drop_selection()

    def do_empty_trash(self) -> None:
        """Delete what is in the trash, after asking twice."""
        from tui.screens.emptying import ask

        ask(self)
