"""Reference lists: expected by hand from each style's own manual."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seeds

pytest.importorskip("citeproc", reason="the extra cite is not installed")

ARTICLE = {
    "title": "On mosses: A survey of $\\alpha$ things",
    "authors": ["Ada Maria Fernsby", "Bo van den Berg"],
    "venue": "Moss Letters",
    "published": "2020-05-17",
    "kind": "article",
    "identifiers": {"doi": ["10.1000/moss.1"]},
    "extra": {"volume": "12", "number": "3", "pages": "101--110"},
}
PREPRINT = {
    "title": "Shade or water",
    "authors": ["Ada Fernsby", "Bo Li", "Cy Moss"],
    "authors_truncated": True,
    "published": "2023-01",
    "kind": "preprint",
    "identifiers": {"arxiv": ["2301.00001"]},
}
CHAPTER = {
    "title": "A chapter",
    "authors": ["Martin Luther King, Jr.", "The Moss Collaboration"],
    "kind": "chapter",
    "venue": "A Book of Mosses",
    "published": "2021",
    "url": "https://example.org/x_y",
    "identifiers": {},
    "extra": {"pages": "1-9", "editor": "Li, Bo", "publisher": "Moss Press"},
}

EXPECTED = Path(__file__).with_name("citations")
"""A file a style."""


def cited(style: str, *papers: dict[str, Any], form: str = "text") -> str:
    return "".join(seeds.write(papers, form, style=style))


@pytest.mark.parametrize("style", seeds.STYLES)
def test_a_paper_is_cited_as_the_style_has_it(style: str) -> None:
    """An article, a preprint whose list of authors was cut short, a chapter."""
    expected = (EXPECTED / f"{style}.txt").read_text(encoding="utf-8")
    assert cited(style, ARTICLE, PREPRINT, CHAPTER) == expected


def test_text_alone_is_in_the_style_of_the_apa() -> None:
    assert "".join(seeds.write([ARTICLE], "text")) == cited("apa", ARTICLE)


@pytest.mark.parametrize(
    ("style", "authors", "expected"),
    [
        ("apa", 20, "A19, X., & A20, X. (n.d.)"),
        ("apa", 21, "A19, X., … A21, X. (n.d.)"),
        ("ieee", 6, "X. A5, and X. A6, “"),
        ("ieee", 7, "[1] X. A1 et al., “"),
        ("mla", 3, "A1, Xo, et al. “"),
        ("nature", 6, "1. A1, X. et al. "),
        ("vancouver", 6, "A5 X, A6 X. "),
        ("vancouver", 7, "A6 X, et al. "),
    ],
)
def test_long_lists_of_authors_are_cut_where_the_style_cuts_them(
    style: str, authors: int, expected: str
) -> None:
    people = [f"Xo A{number}" for number in range(1, authors + 1)]
    assert expected in cited(style, {"title": "Mosses", "authors": people, "kind": "article", "venue": "M"})


def test_a_title_stands_once_where_there_is_no_author() -> None:
    paper = {"title": "Nobody (2) wrote this?", "kind": "other"}
    for style in seeds.STYLES:
        assert cited(style, paper).lower().count("nobody (2) wrote this") == 1
    assert cited("apa", paper | {"title": "Nobody"}) == "Nobody. (n.d.).\n"


def test_a_question_needs_no_comma_in_american_quotation_marks() -> None:
    assert "“Shade or water?” Moss" in cited("ieee", ARTICLE | {"title": "Shade or water?"})
    assert "“Shade or Water?” Moss" in cited("chicago", ARTICLE | {"title": "Shade or water?"})


def test_html_is_safe_and_links() -> None:
    bad = ARTICLE | {"title": '<b>x</b> & \ue000y\ue001 "z"', "venue": "<script>"}
    page = cited("ieee", bad, form="html")
    assert "&lt;b&gt;x&lt;/b&gt; &amp; y &quot;z&quot;" in page
    assert "<i>&lt;script&gt;</i>, vol. 12" in page
    link = '<a href="https://doi.org/10.1000/moss.1" rel="noreferrer">https://doi.org/10.1000/moss.1</a>'
    assert link in cited("apa", ARTICLE, form="html")
    assert page.startswith("<!DOCTYPE html>")
    assert page.endswith("</html>\n")


def test_markdown_is_safe_and_links() -> None:
    bad = ARTICLE | {"title": "[x](javascript:alert) *y* <b>"}
    text = cited("apa", bad, form="markdown")
    assert r"\[x\]\(javascript\:alert\) \*y\* &lt;b&gt;" in text
    assert "*Moss Letters*, *12*\\(3\\)" in text
    assert r"[https\://doi\.org/10\.1000/moss\.1](https://doi.org/10.1000/moss.1)" in text


def test_only_some_formats_hold_a_reference_list() -> None:
    with pytest.raises(seeds.SeedError, match="text, markdown, html, not as bibtex"):
        seeds.write([], "bibtex", style="apa")
    with pytest.raises(seeds.SeedError, match="no style"):
        seeds.write([], "text", style="nope")


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(seeds.SeedError, match=r"pip install 'carrel\[cite\]'"):
        seeds.write([ARTICLE], "text")


words = st.text(max_size=20)


@settings(max_examples=100, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "title": words,
            "authors": st.lists(words.filter(str.strip), max_size=4),
            "authors_truncated": st.booleans(),
        },
        optional={
            "venue": words,
            "published": st.sampled_from(["0001", "2020", "2020-02", "2020-02-29"]),
            "kind": st.sampled_from(["article", "book", "thesis", "dataset", "web", "strange"]),
            "extra": st.dictionaries(
                st.sampled_from(
                    [
                        "pages",
                        "volume",
                        "number",
                        "date",
                        "edition",
                        "editor",
                        "translator",
                        "type",
                        "eventdate",
                    ]
                ),
                words,
            ),
            "identifiers": st.fixed_dictionaries({"doi": st.lists(words, max_size=1)}),
        },
    ),
    st.sampled_from(seeds.STYLES),
)
def test_no_paper_is_too_strange_to_cite(paper: dict[str, Any], style: str) -> None:
    (line,) = cited(style, paper).split("\n")[:-1]
    assert not any("\ue000" <= letter <= "\ue010" for letter in line)


def test_a_long_list_is_written_as_it_comes() -> None:
    """Of two thousand papers only those asked for are looked at, and nothing is kept of them."""
    taken = 0

    def papers() -> Iterator[dict[str, Any]]:
        nonlocal taken
        for number in range(1, 2001):
            taken = number
            yield ARTICLE

    written = seeds.write(papers(), "text", style="nature")
    for number in range(1, 21):
        assert next(written).startswith(f"{number}. ")
        assert taken <= number + 1
    tracemalloc.start()
    for _ in range(40):
        next(written)
    gc.collect()  # citeproc leaves circles behind
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(80):
        next(written)
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < 20_000


def test_the_styles_that_are_offered_are_those_there_are() -> None:
    from seeds.formats import citations

    assert tuple(citations.STYLES) == seeds.STYLES
