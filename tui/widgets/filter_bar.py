"""The filter bar: a query being typed, what it finds so far, and what could come next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.events import Paste
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.safe_text import content, safe

if TYPE_CHECKING:
    from storage.query import Completion

HELP = 'words  "a phrase"  prun*  tag:x  author:name  is:unread  year:2020..  -not  OR'


class Tidings(NamedTuple):
    """What is said below the bar: ``hints`` on the query, and ``advice`` when nothing matches.

    ``complete`` is false while ``matches`` is only how many have been found yet.
    """

    matches: int
    total: int
    hints: tuple[str, ...] = ()
    advice: tuple[tuple[str, int], ...] = ()
    complete: bool = True


class SafeInput(Input):
    """A line to type on, into which nothing dangerous can be pasted."""

    # A letter more changes nothing about where things lie on the screen.
    virtual_size = reactive(Size(0, 0), layout=False)

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(value, placeholder=placeholder, id=id, compact=True, select_on_focus=False)

    def _on_paste(self, event: Paste) -> None:
        """Take the first line of what is pasted, made safe."""
        super()._on_paste(Paste(_first_line(event.text)))
        event.stop()
        event.prevent_default()

    def action_paste(self) -> None:
        """The same of what was copied in the app."""
        self.replace(_first_line(self.app.clipboard), *self.selection)


def _first_line(text: str) -> str:
    return safe(text.strip().partition("\n")[0])


class Suggestions(Widget):
    """One line: completions with one of them lit, or else tidings of the query."""

    offered: reactive[tuple[str, ...]] = reactive(())
    lit: reactive[int] = reactive(0)
    about: reactive[str] = reactive("")
    otherwise: reactive[Content] = reactive(Content(""))

    def render(self) -> Content:
        """The completions around the lit one, as many as fit."""
        if not self.offered:
            return self.otherwise
        parts, room = [content("   ", "$quiet")], self.size.width - 6
        for number, word in enumerate(self.offered[self.lit :], self.lit):
            room -= len(word) + 3
            if room < 0:
                break
            parts.append(content(f" {word} ", "bold $ink on $cursor" if number == self.lit else "$quiet"))
            parts.append(Content(" "))
        if room > len(self.about) + 4:
            parts.append(content(f"  {self.about}", "italic $faint"))
        return Content("").join(parts)


class Recall:
    """A walk through earlier queries, from the line that was being typed and back to it."""

    def __init__(self, typed: str, beginning: str, newest_first: Sequence[str]) -> None:
        start = beginning.strip().casefold()
        other = (query for query in newest_first if query != typed.strip())
        self._lines = [typed, *(query for query in other if query.casefold().startswith(start))]
        self._at = 0

    @property
    def line(self) -> str:
        """Where the walk stands."""
        return self._lines[self._at]

    @property
    def away(self) -> bool:
        """Whether that is not the line that was being typed."""
        return self._at > 0

    @property
    def where(self) -> str:
        """How far that is."""
        return f"earlier query {self._at:,} of {len(self._lines) - 1:,}" if self.away else ""

    def step(self, by: int) -> bool:
        """Go on; false where there is nothing more."""
        if not 0 <= self._at + by < len(self._lines):
            return False
        self._at += by
        return True


class FilterBar(Widget):
    """Asks for its text to be searched with every change of it; out of sight until there is typing."""

    DEFAULT_CSS = """
    FilterBar { height: 2; width: 1fr; layout: vertical; background: $boost; }
    FilterBar #filter-line { height: 1; width: 1fr; layout: horizontal; }
    FilterBar Static { width: auto; height: 1; }
    FilterBar Input { width: 1fr; background: $boost; color: $ink; }
    FilterBar #filter-slash { color: $accent; text-style: bold; }
    FilterBar #filter-count { color: $quiet; width: 28; text-align: right; }
    FilterBar Suggestions { height: 1; width: 1fr; color: $quiet; }
    """

    class Typed(Message):
        """The query is another one."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class WantsCompletions(Message):
        """Somebody is typing at ``cursor``: what could stand there?"""

        def __init__(self, text: str, cursor: int) -> None:
            super().__init__()
            self.text = text
            self.cursor = cursor

    def __init__(self, *, id: str | None = None) -> None:
        self.line = SafeInput(placeholder=HELP)
        self.count = Static("", markup=False, id="filter-count")
        self.suggestions = Suggestions()
        self._completions: Sequence[Completion] = ()
        self._given = ""
        self._recall: Recall | None = None
        slash = Static(" / ", markup=False, id="filter-slash")
        super().__init__(Widget(slash, self.line, self.count, id="filter-line"), self.suggestions, id=id)
        self.display = False

    @property
    def in_sight(self) -> bool:
        """Whether it shows."""
        return bool(self.display)

    @property
    def text(self) -> str:
        """The query as typed."""
        return self.line.value

    @property
    def typed(self) -> bool:
        """Whether it is another query than the bar began with."""
        return self.text != self._given

    def begin(self, text: str) -> None:
        """Start typing behind ``text``."""
        self._given, self._recall = text, None
        with self.line.prevent(Input.Changed):
            self.line.value = text
        self.line.cursor_position = len(text)
        self.offer(())
        # At once, not when the app next looks at its messages: the keys that follow are text already.
        self.screen.set_focus(self.line)

    def earlier(self, newest_first: Sequence[str]) -> bool:
        """Recall an earlier query that begins with what was typed; false when there is none."""
        if self._recall is None:
            # A filter that stood here before anything was typed is no beginning of anything.
            beginning = self.text if self.typed else ""
            self._recall = Recall(self.text, beginning, newest_first)
        return self._step(1)

    def later(self) -> bool:
        """Back towards what was being typed; false when that is what stands here."""
        return self._step(-1)

    def _step(self, by: int) -> bool:
        if self._recall is None or not self._recall.step(by):
            return False
        self.line.value = self._recall.line
        self.line.cursor_position = len(self.text)
        return True

    def tell(self, tidings: Tidings) -> None:
        """Show what the query found."""
        more = "" if tidings.complete else "+"
        self.count.update(content(f"{tidings.matches:,}{more} of {tidings.total:,} "), layout=False)
        # The empty list says it all; here is one line.
        line = said(tidings._replace(advice=()) if tidings.hints else tidings)
        if not line and self._recall is not None:
            line = content(self._recall.where, "italic $faint")
        self.suggestions.otherwise = Content.assemble("   ", line)

    def offer(self, completions: Sequence[Completion]) -> None:
        """Show what could come next."""
        self._completions = completions
        self.suggestions.lit = 0
        self.suggestions.offered = tuple(safe(each.text, limit=200) for each in completions)
        self._tell_about()

    def light(self, by: int) -> None:
        """Another suggestion."""
        if self._completions:
            self.suggestions.lit = (self.suggestions.lit + by) % len(self._completions)
            self._tell_about()

    def _tell_about(self) -> None:
        lit = self._completions[self.suggestions.lit] if self._completions else None
        self.suggestions.about = safe(lit.description, limit=120) if lit else ""

    def take(self) -> None:
        """Put the lit suggestion where the cursor is."""
        if not self._completions:
            return
        chosen = self._completions[self.suggestions.lit]
        end = "" if chosen.text.endswith(":") else " "
        before, after = self.text[: chosen.start], self.text[chosen.end :]
        self.line.value = before + safe(chosen.text) + end + after.lstrip()
        self.line.cursor_position = len(before) + len(safe(chosen.text)) + len(end)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search as it is typed."""
        event.stop()
        self.post_message(self.Typed(event.value))
        if self._recall is not None and event.value != self._recall.line:
            self._recall = None
        if self._recall is not None and self._recall.away:
            self.offer(())  # the arrows are for going on
            return
        self.post_message(self.WantsCompletions(event.value, self.line.cursor_position))


def said(tidings: Tidings) -> Content:
    """The first hint; and when nothing matches, what to leave out."""
    parts = [content(hint, "$warning") for hint in tidings.hints[:1]]
    if not tidings.matches and tidings.advice:
        ways = [
            content("without ", "$quiet")
            + content(clause, "bold $accent")
            + content(f" there are {papers:,}", "$quiet")
            for clause, papers in tidings.advice[:3]
        ]
        parts.append(content("Nothing matches: ", "$quiet") + content(", ", "$quiet").join(ways))
    elif not tidings.matches and not parts:
        parts.append(content("Nothing matches.", "$quiet"))
    return content("  ·  ", "$faint").join(parts)
