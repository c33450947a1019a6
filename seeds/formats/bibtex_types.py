"""The entry types of BibTeX and BibLaTeX beside Carrel's kinds of work, and where each has its venue."""

# ruff: noqa: SIM905 (tables of words read best as words)
from __future__ import annotations

from collections.abc import Mapping

SYNONYMS = {
    "conference": "inproceedings",
    "electronic": "online",
    "www": "online",
    "webpage": "online",
    "techreport": "report",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "bachelorsthesis": "thesis",
}
THESES = {"phdthesis": "phdthesis", "mastersthesis": "mathesis", "bachelorsthesis": "bathesis"}
NO_PAPERS = frozenset("set xdata".split())

_KINDS = {
    "article": "article",
    "conference": "inproceedings",
    "book": "book mvbook booklet manual collection mvcollection proceedings mvproceedings reference "
    "mvreference",
    "chapter": "incollection inbook bookinbook suppbook suppcollection inreference",
    "thesis": "thesis",
    "report": "report",
    "dataset": "dataset",
    "software": "software",
    "web": "online",
    "preprint": "unpublished",
}
KINDS: Mapping[str, str] = {name: kind for kind, names in _KINDS.items() for name in names.split()}
# The kinds that are a BibLaTeX type of their own; the first of each line above stands for it.
TYPES = {kind: names.split()[0] for kind, names in _KINDS.items()} | {"other": "misc"}
# What BibTeX's own styles do not know, and what comes nearest.
CLASSIC = {
    "thesis": "phdthesis", "report": "techreport",
    "mvbook": "book", "collection": "book", "mvcollection": "book", "mvproceedings": "proceedings",
    "reference": "book", "mvreference": "book", "bookinbook": "incollection", "suppbook": "incollection",
    "suppcollection": "incollection", "inreference": "incollection", "periodical": "misc",
    "suppperiodical": "article",
}  # fmt: skip
SAID_IN_TYPE = frozenset({"dataset", "software", "web"})
"""Kinds that BibTeX has no entry for, written as ``@misc`` with the field ``type``."""

# BibTeX's name of a field, and BibLaTeX's for the same.
FIELD_SYNONYMS = {
    "journal": "journaltitle",
    "address": "location",
    "school": "institution",
    "annote": "annotation",
    "archiveprefix": "eprinttype",
    "primaryclass": "eprintclass",
}

_IN_JOURNALS = frozenset("article periodical suppperiodical review".split())
_IN_BOOKS = frozenset(_KINDS["conference"].split() + _KINDS["chapter"].split())
_LOOSE = frozenset("misc online unpublished software dataset booklet manual".split())


def venue_fields(type: str) -> tuple[str, ...]:
    """Give the fields that may name where a work of this type appeared, the best first."""
    if type in _IN_BOOKS:
        return "booktitle", "journaltitle"
    if type in _IN_JOURNALS:
        return "journaltitle", "booktitle"
    return ("howpublished", "journaltitle", "booktitle") if type in _LOOSE else ("journaltitle",)
