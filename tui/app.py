"""The app: what the screens share. It owns the library's three threads, the keys and the themes."""

from __future__ import annotations

import os

# Textual reads this when it is imported; at its own 60 frames a second a key waits for up to 16 ms.
os.environ.setdefault("TEXTUAL_FPS", "240")

import gc
import signal
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType
from textual.events import Event, Paste
from textual.screen import Screen

from storage import LibraryMissing, LibraryOlder, LibraryUnusable, Reader, StorageError, system_clock
from tui import reminders
from tui.asked import Asked
from tui.background import in_background
from tui.commands import Verb
from tui.ending import EndsInWords
from tui.keymap import Keymap
from tui.keys import KeyReader
from tui.lookup import Lookup
from tui.safe_text import PAGE_LIMIT, safe
from tui.screens.base import CarrelScreen
from tui.screens.browse import BrowseScreen
from tui.telling import in_words
from tui.theme import other, themes
from tui.writing import Writer

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.command import Provider
    from textual.driver import Driver
    from textual.filter import LineFilter
    from textual.widget import AwaitMount

    from storage import Clock, Row
    from tui.config import Settings
    from tui.first_frame import FirstFrame

POLL = 0.5
"""Seconds between two looks at whether another program changed the library."""


def _palette() -> type[Provider]:
    """The palette's provider, loaded when the palette is first opened."""
    from tui.palette import LiveCommands

    return LiveCommands


