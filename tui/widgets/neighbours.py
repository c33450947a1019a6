"""The papers related to the one on the page: a line to open each, and under it the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.reasons import shared
from tui.safe_text import content
from tui.widgets.columns import SIGNS, readable_title

if TYPE_CHECKING:
    from storage import Related

MOST = 5
"""Papers shown: each has a digit for its key."""


class Neighbour(Vertical):
    """One related paper; a click opens it as its digit does."""

    DEFAULT_CSS = """
    Neighbour { height: auto; width: 1fr; }
    Neighbour .reason { padding: 0 0 0 4; color: $quiet; }
    """

    class Chosen(Message):
        """The paper of this number, from 1, was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._title = Static("", markup=False)
        self._reason = Static("", markup=False, classes="reason")

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield self._title
        yield self._reason

    def tell(self, related: Related) -> None:
        """Show a paper, its state as a sign."""
        row = related.row
        year = f"  {row.published[:4]}" if row.published else ""
        self._title.update(
            Content.assemble(
                (f"{self._number} ", "bold $primary"),
                (f"{SIGNS.get(row.state, '?')} ", "$primary"),
                (readable_title(row.title), "$ink"),
                (year, "$quiet"),
            )
        )
        self._reason.update(content(shared(related)))

    def on_click(self) -> None:
        """Open it."""
        self.post_message(self.Chosen(self._number))


class Neighbours(Vertical):
    """A titled stretch of the page; not there until something related is known."""

    DEFAULT_CSS = """
    Neighbours { height: auto; width: 1fr; display: none; }
    Neighbours Static { height: auto; width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines = [Neighbour(number) for number in range(1, MOST + 1)]
        self.shown: Sequence[Related] = ()

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield Static("RELATED", markup=False, classes="section-heading")
        yield from self._lines

    def show(self, found: Sequence[Related]) -> None:
        """Show the nearest of ``found``, or nothing at all."""
        self.shown = found[:MOST]
        self.display = bool(self.shown)
        for line, related in zip(self._lines, self.shown, strict=False):
            line.tell(related)
        for number, line in enumerate(self._lines):
            line.display = number < len(self.shown)
