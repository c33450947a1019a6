"""What a command is, and what it may ask of the screen in front.

A command is the only place where its keys, its name and its help are written: key bindings, footer,
help page, command palette and ``carrel keys`` are all drawn from the catalogue. Nothing here loads
Textual, so the command line can list the keys in no time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

if TYPE_CHECKING:
    from storage import Library, Receipt


class Place(StrEnum):
    """Where the keyboard is: the same key may do different things in different places."""

    BROWSE = "browse"
    PAPER = "paper"
    QUEUE = "queue"
    TRIAGE = "triage"
    LOG = "log"
    FILTER = "filter"
    ANNOTATE = "annotate"
    PASSAGE = "passage"
    TAGS = "tags"
    IMPORT = "import"
    PROMPT = "prompt"
    LIST = "list"
    HISTORY = "history"
    DUPLICATES = "duplicates"
    NEXT = "next"
    FIGURES = "figures"
    REVIEW = "review"
    PAGE = "page"
    WELCOME = "welcome"
    ELSEWHERE = "elsewhere"


PAPERS = frozenset({Place.BROWSE, Place.PAPER, Place.QUEUE, Place.TRIAGE})
"""Places where there are papers to do something to."""
CHOSEN = PAPERS | {Place.NEXT}
"""Places where there is a paper under the cursor, or on the page, to do something with."""
LISTED = frozenset({Place.BROWSE, Place.PAPER})
"""Places in a list of papers that is walked through in search of others."""
ROWS = frozenset(
    {
        Place.BROWSE,
        Place.QUEUE,
        Place.LOG,
        Place.LIST,
        Place.HISTORY,
        Place.DUPLICATES,
        Place.NEXT,
        Place.WELCOME,
    }
)
SCROLLED = ROWS | {Place.PAPER, Place.TRIAGE, Place.PAGE, Place.FIGURES, Place.REVIEW}
TYPED = frozenset({Place.FILTER, Place.ANNOTATE, Place.PASSAGE, Place.TAGS, Place.IMPORT, Place.PROMPT})
"""Places where a plain letter is for the widget under it: text, or a movement within it."""


class Group(StrEnum):
    """The headings that commands stand under in the help."""

    MOVE = "Moving about"
    FIND = "Finding"
    MARK = "Papers"
    READ = "Reading"
    SELECT = "Selecting"
    WRITE = "Writing"
    LIBRARY = "Library"
    LOOK = "Looks"


class Step(StrEnum):
    """A movement, in the terms of whatever is being moved through."""

    UP = "up"
    DOWN = "down"
    TOP = "top"
    BOTTOM = "bottom"
    HALF_UP = "half_up"
    HALF_DOWN = "half_down"
    PAGE_UP = "page_up"
    PAGE_DOWN = "page_down"


class Context(NamedTuple):
    """What a command may know to say whether it applies here and now.

    ``papers`` are the papers in the list, ``chosen`` those the next action works on, ``selected``
    those picked by hand. ``trashed`` says whether the chosen ones lie in the trash. ``related`` are
    the papers shown beside the one on the page. ``recalled`` says that a review waits for its answer.
    """

    place: Place
    papers: int = 0
    chosen: int = 0
    selected: int = 0
    ranging: bool = False
    filtered: bool = False
    searched: bool = False
    trashed: bool = False
    views: int = 0
    writing: bool = False
    related: int = 0
    recalled: bool = False


Verb = Callable[["Library"], "Receipt"]


class Desk(Protocol):
    """The screen in front, as commands see it: they say what is wanted, the screen knows how."""

    def chosen(self) -> Sequence[int]:
        """The ids the next action works on: the selection, or else the paper under the cursor."""
        ...

    def change(self, verb: Verb, *, say: bool = False) -> None:
        """Have the library do ``verb`` in the background; ``say`` tells the reader even of one paper."""
        ...

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show a line for a few seconds."""
        ...

    def move(self, step: Step) -> None:
        """Move through what has the keyboard."""
        ...

    def perform(self, deed: str, *details: str) -> None:
        """Do what only a screen can: open another screen, move the focus, show or hide a part."""
        ...


class Command:
    """One thing a reader can do.

    ``keys`` are for the ``vim`` preset; ``arrows`` where the other preset has different ones. A key is
    one character as typed (``G``, ``/``), a name (``ctrl+d``, ``pagedown``), or several with spaces
    between, typed one after another (``g g``). ``label`` is the word in the footer and ``rank`` its
    place there, from 1; rank 0 stays out. ``palette`` says whether the command palette offers it.
    ``at_once`` says that all is done when :meth:`run` returns: nothing is on its way to another part of
    the screen, and the keyboard stays where it is.
    """

    id: ClassVar[str]
    keys: ClassVar[tuple[str, ...]] = ()
    arrows: ClassVar[tuple[str, ...] | None] = None
    help: ClassVar[str]
    label: ClassVar[str] = ""
    rank: ClassVar[int] = 0
    group: ClassVar[Group]
    places: ClassVar[frozenset[Place]] = PAPERS
    palette: ClassVar[bool] = True
    at_once: ClassVar[bool] = False

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether the command would do anything in ``context``; its place has been checked."""
        return True

    @classmethod
    def run(cls, desk: Desk) -> None:
        """Do it."""
        raise NotImplementedError


class PaperCommand(Command):
    """A command that works on the chosen papers."""

    group = Group.MARK
    places = CHOSEN

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether it would do anything."""
        return context.chosen > 0


class ScreenCommand(Command):
    """A command whose doing is the screen's own business: it passes its id on as the deed."""

    @classmethod
    def run(cls, desk: Desk) -> None:
        """Do it."""
        desk.perform(cls.id)
