"""Queries that the parser could have made, for Hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from storage.query.ast import (
    AnyOf,
    Expr,
    Flag,
    Has,
    Phrase,
    Prefix,
    Query,
    Range,
    Text,
    ViewRef,
    all_of,
    any_of,
    negate,
)
from storage.query.fields import FLAGS, ORDERS, PRESENCES

_KNOWN = (
    "lottery",
    "ticket",
    "pruning",
    "prun",
    "graph",
    "a-b",
    "C++",
    "naïve",
    "Ré",
    "深度",
    "学习",
    "the",
    "OLLA:",
    "iclr",
    "100%",
    "[b",
    "é",
    "É",
    "filler",
    "note",
    "10.5555/3295222.3295349",
    "2301.00001",
    "OR",
    "-x",
    "it's",
    'a"b',
    "x\\",
    "'q'",
    "a:b",
    "w*",
    "#t",
    "(p)",
    "a,b",
    "old",
    "mit",
    "vldb",
    "frankle",
)
_any_word = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=8).map(
    lambda text: "".join(text.split())
)
words = st.sampled_from(_KNOWN) | _any_word.filter(bool)
some_words = st.sampled_from(_KNOWN)
TEXT_FIELDS = (
    "title",
    "author",
    "abstract",
    "summary",
    "note",
    "venue",
    "affiliation",
    "source",
    "key",
    "doi",
    "arxiv",
)
text_fields = st.none() | st.sampled_from(TEXT_FIELDS)
phrases = st.lists(words, min_size=2, max_size=3).map(" ".join)
tags = st.sampled_from(("pruning", "theory", "c++", "two words", "a,b", "none")) | words
categories = st.sampled_from(("LG", "cs.LG", "CS.lg", "ML", "PR", "x"))
dates = st.sampled_from(
    (
        "2023",
        "2023-05",
        "2023-05-17",
        "2024-12-31",
        "2026-02-04",
        "today",
        "yesterday",
        "7d",
        "2w",
        "1m",
        "3y",
        "2018",
    )
)
ranges = st.one_of(
    st.builds(
        Range,
        st.sampled_from(("year", "published", "added", "read", "changed")),
        st.sampled_from(("=", "<", "<=", ">", ">=")),
        dates,
    ),
    st.builds(
        Range,
        st.sampled_from(("year", "published", "added", "read", "changed")),
        st.just(".."),
        dates,
        st.just("") | dates,
    ),
    st.builds(Range, st.just("added"), st.just(".."), st.just(""), dates),
    st.builds(
        Range, st.just("rating"), st.sampled_from(("=", "<", "<=", ">", ">=")), st.sampled_from("012345")
    ),
)


def clauses(words: st.SearchStrategy[str]) -> st.SearchStrategy[Expr]:
    """Single clauses over ``words``."""
    phrases = st.lists(words, min_size=2, max_size=3).map(" ".join)
    return st.one_of(
        st.builds(Text, words, text_fields),
        st.builds(Phrase, phrases, text_fields),
        st.builds(Prefix, words | phrases, text_fields | st.sampled_from(("tag", "category"))),
        st.builds(AnyOf, st.just("tag"), st.lists(tags, min_size=1, max_size=3).map(tuple)),
        st.builds(AnyOf, st.just("category"), st.lists(categories, min_size=1, max_size=2).map(tuple)),
        st.builds(
            AnyOf, st.just("id"), st.lists(st.integers(0, 40).map(str), min_size=1, max_size=3).map(tuple)
        ),
        st.builds(Flag, st.sampled_from([flag.name for flag in FLAGS])),
        st.builds(Has, st.sampled_from([value.name for value in PRESENCES]), st.booleans()),
        ranges,
        st.builds(ViewRef, words),
    )


def expressions(words: st.SearchStrategy[str]) -> st.SearchStrategy[Expr]:
    """Clauses with logic around them, in the one form that the parser makes."""
    return st.recursive(
        clauses(words),
        lambda inner: st.one_of(
            inner.map(negate),
            st.lists(inner, min_size=2, max_size=3).map(all_of),
            st.lists(inner, min_size=2, max_size=3).map(any_of),
        ),
        max_leaves=8,
    )


sorts = st.dictionaries(st.sampled_from([order.name for order in ORDERS]), st.booleans(), max_size=3).map(
    lambda orders: tuple(orders.items())
)
queries = st.builds(Query, st.none() | expressions(words), sorts, st.none() | st.integers(1, 999))
