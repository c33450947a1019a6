"""Where the terms of a query stand in a text, in characters of the text as it is shown.

The index sees folded text, people see accents, capitals and ligatures: so the text is folded character
by character, with a note of where each came from, and split into words as FTS5's ``unicode61`` splits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category

from storage.query.terms import Term

Span = tuple[int, int]
"""First character, and the one behind the last."""

# C++ and its kin are words of their own to the index.
_WORD = r"(?<![^\W_])(?:(?:c\+\+)+[^\W_]*|[cfj]#(?!\w))|[^\W_]+"
_DROPPED = "\\${}"


class _Word(NamedTuple):
    """A folded word, and the bounds of its characters in the folded text."""

    text: str
    start: int
    end: int


def spans_of(text: str, terms: Sequence[Term]) -> tuple[Span, ...]:
    """Where any of ``terms`` stands in ``text``, in order; those that overlap are one.

    >>> spans_of("Café Erdős", [Term(("erdos",)), Term(("ca",), beginning=True)])
    ((0, 2), (5, 10))
    """
    if not terms or not text:
        return ()
    folded, places = _folded(text)
    # Most texts hold few of the words, and this is found out much faster than where words end.
    terms = [term for term in terms if "plus" in term.words[0] or _may_hold(folded, term)]
    if not terms:
        return ()
    words = [_Word(_indexed(found[0]), *found.span()) for found in re.finditer(_WORD, folded)]
    found = sorted(span for term in terms for span in _matches(words, term))
    return tuple(_merged((_shown(span, text, places)) for span in found))


def _may_hold(folded: str, term: Term) -> bool:
    return term.words[0].removesuffix("sharp") in folded


def _indexed(word: str) -> str:
    if word.isalnum():
        return word
    from seeds import search_text

    return search_text(word)


def _matches(words: list[_Word], term: Term) -> Iterator[Span]:
    """The places in the folded text where the words of ``term`` stand side by side."""
    *complete, last = term.words
    length = len(term.words)
    for at in range(1 if term.whole else len(words) - length + 1):
        if any(words[at + n].text != word for n, word in enumerate(complete)) or at + length > len(words):
            continue
        end = words[at + length - 1]
        if term.beginning and end.text.startswith(last):
            yield words[at].start, _end_of_beginning(end, last)
        elif end.text == last and not (term.whole and length != len(words)):
            yield words[at].start, end.end


def _end_of_beginning(word: _Word, beginning: str) -> int:
    """A beginning ends within its word, unless the index spells that otherwise (``c++``)."""
    return word.start + len(beginning) if len(word.text) == word.end - word.start else word.end


def _shown(span: Span, text: str, places: list[int] | None) -> Span:
    """From the folded text to the text itself, with the accents that follow its last letter."""
    if places is None:
        return span
    start, end = places[span[0]], places[span[1] - 1] + 1
    while end < len(text) and category(text[end])[0] == "M":
        end += 1
    return start, end


def _merged(ordered: Iterable[Span]) -> Iterator[Span]:
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
