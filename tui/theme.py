"""Carrel's own colours, so that a library is as calm to look at as the room it is named after.

Two themes, paper by daylight and by lamplight. Both keep to blue, amber and greys, which people
who confuse red and green tell apart; and nothing is ever said by colour alone.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = "carrel-dark"
LIGHT = "carrel-light"

_SHARED = {"block-cursor-text-style": "none"}

THEMES = (
    Theme(
        name=DARK,
        dark=True,
        primary="#7fb2e5",
        secondary="#a9b8d6",
        accent="#e3b261",
        success="#7cc4a4",
        warning="#e3b261",
        error="#ef8a7a",
        foreground="#d9dce3",
        background="#16191f",
        surface="#1c2027",
        panel="#252a33",
        boost="#2c323d",
        variables=_SHARED
        | {
            "ink": "#eceff4",
            "quiet": "#969fae",
            "faint": "#6b7482",
            "rule": "#343b47",
            "cursor": "#2b3d54",
            "cursor-away": "#272d37",
            "chosen": "#3a3322",
            "block-cursor-background": "#2b3d54",
            "block-cursor-foreground": "#eceff4",
            "scrollbar": "#343b47",
            "scrollbar-hover": "#4a5464",
            "scrollbar-active": "#7fb2e5",
            "scrollbar-background": "#16191f",
            "scrollbar-background-hover": "#16191f",
            "scrollbar-background-active": "#16191f",
            "border": "#4a5464",
            "border-blurred": "#343b47",
            "input-selection-background": "#35506e",
        },
    ),
    Theme(
        name=LIGHT,
        dark=False,
        primary="#1f5f9e",
        secondary="#44546f",
        accent="#94600a",
        success="#1c6e4d",
        warning="#94600a",
        error="#b3372a",
        foreground="#2a2e36",
        background="#faf8f3",
        surface="#f5f2ea",
        panel="#ebe7dc",
        boost="#e2ddd0",
        variables=_SHARED
        | {
            "ink": "#14171c",
            "quiet": "#5d6470",
            "faint": "#7b818b",
            "rule": "#d8d3c6",
            "cursor": "#d3e2f1",
            "cursor-away": "#ece8dd",
            "chosen": "#f6e7c4",
            "block-cursor-background": "#d3e2f1",
            "block-cursor-foreground": "#14171c",
            "scrollbar": "#d0cabb",
            "scrollbar-hover": "#b3ac9b",
            "scrollbar-active": "#1f5f9e",
            "scrollbar-background": "#faf8f3",
            "scrollbar-background-hover": "#faf8f3",
            "scrollbar-background-active": "#faf8f3",
            "border": "#a8a294",
            "border-blurred": "#d8d3c6",
            "input-selection-background": "#b9d3ec",
        },
    ),
)


def other(name: str) -> str:
    """The theme for the other half of the day."""
    return LIGHT if name == DARK else DARK
