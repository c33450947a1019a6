"""DOIs and arXiv ids as people paste them into a query: bare, with a prefix, as a link.

The library keeps a DOI in lower case and an arXiv id without its version; so must the question.
"""

from __future__ import annotations

import re

_DOI_LINK = re.compile(r"(?:https?://)?(?:(?:dx\.)?doi\.org/|doi:)\s*", re.IGNORECASE)
_ARXIV_LINK = re.compile(
    r"(?:https?://)?(?:(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:)\s*", re.IGNORECASE
)
_DOI = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)
_ARXIV_NEW = re.compile(r"\d{4}\.\d{4,5}(?:v\d{1,3})?", re.ASCII)
_ARXIV_OLD = re.compile(r"[a-z][a-z.-]{1,14}/\d{7}(?:v\d{1,3})?", re.ASCII | re.IGNORECASE)
_VERSION = re.compile(r"(?<=\d)v\d{1,3}$", re.ASCII)
_ARXIV_DOI = "10.48550/arxiv."


def recognise(word: str) -> tuple[str, str] | None:
    """The scheme (``doi`` or ``arxiv``) and value of a word that is plainly an identifier or its link."""
    linked = _ARXIV_LINK.match(word)
    value = word[linked.end() :] if linked else word
    if _ARXIV_NEW.fullmatch(value.removesuffix(".pdf")) or (linked and _ARXIV_OLD.fullmatch(value)):
        return "arxiv", value.removesuffix(".pdf")
    linked = _DOI_LINK.match(word)
    value = word[linked.end() :] if linked else word
    return ("doi", value) if _DOI.fullmatch(value) else None


def normalise(scheme: str, value: str) -> tuple[str, str]:
    """``value`` the way the library keeps it, with its scheme: arXiv's own DOIs are arXiv ids."""
    from seeds import recognise as recognise_whole  # what imports go by; only an identifier pays for it

    whole = recognise_whole(value)
    return (scheme, whole.value) if whole and whole.scheme == scheme else normalise_part(scheme, value)


def normalise_part(scheme: str, value: str) -> tuple[str, str]:
    """As :func:`normalise`, for a value that may be only the beginning of an identifier."""
    link = _ARXIV_LINK if scheme == "arxiv" else _DOI_LINK
    value = link.sub("", value, count=1).lower()
    if scheme == "doi" and value.startswith(_ARXIV_DOI):
        scheme, value = "arxiv", value.removeprefix(_ARXIV_DOI)
    return scheme, _VERSION.sub("", value.removesuffix(".pdf")) if scheme == "arxiv" else value
