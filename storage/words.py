"""The words by which one paper is like another: folded as the index has them, without those that say little.

*Related* and the ranker of what to read next must mean the same by a word, and show it to the reader
as it stands in the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_EMPTY = frozenset(
    """
    a about above across after again against all almost along already also although always among an and
    another any are around as at be became because been before behind being below besides best better between
    beyond both but by can cannot could did do does doing done down due during each either else enough even
    ever every few first for from further had has have having he hence her here him his how however i if in
    into is it its itself just later latter least less like many may me might more moreover most much must my
    near nearly neither never new next no nor not now of off often on once one only onto or other others our
    out over own per perhaps quite rather same second seem seems several she should show showed shown shows
    since so some still such than that the their them then there thereby therefore these they this those
    though three through throughout thus to together too toward towards two under until up upon us use used
    uses using usually very via was we well were what when where whereas whether which while who whole whose
    why will with within without would yet you your
    achieve achieved achieves aim approach approaches article based both called case cases common compare
    compared consider considered current demonstrate demonstrated demonstrates describe described design
    develop developed different discuss discussed effective efficient employ enable enables especially
    evaluate evaluated evaluation existing experiment experimental experiments extensive find finding
    finds focus framework furthermore general give given good great high higher idea important improve
    improved improvement improvements improves improving include includes including increase introduce
    introduced investigate key known large larger lead leads low lower main make makes making method methods
    multiple need needs novel number obtain obtained offer outperform outperforms paper papers particular
    perform performance possible potential present presented presents previous problem problems promising
    propose proposed proposes prove provide provided provides providing recent recently reduce report require
    required requires research respectively result resulting results reveal review role several significant
    significantly simple simply single small specific state standard strong studies study suggest suggests
    system systems technique techniques term terms test tested toward types typically understand understanding
    unlike utilize various way ways widely work works years
    der die das und ein eine des von mit fur auf le la les et un une dans pour sur el los las en y del
    http https www com org doi
    """.split()  # noqa: SIM905  (a list of words is easier to read as text)
)
"""Words that hold a sentence, or any abstract, together."""

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+[a-z]?|[a-z]\d*")


def telling(text: str | None) -> list[str]:
    """The words of ``text`` that say what it is about, folded as the index has them, in order.

    >>> telling("On the Lottery Ticket Hypothesis, in 3 Parts")
    ['lottery', 'ticket', 'hypothesis', 'parts']
    """
    if not text:
        return []
    from seeds import search_text

    return [word for word in _WORD.findall(search_text(text)) if _tells(word)]


@lru_cache(maxsize=1 << 16)
def _tells(word: str) -> bool:
    return word not in _EMPTY and not _NUMBER.fullmatch(word) and len(word) < 40


def as_written(words: Iterable[str], *texts: str | None) -> tuple[str, ...]:
    """Folded ``words`` as the first of ``texts`` that has them writes them, in small letters."""
    written: dict[str, str] = {}
    for token in _WORD.findall(" ".join(text or "" for text in texts)):
        folded = [token.lower()] if token.isascii() else telling(token)
        if len(folded) == 1:
            written.setdefault(folded[0], token)
    return tuple(_small(written.get(word, word)) for word in words)


def _small(word: str) -> str:
    """A word without the capital of a sentence's beginning; names in capitals (``BERT``) stay."""
    return word if any(letter.isupper() for letter in word[1:]) else word.lower()
