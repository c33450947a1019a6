"""A titled stretch of a page, which is not there when it has nothing to say."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static


class Section(Vertical):
    """``title`` in small letters over the text that :meth:`show` is given."""

    DEFAULT_CSS = """
    Section { height: auto; width: 1fr; }
    Section Static { height: auto; width: 1fr; }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._heading = Static(title.upper(), markup=False, classes="section-heading")
        self._body = Static("", markup=False, classes="section-body")

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield self._heading
        yield self._body

    def show(self, text: Content | None) -> None:
        """Show ``text``, or nothing at all."""
        self.display = text is not None
        if text is not None:
            self._body.update(text)
