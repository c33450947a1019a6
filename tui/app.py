"""The app: what the screens share. It owns the library's three threads, the keys and the themes."""

from __future__ import annotations

import os

# Textual reads this when it is imported; at its own 60 frames a second a key waits for up to 16 ms.
os.environ.setdefault("TEXTUAL_FPS", "240")

import signal
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen

from storage import LibraryMissing, LibraryOlder, LibraryUnusable, Reader, StorageError
from tui.commands import Verb
from tui.errors import explain
from tui.keymap import Keymap
from tui.keys import KeyReader
from tui.lookup import Lookup
from tui.safe_text import safe
from tui.screens.base import CarrelScreen
from tui.screens.browse import BrowseScreen
from tui.theme import THEMES, other
from tui.writing import Writer

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.command import Provider

    from storage import Clock, Row
    from tui.config import Settings

POLL = 0.5
"""Seconds between two looks at whether another program changed the library."""


def _palette() -> type[Provider]:
    """The palette's provider, loaded when the palette is first opened."""
    from tui.palette import LiveCommands

    return LiveCommands


class CarrelApp(App[None]):
    """Carrel in a terminal, on the library at ``library_path``."""

    TITLE = "Carrel"
    CSS_PATH = ["styles/app.tcss", "styles/browse.tcss"]  # noqa: RUF012  (Textual declares both so)
    BINDINGS: ClassVar[list[BindingType]] = []
    COMMANDS = {_palette}  # noqa: RUF012
    COMMAND_PALETTE_BINDING = "f20"  # never; the key is one of our own commands

    def __init__(
        self, library_path: Path, *, settings: Settings, as_of: date | None = None, clock: Clock | None = None
    ) -> None:
        super().__init__()
        self.library_path = library_path
        self.library_name = f"Carrel · {safe(library_path.stem, limit=40)}"
        self.settings = settings
        self.as_of = as_of
        self.clock = clock
        self.keymap = Keymap(settings.keys_preset, settings.keys)
        self.keys = KeyReader(self.keymap)
        self.reader: Reader | None = None
        self.searches = Lookup(library_path, clock)
        self.figures = Lookup(library_path, clock)
        self.writer = Writer(library_path, clock)
        self.problem: StorageError | None = None
        self._mark = 0
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = settings.theme

    # Beginning and end.

    def get_default_screen(self) -> Screen[Any]:
        """The desk, on whatever library there is."""
        self._open_reader()
        self.browse = BrowseScreen()
        return self.browse

    def _open_reader(self) -> None:
        try:
            self.reader = (
                Reader(self.library_path, clock=self.clock) if self.clock else Reader(self.library_path)
            )
            self._mark = self.reader.change_mark()
        except (LibraryMissing, LibraryOlder) as error:
            self.problem = error
        except LibraryUnusable as error:
            self.problem = error
            self.exit(return_code=5, message=explain(error) or str(error))

    def on_mount(self) -> None:
        """Show the library, or what to do about there being none."""
        self._catch_signals()
        self.set_interval(POLL, self.look_for_changes)
        for complaint in self.keymap.complaints:
            self.say(f"Config: {complaint}", problem=True)
        if isinstance(self.problem, LibraryOlder):
            self.run_worker(self.begin(), group="begin")
        elif isinstance(self.problem, LibraryMissing) or (self.reader and self._is_empty(self.reader)):
            self.welcome()
        self.set_timer(0.4, self._offer_drafts)

    def _is_empty(self, reader: Reader) -> bool:
        return not len(reader.listing(limit=1)) and not reader.history(1)

    def welcome(self) -> None:
        """The first run."""
        from tui.screens.welcome import WelcomeScreen

        self.push_screen(WelcomeScreen())

    async def begin(self) -> bool:
        """Make the library, or bring it up to date, and start to show it; false when that failed."""
        try:
            await self.writer.do(lambda library: None)
        except StorageError as error:
            self.say_error(error)
            return False
        self.reader = Reader(self.library_path, clock=self.clock) if self.clock else Reader(self.library_path)
        self.problem = None
        self._mark = self.reader.change_mark()
        self.browse.start(self.reader)
        return True

    def _offer_drafts(self) -> None:
        """Say that a note was being written when the app last ended, and where to find it."""
        left = self.reader.unsaved() if self.reader else []
        if left:
            from tui.widgets.columns import readable_title

            row = next(iter(self.reader.rows([left[0].paper_id])), None) if self.reader else None
            what = f"“{readable_title(row.title)[:60]}”" if row else "a paper"
            more = f" and {len(left) - 1} more" if len(left) > 1 else ""
            self.say(f"A note on {what}{more} was not saved. Open it with e to go on.")

    def _catch_signals(self) -> None:
        """A closed terminal or a kill ends the app as quitting does: drafts kept, screen restored."""
        from asyncio import get_running_loop

        if self.is_headless:
            return
        loop = get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            number = getattr(signal, name, None)
            if number is not None:
                loop.add_signal_handler(number, self._end, 128 + number)

    def _end(self, code: int) -> None:
        self.exit(return_code=code)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End, once every screen has put away what would be lost."""
        for screen in self.screen_stack if self._screen_stack_ready() else ():
            if isinstance(screen, CarrelScreen):
                screen.keep()
        super().exit(result, return_code, message)

    async def on_unmount(self) -> None:
        """Finish what was asked for, then let go of the library."""
        for lookup in (self.searches, self.figures):
            lookup.close()
        self.writer.close()
        reader, self.reader = self.reader, None
        if reader is not None:
            reader.close()

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """The lines of a list for ``ids``; none once the library is closed."""
        return self.reader.rows(ids) if self.reader is not None else []

    # Keys and commands.

    async def on_event(self, event: events.Event) -> None:
        """Every key is looked up among the commands before any widget sees it."""
        screen = self.screen if self._screen_stack_ready() else None
        match screen, event:
            case CarrelScreen(), events.Key(is_forwarded=False) if self.keys.press(event, screen):
                screen.refresh_footer()
            case _:
                await super().on_event(event)

    def _screen_stack_ready(self) -> bool:
        return self.is_running and bool(self._screen_stacks.get(self._current_mode))

    def run_command(self, command_id: str) -> None:
        """Run a command by its id, if it is live in the screen in front."""
        screen = self.screen
        if isinstance(screen, CarrelScreen):
            self.keys.run(command_id, screen)
            screen.refresh_footer()

    # Words to the reader.

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show a line for a few seconds."""
        line = safe(text, limit=300)
        if problem:
            self.notify(line, severity="warning", timeout=6, markup=False)
        else:
            self.notify(line, timeout=3, markup=False)

    def say_error(self, error: Exception) -> None:
        """Say what went wrong, in words."""
        self.say(explain(error) or str(error), problem=True)

    def toggle_theme(self) -> None:
        """Light or dark."""
        self.theme = other(self.theme)

    # Changing the library.

    def change(self, verb: Verb, *, say: bool = False) -> None:
        """Have the library do ``verb`` in the background and show what came of it."""
        self.run_worker(self.changed(verb, say=say), group="change")

    async def changed(self, verb: Verb, *, say: bool = False) -> bool:
        """Do ``verb``; false when the library refused."""
        try:
            receipt = await self.writer.do(verb)
        except StorageError as error:
            self.say_error(error)
            return False
        if say or receipt.papers > 1:
            self.say(f"{receipt.summary}  ·  u undoes" if receipt.event else receipt.summary)
        self.show_changes()
        return True

    def undo(self) -> None:
        """Take back the last change, and say what it was."""
        self.run_worker(self._step("Nothing to undo", "undo"), group="change")

    def redo(self) -> None:
        """Do again what was taken back."""
        self.run_worker(self._step("Nothing to redo", "redo"), group="change")

    async def _step(self, nothing: str, verb: str) -> None:
        try:
            receipts = await self.writer.do(
                lambda library: library.undo() if verb == "undo" else library.redo()
            )
        except StorageError as error:
            self.say_error(error)
            return
        self.say(receipts[0].summary if receipts else nothing)
        self.show_changes()

    def show_changes(self) -> None:
        """Have every open screen read again what it shows."""
        if self.reader is None:
            return
        self._mark = self.reader.change_mark()
        for screen in self.screen_stack:
            if isinstance(screen, CarrelScreen):
                screen.library_changed()

    def look_for_changes(self) -> None:
        """Notice what another program did to the library."""
        if self.reader is None:
            return
        try:
            mark = self.reader.change_mark()
        except StorageError as error:
            self.say_error(error)
            return
        if mark != self._mark:
            self.show_changes()
