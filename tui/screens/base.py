"""What all screens of Carrel share: they answer commands, and show in the footer which are live."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

from storage import StorageError
from tui.commands import Command, Context, Place, Step, Verb
from tui.lookup import Lookup, Overtaken
from tui.screens.painting import Painting
from tui.widgets.bars import FooterLine, Key
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from storage import Reader
    from tui.app import CarrelApp

Answer = TypeVar("Answer")


class CarrelScreen(Painting):
    """A screen that commands can be run on (see :class:`tui.commands.Desk`).

    A deed ``open-it`` is done by the method ``do_open_it``.
    """

    AUTO_FOCUS = ""
    HOME: Place = Place.ELSEWHERE
    FOOTER: tuple[str, ...] = ()
    """Commands that come first in the footer, where their rank alone would not do."""
    _leaving = False

    @property
    def carrel(self) -> CarrelApp:
        """The app, by its own type."""
        return cast("CarrelApp", self.app)

    # What commands ask.

    @property
    def place(self) -> Place:
        """Where the keyboard is."""
        return self.HOME

    def context(self) -> Context:
        """What commands may know."""
        return Context(self.place)

    def chosen(self) -> Sequence[int]:
        """The papers the next action works on."""
        return ()

    def do_unselect(self) -> None:
        """Let go of what was picked, where something can be."""

    def change(self, verb: Verb, *, say: bool = False) -> None:
        """Have the library do something."""
        self.carrel.change(verb, say=say)

    def say(self, text: str, *, problem: bool = False) -> None:
        """A line for a few seconds."""
        self.carrel.say(text, problem=problem)

    async def answer(self, lookup: Lookup | None, question: Callable[[Reader], Answer]) -> Answer | None:
        """What ``question`` comes to, asked by ``lookup``.

        ``None`` when something newer was asked meanwhile, when the library cannot answer, which is said,
        and where there is no ``lookup``: something happened before there is anything to show.
        """
        if lookup is None:
            return None
        try:
            return await lookup.ask(question)
        except Overtaken:
            return None
        except StorageError as error:
            self.carrel.say_error(error)
            return None

    def move(self, step: Step) -> None:
        """Move through whatever has the keyboard."""
        focused = self.focused
        if isinstance(focused, LineList):
            focused.move(step)
            self.paint(focused)
        elif focused is not None:
            scroll(focused, step)

    def perform(self, deed: str, *details: str) -> None:
        """Do what only a screen can."""
        doing: Callable[..., None] = getattr(self, "do_" + deed.replace("-", "_"))
        doing(*details)

    def can(self, command: type[Command]) -> bool:
        """Whether ``command`` is live here and now."""
        context = self.context()
        return context.place in command.places and command.applies(context)

    def clock_words(self) -> str:
        """Since when which paper is being read; empty while none is."""
        reader = self.carrel.reader
        lasting = reader.open_session() if reader is not None else None
        if lasting is None:
            return ""
        from datetime import datetime

        since = datetime.fromisoformat(lasting.started).astimezone()
        when = f"{since:%H:%M}" if not lasting.doubtful else f"{since:%Y-%m-%d}?"
        return f"◐ since {when} {lasting.key}"

    # What every screen does alike.

    def do_quit(self) -> None:
        """Leave Carrel."""
        self.app.exit()

    def do_back(self) -> None:
        """Leave this screen."""
        self.dismiss()

    def do_help(self) -> None:
        """The live keys and the guide."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.place))

    def do_help_typing(self) -> None:
        """The same, by the key that is no letter."""
        self.do_help()

    def do_palette(self) -> None:
        """Commands by name."""
        from tui.palette import Palette

        if not Palette.is_open(self.app):
            self.app.push_screen(Palette(id="--command-palette"))

    def do_import(self) -> None:
        """Take papers in."""
        from tui.screens.importing import ImportScreen

        self.app.push_screen(ImportScreen())

    def do_import_starter(self) -> None:
        """Take in the list that comes with Carrel."""
        self.carrel.load_starter()

    def do_history(self) -> None:
        """What happened."""
        from tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen())

    def do_duplicates(self) -> None:
        """Papers that may be one work."""
        from tui.screens.duplicates import DuplicatesScreen

        self.app.push_screen(DuplicatesScreen())

    def do_show_queue(self) -> None:
        """What to read next."""
        from tui.screens.queue import QueueScreen

        self.app.push_screen(QueueScreen())

    def do_show_log(self) -> None:
        """What was read when."""
        from tui.screens.log import LogScreen

        self.app.push_screen(LogScreen())

    def do_theme(self) -> None:
        """Light or dark."""
        self.carrel.toggle_theme()

    def do_suspend(self) -> None:
        """To the shell and back."""
        self.app.action_suspend_process()

    def do_undo(self) -> None:
        """Take back the last change."""
        self.carrel.undo()

    def do_redo(self) -> None:
        """Do it again."""
        self.carrel.redo()

    # Keeping the footer true.

    def footer(self) -> FooterLine | None:
        """The footer, where there is one."""
        found = self.query(FooterLine)
        return found.first() if found else None

    def refresh_footer(self) -> None:
        """Show the keys that are live now."""
        footer = self.footer()
        if footer is not None and self.is_mounted:
            footer.keys = self.live_keys()
            footer.pending = self.carrel.keys.pending

    def live_keys(self) -> tuple[Key, ...]:
        """The keys for the footer: those the screen names first, in its order, then by rank."""
        keymap, first = self.carrel.keymap, {command: place for place, command in enumerate(self.FOOTER)}
        live = [command for command in keymap.live(self.context()) if command.rank]
        live.sort(key=lambda c: (first.get(c.id, len(first)), c.rank))
        return tuple((keymap.shown(c), c.label, c.id) for c in live if keymap.keys_of(c))

    def on_footer_line_pressed(self, event: FooterLine.Pressed) -> None:
        """A key was clicked."""
        self.carrel.run_command(event.command_id)

    def on_descendant_focus(self) -> None:
        """Other keys are live in another part of the screen."""
        self.refresh_footer()

    def on_screen_resume(self) -> None:
        """Whatever happened while another screen was in front is shown."""
        self.refresh_footer()
        if self._leaving:
            self.leave()

    def leave(self) -> None:
        """Leave as soon as this screen is in front: only the one in front can be taken away."""
        self._leaving = not self.in_front
        if self.in_front:
            self.dismiss()

    @property
    def in_front(self) -> bool:
        """Whether no other screen lies over this one (``is_current`` is true below a dialogue, too)."""
        return self.app.screen is self

    def keep(self) -> None:
        """The app is about to end: put away what would be lost, where there is something."""

    def library_changed(self) -> None:
        """The library holds something else now; screens that show it override this."""


def scroll(widget: Any, step: Step) -> None:
    """Scroll a page of text by a step, at once."""
    height = max(widget.scrollable_content_region.height, 1)
    top = widget.scroll_offset.y
    aims = {
        Step.UP: top - 1,
        Step.DOWN: top + 1,
        Step.TOP: 0,
        Step.BOTTOM: widget.max_scroll_y,
        Step.HALF_UP: top - height // 2,
        Step.HALF_DOWN: top + height // 2,
        Step.PAGE_UP: top - height + 1,
        Step.PAGE_DOWN: top + height - 1,
    }
    widget.scroll_to(y=aims[step], animate=False, force=True, immediate=True)
