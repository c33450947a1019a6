"""Moving through lists and pages; the same keys wherever there is something to move through."""

from __future__ import annotations

from typing import ClassVar

from tui.commands.base import LISTED, SCROLLED, Command, Context, Desk, Group, Place, ScreenCommand, Step


class Move(Command):
    """A movement of the cursor, or of the page where there is no cursor."""

    group = Group.MOVE
    places = SCROLLED
    palette = False
    at_once = True
    step: ClassVar[Step]

    @classmethod
    def run(cls, desk: Desk) -> None:
        """Do it."""
        desk.move(cls.step)


class Down(Move):
    """To the next line."""

    id = "down"
    keys = ("j", "down")
    arrows = ("down",)
    help = "Next line"
    step = Step.DOWN


class Up(Move):
    """To the line before."""

    id = "up"
    keys = ("k", "up")
    arrows = ("up",)
    help = "Previous line"
    step = Step.UP


class Top(Move):
    """To the first line."""

    id = "top"
    keys = ("g g", "home")
    arrows = ("home", "ctrl+home")
    help = "First line"
    step = Step.TOP


class Bottom(Move):
    """To the last line."""

    id = "bottom"
    keys = ("G", "end")
    arrows = ("end", "ctrl+end")
    help = "Last line"
    step = Step.BOTTOM


class HalfDown(Move):
    """Half a screen down."""

    id = "half-down"
    keys = ("ctrl+d",)
    help = "Half a page down"
    step = Step.HALF_DOWN


class HalfUp(Move):
    """Half a screen up."""

    id = "half-up"
    keys = ("ctrl+u",)
    help = "Half a page up"
    step = Step.HALF_UP


class PageDown(Move):
    """A screen down."""

    id = "page-down"
    keys = ("pagedown", "ctrl+f")
    arrows = ("pagedown",)
    help = "A page down"
    step = Step.PAGE_DOWN


class PageUp(Move):
    """A screen up."""

    id = "page-up"
    keys = ("pageup", "ctrl+b")
    arrows = ("pageup",)
    help = "A page up"
    step = Step.PAGE_UP


class NextUnread(ScreenCommand):
    """To the next unread paper of the list."""

    id = "next-unread"
    keys = ("]",)
    help = "Next unread paper"
    group = Group.MOVE
    places = LISTED

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether it would do anything."""
        return context.papers > 0


class PreviousUnread(NextUnread):
    """To the unread paper before."""

    id = "previous-unread"
    keys = ("[",)
    help = "Previous unread paper"


class NextPaper(ScreenCommand):
    """From the paper being read to the one below it in the list."""

    id = "next-paper"
    keys = ("l", "right")
    arrows = ("right",)
    help = "Next paper of the list"
    label = "next"
    rank = 7
    group = Group.MOVE
    places = frozenset({Place.PAPER})

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether it would do anything; a paper opened from elsewhere stands in no list."""
        return context.papers > 0


class PreviousPaper(NextPaper):
    """From the paper being read to the one above it in the list."""

    id = "previous-paper"
    keys = ("h", "left")
    arrows = ("left",)
    help = "Previous paper of the list"
    label = ""
    rank = 0


class NextPane(ScreenCommand):
    """The keyboard to the next part of the screen."""

    id = "next-pane"
    keys = ("tab", "l", "right")
    arrows = ("tab", "right")
    help = "Next part of the screen"
    group = Group.MOVE
    places = frozenset({Place.BROWSE})
    palette = False


class PreviousPane(NextPane):
    """The keyboard to the part before."""

    id = "previous-pane"
    keys = ("shift+tab", "h", "left")
    arrows = ("shift+tab", "left")
    help = "Previous part of the screen"


class Open(ScreenCommand):
    """Enter: the paper, or whatever the line under the cursor stands for."""

    id = "open"
    keys = ("enter",)
    help = "Open the paper; in the sidebar, filter by the entry"
    label = "open"
    rank = 1
    group = Group.MOVE
    places = frozenset({Place.BROWSE, Place.QUEUE, Place.LIST, Place.NEXT, Place.HISTORY, Place.WELCOME})
    palette = False


class Back(ScreenCommand):
    """One step out: ends the range, empties the selection, clears the filter, leaves the screen."""

    id = "back"
    keys = ("escape", "q")
    help = "Back: ends a range, drops the selection, clears the filter, leaves the screen"
    label = "back"
    rank = 3
    group = Group.MOVE
    places = SCROLLED
    palette = False

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether it would do anything."""
        return context.place is not Place.WELCOME


class Quit(ScreenCommand):
    """Leave Carrel."""

    id = "quit"
    keys = ("Q",)
    arrows = ("Q", "ctrl+q")
    help = "Quit"
    group = Group.LIBRARY
    places = SCROLLED


COMMANDS = (
    Down, Up, Top, Bottom, HalfDown, HalfUp, PageDown, PageUp, NextUnread, PreviousUnread,
    NextPaper, PreviousPaper, NextPane, PreviousPane, Open, Back, Quit,
)  # fmt: skip
