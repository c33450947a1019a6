"""The reading desk: the queue, triage, and the clock that keeps the reading log."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.commands.base import Command, Context, Desk, Group, PaperCommand, Place, ScreenCommand
from tui.commands.marking import every

if TYPE_CHECKING:
    from storage import Library, Receipt

TRIAGE = frozenset({Place.TRIAGE})
QUEUE = frozenset({Place.QUEUE})
KEPT = frozenset({Place.BROWSE, Place.PAPER, Place.QUEUE, Place.NEXT})
"""Where the reading log is kept. Triage decides whether to read at all."""


class ToggleQueued(PaperCommand):
    """Into the queue, or out of it when all the chosen papers are in it."""

    id = "queue"
    keys = ("a",)
    help = "Put into the reading queue, or take out of it"
    label = "queue"
    rank = 6
    group = Group.READ
    places = KEPT

    @classmethod
    def run(cls, desk: Desk) -> None:
        """Do it."""
        ids = desk.chosen()

        def toggle(library: Library) -> Receipt:
            queued = every(library, ids, lambda row: row.queue is not None)
            return library.dequeue(ids) if queued else library.enqueue(ids)

        desk.change(toggle, say=True)


class ShowQueue(ScreenCommand):
    """What to read next, in order."""

    id = "show-queue"
    keys = ("L",)
    help = "The reading queue"
    group = Group.READ
    places = frozenset({Place.BROWSE, Place.PAPER, Place.TRIAGE})


class Triage(ScreenCommand):
    """Decide on papers one by one: those of the list that nothing was decided about."""

    id = "triage"
    keys = ("i",)
    help = "Triage: decide on the unread papers of the list, one at a time"
    group = Group.READ
    places = frozenset({Place.BROWSE})


class Clock(ScreenCommand, PaperCommand):
    """Reading begins, goes on, or pauses."""

    id = "clock"
    keys = ("c",)
    help = "Begin to read, or pause: the reading log counts the minutes"
    label = "clock"
    rank = 7
    group = Group.READ
    places = KEPT


class Progress(ScreenCommand, PaperCommand):
    """How far the paper is read."""

    id = "progress"
    keys = ("%",)
    help = "Say how far you have read: a page, or per cent"
    group = Group.READ
    places = KEPT


class ShowLog(ScreenCommand):
    """What was read when, and for how long."""

    id = "show-log"
    keys = ("W",)
    help = "When you read what: the reading log"
    group = Group.READ
    places = KEPT


class LogCommand(ScreenCommand):
    """Something done to a session of the log."""

    group = Group.READ
    places = frozenset({Place.LOG})

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether it would do anything."""
        return context.chosen > 0


class LogCorrect(LogCommand):
    """When it began and ended."""

    id = "log-correct"
    keys = ("enter", "e")
    help = "Correct when the session began and ended"
    label = "correct"
    rank = 1


class LogDelete(LogCommand):
    """Not a session at all."""

    id = "log-delete"
    keys = ("d",)
    arrows = ("d", "delete")
    help = "Delete the session"
    label = "delete"
    rank = 2


class MoveQueued(ScreenCommand):
    """A paper to another place in the queue."""

    group = Group.READ
    places = QUEUE

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether it would do anything."""
        return context.papers > 1


class QueueDown(MoveQueued):
    """One place later."""

    id = "queue-down"
    keys = ("J", "shift+down")
    help = "Move the paper down the queue"
    label = "down"
    rank = 3


class QueueUp(MoveQueued):
    """One place earlier."""

    id = "queue-up"
    keys = ("K", "shift+up")
    help = "Move the paper up the queue"
    label = "up"
    rank = 4


class QueueTop(MoveQueued):
    """Next to be read."""

    id = "queue-top"
    keys = ("<",)
    help = "Move the paper to the top of the queue"
    label = "top"
    rank = 5


class QueueEnd(MoveQueued):
    """Last of all."""

    id = "queue-end"
    keys = (">",)
    help = "Move the paper to the end of the queue"


class Decide(Command):
    """A decision in triage; the next paper comes by itself."""

    group = Group.READ
    places = TRIAGE
    decision: ClassVar[str]

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether it would do anything."""
        return context.chosen > 0

    @classmethod
    def run(cls, desk: Desk) -> None:
        """Do it."""
        desk.perform("decide", cls.decision)


class DecideQueue(Decide):
    """To be read."""

    id = "triage-queue"
    keys = ("a",)
    help = "Put into the queue, and go on"
    label = "queue"
    rank = 1
    decision = "queue"


class DecideLater(Decide):
    """To be decided on when the others are."""

    id = "triage-later"
    keys = ("l", "right", "space")
    arrows = ("right", "space")
    help = "Leave for later, and go on; it comes back after the rest"
    label = "later"
    rank = 2
    decision = "later"


class DecideSkip(Decide):
    """Not to be read."""

    id = "triage-skip"
    keys = ("x",)
    help = "Skip, and go on"
    label = "skip"
    rank = 3
    decision = "skip"


class DecideRead(Decide):
    """Read already."""

    id = "triage-read"
    keys = ("r",)
    help = "Mark as read already, and go on"
    decision = "read"


COMMANDS: tuple[type[Command], ...] = (
    ToggleQueued, ShowQueue, Triage, Clock, Progress, ShowLog, LogCorrect, LogDelete,
    QueueDown, QueueUp, QueueTop, QueueEnd, DecideQueue, DecideLater, DecideSkip, DecideRead,
)  # fmt: skip
