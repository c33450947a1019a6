"""Cleaning, folding, digests and LaTeX."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.text import clean, digest, fold, latex_to_text, search_text

nasty = st.lists(
    st.one_of(
        st.characters(),
        st.sampled_from(
            [*"\\{}$^_~-'`\"#+ cfHo\n", "\\textit", "\\o ", "\\H", "\\alpha", "$$", "c++", "\u0300"]
        ),
    ),
    max_size=20,
).map("".join)


@settings(max_examples=500)
@given(nasty)
def test_folding_twice_is_folding_once(text: str) -> None:
    """fold and search_text are idempotent whatever the text."""
    assert fold(fold(text)) == fold(text)
    assert search_text(search_text(text)) == search_text(text)


@settings(max_examples=500)
@given(nasty, st.booleans())
def test_cleaned_text_can_be_stored_and_is_clean(text: str, multiline: bool) -> None:
    """The result is UTF-8 without controls, and cleaning it again finds nothing."""
    safe, _ = clean(text, multiline=multiline)
    safe.encode("utf-8")
    assert not any(ord(letter) < 32 and letter not in "\n\t" * multiline for letter in safe)
    assert clean(safe, multiline=multiline) == (safe, ())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (r"Erd\H{o}s--R\'enyi", "erdos-renyi"),
        ("Erdős–Rényi", "erdos-renyi"),
        (r"{\O}re and Stra{\ss}e", "ore and strasse"),
        ("Łódź Þór Æsir ıħ", "lodz thor aesir ih"),
        (r"A $\textit{neural  surrogate}$", "a neural surrogate"),
        ("``Quoted'' ‘single’", "\"quoted\" 'single'"),
        ("  Many \n spaces\u00a0here ", "many spaces here"),
        ("ＦＵＬＬ width ﬁne", "full width fine"),
        ("がか", "がか"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    """Case, accents, LaTeX, quotes and spaces do not matter; voiced kana stay other letters."""
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("C++ and C#, F#", "cplusplus and csharp, fsharp"),
        ("深層学習とC++", "深 層 学 習 と cplusplus"),
        ("한국어", "한 국 어"),
        ("abc++", "abc++"),
    ],
)
def test_what_the_index_sees(text: str, seen: str) -> None:
    """Names of languages become words; every CJK character stands alone."""
    assert search_text(text) == seen


def test_a_digest_ignores_how_a_text_is_set() -> None:
    """Punctuation, LaTeX and spacing make no difference; nothing gives no digest."""
    assert digest(r"A $\textit{neural} surrogate -- it's $O(\alpha^2)$") == digest(
        "A neural surrogate: its O(α²)"
    )
    assert len(digest("x")) == 16
    assert digest("x") != digest("y")
    assert digest(" -- ") == ""


@pytest.mark.parametrize(
    ("text", "changed", "what"),
    [
        ("plain", "plain", ()),
        ("a\x00b\x1b[2J", "a\ufffdb\ufffd[2J", ("replaced control characters",)),
        ("a\ud800b", "a\ufffdb", ("replaced lone surrogates",)),
        ("a\ufffeb", "a\ufffdb", ("replaced noncharacters",)),
        ("two\r\nlines\there", "two lines here", ()),
        ("e\u0301", "é", ()),
        ("zero\u200bwidth \u202ebidi", "zero\u200bwidth \u202ebidi", ()),
        ("x" * 12, "x" * 10, ("cut to 10 characters",)),
    ],
)
def test_cleaning(text: str, changed: str, what: tuple[str, ...]) -> None:
    """What cannot be stored is replaced and told; what is only ugly stays."""
    assert clean(text, limit=max(10, len(changed))) == (changed, what)


def test_lines_survive_where_they_may() -> None:
    """Multi-line fields keep their line breaks, as newlines."""
    assert clean("a\r\nb\rc\u2028d\te", multiline=True) == ("a\nb\nc\nd\te", ())


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"Erd\H{o}s", "Erdős"),
        (r"Sch{\"o}n \c{c}a \v Zi\'{\i}", "Schön ça Žií"),
        (r"$\alpha_{ij}^2 \leq \Omega(n \log n)$", "αᵢⱼ² ≤ Ω(n log n)"),
        (r"$26\times$ cheaper, 61\% \& more", "26× cheaper, 61% & more"),
        (r"\textbf{a {\em b} c} \url{https://a.b/c_d}", "a b c https://a.b/c_d"),
        ("costs $5 and $10 each", "costs $5 and $10 each"),
        (r"$$x_i$$ and $\mathbb{R}^n$", "xᵢ and ℝⁿ"),
        (r"\unknown{foo} }{", r"\unknown{foo} }{"),
        (r"$\frac{a+b}{2}$ $x_{foo!}$", "(a+b)/2 x_(foo!)"),
        ("O(2^{k-1}L)", "O(2ᵏ⁻¹L)"),
        ("Fig.~1 --- see http://x.org/~bob", "Fig. 1 — see http://x.org/~bob"),
    ],
)
def test_latex_becomes_readable(latex: str, text: str) -> None:
    """What is known is converted, what is unknown stays."""
    assert latex_to_text(latex) == text


@pytest.mark.parametrize(
    "piece", ["{", "}", "\\", "$", r"\'{", "$a", "$_{", r"\frac{", "a\u0315\u0300", "~", "`", "^{"]
)
def test_hostile_repetition_takes_linear_time(piece: str) -> None:
    """100,000 characters of anything are done within two seconds."""
    text = (piece * 100_000)[:100_000]
    begin = time.process_time()
    latex_to_text(text)
    fold(text)
    clean(text)
    assert time.process_time() - begin < 2


def test_folding_loads_nothing_heavy() -> None:
    """Importing seeds.text loads neither dataclasses nor the readers."""
    script = (
        "import sys; import seeds.text; from seeds import fold; fold('x');"
        "heavy = {'dataclasses', 'hashlib', 'json', 'csv', 'seeds.gate', 'seeds.latex'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
