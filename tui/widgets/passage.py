"""The abstract beside a note: text to move a cursor through and pick a passage from."""

from __future__ import annotations

from textual.widgets import TextArea

from tui.commands import Step


class Passage(TextArea):
    """Read-only text whose selection is what would be quoted.

    ``marking`` is on between the key that begins a passage and the one that takes it: movements
    then stretch the selection.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", read_only=True, soft_wrap=True, show_cursor=True, id=id, compact=True)
        self.marking = False

    def mark(self) -> None:
        """Begin a passage here, or forget it."""
        self.marking = not self.marking
        self.selection = type(self.selection).cursor(self.cursor_location)

    def move(self, step: Step) -> None:
        """A line up or down."""
        if step is Step.UP:
            self.action_cursor_up(self.marking)
        else:
            self.action_cursor_down(self.marking)

    def key(self, key: str) -> bool:
        """Move by a key of the vi alphabet or an arrow; false when it is none."""
        moves = {
            "h": self.action_cursor_left, "left": self.action_cursor_left,
            "l": self.action_cursor_right, "right": self.action_cursor_right,
            "j": self.action_cursor_down, "down": self.action_cursor_down,
            "k": self.action_cursor_up, "up": self.action_cursor_up,
            "w": self.action_cursor_word_right, "b": self.action_cursor_word_left,
            "0": self.action_cursor_line_start, "home": self.action_cursor_line_start,
            "$": self.action_cursor_line_end, "end": self.action_cursor_line_end,
        }  # fmt: skip
        move = moves.get(key)
        if move is not None:
            move(self.marking)
        return move is not None

    def taken(self) -> str:
        """The passage, or the sentence under the cursor when none was marked."""
        self.marking = False
        return " ".join((self.selected_text or self._sentence()).split())

    def _sentence(self) -> str:
        row, column = self.cursor_location
        text, at = self.text, sum(len(line) + 1 for line in self.text.split("\n")[:row]) + column
        start = max(
            text.rfind(end, 0, at) + len(end) if end in text[:at] else 0 for end in (". ", "? ", "! ")
        )
        stops = [found + 1 for end in (". ", "? ", "! ") if (found := text.find(end, at)) >= 0]
        return text[start : min(stops, default=len(text))]
