"""What a reader does to papers: states, stars, ratings, tags, notes, trash, links."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from tui.commands.base import CHOSEN, Context, Desk, Group, PaperCommand, Place, ScreenCommand

if TYPE_CHECKING:
    from storage import Library, Receipt, Row

UNDECIDED = CHOSEN - {Place.TRIAGE}
"""Where a state is set as such; in triage it is decided on, and the next paper comes."""

CHUNK = 1_000
"""Papers looked at together to see what a toggle should do."""


def every(library: Library, ids: Sequence[int], holds: Callable[[Row], bool]) -> bool:
    """Whether ``holds`` is true of all the papers; most often the first of them says no."""
    chunks = (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
    return all(holds(row) for chunk in chunks for row in library.reader.rows(chunk))


class ToggleRead(PaperCommand):
    """Read, or unread again when all the chosen papers are read already."""

    id = "read"
    keys = ("r",)
    help = "Mark as read, or as unread again"
    places = UNDECIDED
    label = "read"
    rank = 4

    @classmethod
    def run(cls, desk: Desk) -> None:
        """Do it."""
        ids = desk.chosen()

        def toggle(library: Library) -> Receipt:
            read = every(library, ids, lambda row: row.state == "read")
            return library.mark(ids, "unread" if read else "read")

        desk.change(toggle)


class Mark(PaperCommand):
    """Into one given state."""

    places = UNDECIDED
    state: ClassVar[str]

    @classmethod
    def run(cls, desk: Desk) -> None:
        """Do it."""
        ids = desk.chosen()
        desk.change(lambda library: library.mark(ids, cls.state))


class MarkReading(Mark):
    """Begun, not finished."""

    id = "reading"
    keys = ("R",)
    help = "Mark as being read"
    state = "reading"


class MarkSkipped(Mark):
    """Looked at and passed over."""

    id = "skip"
    keys = ("x",)
    help = "Mark as skipped"
    state = "skipped"


class Star(PaperCommand):
    """A star, or none when all the chosen papers have one."""

    id = "star"
    keys = ("s",)
    help = "Star, or take the star away"
    label = "star"
    rank = 5

    @classmethod
    def run(cls, desk: Desk) -> None:
        """Do it."""
        ids = desk.chosen()
        desk.change(lambda library: library.star(ids, not every(library, ids, lambda row: row.starred)))


class Rate(PaperCommand):
    """A rating; the six below differ in the figure alone."""

    rating: ClassVar[int]

    @classmethod
    def run(cls, desk: Desk) -> None:
        """Do it."""
        ids, rating = desk.chosen(), cls.rating or None
        desk.change(lambda library: library.rate(ids, rating))


class Unrate(Rate):
    """No rating."""

    id = "rate-0"
    keys = ("* 0",)
    help = "Take the rating away"
    rating = 0


class Rate1(Rate):
    """One of five."""

    id = "rate-1"
    keys = ("* 1",)
    help = "Rate 1 of 5"
    rating = 1


class Rate2(Rate):
    """Two of five."""

    id = "rate-2"
    keys = ("* 2",)
    help = "Rate 2 of 5"
    rating = 2


class Rate3(Rate):
    """Three of five."""

    id = "rate-3"
    keys = ("* 3",)
    help = "Rate 3 of 5"
    rating = 3


class Rate4(Rate):
    """Four of five."""

    id = "rate-4"
    keys = ("* 4",)
    help = "Rate 4 of 5"
    rating = 4


class Rate5(Rate):
    """Five of five."""

    id = "rate-5"
    keys = ("* 5",)
    help = "Rate 5 of 5"
    rating = 5


class Tags(ScreenCommand, PaperCommand):
    """The tags of the chosen papers."""

    id = "tags"
    keys = ("t",)
    help = "Add and remove tags"
    label = "tags"
    rank = 6


class Annotate(ScreenCommand, PaperCommand):
    """A note on the paper under the cursor."""

    id = "note"
    keys = ("e",)
    help = "Write a note, with a passage of the abstract if you like"
    label = "note"
    rank = 6


class Trash(PaperCommand):
    """To the trash, from which everything comes back."""

    id = "trash"
    keys = ("d",)
    arrows = ("d", "delete")
    help = "Move to the trash"

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether it would do anything."""
        return context.chosen > 0 and not context.trashed

    @classmethod
    def run(cls, desk: Desk) -> None:
        """Do it."""
        ids = desk.chosen()
        desk.change(lambda library: library.remove(ids), say=True)
        desk.perform("unselect")


