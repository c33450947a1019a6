"""What helps the person who types: completion, and advice when nothing was found."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from storage.query import FIELDS, compile_query, complete, parse, relaxations, to_text

from .shelf import NOW

NAMES = {
    "tag": ["pruning", "theory", "two words"],
    "author": ["Christopher Ré", "Geoffrey Hinton"],
    "view": ["best"],
}


def names(kind: str, part: str) -> Sequence[str]:
    """The names of a small library."""
    return NAMES.get(kind, [])


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("ti|", ["title:"]),
        ("by|", ["author:"]),
        ("x (-ta|", ["tag:"]),
        ("is:st|", ["starred"]),
        ("is:read,u|", ["unread", "untitled"]),
        ("tag:t|", ["theory", '"two words"']),
        ('tag:"two w|', ['"two words"']),
        ("#pr|", ["pruning"]),
        ("tag:pruning,th|", ["theory"]),
        ("by:re|", ['"Christopher Ré"']),
        ("by:hin|", ['"Geoffrey Hinton"']),
        ("sort:-ad|", ["-added"]),
        ("sort:title,ra|", ["rating"]),
        ("view:|", ["best"]),
        ("|", []),
        ("zz:|", []),
        ("no:ab|", ["abstract"]),
        ("a |", []),
    ],
)
def test_what_is_offered_at_the_cursor(typed: str, offered: list[str]) -> None:
    """``|`` is the cursor."""
    cursor = typed.index("|")
    found = complete(typed.replace("|", ""), cursor, names=names)
    assert [one.text for one in found] == offered


def test_a_completion_takes_the_place_of_the_whole_word() -> None:
    """Also with the cursor in its middle, and of an opened quotation."""
    (found,) = complete("a tag:pruzz b", 9, names=names)
    assert ("a tag:pruzz b"[found.start : found.end], found.text) == ("pruzz", "pruning")
    (found,) = complete('tag:"two', 8, names=names)
    assert (found.start, found.end) == (4, 8)


def test_each_clause_that_could_go_comes_with_what_remains() -> None:
    """One query less for each clause; a lone clause cannot go."""
    query = parse('tag:x "a b" (c OR d) sort:title').query
    found = [(dropped, to_text(rest)) for dropped, rest in relaxations(query)]
    assert found == [
        ("tag:x", '"a b" (c OR d) sort:title'),
        ('"a b"', "tag:x (c OR d) sort:title"),
        ("c OR d", 'tag:x "a b" sort:title'),
    ]
    assert relaxations(parse("a").query) == []


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_example_in_the_help_is_read_without_a_hint(field: object) -> None:
    """The guide shows these, so they must work."""
    example = field.example  # type: ignore[attr-defined]
    parsed = parse(example)
    assert parsed.hints == ()
    assert parsed.query != parse("").query
    assert compile_query(parsed.query, now=NOW, views={"thesis": "a"}).hints == ()
