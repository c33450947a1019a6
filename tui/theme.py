"""Carrel's own colours, so that a library is as calm to look at as the room it is named after.

Two themes, paper by daylight and by lamplight. Both keep to blue, amber and greys, which people
who confuse red and green tell apart; and nothing is ever said by colour alone. The colours are plain
values, so that the first frame can be drawn in them before Textual is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.theme import Theme

DARK = "carrel-dark"
LIGHT = "carrel-light"

_NAMED = (
    "primary", "secondary", "accent", "success", "warning", "error", "foreground", "background", "surface",
    "panel", "boost",
)  # fmt: skip
"""The colours that Textual's themes have fields for; the others are variables of our own."""

COLOURS: dict[str, dict[str, str]] = {
    DARK: {
        "primary": "#7fb2e5",
        "secondary": "#a9b8d6",
        "accent": "#e3b261",
        "success": "#7fcfae",
        "warning": "#e3b261",
        "error": "#ef8a7a",
        "foreground": "#d9dce3",
        "background": "#16191f",
        "surface": "#1c2027",
        "panel": "#252a33",
        "boost": "#2c323d",
        "ink": "#eceff4",
        "quiet": "#a2abba",
        "faint": "#6b7482",
        "rule": "#343b47",
        "cursor": "#2b3d54",
        "cursor-away": "#272d37",
        "chosen": "#3a3322",
        "scrollbar": "#343b47",
        "scrollbar-hover": "#4a5464",
        "scrollbar-active": "#7fb2e5",
        "border": "#4a5464",
        "border-blurred": "#343b47",
        "input-selection-background": "#35506e",
    },
    LIGHT: {
        "primary": "#1f5f9e",
        "secondary": "#44546f",
        "accent": "#855400",
        "success": "#1c6e4d",
        "warning": "#855400",
        "error": "#b0243f",
        "foreground": "#2a2e36",
        "background": "#faf8f3",
        "surface": "#f5f2ea",
        "panel": "#ebe7dc",
        "boost": "#e2ddd0",
        "ink": "#14171c",
        "quiet": "#5d6470",
        "faint": "#7b818b",
        "rule": "#d8d3c6",
        "cursor": "#d3e2f1",
        "cursor-away": "#ece8dd",
        "chosen": "#f6e7c4",
        "scrollbar": "#d0cabb",
        "scrollbar-hover": "#b3ac9b",
        "scrollbar-active": "#1f5f9e",
        "border": "#a8a294",
        "border-blurred": "#d8d3c6",
        "input-selection-background": "#b9d3ec",
    },
}


def themes(*, colourless: bool = False) -> list[Theme]:
    """Both, as Textual wants them; ``colourless`` ones show the cursor of a text by swapping two colours."""
    from textual.theme import Theme

    return [
        Theme(
            name=name,
            dark=name == DARK,
            **{field: colours[field] for field in _NAMED},  # type: ignore[arg-type]
            variables={own: value for own, value in colours.items() if own not in _NAMED}
            | _derived(colours)
            | ({"input-cursor-text-style": "reverse"} if colourless else {}),
        )
        for name, colours in COLOURS.items()
    ]


def _derived(colours: dict[str, str]) -> dict[str, str]:
    """What Textual's own widgets ask for, from the colours that are ours."""
    page = dict.fromkeys(
        ("scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active"),
        colours["background"],
    )
    return page | {
        "block-cursor-text-style": "none",
        "block-cursor-background": colours["cursor"],
        "block-cursor-foreground": colours["ink"],
    }


def other(name: str) -> str:
    """The theme for the other half of the day."""
    return LIGHT if name == DARK else DARK
