"""Judging two papers that may be one work: how alike, and why, in words.

Titles of different works differ in little: a part's number, one word more, a negating prefix. So
nothing is decided by a ratio alone. The words in which two titles differ are looked at one by one,
and the less the titles agree, the more else must.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from storage.titles import TELLING, Agreement, agreement

YEARS_APART = 1
"""A preprint and its publication may differ by so many years and still be one work."""

ABSTRACTS_ALIKE, ABSTRACTS_APART = 75, 45
"""Likeness of abstracts, of 100, that speaks for one work, and for two."""

COMPARED = 1_500
"""Characters of abstracts that are compared."""


class Described(NamedTuple):
    """What judging needs of a paper: folded title and names, identifiers, and the abstract as it is.

    ``authors`` are folded family names with ``truncated`` saying that there are more of them.
    """

    id: int
    title: str
    authors: tuple[str, ...]
    truncated: bool
    year: int | None
    kind: str
    identifiers: Mapping[str, frozenset[str]]
    abstract: str


class Verdict(NamedTuple):
    """How alike two papers are, of 100, and the reasons."""

    score: int
    reasons: tuple[str, ...]


def judge(one: Described, two: Described) -> Verdict | None:
    """Whether two papers may be one work; ``None`` when they should not be suggested."""
    if _years_differ(one.year, two.year) or _first_authors_differ(one.authors, two.authors):
        return None
    titles = agreement(one.title, two.title)
    if titles is None:
        return None
    evidence = _Evidence.of(one, two)
    if not _enough(titles, evidence):
        return None
    return Verdict(_score(titles, evidence), (titles.words, *evidence.words()))


class _Evidence(NamedTuple):
    """What besides the titles speaks for one work, or against it."""

    authors: str
    """``same``, ``first`` for the first one, ``other`` ones behind the same first, ``unknown``."""
    several: bool
    years: tuple[int | None, int | None]
    published: bool
    """A preprint and a published version."""
    conflicts: tuple[str, ...]
    """Identifiers of which each has its own."""
    abstracts: int | None

    @classmethod
    def of(cls, one: Described, two: Described) -> _Evidence:
        """Gather it."""
        conflicts = tuple(name for scheme, name in _NAMES.items() if _own(one, two, scheme))
        return cls(
            _authors(one, two),
            min(len(one.authors), len(two.authors)) > 1,
            (one.year, two.year),
            is_preprint(one) != is_preprint(two),
            conflicts,
            _abstracts(one.abstract, two.abstract),
        )

    def words(self) -> tuple[str, ...]:
        """The evidence as reasons."""
        a, b = self.years
        said = {
            "same": "same authors" if self.several else "same author",
            "first": "same first author",
            "other": "same first author, others differ",
            "unknown": "authors of one unknown",
        }
        years = "year of one unknown" if a is None or b is None else "same year" if a == b else f"{a} and {b}"
        return (
            said[self.authors],
            years,
            *(["a preprint and a published version"] if self.published else []),
            *([f"abstracts {self.abstracts} % alike"] if self.abstracts is not None else []),
            *(f"different {name}" for name in self.conflicts),
        )


_NAMES = {"doi": "DOIs", "arxiv": "arXiv ids", "pmid": "PubMed ids"}
"""Identifiers that two works never share; catalogues know many a work twice."""


def _own(one: Described, two: Described, scheme: str) -> bool:
    if scheme not in one.identifiers or scheme not in two.identifiers:
        return False
    if scheme == "doi" and is_preprint(one) != is_preprint(two):
        return False
    return not one.identifiers[scheme] & two.identifiers[scheme]


_PREPRINT_DOI = re.compile(
    r"10\.(1101|48550|2139|26434|21203|31234|20944|31219|36227|31222|31235|5281|22541|32388|33774|35542)/"
)
"""Those who register DOIs of preprints: bioRxiv, SSRN, ChemRxiv, Research Square, PsyArXiv, OSF …"""


_LOOSE = ("article", "other", "web")
"""Kinds that lists also give to what is on arXiv alone."""


def is_preprint(paper: Described) -> bool:
    """Whether what is known of a paper says that it is one."""
    dois = paper.identifiers.get("doi", frozenset())
    if dois:
        return all(map(_PREPRINT_DOI.match, dois))
    return paper.kind == "preprint" or ("arxiv" in paper.identifiers and paper.kind in _LOOSE)


def _authors(one: Described, two: Described) -> str:
    if not one.authors or not two.authors:
        return "unknown"
    known = min(len(one.authors), len(two.authors))
    if one.authors[:known] != two.authors[:known]:
        return "other"
    whole = (len(one.authors) == known or two.truncated) and (len(two.authors) == known or one.truncated)
    return "same" if whole and (known > 1 or not (one.truncated or two.truncated)) else "first"


def _abstracts(one: str, two: str) -> int | None:
    if len(one) < 100 or len(two) < 100:
        return None
    return round(fuzz.token_sort_ratio(one[:COMPARED].lower(), two[:COMPARED].lower()))


def _years_differ(one: int | None, two: int | None) -> bool:
    return one is not None and two is not None and abs(one - two) > YEARS_APART


def _first_authors_differ(one: Sequence[str], two: Sequence[str]) -> bool:
    return bool(one and two) and one[0] != two[0]


def _enough(titles: Agreement, evidence: _Evidence) -> bool:
    """Whether the evidence makes up for what the titles leave open."""
    alike = evidence.abstracts or 0
    apart = evidence.abstracts is not None and evidence.abstracts < ABSTRACTS_APART
    if titles.telling < TELLING:
        return (
            titles.how == "same" and evidence.authors == "same" and None not in evidence.years and not apart
        )
    if titles.how == "same":
        return True
    if titles.how == "spelling":
        return not apart and (evidence.authors != "unknown" or titles.telling > TELLING)
    if apart or evidence.conflicts:
        return False
    if alike >= ABSTRACTS_ALIKE:
        return evidence.authors != "unknown"
    if titles.how == "subtitle":
        same_year = evidence.years[0] == evidence.years[1]
        return evidence.authors == "same" and (evidence.published or (evidence.several and same_year))
    return evidence.authors == "same" and evidence.several and evidence.published


def _score(titles: Agreement, evidence: _Evidence) -> int:
    score = titles.score
    score -= {"same": 0, "first": 3, "other": 10, "unknown": 8}[evidence.authors]
    score -= 3 if None in evidence.years else 0
    score -= 8 if evidence.conflicts else 0
    if evidence.abstracts is not None:
        score += 10 if evidence.abstracts >= ABSTRACTS_ALIKE else 0
        score -= 20 if evidence.abstracts < ABSTRACTS_APART else 0
    return max(1, min(score, 100))