class Restore(Trash):
    """Out of the trash; the same key, since only one of the two can be meant."""

    id = "restore"
    help = "In the trash (is:trashed): bring back"

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether it would do anything."""
        return context.chosen > 0 and context.trashed

    @classmethod
    def run(cls, desk: Desk) -> None:
        """Do it."""
        ids = desk.chosen()
        desk.change(lambda library: library.restore(ids), say=True)
        desk.perform("unselect")


class EmptyTrash(ScreenCommand, PaperCommand):
    """The trash, for good; asked twice."""

    id = "empty-trash"
    help = "In the trash (is:trashed): delete all of it for good"
    places = frozenset({Place.BROWSE})

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether the trash is in sight."""
        return context.trashed


class OpenInBrowser(ScreenCommand, PaperCommand):
    """The paper's page on the web."""

    id = "browser"
    keys = ("o",)
    help = "Open the paper's page in the browser"
    label = "browser"
    rank = 9


class CopyKey(ScreenCommand, PaperCommand):
    """The citation key, by way of the terminal's clipboard."""

    id = "copy-key"
    keys = ("y",)
    help = "Copy the citation key"


class CopyBibtex(ScreenCommand, PaperCommand):
    """A BibTeX entry, likewise."""

    id = "copy-bibtex"
    keys = ("Y",)
    help = "Copy as BibTeX"


class SelectCommand(ScreenCommand, PaperCommand):
    """A command that changes what is chosen."""

    group = Group.SELECT
    places = frozenset({Place.BROWSE})


class SelectOne(SelectCommand):
    """Pick the paper under the cursor, and go on to the next."""

    id = "select"
    keys = ("space",)
    help = "Select or unselect the paper, and move on"
    palette = False


class SelectRange(SelectCommand):
    """Pick everything from here to wherever the cursor goes; again to keep what was picked."""

    id = "range"
    keys = ("v",)
    arrows = ("v", "shift+down")
    help = "Select a range: start, move, and again to keep it"
    palette = False


class SelectAll(SelectCommand):
    """Pick every paper of the list, or none."""

    id = "select-all"
    keys = ("V", "ctrl+a")
    arrows = ("ctrl+a",)
    help = "Select every paper of the list, or none"


class Undo(ScreenCommand):
    """Take back the last change."""

    id = "undo"
    keys = ("u",)
    help = "Undo the last change"
    label = "undo"
    rank = 8
    group = Group.LIBRARY
    places = CHOSEN | {Place.HISTORY, Place.DUPLICATES, Place.LOG, Place.REVIEW}


class Redo(ScreenCommand):
    """Do again what was taken back."""

    id = "redo"
    keys = ("ctrl+r",)
    help = "Redo what was undone"
    group = Group.LIBRARY
    places = CHOSEN | {Place.HISTORY, Place.DUPLICATES, Place.LOG, Place.REVIEW}


COMMANDS = (
    ToggleRead, MarkReading, MarkSkipped, Star, Unrate, Rate1, Rate2, Rate3, Rate4, Rate5, Tags, Annotate,
    Trash, Restore, EmptyTrash, OpenInBrowser, CopyKey, CopyBibtex, SelectOne, SelectRange, SelectAll,
    Undo, Redo,
)  # fmt: skip
