"""Reading never fails, printing loses nothing, and every guess is told to the reader."""

from __future__ import annotations

import sqlite3
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from storage.query import Query, compile_query, parse, parse_sort, to_text
from storage.query.ast import And, AnyOf, Flag, Not, Or, Phrase, Prefix, Range, Text

from .shelf import NOW, VIEWS
from .strategies import queries

READ = {
    "a b": And((Text("a"), Text("b"))),
    "a AND b": And((Text("a"), Text("b"))),
    "a b OR c": Or((And((Text("a"), Text("b"))), Text("c"))),
    "(a)": Text("a"),
    "a or b": And((Text("a"), Text("or"), Text("b"))),
    "NOT NOT a": Text("a"),
    "--a": Text("a"),
    "-a": Not(Text("a")),
    "NOT(a OR b)": Not(Or((Text("a"), Text("b")))),
    "O(n) f(x, y)": And((Text("O(n)"), Text("f(x,"), Text("y"))),
    "“two words”": Phrase("two words"),
    "„two words“": Phrase("two words"),
    "«two words»": Phrase("two words"),
    "'two words' don't": And((Phrase("two words"), Text("don't"))),
    "'90s music": And((Text("'90s"), Text("music"))),
    'a"b': Text('a"b'),
    r'"say \"a b\""': Phrase('say "a b"'),
    "prun*": Prefix("prun"),
    '"lottery tick"*': Prefix("lottery tick"),
    'title:"lottery ticket"': Phrase("lottery ticket", "title"),
    "title:prun*": Prefix("prun", "title"),
    "title:(a OR b*)": Or((Text("a", "title"), Prefix("b", "title"))),
    "by:hinton": Text("hinton", "author"),
    "Tag:a,b": AnyOf("tag", ("a", "b")),
    "#a,b": AnyOf("tag", ("a", "b")),
    'tag:"two words",x': AnyOf("tag", ("two words", "x")),
    "tag:a,prun*": Or((AnyOf("tag", ("a",)), Prefix("prun", "tag"))),
    "is:unread,READ": Or((Flag("unread"), Flag("read"))),
    "year:2019..2021": Range("year", "..", "2019", "2021"),
    "year:..2020": Range("year", "..", "", "2020"),
    "year:2023..": Range("year", "..", "2023", ""),
    "year:=2023": Range("year", "=", "2023"),
    "added:<7D": Range("added", "<", "7d"),
    "C++": Text("C++"),
    "Pruning – a survey": And((Text("Pruning"), Text("a"), Text("survey"))),
    "arXiv:2301.00001v2": Text("2301.00001v2", "arxiv"),
    "https://github.com/x/y": Text("https://github.com/x/y"),
    "OLLA: Optimizing": And((Text("OLLA:"), Text("Optimizing"))),
    "title: pruning": And((Text("title:"), Text("pruning"))),
    "a OR": Text("a"),
    "()": None,
    '""': None,
    "sort:title": None,
}


@pytest.mark.parametrize(("text", "expr"), READ.items())
def test_each_form_is_read_so(text: str, expr: object) -> None:
    """The shape behind the text."""
    assert parse(text).query.expr == expr


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("yaer:2020", 'unknown field "yaer": did you mean year?'),
        ("is:reed", 'unknown is: "reed": did you mean is:read?'),
        ("has:nothing", 'unknown has: "nothing"'),
        ("year:soon", 'year: needs a date, an age such as 2w, or a range, not "soon"'),
        ("year:2023-13", 'year: needs a date, an age such as 2w, or a range, not "2023-13"'),
        ("rating:high", 'rating: needs a number or a range, not "high"'),
        ("year:2021..2019", "year:2021..2019 ends before it begins"),
        ("added:1w..2w", "added:1w..2w ends before it begins"),
        ('"two words', "a quotation is never closed"),
        ("(a OR b", 'a "(" is never closed'),
        ("a)", 'a ")" closes nothing'),
        ("a OR", "OR stands between two clauses"),
        ("NOT", "NOT stands before a clause"),
        ("???", 'nothing to search for in "???"'),
        ("title: x", "title: needs a value right behind it, as in title:lottery"),
        ("id:x", "id: needs a number, as in id:12,15"),
        ("sort:tilte", 'unknown order "tilte": did you mean sort:title?'),
        ("limit:0", "limit: needs a number, as in limit:20"),
    ],
)
def test_a_guess_is_told(text: str, hint: str) -> None:
    """What is probably a slip comes with a hint that says what may have been meant."""
    assert parse(text).hints == (hint,)


@pytest.mark.parametrize(
    "text",
    [
        "OLLA: Optimizing the Lifetime",
        "std::vector",
        "https://a.b/c",
        "a – b & c",
        "What is it?",
        "10:30",
        "'tis",
        "#",
    ],
)
def test_a_pasted_title_gives_no_hint_about_fields(text: str) -> None:
    """Ordinary punctuation is no mistake."""
    assert not [hint for hint in parse(text).hints if "field" in hint or "closed" in hint]


