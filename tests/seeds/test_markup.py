"""HTML, JATS and MathML in titles and abstracts become plain text; what only looks like a tag stays."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.markup import plain_block, plain_line

POWER = "<mml:msup> <mml:mi>x</mml:mi> <mml:mn>2</mml:mn> </mml:msup>"
TWICE = (
    "<inline-formula><alternatives><tex-math>$\\alpha^2$</tex-math><mml:math><mml:mi>a</mml:mi></mml:math>"
    "</alternatives></inline-formula>"
)
MATH = "<mml:math xmlns:mml='m'>{}</mml:math>"


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("Shade or Water?", "Shade or Water?"),
        ("<scp>T</scp>reebase: <i>Bryum</i> in H<sub>2</sub>O", "Treebase: Bryum in H₂O"),
        ("The role of\n    <scp>AI</scp>\n   in moss", "The role of AI in moss"),
        ("Big Data &amp; Society", "Big Data & Society"),
        ("Risk&amp;nbsp;Analysis", "Risk Analysis"),
        ("&lt;i&gt;Bryum&lt;/i&gt; grows", "Bryum grows"),
        ("AT&T, p < 0.05 and q > 3, a <vector> b", "AT&T, p < 0.05 and q > 3, a <vector> b"),
        (MATH.format(POWER + "<mml:mo>+</mml:mo><mml:mn>1</mml:mn>"), "x²+1"),
        (
            MATH.format(
                "<mml:mfrac><mml:mrow><mml:mi>a</mml:mi><mml:mo>+</mml:mo><mml:mi>b</mml:mi></mml:mrow>"
                "<mml:mi>c</mml:mi></mml:mfrac>"
            ),
            "(a+b)/c",
        ),
        (TWICE + " ok", "α² ok"),
        ("x<!-- a <i> comment -->y", "xy"),
        ("<i>never closed", "never closed"),
        ("closed</i> before</b>", "closed before"),
    ],
)
def test_lines(marked: str, plain: str) -> None:
    assert plain_line(marked) == plain


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        (
            "<jats:title>Abstract</jats:title>\n  <jats:p>One\n  two.</jats:p>\n <jats:p>Three.</jats:p>",
            "One two.\nThree.",
        ),
        (
            "<jats:sec><jats:title>Methods</jats:title><jats:p>We look.</jats:p></jats:sec>",
            "Methods\nWe look.",
        ),
        ("One<br/>two", "One\ntwo"),
        ("Plain\nlines\n\n  stay", "Plain\nlines\nstay"),
        ("<script>alert(1)</script>Moss", "Moss"),
    ],
)
def test_blocks(marked: str, plain: str) -> None:
    assert plain_block(marked) == plain


@given(
    st.lists(st.sampled_from(["<i>", "</i>", "<math>", "<msup>", "</msup>", "&lt;", "<!--", "a", "<", ">"]))
)
def test_anything_is_read(pieces: list[str]) -> None:
    """Never an exception, whatever is open or closed."""
    assert "\n" not in plain_line("".join(pieces))


@pytest.mark.parametrize("piece", ["<i>", "<i>a", "<", "&", "&amp;", "<!--", "</b>", "<math><msup>"])
def test_time_is_linear(piece: str) -> None:
    begin = time.perf_counter()
    plain_block(piece * 100_000)
    assert time.perf_counter() - begin < 5
