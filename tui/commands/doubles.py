"""Deciding about papers that may be one work."""

from __future__ import annotations

from tui.commands.base import Context, Group, Place, ScreenCommand


class Duplicates(ScreenCommand):
    """Pairs that look alike."""

    id = "duplicates"
    keys = ("D",)
    help = "Papers that may be one work"
    group = Group.LIBRARY
    places = frozenset({Place.BROWSE})

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether it would do anything."""
        return context.papers > 0


class Merge(ScreenCommand):
    """The selected papers are one work."""

    id = "merge"
    keys = ("m",)
    help = "Merge the selected papers into one"
    label = "merge"
    rank = 5
    group = Group.SELECT
    places = frozenset({Place.BROWSE})

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether it would do anything."""
        return context.selected > 1


class PairCommand(ScreenCommand):
    """A command about the pair under the cursor."""

    group = Group.LIBRARY
    places = frozenset({Place.DUPLICATES})
    palette = False

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether it would do anything."""
        return context.chosen > 0


class KeepLeft(PairCommand):
    """One work; the left paper is kept, with everything of the right one."""

    id = "keep-left"
    keys = ("m",)
    help = "One work: merge, and keep the left paper"
    label = "keep left"
    rank = 1


class KeepRight(PairCommand):
    """The other way round."""

    id = "keep-right"
    keys = ("M",)
    help = "One work: merge, and keep the right paper"
    label = "keep right"
    rank = 2


class Distinct(PairCommand):
    """Two works, and nobody need ask again."""

    id = "distinct"
    keys = ("x",)
    help = "Not the same: never suggest this pair again"
    label = "distinct"
    rank = 2


class OpenLeft(PairCommand):
    """The left paper on its own page."""

    id = "open-left"
    keys = ("enter",)
    help = "Open the left paper"
    label = "open"
    rank = 1


class OpenRight(PairCommand):
    """The right paper on its own page."""

    id = "open-right"
    keys = ("o",)
    help = "Open the right paper"


class Swap(PairCommand):
    """Left becomes right."""

    id = "swap"
    keys = ("tab",)
    help = "Change sides"


class MoreOfPair(PairCommand):
    """A pair may say more than fits on the screen."""

    id = "more-of-pair"
    keys = ("space",)
    help = "Scroll through what the two papers say"
    label = "more"
    rank = 9


COMMANDS = (Duplicates, Merge, OpenLeft, KeepLeft, KeepRight, Distinct, OpenRight, Swap, MoreOfPair)