class CarrelApp(EndsInWords):
    """Carrel in a terminal, on the library at ``library_path``."""

    TITLE = "Carrel"
    CSS_PATH = ["styles/app.tcss", "styles/browse.tcss"]  # noqa: RUF012  (Textual declares both so)
    BINDINGS: ClassVar[list[BindingType]] = []
    COMMANDS = {_palette}  # noqa: RUF012
    COMMAND_PALETTE_BINDING = "f20"  # never; the key is one of our own commands

    def __init__(
        self,
        library_path: Path,
        *,
        settings: Settings,
        as_of: date | None = None,
        clock: Clock | None = None,
        first_frame: FirstFrame | None = None,
        triage: str | None = None,
    ) -> None:
        self.first_frame = first_frame
        super().__init__()
        self.library_path = library_path
        self.library_name = f"Carrel · {safe(library_path.stem, limit=40)}"
        self.settings = settings
        self.as_of = as_of
        self.clock = clock
        self.keymap = Keymap(settings.keys_preset, settings.keys)
        self.keys = KeyReader(self.keymap)
        self.reader: Reader | None = None
        self.triage = triage
        self.searches = Lookup(library_path, clock, self.cooling)
        self.figures = Lookup(library_path, clock, self.cooling)
        self.writer = Writer(library_path, clock, self.say_later)
        self.asked = Asked()
        self.problem: StorageError | None = None
        self.lost = False
        self._mark = 0
        self._trouble = ""
        self._held = ExitStack()
        self._colourless: tuple[LineFilter, ...] | None = None
        for theme in themes(colourless=self.no_color):
            self.register_theme(theme)
        self.theme = settings.theme

    # Beginning and end.

    def get_driver_class(self) -> type[Driver]:
        """The driver that takes over from the first frame, where there can be one."""
        if os.name != "posix" or "TEXTUAL_DRIVER" in os.environ:
            return super().get_driver_class()
        from tui.driver import driver_after

        return driver_after(self.first_frame)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, with none left but ours where the reader wants no colours."""
        if not self.no_color:
            return super().get_line_filters()
        if self._colourless is None:
            from tui.colourless import Colourless

            self._colourless = (Colourless(),)
        return self._colourless

    async def on_event(self, event: Event) -> None:
        """Make safe what is pasted, wherever to: some lines to type on are Textual's own."""
        if isinstance(event, Paste) and not event.is_forwarded:
            if len(event.text) > PAGE_LIMIT:
                self.say(f"Of what was pasted the first {PAGE_LIMIT:,} letters were taken", problem=True)
            event.text = safe(event.text, single_line=False)
        await super().on_event(event)

    @property
    def clipboard(self) -> str:
        """What was copied here, a stranger's text as often as not, safe to be pasted."""
        return safe(super().clipboard, single_line=False)

    def on_load(self) -> None:
        """Paint nothing until the list is there: painting half of it first takes as long as all of it."""
        self._held.enter_context(self.batch_update())

    async def release(self) -> None:
        """Everything has its place: answer the keys pressed so far, paint, and then do what could wait."""
        if self.released:
            return
        self.released = True
        if (isinstance(self.problem, LibraryMissing) and not self.lost) or (
            self.reader and self._is_empty(self.reader)
        ):
            await self.welcome()
        elif self.triage is not None and self.reader is not None:
            self.open_triage(self.triage)
        await self.go_on()
        self._held.close()
        if isinstance(self.screen, CarrelScreen):
            self.screen.paint_waiting()
        self.screen.call_after_refresh(self._settle_in)

    def get_default_screen(self) -> Screen[Any]:
        """The desk, on whatever library there is."""
        self._open_reader()
        self.browse = BrowseScreen()
        return self.browse

    def _open_reader(self) -> None:
        try:
            self.reader = self._read()
            self._mark = self.reader.change_mark()
        except LibraryUnusable as error:
            from tui.errors import is_lost

            self.problem, self.lost = error, is_lost(error)

    def _read(self) -> Reader:
        return Reader(self.library_path, clock=self.clock or system_clock, cooling=self.cooling)

    def cooling(self) -> int:
        """Days after which an untouched paper is cooling."""
        return self.settings.cooling

    def on_mount(self) -> None:
        """Show the library, or what to do about there being none."""
        if self.lost and self.problem is not None:
            # Textual cannot end before all it has begun to build is there.
            self.call_later(self.exit, return_code=5, message=in_words(self.problem))
        self._catch_signals()
        # Back from the shell Textual draws only what changed, on a screen that is blank again.
        self.app_resume_signal.subscribe(self, lambda app: app.refresh(layout=True))
        if isinstance(self.problem, LibraryOlder):
            in_background(self, self._bring_up_to_date, group="begin")

    async def _bring_up_to_date(self) -> None:
        if await self.begin() and self.triage is not None:
            self.open_triage(self.triage)

    def _is_empty(self, reader: Reader) -> bool:
        return not len(self.browse.papers.ids) and not reader.history(1)

    def _settle_in(self) -> None:
        """What nobody waits for at the start, if the reader has not left already."""
        if not self.browse.is_attached:
            return
        self.browse.settle_in()
        gc.freeze()
        gc.enable()
        self.set_interval(POLL, self.look_for_changes)
        for complaint in self.keymap.complaints:
            self.say(f"Config: {complaint}", problem=True)
        self.set_timer(0.4, self._remind_of_what_was_left)

    def welcome(self) -> AwaitMount:
        """The first run."""
        from tui.screens.welcome import WelcomeScreen

        return self.push_screen(WelcomeScreen())

    async def begin(self) -> bool:
        """Make the library, or bring it up to date, and start to show it; false when that failed."""
        try:
            await self.writer.do(lambda library: None)
        except StorageError as error:
            self.say_error(error)
            return False
        self.reader = self._read()
        self.problem = None
        self._mark = self.reader.change_mark()
        self.browse.start(self.reader)
        return True

    def _remind_of_what_was_left(self) -> None:
        self._remind(reminders.left_unsaved(self.reader, self.keymap))
        self._remind(reminders.left_open(self.reader, self.keymap))

    def _remind(self, words: str | None) -> None:
        """Say something that asks to be thought about, if there is anything."""
        if words:
            self.say(words, problem=True)

    def _catch_signals(self) -> None:
        """A closed terminal or a kill ends the app as quitting does: drafts kept, screen restored."""
        from asyncio import get_running_loop

        if self.is_headless:
            return
        loop = get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            number = getattr(signal, name, None)
            if number is not None:
                loop.add_signal_handler(number, partial(self.exit, return_code=128 + number))

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End, once every screen has put away what would be lost."""
        try:
            for screen in self.screen_stack if self._screen_stack_ready() else ():
                if isinstance(screen, CarrelScreen):
                    screen.keep()
        finally:
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

    def _screen_stack_ready(self) -> bool:
        return self.is_running and bool(self._screen_stacks.get(self._current_mode))

    def run_command(self, command_id: str) -> None:
        """Run a command by its id, if it is live in the screen in front."""
        screen = self.screen
        if isinstance(screen, CarrelScreen):
            self.keys.run(command_id, screen)
            screen.refresh_footer()

    def toggle_theme(self) -> None:
        """Light or dark."""
        self.theme = other(self.theme)

    # Changing the library.

    def change(self, verb: Verb, *, say: bool = False) -> None:
        """Have the library do ``verb`` in the background and show what came of it."""
        in_background(self, partial(self.changed, say=say), verb, group="change")

    async def changed(self, verb: Verb, *, say: bool = False) -> bool:
        """Do ``verb``; false when the library refused."""
        before = self.reader.being_read() if self.reader else 0
        try:
            receipt = await self.writer.do(verb)
        except StorageError as error:
            self.say_error(error)
            return False
        if say or receipt.papers > 1:
            self.say(f"{receipt.summary}  ·  u undoes" if receipt.event else receipt.summary)
        self.show_changes()
        self._remind(reminders.too_many(self.reader, before, self.settings.at_once))
        return True

    def open_triage(self, query: str) -> None:
        """Go through what of ``query`` is undecided, one paper at a time."""
        from tui.screens.triage import TriageScreen

        self.push_screen(TriageScreen(query))

    def load_starter(self) -> None:
        """Take in the list that comes with Carrel; the desk then shows it."""
        self.say("Loading the starter list …")
        in_background(self, self._load_starter, exclusive=True, group="starter")

    async def _load_starter(self) -> None:
        from tui.intake import import_starter

        try:
            if self.reader is None and not await self.begin():
                return
            report = await self.writer.do(import_starter)
        except StorageError as error:
            self.say_error(error)
            return
        taken = sum(source.new + source.updated for source in report.sources)
        self.clear_notifications()
        papers = f"{taken:,} papers to look around with  ·  u takes it back"
        self.say(papers if taken else "The starter list is here already")
        self.show_changes()

    def undo(self) -> None:
        """Take back the last change, and say what it was."""
        in_background(self, self._step, "Nothing to undo", "undo", group="change")

    def redo(self) -> None:
        """Do again what was taken back."""
        in_background(self, self._step, "Nothing to redo", "redo", group="change")

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
            if in_words(error) != self._trouble:
                self._trouble = in_words(error)
                self.say_error(error)
            return
        self._trouble = ""
        if mark != self._mark:
            self.show_changes()
