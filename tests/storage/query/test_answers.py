"""What each form of the language finds, worked out by hand on the invented papers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from seeds import search_text
from storage.query import Query, compile_query, parse
from storage.query.ast import Expr, Flag, Not, Text, leaves
from storage.query.fulltext import to_match

from .oracle import fits
from .shelf import NOW, SHELF, VIEWS
from .strategies import expressions, some_words

Ask = Callable[[str], list[int]]

FOUND = {
    "lottery ticket": {1},
    "lottery": {1, 2, 4, 12, 18, 24, 30},
    '"lottery ticket"': {1},
    '"ticket lottery"': set(),
    "hypothe*": {1},
    "title:lottery": {1, 4},
    "title:(lottery OR queues)": {1, 4, 5},
    "abstract:lottery": {2},
    "author:frankle": {1, 2},
    "by:re": {4},
    "by:Ré title:lottery": {4},
    "erdos": {5},
    r"author:Erd\H{o}s": {5},
    "C++": {1, 4},
    "a-b": {5, 9},
    "title:a-b": {9},
    "学习": {6},
    "深习": set(),
    "summary:graphs": {10},
    "tag:theory id:1,10,3": {1, 10},
    '#"two words"': {10},
    "tag:PRUNING,c++ id:1,2,3,4": {1, 2, 4},
    'tag:"x,y" id:13,14,17,18': {14, 18},
    "tag:two*": {10},
    "cat:ml": {4},
    "category:stat.ML": {4},
    "cat:CV,CL": {3, 6},
    "cat:math.*": {5},
    "venue:iclr": {1, 2},
    "venue:iclr*": {1, 2},
    "venue:électronique": {5},
    "venue:100%": {5},
    'venue:"[online]"': {5},
    "affiliation:ÉCOLE": {4},
    "affiliation:csail": {1},
    "source:000_": {1},
    "key:frankle2018": {1},
    "doi:10.1145/3341301.3359646": {9},
    "10.1145/3341301.3359646": {9},
    "https://doi.org/10.1145/3341301.3359646": {9},
    "doi:10.1145*": {9},
    "arXiv:2301.00001v2": {10},
    "https://arxiv.org/abs/1803.03635v3": {1},
    "arxiv:18*": {1},
    "is:untitled": {7},
    "is:pending": set(),
    "is:untitled -is:pending": {7},
    "is:trashed": {8},
    "is:starred lottery -id:18,24,30,12": {1},
    "is:reading has:doi": {3},
    "no:author": {7},
    "has:pdf": {9},
    "has:arxiv": {1, 10},
    "year:2017": {3},
    "year:2017..2018": {1, 3},
    "year:..1911": {11},
    "published:2023-05": {5, 6},
    "published:<2023-05 year:2023": {4},
    "published:2023-05-01": {5},
    "published:2023-05-02..2023-12": {6},
    "published:2023-05..2023-12": {5, 6},
    "published:2023-01-01": {4},
    "year:>2024 year:<2025-01": set(),
    "year:>=2024 year:<2025": {9, 10},
    "added:<7d": {4, 6},
    "added:<=7d": {4, 5, 6},
    "added:7d": {4, 5, 6},
    "added:7d..": {4, 5, 6},
    "added:yesterday": {4},
    "added:today": set(),
    "added:2w..1w": {27, 28, 29, 30, 5},
    "added:>8m": {1, 2, 3, 7, 9, 10},
    "read:2025": {1},
    "changed:7d": {1},
    "changed:2026-01-05": set(),
    "changed:2025..": {1, 17},
    "is:due": {1, 11, 16},
    "rating:5 NOT is:starred": {11, 17, 23, 29},
    "rating:>=4 year:2000..2018": {1, 3},
    "is:unread OR is:read NOT is:unread OR cat:CL": None,
    "+++": set(),
    "view:both limit:9": {1, 4, 5, 6},
    'view:"TWO WORDS" cat:LG id:1,10': {1, 10},
    "view:nowhere": set(),
    "view:loop": set(),
}


@pytest.mark.parametrize(("query", "expected"), [pair for pair in FOUND.items() if pair[1] is not None])
def test_each_form_finds_these_papers(ask: Ask, query: str, expected: set[int]) -> None:
    """Every form of the language, on thirty papers."""
    if query == "view:both limit:9":
        expected = set(ask("is:unread added:<7d")) | set(ask("is:starred"))
    assert set(ask(query)) == expected


def test_no_query_finds_all_but_the_trash(ask: Ask) -> None:
    """An empty query asks for everything; what was removed is not part of it."""
    assert set(ask("")) == {record.id for record in SHELF if not record.trashed}
    assert set(ask("NOT is:trashed")) == set(ask(""))


def test_newest_first_and_unknown_dates_last(ask: Ask) -> None:
    """The order nobody asked for."""
    found = ask("id:1,3,7,9,10")
    assert found == [10, 9, 1, 3, 7]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("published", [3, 1, 10, 7]),
        ("-published", [10, 1, 3, 7]),
        ("rating", [3, 1, 7, 10]),
        ("-rating,title", [1, 3, 10, 7]),
        ("title", [3, 10, 7, 1]),
        ("key", [7, 1, 10, 3]),
    ],
)
def test_orders_are_total_and_put_the_unknown_last(ask: Ask, sort: str, expected: list[int]) -> None:
    """Whichever way an order runs, papers without a value come last, and no two are equal."""
    assert ask(f"id:1,3,7,10 sort:{sort}") == expected


def test_relevance_puts_the_title_before_the_abstract(ask: Ask) -> None:
    """A word in the title weighs more than one in the abstract or in a note."""
    ranked = ask("lottery sort:relevance")
    assert set(ranked[:2]) == {1, 4}
    assert ask("is:reading sort:relevance") == ask("is:reading")


def test_a_ranked_query_can_be_counted_over_paper_alone(shelf: sqlite3.Connection) -> None:
    """``where`` holds without the join that only the order needs."""
    compiled = compile_query(parse("lottery year:2018.. sort:relevance").query, now=NOW)
    assert compiled.ranked
    counted = shelf.execute(f"SELECT count(*) FROM paper p WHERE {compiled.where}", compiled.parameters)
    joined = f"SELECT p.id FROM {compiled.source} WHERE {compiled.where} ORDER BY {compiled.order}"
    assert counted.fetchone()[0] == len(shelf.execute(joined, compiled.parameters).fetchall()) > 1


def test_a_limit_counts_after_the_order(ask: Ask) -> None:
    """The first two of all, in the order asked for; a view brings both along."""
    assert ask("sort:-rating,title limit:2 is:starred") == ask("view:best")
    assert len(ask("view:best")) == 2


def test_known_categories_and_beginnings_change_the_plan_and_not_the_answer(
    shelf: sqlite3.Connection,
) -> None:
    """What the caller knows of the library makes a query cheaper, never different."""
    query = parse("cat:lg prun* title:t*").query
    plain = compile_query(query, now=NOW)
    told = compile_query(
        query,
        now=NOW,
        categories=["cs.LG", "stat.ML"],
        beginnings={"prun": ["pruned", "prunes", "pruning"], "t": ["ticket", "the"]}.get,
    )
    assert told.match != plain.match
    assert "cs.LG" in told.parameters
    answers = [shelf.execute(one.statement(), one.parameters).fetchall() for one in (plain, told)]
    assert answers[0] == answers[1] == [(1,)] or answers[0] == answers[1]


def test_plain_words_become_one_match() -> None:
    """FTS5 walks its lists side by side only inside one expression."""
    compiled = compile_query(parse('a "b c" (d OR e*) -f is:read').query, now=NOW)
    assert compiled.match == '("a" AND "b c" AND ("d" OR "e" *)) NOT ("f")'
    assert compiled.filter == "p.trashed IS NULL AND p.state = 'read'"


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(expr=expressions(some_words))
@example(expr=Not(Text("lottery", "abstract")))
def test_sql_agrees_with_a_reader_who_looks_at_every_paper(shelf: sqlite3.Connection, expr: Expr) -> None:
    """The compiled query and a plain Python reading of it choose the same papers."""
    compiled = compile_query(Query(expr), now=NOW)
    found = {row[0] for row in shelf.execute(compiled.statement(), compiled.parameters)}
    shown = [record for record in SHELF if not record.trashed or Flag("trashed") in leaves(expr)]
    assert found == {record.id for record in shown if fits(record, expr)}


def test_views_use_views_and_a_circle_is_told(ask: Ask) -> None:
    """A view that uses itself finds nothing for that part, and the reader hears why."""
    hints = compile_query(parse("view:loop").query, now=NOW, views=VIEWS).hints
    assert hints == ('the view "loop" uses itself',)
    assert compile_query(parse("view:x").query, now=NOW).hints == ('there is no view "x"',)
    assert set(ask("view:all")) == set(ask(""))
    assert ask("NOT view:all") == []


@given(word=st.from_regex(r"[A-Za-z0-9]{1,8}", fullmatch=True))
def test_plain_words_need_no_folding(word: str) -> None:
    """The short way past the folding gives what the folding would."""
    assert to_match(Text(word)) == f'"{search_text(word)}"'
