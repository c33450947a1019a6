"""How the parts of lines look: a colour of the theme, and whether bold, slanted or struck out.

Plain values instead of style sheets: the first frame is drawn from them before Textual is loaded, and
the app need not match a rule for each of them when it starts.
"""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """A colour by its name in the theme, or ``on`` one; empty leaves the line's own."""

    colour: str = ""
    on: str = ""
    bold: bool = False
    italic: bool = False
    strike: bool = False
    underline: bool = False


LOOKS = {
    "cursor": Look(on="cursor", bold=True),
    "cursor-away": Look(on="cursor-away"),
    "chosen": Look(on="chosen"),
    "quiet": Look("quiet"),
    "strong": Look("primary", bold=True),
    "gutter": Look("primary", bold=True),
    "star": Look("accent"),
    "note": Look("secondary"),
    "queued": Look("primary"),
    "cooling": Look("quiet"),
    "category": Look("secondary"),
    "tag": Look("success"),
    "rating": Look("accent"),
    "match": Look("accent", bold=True, underline=True),
    "provisional": Look("quiet", italic=True),
    "state-unread": Look("primary"),
    "state-reading": Look("accent"),
    "state-read": Look("success"),
    "state-skipped": Look("faint"),
    "title-unread": Look("ink"),
    "title-reading": Look("ink"),
    "title-read": Look("quiet"),
    "title-skipped": Look("faint"),
    "heading": Look("faint", bold=True),
    "count": Look("faint"),
    "bar": Look("primary"),
    "sign": Look("primary"),
    "live": Look("primary", bold=True),
    "undone": Look("faint", strike=True),
    "undone-sign": Look("accent", bold=True),
}

_UNDER_CURSOR = {
    "quiet": Look("foreground"),
    "cooling": Look("foreground"),
    "category": Look("foreground"),
    "note": Look("foreground"),
    "provisional": Look("ink", italic=True),
    "state-skipped": Look("foreground"),
    "title-read": Look("ink"),
    "title-skipped": Look("ink"),
    "count": Look("foreground"),
    "undone": Look("foreground", strike=True),
}
"""What stands back elsewhere and must be read on the cursor's line, where the page is not behind it."""


MATCH = "bold underline $accent"
"""The look ``match`` for running text. The line below it is what shows where there are no colours."""


def look_of(name: str, *, under_cursor: bool = False) -> Look:
    """The look called ``name``."""
    return (_UNDER_CURSOR.get(name) if under_cursor else None) or LOOKS[name]
