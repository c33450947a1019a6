"""Where the terms of a query stand in a text, in characters of the text as it is shown.

The index sees folded text, people see accents, capitals and ligatures: so the text is folded character
by character, with a note of where each came from, and split into words as FTS5's ``unicode61`` splits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from unicodedata import category

from storage.query.terms import Term

Span = tuple[int, int]
"""First character, and the one behind the last."""

# C++ and its kin are words of their own to the index.
_WORD = r"(?<![^\W_])(?:(?:c\+\+)+[^\W_]*|[cfj]#(?!\w))|[^\W_]+"
_DROPPED = "\\${}"


def spans_of(text: str, terms: Sequence[Term]) -> tuple[Span, ...]:
    """Where any of ``terms`` stands in ``text``, in order; those that overlap are one.

    >>> spans_of("Café Erdős", [Term(("erdos",)), Term(("ca",), beginning=True)])
    ((0, 2), (5, 10))
    """
    if not terms or not text:
        return ()
    folded, places = _folded(text)
    terms = [term for term in terms if _may_hold(folded, term.words[0])]
    if not terms:
        return ()
    found = list(re.finditer(_WORD, folded))
    words = [_indexed(each[0]) for each in found]
    bounds = [each.span() for each in found]
    matches = sorted(match for term in terms for match in _matches(words, bounds, term))
    return tuple(_merged([_shown(match, text, places) for match in matches]))


def _may_hold(folded: str, word: str) -> bool:
    """Whether to look closer, which takes much longer; ``c++`` and ``c#`` are spelt otherwise."""
    return "plus" in word or word.removesuffix("sharp") in folded


def _indexed(word: str) -> str:
    """A word as the index has it."""
    if word.isalnum():
        return word
    from seeds import search_text

    return search_text(word)


def _matches(words: list[str], bounds: list[Span], term: Term) -> Iterator[Span]:
    """The places in the folded text where the words of ``term`` stand side by side."""
    *complete, last = term.words
    ends = [at for at, word in enumerate(words) if word.startswith(last)]
    for at in ends:
        start, exact = at - len(complete), words[at] == last
        if start < 0 or words[start:at] != complete or not (exact or term.beginning):
            continue
        if term.whole and (start or not (term.beginning or at + 1 == len(words))):
            continue
        yield bounds[start][0], bounds[at][1] if exact else _end_of_beginning(words[at], bounds[at], last)


def _end_of_beginning(word: str, bounds: Span, beginning: str) -> int:
    """A beginning ends within its word, unless the index spells that otherwise (``c++``)."""
    start, end = bounds
    return start + len(beginning) if len(word) == end - start else end


def _shown(span: Span, text: str, places: list[int] | None) -> Span:
    """From the folded text to the text itself, with the accents that follow its last letter."""
    if places is None:
        return span
    start, end = places[span[0]], places[span[1] - 1] + 1
    while end < len(text) and category(text[end])[0] == "M":
        end += 1
    return start, end


def _merged(ordered: Sequence[Span]) -> Iterator[Span]:
    """Spans in order, none of which overlaps the next."""
    start = end = 0
    for span in ordered:
        if span[0] >= end and end:
            yield start, end
            start = span[0]
        elif not end:
            start = span[0]
        end = max(end, span[1])
    if end:
        yield start, end


def _folded(text: str) -> tuple[str, list[int] | None]:
    """``text`` as the index folds it, and where each character came from; None if from its own place."""
    if text.isascii() and not any(mark in text for mark in _DROPPED):
        return text.lower(), None
    pieces: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        piece = _fold(character)
        pieces.append(piece)
        places += [place] * len(piece)
    return "".join(pieces), places


@lru_cache(maxsize=4_096)
def _fold(character: str) -> str:
    """One character folded; between letters, so that white space is kept and marks are not."""
    if character.isascii():
        return "" if character in _DROPPED else character.lower()
    from seeds import search_text

    return search_text(f"x{character}x")[1:-1]
