"""What a query looks for, and where that stands in a text as people see it."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.query import Term, parse, spans_of, terms_of

COLUMNS = ("title", "abstract", "summary", "authors", "notes", "tags")


def looked_for(query: str, *, typing: bool = False, **views: str) -> dict[str, set[tuple[str, ...]]]:
    """The words looked for, by column; columns without any are left out."""
    terms = terms_of(parse(query, typing=typing).query, views)
    found = {column: {term.words for term in getattr(terms, column)} for column in COLUMNS}
    return {column: words for column, words in found.items() if words}


def shown(query: str, text: str, column: str = "title", *, typing: bool = False) -> str:
    """``text`` with brackets around what is marked."""
    for start, end in reversed(spans_of(text, getattr(terms_of(parse(query, typing=typing).query), column))):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def test_a_word_is_looked_for_everywhere_and_a_field_only_in_its_own() -> None:
    assert looked_for("calm") == {column: {("calm",)} for column in COLUMNS}
    assert looked_for("title:calm by:quiet note:x") == {
        "title": {("calm",)}, "authors": {("quiet",)}, "notes": {("x",)},
    }  # fmt: skip
    assert looked_for("tag:a,b #c tag:d*") == {"tags": {("a",), ("b",), ("c",), ("d",)}}


def test_what_must_not_be_there_is_not_looked_for() -> None:
    assert looked_for("title:a -title:b NOT (title:c OR title:d) -(-title:e)") == {"title": {("a",), ("e",)}}
    assert not terms_of(parse("-calm is:read year:2020.. cat:LG has:note venue:x id:3").query)
    assert not terms_of(parse("").query)


def test_both_sides_of_an_or_and_the_inside_of_a_view_are_looked_for() -> None:
    assert looked_for("title:a OR (title:b view:Mine)", mine="title:c -title:d") == {
        "title": {("a",), ("b",), ("c",)}
    }
    assert looked_for("view:loop", loop="view:loop title:a") == {"title": {("a",)}}
    assert looked_for("view:none title:a") == {"title": {("a",)}}


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("Erdos", "Erdős–Rényi and Paul Erdo\u030bs", "[Erdős]–Rényi and Paul [Erdo\u030bs]"),
        ("Erd\\H{o}s", "ERDŐS", "[ERDŐS]"),
        ("cafe", "Café cafés CAFE", "[Café] cafés [CAFE]"),
        ("caf*", "Café, cafe\u0301s, decaf", "[Caf]é, [caf]e\u0301s, decaf"),
        ('"winning ticket"', "Winning  Ticket, winning tickets", "[Winning  Ticket], winning tickets"),
        ('"a b" "b c"', "a b c b a", "[a b c] b a"),
        ("state-of-the-art", "A state of the art", "A [state of the art]"),
        ("c++ OR c#", "C++ and C#, not C or CSharper", "[C++] and [C#], not C or CSharper"),
        ("c++1*", "C++17 and C", "[C++17] and C"),
        ("strasse", "Die Straße", "Die [Straße]"),
        ("fin*", "ﬁnding", "[ﬁn]ding"),
        ("学習", "深層学習の学", "深層[学習]の学"),
        ("alpha2", "alpha² and α²", "[alpha²] and α²"),
        ("5", "costs $5 a day", "costs $[5] a day"),
        ("x", "", ""),
    ],
)
def test_terms_are_found_as_the_index_folds_them(query: str, text: str, marked: str) -> None:
    assert shown(query, text) == marked


def test_a_word_being_typed_marks_the_beginning_only() -> None:
    assert shown("sparse prun", "Sparse pruning, sparser", typing=True) == "[Sparse] [prun]ing, sparser"


def test_a_tag_is_marked_as_a_whole_but_a_word_anywhere_in_it() -> None:
    assert [shown("tag:read", tag, "tags") for tag in ("to read", "Read")] == ["to read", "[Read]"]
    assert [shown("tag:to*", tag, "tags") for tag in ("to read", "into")] == ["[to] read", "into"]
    assert shown('tag:"to read"', "To Read", "tags") == "[To Read]"
    assert shown("read", "to read", "tags") == "to [read]"


# FTS5 marks what it found by itself: on Latin letters the two must agree, wherever words end.

WORDS = ("café", "Cafe", "naïve", "Erdős", "erdos", "a", "b", "É", "x2", "ticket", "Tickets", "déjà")
GAPS = (" ", "-", ", ", "'", " (", "_", "–", "/", "  ")


@st.composite
def texts(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(WORDS), max_size=12))
    return "".join(word + draw(st.sampled_from(GAPS)) for word in words)


@given(texts(), st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), min_size=1, max_size=3))
def test_words_and_phrases_are_marked_where_fts5_marks_them(text: str, phrases: list[list[str]]) -> None:
    with sqlite3.connect(":memory:") as index:
        index.execute("CREATE VIRTUAL TABLE t USING fts5(body, tokenize = 'unicode61 remove_diacritics 2')")
        index.execute("INSERT INTO t VALUES (?)", (text,))
        match = " OR ".join(f'"{" ".join(phrase)}"' for phrase in phrases)
        row = index.execute("SELECT highlight(t, 0, '[', ']') FROM t WHERE t MATCH ?", (match,)).fetchone()
    index.close()
    query = " OR ".join(f'"{" ".join(phrase)}"' for phrase in phrases)
    assert shown(query, text) == (row[0] if row else text)


@given(st.text(max_size=60), st.lists(st.builds(
    Term, st.lists(st.text("abcé深x", min_size=1, max_size=3), min_size=1, max_size=2).map(tuple),
    st.booleans(), st.booleans()), max_size=4))  # fmt: skip
def test_whatever_the_text_spans_are_apart_in_order_and_within_it(text: str, terms: list[Term]) -> None:
    places = [0, *(place for span in spans_of(text, terms) for place in span), len(text)]
    assert places == sorted(places)
    assert all(start < end for start, end in spans_of(text, terms))
