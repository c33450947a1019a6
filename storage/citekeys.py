"""Citation keys such as ``frankle2018lottery``: stable names that people can type and cite by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from seeds import family_name, fold

if TYPE_CHECKING:
    from storage.filling import Held
    from storage.journal import Change

LONGEST_PART = 24
WORDS_WITHOUT_AUTHOR = 3

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    {
        "a", "an", "and", "are", "as", "at", "by", "for", "from", "how", "in", "into", "is", "its",
        "of", "on", "or", "over", "the", "through", "to", "toward", "towards", "under", "using", "via",
        "what", "when", "which", "why", "with", "within", "without",
    }
)  # fmt: skip


def key_of_folded(title: str, authors: Sequence[str], published: str | None) -> str:
    """The key a paper with this folded title would like to have: family name, year, first telling word.

    Without authors it is the first few telling words, joined by hyphens.
    """
    telling = [word for word in _WORD.findall(title) if word not in _SMALL] or ["untitled"]
    year = published[:4] if published else ""
    if not authors:
        return "-".join(telling[:WORDS_WITHOUT_AUTHOR])[: 2 * LONGEST_PART] + year
    family = "".join(_WORD.findall(fold(family_name(authors[0])))) or "anonymous"
    return f"{family[:LONGEST_PART]}{year}{telling[0][:LONGEST_PART]}"


def better_key(change: Change, held: Held, wanted: str) -> dict[str, str]:
    """The key that a paper's first real title gives it; nothing where somebody chose the one it has."""
    (key,) = change.run("SELECT key FROM paper WHERE id = ?", (held.id,)).one()
    made = key_of_folded(fold(held.title), (), None)
    if "key" in held.chosen or not key.startswith(made):
        return {}
    free = (
        other
        for other in chain([wanted], suffixed(wanted))
        if not change.run("SELECT 1 FROM paper WHERE key = ?", (other,)).first()
    )
    return {"key": next(free)}


def suffixed(key: str) -> Iterator[str]:
    """What a key that is taken becomes: ``keya``, ``keyb`` … ``keyz``, ``keyaa``, without end."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    number = 1
    while True:
        suffix, rest = "", number
        while rest:
            rest, letter = divmod(rest - 1, len(letters))
            suffix = letters[letter] + suffix
        yield key + suffix
        number += 1
