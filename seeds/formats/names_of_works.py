"""Identifiers as bibliographies write them: in fields of their own, in links, among other words."""

from __future__ import annotations

import re

from seeds.draft import Identifier
from seeds.identify import arxiv_id, doi

_LONGEST = 300  # characters in which an identifier stands alone
_DOI_INSIDE = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>]+")
_ARXIV_ALONE = re.compile(
    r"(?:(?:e-?print|preprint|pre-print)\s+)?(?:arxiv\s+(?:e-?prints?|preprint)?,?\s*)?(arxiv:\s*\S+|abs/\S+)"
    r"(?:\s*[\[(][a-z.-]+[\])])?\.?",
    re.IGNORECASE,
)
_DOI_ALONE = re.compile(r"(?:doi:?\s*|(?:https?://)?(?:dx\.)?doi\.org/)?10\.\d{4,9}\S*/\S+", re.IGNORECASE)
_BETWEEN_NUMBERS = re.compile(r"[,;] ?| (?=97[89]|\d{9})")
_PMID = re.compile(
    r"(?:pmid:?\s*)?(\d{1,9})(?:\s*\[pmid\])?|https?://\S*(?:pubmed)\S*/(\d+)/?", re.IGNORECASE
)
_PMCID = re.compile(r"(?:pmcid:?\s*)?(?:https?://\S*/)?PMC(\d{1,9})/?", re.IGNORECASE)


def dois_in(text: str) -> list[Identifier]:
    """Give the identifier that a DOI field or a link holds: a DOI, or the arXiv id behind one."""
    for written in (text, *(found[0] for found in _DOI_INSIDE.finditer(text))):
        if value := doi(written):
            return [Identifier("doi", value)]
        if value := arxiv_id(written):
            return [Identifier("arxiv", value)]
    return []


def doi_alone(text: str) -> list[Identifier]:
    """Give the identifier of a field that says a DOI and nothing else."""
    return dois_in(text) if len(text) <= _LONGEST and "10." in text and _DOI_ALONE.fullmatch(text) else []


def arxiv_in(text: str) -> str | None:
    """Give the arXiv id that a field says and nothing else (``arXiv preprint arXiv:1706.03762``)."""
    if len(text) > 80 or ("rxiv" not in text.lower() and not text.startswith("abs/")):
        return None
    if value := arxiv_id(text):
        return value
    found = _ARXIV_ALONE.fullmatch(text.strip())
    return arxiv_id(found[1].removeprefix("abs/").rstrip(".,")) if found else None


def standard_numbers(text: str) -> list[str]:
    """Give the ISBNs or ISSNs that a field lists, by commas, semicolons or blanks."""
    return [part for part in _BETWEEN_NUMBERS.split(" ".join(text.split())) if part]


def pmid(text: str) -> str | None:
    """Give a PubMed id as its digits, or None."""
    found = _PMID.fullmatch(text.strip()[:_LONGEST])
    return (found[1] or found[2]).lstrip("0") or None if found else None


def pmcid(text: str) -> str | None:
    """Give a PubMed Central id as ``PMC123``, or None."""
    found = _PMCID.fullmatch(text.strip()[:_LONGEST])
    return f"PMC{found[1]}" if found else None
