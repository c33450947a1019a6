"""The two lines that frame a screen: what is shown above, which keys are live below."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.safe_text import cells, content, safe

Key = tuple[str, str, str]
"""A key as people write it, the word for it, and the id of its command."""


class HeaderLine(Widget):
    """``left`` is what this is, ``middle`` what is shown of it, ``right`` how."""

    left: reactive[str] = reactive("")
    middle: reactive[str] = reactive("")
    right: reactive[str] = reactive("")

    def render(self) -> Content:
        """The three parts, the right one pushed to the edge, the middle one cut as needed."""
        width = self.size.width
        left, right = safe(self.left), safe(self.right)
        if width < len(left) + len(right) + 30:
            right = safe("")
        room = max(width - len(left) - len(right) - 6, 0)
        return Content.assemble(
            (f" {left}", "bold $primary"),
            ("  " + cells(self.middle, room), "$quiet"),
            (f"  {right} ", "$quiet"),
        )


class FooterLine(Widget):
    """The live keys, the most useful first, as many as fit; a click on one presses it.

    ``pending`` are the first keys of a sequence that is not finished; ``notice`` stands before all.
    """

    keys: reactive[tuple[Key, ...]] = reactive(())
    pending: reactive[str] = reactive("")
    notice: reactive[str] = reactive("")

    class Pressed(Message):
        """The command of this id was clicked."""

        def __init__(self, command_id: str) -> None:
            super().__init__()
            self.command_id = command_id

    def _shown(self) -> list[tuple[int, Key]]:
        """The keys that fit, with the column where each begins."""
        shown, at = [], 1
        if self.notice:
            at += len(safe(self.notice)) + 3
        for key in self.keys:
            length = len(key[0]) + len(key[1]) + 1
            if at + length < self.size.width - 6:
                shown.append((at, key))
                at += length + 2
        return shown

    def render(self) -> Content:
        """Keys in one colour, words in another, what is pending at the right edge."""
        parts: list[Content] = [Content(" ")]
        if self.notice:
            parts.append(content(self.notice, "bold $accent") + Content("   "))
        for _, (key, word, _) in self._shown():
            parts.append(content(key, "bold $primary") + content(f" {word}  ", "$quiet"))
        line = Content("").join(parts)
        pending = content(self.pending, "bold $accent")
        room = self.size.width - line.cell_length - pending.cell_length - 1
        return line + Content(" " * max(room, 0)) + pending

    def on_click(self, event: Click) -> None:
        """Press the key that was pointed at."""
        for at, (key, word, command_id) in self._shown():
            if at <= event.x < at + len(key) + len(word) + 1:
                self.post_message(self.Pressed(command_id))
