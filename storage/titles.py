"""How two titles agree: word by word, because titles of different works differ in little."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from storage.title_words import ABOUT_ANOTHER, COUNTED, GENERIC, NUMBERS, ORDINALS, PREFIXES, ROMAN, SMALL

TELLING = 3
"""Words, small ones apart, of a title that tells two works apart."""

REWORDED = 60
"""Likeness of titles, of 100, below which not even the same authors make two works one."""

SPELT, LONG = 5, 7
"""Letters of a word that may be misspelt at all, and of one that may lack a letter."""

ENDINGS = ("s", "es", "ed", "d", "ing", "al", "e", "y", "ly")
"""What two forms of one word may differ in."""

_WORD = re.compile(r"[^\W_]+")
_HEAD = re.compile(r"\s*[:?!;]\s+|\s+-\s+|\.\s+")


class Agreement(NamedTuple):
    """How two titles agree: ``same``, ``spelling``, ``subtitle`` or ``reworded``, and in what words."""

    how: str
    score: int
    words: str
    telling: int


def agreement(one: str, two: str) -> Agreement | None:
    """How two folded titles agree; ``None`` when they name two works."""
    a, b = _words(one), _words(two)
    if _counted(a) != _counted(b) or ABOUT_ANOTHER & set(a) != ABOUT_ANOTHER & set(b):
        return None
    mine, theirs = _content(a), _content(b)
    telling = min(len(mine), len(theirs))
    if not mine or not theirs or (GENERIC.issuperset(mine) or GENERIC.issuperset(theirs)):
        return None
    if a == b or "".join(a) == "".join(b):
        return Agreement("same", 100, "same title", telling)
    if "".join(mine) == "".join(theirs):
        return Agreement("spelling", 97, "same title but for small words and spacing", telling)
    lost, gained = _only(mine, theirs), _only(theirs, mine)
    if lost and gained and (pairs := _respelt(lost, gained)):
        said = ", ".join(f"{x} / {y}" for x, y in pairs[:3])
        return Agreement("spelling", 94, f"titles differ in spelling: {said}", telling)
    if _is_part(one, two) or _is_part(two, one):
        return Agreement("subtitle", 85, "one title is the other without its subtitle", telling)
    # In another order the same words may well name another work: from lakes to rivers.
    likeness = fuzz.token_sort_ratio if lost or gained else fuzz.ratio
    alike = round(likeness(" ".join(mine), " ".join(theirs)))
    if bool(lost) != bool(gained) or alike < REWORDED:
        return None
    return Agreement("reworded", alike, f"titles are {alike} % alike", telling)


def _content(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in SMALL]


def _words(title: str) -> list[str]:
    """The words of a title, numbers of parts and volumes as digits: ``part ii`` is ``part 2``."""
    words = _WORD.findall(title)
    numbered = []
    for before, word in zip(["", *words], words, strict=False):
        behind = before in COUNTED
        if word in ROMAN and (behind or len(word) > 1 or word == words[-1]):
            numbered.append(str(ROMAN.index(word)))
        elif behind and word in (*NUMBERS, *ORDINALS):
            numbered.append(str((NUMBERS if word in NUMBERS else ORDINALS).index(word)))
        else:
            numbered.append(word)
    return numbered


def _counted(words: Sequence[str]) -> Counter[str]:
    """Numbers of parts and volumes, years, and everything else with a digit in it."""
    return Counter(
        word.lstrip("0")
        for before, word in zip(["", *words], words, strict=False)
        if any(letter.isdigit() for letter in word) or (before in COUNTED and len(word) == 1)
    )


def _only(mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """The words of ``mine`` that ``theirs`` has not, in order."""
    left = Counter(theirs)
    only = []
    for word in mine:
        if left[word]:
            left[word] -= 1
        else:
            only.append(word)
    return only


def _respelt(lost: Sequence[str], gained: Sequence[str]) -> list[tuple[str, str]]:
    """The words paired with their other spellings; empty when one of them has none."""
    if "".join(lost) == "".join(gained):
        return [(" ".join(lost), " ".join(gained))]
    if len(lost) != len(gained) or len(lost) > 3:
        return []
    left = list(gained)
    pairs = []
    for word in lost:
        other = next((each for each in left if same_word(word, each)), None)
        if other is None:
            return []
        left.remove(other)
        pairs.append((word, other))
    return pairs


def same_word(one: str, two: str) -> bool:
    """Whether two words are one, spelt or bent otherwise (``colour``, ``networks``, ``recieve``).

    A letter taken for another makes another word too often (``photon``, ``proton``), but for the
    unstressed vowels of a long one.
    """
    short, long = sorted((one, two), key=len)
    if len(short) < SPELT or not one.isalpha() or not two.isalpha() or one[0] != two[0]:
        return False
    if any(one.startswith(prefix) != two.startswith(prefix) for prefix in PREFIXES if len(prefix) > 3):
        return False
    if _plain(one) == _plain(two):
        return True
    if long.startswith(short):
        return long[len(short) :] in ENDINGS
    if len(short) == len(long):
        return _misspelt([(a, b) for a, b in zip(one, two, strict=True) if a != b], len(one))
    return len(short) >= LONG and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _plain(word: str) -> str:
    """A word as if British and American, and doubled letters, made no difference."""
    for british, american in (
        ("our", "or"),
        ("ae", "e"),
        ("oe", "e"),
        ("z", "s"),
        ("y", "i"),
        ("ogue", "og"),
    ):
        word = word.replace(british, american)
    word = word[:-2] + "er" if word.endswith("re") else word
    return "".join(letter for letter, before in zip(word, " " + word, strict=False) if letter != before)


def _misspelt(differing: Sequence[tuple[str, str]], length: int) -> bool:
    """Two neighbours that changed places, or an unstressed vowel written as the other."""
    if len(differing) == 2:
        return differing[0] == differing[1][::-1]
    return len(differing) == 1 and length > LONG and set(differing[0]) == {"a", "e"}


def _is_part(whole: str, part: str) -> bool:
    """Whether ``part`` is what stands before, or behind, the first colon of ``whole``."""
    pieces = _HEAD.split(whole, maxsplit=1)
    wanted = _content(_WORD.findall(part))
    return (
        len(pieces) == 2
        and len(wanted) >= TELLING
        and wanted in [_content(_WORD.findall(piece)) for piece in pieces]
    )
