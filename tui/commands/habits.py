"""From one paper to others like it, and from what was read to what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.commands.base import Command, Context, Desk, Group, PaperCommand, Place, ScreenCommand

if TYPE_CHECKING:
    from storage import Library, Receipt


class OpenRelated(Command):
    """A paper related to the one on the page; the five below differ in the number alone."""

    group = Group.MOVE
    places = frozenset({Place.PAPER})
    palette = False
    number: ClassVar[int]

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether it would do anything."""
        return context.related >= cls.number

    @classmethod
    def run(cls, desk: Desk) -> None:
        """Do it."""
        desk.perform("open-related", str(cls.number))


def _related(number: int, ordinal: str) -> type[OpenRelated]:
    """The command of the key ``number``."""
    names = {
        "id": f"related-{number}",
        "keys": (str(number),),
        "help": f"Open the {ordinal} related paper",
        "number": number,
        "__doc__": f"The {ordinal} of the related papers.",
    }
    return type(f"OpenRelated{number}", (OpenRelated,), names)


RELATED = tuple(
    _related(number, ordinal)
    for number, ordinal in enumerate(("first", "second", "third", "fourth", "fifth"), 1)
)


class Next(ScreenCommand):
    """What to read next, of all papers or of those that the filter finds."""

    id = "next"
    keys = (">",)
    help = "What to read next, with the reasons"
    group = Group.FIND
    places = frozenset({Place.BROWSE})


class Wish(PaperCommand):
    """A word on what is suggested; said once more, it is taken back."""

    likes: ClassVar[int]

    @classmethod
    def run(cls, desk: Desk) -> None:
        """Do it."""
        ids, likes = list(desk.chosen()), cls.likes

        def toggle(library: Library) -> Receipt:
            said = library.reader.tastes(ids)
            again = all(said.get(paper) == likes for paper in ids)
            return library.taste(ids, None if again else likes)

        desk.change(toggle, say=True)


class MoreLike(Wish):
    """More like this."""

    id = "more-like"
    keys = ("+",)
    help = "Suggest more like this; again to take it back"
    label = "more"
    rank = 11
    likes = 1


class LessLike(Wish):
    """Less like this."""

    id = "less-like"
    keys = ("-",)
    help = "Suggest less like this; again to take it back"
    label = "less"
    rank = 12
    likes = -1


class Figures(ScreenCommand):
    """How reading goes, of all papers or of those that the filter finds."""

    id = "figures"
    keys = ("F",)
    help = "Figures and pictures of your reading"
    group = Group.LOOK
    places = frozenset({Place.BROWSE})


class Remember(PaperCommand):
    """On the schedule of reviews; off it again when all the chosen papers are on it."""

    id = "remember"
    keys = ("M",)
    help = "Have it come back for review, or no more"

    @classmethod
    def run(cls, desk: Desk) -> None:
        """Do it."""
        ids = list(desk.chosen())

        def toggle(library: Library) -> Receipt:
            known = library.reader.remembered(ids)
            return library.remember(ids, not all(paper in known for paper in ids))

        desk.change(toggle, say=True)


class Review(ScreenCommand):
    """What is due for review."""

    id = "review"
    keys = ("B",)
    help = "Review the papers that come back"
    group = Group.FIND
    places = frozenset({Place.BROWSE})


class ReviewCommand(ScreenCommand):
    """A key of the review screen."""

    group = Group.MARK
    places = frozenset({Place.REVIEW})
    palette = False


class ReviewShow(ReviewCommand):
    """What the reader wrote, once they have thought of it themselves."""

    id = "review-show"
    keys = ("enter", "space")
    help = "Show what you wrote about it"
    label = "show"
    rank = 1

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether it would do anything."""
        return context.papers > 0 and not context.recalled


class Answer(ReviewCommand):
    """How the review went; the four below differ in the answer alone."""

    number: ClassVar[int]

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether it would do anything."""
        return context.recalled

    @classmethod
    def run(cls, desk: Desk) -> None:
        """Do it."""
        desk.perform("answer", cls.label)


def _answer(number: int, label: str, help: str) -> type[Answer]:
    """The command of the key ``number``."""
    names = {
        "id": f"review-{label}",
        "keys": (str(number),),
        "help": help,
        "label": label,
        "rank": 1,
        "__doc__": f"The answer {label!r}.",
    }
    return type(f"Answer{number}", (Answer,), names)


ANSWERS = (
    _answer(1, "again", "It was gone"),
    _answer(2, "hard", "It came back, with effort"),
    _answer(3, "good", "It came back"),
    _answer(4, "easy", "It was never away"),
)

COMMANDS: tuple[type[Command], ...] = (
    *RELATED, Next, MoreLike, LessLike, Figures, Remember, Review, ReviewShow, *ANSWERS,
)  # fmt: skip
