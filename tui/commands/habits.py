"""From one paper to others like it, and from what was read to what comes next."""

from __future__ import annotations

from typing import ClassVar

from tui.commands.base import Command, Context, Desk, Group, Place


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

COMMANDS: tuple[type[Command], ...] = (*RELATED,)
