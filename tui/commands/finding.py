"""Finding papers: the filter and its bar, matches, views, order."""

from __future__ import annotations

from typing import ClassVar

from tui.commands.base import LISTED, Command, Context, Desk, Group, Place, ScreenCommand


class Filter(ScreenCommand):
    """Type a query; the list follows."""

    id = "filter"
    keys = ("/",)
    arrows = ("/", "ctrl+f")
    help = "Filter the list"
    label = "filter"
    rank = 2
    group = Group.FIND
    places = frozenset({Place.BROWSE})


class NextMatch(ScreenCommand):
    """To the next paper that matches the last filter, even when the filter itself was cleared."""

    id = "next-match"
    keys = ("n",)
    help = "Next paper that matches the last filter"
    group = Group.FIND
    places = LISTED

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether it would do anything."""
        return context.searched and context.papers > 0


class PreviousMatch(NextMatch):
    """To the match before."""

    id = "previous-match"
    keys = ("N",)
    help = "Previous paper that matches the last filter"


class Sort(ScreenCommand):
    """Choose the order of the list."""

    id = "sort"
    keys = ("S",)
    help = "Sort the list"
    group = Group.FIND
    places = frozenset({Place.BROWSE})


class ShowAll(ScreenCommand):
    """All papers: no filter."""

    id = "view-0"
    keys = ("0",)
    help = "All papers"
    group = Group.FIND
    places = frozenset({Place.BROWSE})


FIRST_VIEW_KEY = 7
"""The digits before it are views that every library has."""


def view_key(place: int) -> int | None:
    """The digit that shows the saved view at ``place``, counted from 0; the tenth digit was the last."""
    return FIRST_VIEW_KEY + place if FIRST_VIEW_KEY + place < 10 else None


class ShowView(Command):
    """The paper list as one entry of the sidebar has it; the nine below differ in the number alone."""

    group = Group.FIND
    places = frozenset({Place.BROWSE})
    palette = False
    number: ClassVar[int]

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether it would do anything."""
        return context.views >= cls.number

    @classmethod
    def run(cls, desk: Desk) -> None:
        """Do it."""
        desk.perform("view", str(cls.number))


def _view(number: int, ordinal: str) -> type[ShowView]:
    """The command of the key ``number``."""
    names = {
        "id": f"view-{number}",
        "keys": (str(number),),
        "help": f"The {ordinal} view of the sidebar",
        "number": number,
        "__doc__": f"The {ordinal} view.",
    }
    return type(f"ShowView{number}", (ShowView,), names)


ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
VIEWS = tuple(_view(number, ordinal) for number, ordinal in enumerate(ORDINALS, 1))


class SaveView(ScreenCommand):
    """Keep the filter under a name."""

    id = "save-view"
    keys = ("w",)
    help = "Save the filter as a view"
    group = Group.FIND
    places = frozenset({Place.BROWSE})

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether it would do anything."""
        return context.filtered


class FilterCommand(ScreenCommand):
    """A key of the filter bar, live while it has the keyboard."""

    group = Group.FIND
    places = frozenset({Place.FILTER})
    palette = False


class KeepFilter(FilterCommand):
    """Back to the list, filtered."""

    id = "filter-keep"
    keys = ("enter",)
    help = "Keep the filter and go to the list"
    label = "keep"
    rank = 1


class DropFilter(FilterCommand):
    """Back to the list as it was, and to the place in it."""

    id = "filter-drop"
    keys = ("escape",)
    help = "Restore the list as it was"
    label = "restore"
    rank = 2


class Complete(FilterCommand):
    """Take the suggestion."""

    id = "filter-complete"
    keys = ("tab",)
    help = "Complete the word"
    label = "complete"
    rank = 3


class NextSuggestion(FilterCommand):
    """Another suggestion; among earlier queries, towards the one being typed."""

    id = "filter-next"
    keys = ("down", "ctrl+n")
    help = "Next suggestion; back from an earlier query"
    label = "suggestions"
    rank = 4


class PreviousSuggestion(FilterCommand):
    """The suggestion before; from the first one, a query asked earlier that begins like this one."""

    id = "filter-previous"
    keys = ("up", "ctrl+p")
    help = "Previous suggestion; from the first, an earlier query"
    label = "earlier"
    rank = 5


COMMANDS: tuple[type[Command], ...] = (
    Filter, NextMatch, PreviousMatch, Sort, ShowAll, *VIEWS, SaveView,
    KeepFilter, DropFilter, Complete, NextSuggestion, PreviousSuggestion,
)  # fmt: skip
