"""Colours that can be read, and told apart by people who see fewer of them.

Contrast is that of WCAG 2.1. Dichromatic sight is simulated with the matrices of Viénot, Brettel and
Mollon (1999) on linear RGB, distance is CIE76 in CIELAB under D65.
"""

from __future__ import annotations

from itertools import combinations

import pytest

from tui.theme import COLOURS

Colour = tuple[float, float, float]
SIGHT = {
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}
XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.9505, 1.0, 1.089)
TEXT = ("foreground", "ink", "quiet", "primary", "secondary", "accent", "success", "warning", "error")


def linear(colour: str) -> Colour:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return red, green, blue


def times(matrix: tuple[Colour, ...], colour: Colour) -> Colour:
    red, green, blue = (sum(a * b for a, b in zip(row, colour, strict=True)) for row in matrix)
    return red, green, blue


def luminance(colour: str) -> float:
    return times(XYZ, linear(colour))[1]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lab(colour: Colour) -> Colour:
    scaled = [max(a, 0) / b for a, b in zip(times(XYZ, colour), WHITE, strict=True)]
    x, y, z = [t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in scaled]
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str, sight: str) -> float:
    seen = [lab(times(SIGHT[sight], linear(colour))) for colour in (one, other)]
    return sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5


def test_the_measures_agree_with_known_values() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21, abs=0.01)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    red, green = "#c80000", "#006e00"
    assert distance(red, green, "deuteranopia") < 40 < distance("#0000ff", "#ffff00", "deuteranopia")


@pytest.mark.parametrize("theme", COLOURS)
@pytest.mark.parametrize("name", TEXT)
def test_text_stands_out_from_what_it_is_written_on(theme: str, name: str) -> None:
    colours = COLOURS[theme]
    for ground in ("background", "surface", "cursor"):
        assert contrast(colours[name], colours[ground]) >= 4.5, ground


@pytest.mark.parametrize("theme", COLOURS)
@pytest.mark.parametrize("sight", SIGHT)
def test_colours_with_different_meanings_stay_different(theme: str, sight: str) -> None:
    colours = COLOURS[theme]
    meanings = ("primary", "success", "accent", "error")
    pairs = {(a, b): distance(colours[a], colours[b], sight) for a, b in combinations(meanings, 2)}
    assert {pair: round(far) for pair, far in pairs.items() if far < 15} == {}
