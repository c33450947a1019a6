"""Going to other screens, and how the app looks."""

from __future__ import annotations

from tui.commands.base import CHOSEN, LISTED, SCROLLED, Group, Place, ScreenCommand


class Palette(ScreenCommand):
    """Every command by name."""

    id = "palette"
    keys = (":", "ctrl+p")
    help = "Find a command by its name"
    label = "commands"
    rank = 6
    group = Group.LIBRARY
    places = CHOSEN
    palette = False


class Help(ScreenCommand):
    """The keys that are live here, and the guide."""

    id = "help"
    keys = ("?", "f1")
    help = "Keys and guide"
    label = "help"
    rank = 3
    group = Group.LIBRARY
    places = SCROLLED - {Place.PAGE}


class HelpWhileTyping(ScreenCommand):
    """The same where ``?`` is text."""

    id = "help-typing"
    keys = ("f1",)
    help = "Keys and guide"
    group = Group.LIBRARY
    places = frozenset({Place.FILTER, Place.ANNOTATE, Place.PASSAGE, Place.TAGS, Place.IMPORT})
    palette = False


class Import(ScreenCommand):
    """Take in papers from a file or folder."""

    id = "import"
    keys = ("I",)
    help = "Import papers from a file or folder"
    label = "import"
    rank = 10
    group = Group.LIBRARY
    places = frozenset({Place.BROWSE, Place.WELCOME})


class Add(ScreenCommand):
    """A paper by what names it; pasting it does the same."""

    id = "add"
    keys = ("A",)
    help = "Add papers by identifier, address or title"
    group = Group.LIBRARY
    places = LISTED


class History(ScreenCommand):
    """What happened to the library."""

    id = "history"
    keys = ("H",)
    help = "What happened, and what was undone"
    group = Group.LIBRARY
    places = frozenset({Place.BROWSE})


class LoadStarter(ScreenCommand):
    """The list that comes with Carrel."""

    id = "import-starter"
    help = "Import the starter list that comes with Carrel"
    group = Group.LIBRARY
    places = frozenset({Place.BROWSE, Place.WELCOME})


class ToggleTheme(ScreenCommand):
    """Light or dark."""

    id = "theme"
    keys = ("T",)
    help = "Switch between the light and the dark theme"
    group = Group.LOOK
    places = SCROLLED


class Suspend(ScreenCommand):
    """Back to the shell for a while; in the note editor the key takes back what was typed."""

    id = "suspend"
    keys = ("ctrl+z",)
    help = "Go to the shell; fg comes back"
    group = Group.LOOK
    places = frozenset(Place) - {Place.ANNOTATE, Place.PASSAGE, Place.ELSEWHERE}


class ToggleSidebar(ScreenCommand):
    """More room, or the counts."""

    id = "sidebar"
    keys = ("b",)
    help = "Show or hide the sidebar"
    group = Group.LOOK
    places = frozenset({Place.BROWSE})


class TogglePreview(ToggleSidebar):
    """More rows, or the text of one."""

    id = "preview"
    keys = ("p",)
    help = "Show or hide the preview"


COMMANDS = (
    Palette, Help, HelpWhileTyping, Import, Add, History, LoadStarter, ToggleTheme, Suspend,
    ToggleSidebar, TogglePreview,
)  # fmt: skip
