"""The browse screen's ways to the screens that are about a reader's habits."""

from __future__ import annotations

from tui.screens.selecting import Selecting


class Leading(Selecting):
    """What the keys do that lead from the list to what can be learned from it."""

    def do_next(self) -> None:
        """What to read next, of what is listed."""
        from tui.screens.suggesting import NextScreen

        self.app.push_screen(NextScreen(self.carrel.browse))

    def do_figures(self) -> None:
        """How reading goes with what is listed."""
        from tui.screens.figures import FiguresScreen

        self.app.push_screen(FiguresScreen(self.wanted.query.strip()))

    def do_review(self) -> None:
        """What is due for review."""
        from tui.screens.reviewing import ReviewScreen

        self.app.push_screen(ReviewScreen())