@pytest.mark.parametrize(
    ("text", "expr"),
    [
        ("lot", Prefix("lot")),
        ("lot ", Text("lot")),
        ("a lot", And((Text("a"), Prefix("lot")))),
        ("title:lot", Prefix("lot", "title")),
        ("tag:pru", Prefix("pru", "tag")),
        ("tag:", None),
        ("is:", None),
        ("is:unr", None),
        ("is:unread", Flag("unread")),
        ("year:20", None),
        ("year:2023..", Range("year", "..", "2023")),
        ('"lottery tick', Prefix("lottery tick")),
        ('"lottery tick"', Phrase("lottery tick")),
        ("(a OR b", Or((Text("a"), Prefix("b")))),
        ("a OR", Text("a")),
        ("-", None),
        ("a -", Text("a")),
        ("sort:ti", None),
        ("venue:ne", Text("ne", "venue")),
        ("10.1145/33", Prefix("10.1145/33", "doi")),
    ],
)
def test_while_typing_the_end_is_a_beginning_and_silent(text: str, expr: object) -> None:
    """An unfinished clause asks for nothing yet and is no mistake."""
    parsed = parse(text, typing=True)
    assert parsed.query.expr == expr
    assert parsed.hints == ()


def test_orders_and_limits_count_wherever_they_stand() -> None:
    """The last one said wins, and names of no order are left out."""
    query = parse("sort:title a (b limit:5 sort:-added,nonsense,title) limit:7").query
    assert query.sort == (("added", True), ("title", False))
    assert query.limit == 7
    assert parse_sort("-added,title") == query.sort


@settings(max_examples=1000, deadline=None)
@given(query=queries)
def test_printing_and_reading_again_is_the_identity(query: Query) -> None:
    """A saved view means what it meant when it was saved."""
    assert parse(to_text(query)).query == query


_syntax = st.lists(
    st.sampled_from(
        [
            "(",
            ")",
            '"',
            "'",
            "-",
            "NOT ",
            "OR ",
            "AND",
            " ",
            "tag:",
            "year:",
            "..",
            "<7d",
            "is:",
            "title:",
            "#",
            "*",
            ",",
            "\\",
            "a",
            "é",
            "read",
            "view:",
            "both",
            "sort:",
            "limit:",
            "9",
            "99999999999d",
            "“",
            "9999",
            "id:",
            "doi:",
            "10.1/x",
            "\x00",
            "\ud800",
            "深",
            "{",
            "}",
            "^",
            "venue:",
            "]",
            "[",
            "0000",
        ]
    ),
    max_size=30,
).map("".join)


@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=40) | _syntax, typing=st.booleans())
@example(text="year:9999 added:0001 added:99999y published:..9999-12-31", typing=False)
def test_any_text_is_read_printed_and_answered(shelf: sqlite3.Connection, text: str, typing: bool) -> None:
    """No text makes reading, printing or SQLite fail, and what was read prints as the same query."""
    query = parse(text, typing=typing).query
    assert parse(to_text(query)).query == query
    compiled = compile_query(query, now=NOW, views=VIEWS)
    shelf.execute(compiled.statement(), compiled.parameters).fetchall()


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "(a OR " * 30_000,
        "NOT " * 50_000,
        "-" * 100_000 + "a",
        "a " * 100_000,
        "'a " * 50_000,
        '"' * 100_000,
        "a" * 100_000,
        "tag:" + "a," * 50_000,
        "is:" + "read," * 50_000,
        "venue:" + "é" * 50_000,
        "a OR is:read " * 9_000,
        "x(" * 50_000,
        "(a (b OR " * 20 + "c" + "))" * 20,
        "(is:read (a* OR " * 4 + "c" + "))" * 4,
        "-a -is:read " * 5_000,
        "rating:" + "9" * 9999,
        "year:>" * 9999,
        "title:(" * 9999,
        "\\" * 99_999,
        '"\\' * 9999,
        "(is:read OR (-a AND (b* OR " * 2 + "NOT (c is:read)" + ")))" * 2,
    ],
)
def test_hostile_text_costs_little(shelf: sqlite3.Connection, text: str) -> None:
    """Length, clauses and nesting are bounded, for the parser and for SQLite's own parsers."""
    began = time.perf_counter()
    query = parse(text, typing=True).query
    parse(text)
    compiled = compile_query(query, now=NOW, views={"a": "view:b view:b view:b", "b": "(((a) OR b) c)"})
    shelf.execute(compiled.statement(), compiled.parameters).fetchall()
    assert time.perf_counter() - began < 2


def test_views_that_unfold_without_end_are_refused(shelf: sqlite3.Connection) -> None:
    """Ten views that each name the next one ten times would be ten thousand million clauses."""
    views = {str(level): f"view:{level + 1} is:read OR " * 10 + "a" for level in range(10)}
    views["deep"] = "(is:read OR (view:deeper -tag:x))"
    views["deeper"] = "(is:read OR (-tag:b (is:unread OR (tag:c -(d OR (e -tag:f))))))"
    compiled = compile_query(parse("view:0 OR view:deep").query, now=NOW, views=views)
    shelf.execute(compiled.statement(), compiled.parameters).fetchall()
    assert any("too large" in hint for hint in compiled.hints)
