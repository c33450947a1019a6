"""The reading log: the sessions, newest first, and putting right what is wrong in them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.app import ComposeResult
from textual.widgets import Static

from storage import system_clock
from tui import habits
from tui.cli.stop import Stop
from tui.commands import Context, Place
from tui.moments import BETWEEN, local, stretch
from tui.safe_text import cells, content
from tui.screens.base import CarrelScreen
from tui.widgets.bars import FooterLine, HeaderLine
from tui.widgets.columns import readable_title
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from storage import Session

MOST = 1_000
LENGTH, READ = 11, 11
"""Cells for how long a session was, and for how far it came."""


class SessionLines(LineList):
    """The log, a line a session; one whose times are in doubt is signed and counts nothing."""

    OPENS_ON_CLICK = 2

    def __init__(self) -> None:
        super().__init__()
        self.sessions: list[Session] = []

    def line_count(self) -> int:
        """How many lines there are."""
        return len(self.sessions)

    @property
    def current(self) -> Session | None:
        """The session under the cursor."""
        return self.sessions[self.cursor] if self.cursor < len(self.sessions) else None

    def draw(self, index: int, width: int) -> list[Segment]:
        """Draw a line."""
        session = self.sessions[index]
        sign = "?" if session.doubtful else "◐" if session.ended is None else "✓" if session.finished else " "
        length = "in doubt" if session.minutes is None else habits.minutes(session.minutes)
        read = "finished" if session.finished else ""
        if not read and session.after is not None:
            read = f"{session.before:.0%}–{session.after:.0%}"
        room = max(width - 22 - LENGTH - READ, 4)
        return [
            Segment(f" {sign} ", self.look("undone-sign" if session.doubtful else "sign", index)),
            Segment(f"{local(session.started)} ", self.look("quiet", index)),
            Segment(f"{length:>{LENGTH}}  "),
            Segment(cells(read, READ), self.look("quiet", index)),
            Segment(cells(readable_title(session.title), room)),
        ]


class LogScreen(CarrelScreen):
    """The reading log."""

    CSS_PATH = "../styles/log.tcss"
    HOME = Place.LOG

    def __init__(self) -> None:
        super().__init__()
        self.header = HeaderLine()
        self.lines = SessionLines()
        self.nothing = Static(
            content("The log is empty. c on a paper begins to read it, and pauses."),
            markup=False,
            id="nothing",
        )

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield self.header
        yield self.lines
        yield self.nothing
        yield FooterLine()

    def on_mount(self) -> None:
        """Read the log."""
        self.header.left = "Reading log"
        self.lines.focus()
        self.library_changed()

    def context(self) -> Context:
        """What commands may know of this screen."""
        return Context(Place.LOG, chosen=min(len(self.lines.sessions), 1))

    def library_changed(self) -> None:
        """Read the log again."""
        reader = self.carrel.reader
        self.lines.sessions = sessions = reader.sessions(limit=MOST) if reader else []
        doubtful = sum(session.doubtful for session in sessions)
        total = habits.minutes(sum(session.minutes or 0 for session in sessions))
        asked = f", {doubtful} in doubt: Enter says when it ended" if doubtful else ""
        number = "1 session" if len(sessions) == 1 else f"{len(sessions):,} sessions"
        self.header.middle = f"{number}, {total}{asked}"
        self.header.right = self.clock_words()
        self.nothing.display = not sessions
        self.lines.display = bool(sessions)
        self.lines.redraw()
        self.refresh_footer()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """A double click corrects, as Enter does."""
        self.do_log_correct()

    def do_log_correct(self) -> None:
        """Set by hand when it began and ended."""
        from tui.screens.dialogue import Prompt

        session = self.lines.current
        if session is not None:
            end = local(session.ended)[len("2026-01-31 ") :] if session.ended else ""
            known = f"{local(session.started)}{BETWEEN}{end}"
            self.app.push_screen(
                Prompt("From when to when did you read?", known), partial(self._correct, session)
            )

    def _correct(self, session: Session, typed: str | None) -> None:
        if typed is None:
            return
        try:
            begin, end = stretch(typed, (self.carrel.clock or system_clock)())
        except Stop as error:
            self.carrel.say_error(error)
            return
        self.change(lambda library: library.correct_session(session.id, started=begin, ended=end), say=True)

    def do_log_delete(self) -> None:
        """Take it out of the log."""
        session = self.lines.current
        if session is not None:
            self.change(lambda library: library.delete_session(session.id), say=True)
