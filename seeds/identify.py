"""Recognise what names a work (DOI, arXiv id, ISBN) and where its code is.

An identifier decides whether two papers are one, so every spelling of it (bare, prefixed, as a
URL, with a version) must come out as the same value. Nothing here reaches the network.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from seeds.draft import Identifier

_LONGEST = 500
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_DOI_PREFIX = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:?\s*", re.IGNORECASE)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_ARXIV_PREFIX = re.compile(
    r"(?:https?://)?(?:\w{2,6}\.)?arxiv\.org/(?:abs|pdf|html|format|e-print|src)/|arxiv:\s*",
    re.IGNORECASE,
)
_ARXIV_NEW = re.compile(r"(\d{2})(0[1-9]|1[0-2])\.(\d{4,5})(?:v\d{1,3})?(?:\.pdf)?", re.ASCII | re.IGNORECASE)
_ARXIV_OLD = re.compile(
    r"([a-z][a-z-]{1,9}[a-z])(\.[A-Za-z]{2})?/(\d{2}(?:0[1-9]|1[0-2])\d{3})(?:v\d{1,3})?(?:\.pdf)?", re.ASCII
)
_ISBN = re.compile(r"(?:isbn(?:-1[03])?:?\s*)?([\d][\d -]{8,16}[\dXx])", re.IGNORECASE | re.ASCII)
_PMID = re.compile(
    r"(?:pmid:?\s*|https?://(?:www\.ncbi\.nlm\.nih\.gov/pubmed|pubmed\.ncbi\.nlm\.nih\.gov)/)?([1-9]\d{0,8})/?",
    re.IGNORECASE | re.ASCII,
)
_PMCID = re.compile(
    r"(?:pmcid:?\s*|https?://(?:www\.ncbi\.nlm\.nih\.gov/pmc|pmc\.ncbi\.nlm\.nih\.gov)/articles/)?"
    r"(?:PMC)?([1-9]\d{2,8})/?",
    re.IGNORECASE | re.ASCII,
)
_OPENALEX = re.compile(
    r"(?:https?://(?:api\.)?openalex\.org/(?:works/)?)?(W\d{4,11})", re.IGNORECASE | re.ASCII
)
_S2 = re.compile(
    r"(?:https?://(?:www\.)?semanticscholar\.org/paper/(?:[^/\s]{1,300}/)?)?([0-9a-f]{40})", re.IGNORECASE
)
_URL = re.compile(r"https?://[^\s<>\"\\^`{|}]+", re.IGNORECASE)
_CODE_HOSTS = (
    "github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "huggingface.co", "sourceforge.net", "sr.ht",
    "zenodo.org", "gitee.com", "launchpad.net", "code.google.com", "savannah.gnu.org",
    "anonymous.4open.science", "osf.io", "figshare.com", "codeocean.com", "kaggle.com", "pypi.org",
    "framagit.org", "salsa.debian.org",
)  # fmt: skip
_LINK = re.compile(r"https?://[^\s<>\"\\^`]+|(?<![\w./@-])(?:www\.)?(?:github|gitlab|bitbucket|codeberg|huggingface)"
                   r"\.(?:com|org|co)/[^\s<>\"\\^`]+", re.IGNORECASE)  # fmt: skip
_SPEAKS_OF_CODE = re.compile(
    r"\b(?:codes?|codebase|implementations?|software|source|sources|repositor(?:y|ies)|toolkit|package|scripts?|"
    r"open[- ]?sourced?|library|artifacts?|demos?|github)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?]\s")
_PAIRS = {")": "(", "]": "[", "}": "{"}


def recognise(text: str) -> Identifier | None:
    """Give the identifier a user may have typed or pasted: arXiv id, DOI, ISBN or URL; else None."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    for scheme, normalise in (("arxiv", arxiv_id), ("doi", doi), ("isbn", isbn), ("url", _url)):
        if value := normalise(text):
            return Identifier(scheme, value)
    return None


def arxiv_id(text: str) -> str | None:
    """Give the arXiv id without version (``2301.00001``, ``math/0309136``), or None.

    The subject class of an old id is left out, as arXiv itself takes it for the same paper.
    """
    text = text.strip()
    prefix = _ARXIV_PREFIX.match(text)
    bare = text[prefix.end() :] if prefix else text
    if as_doi := _doi_of(text):
        registered = _ARXIV_DOI.fullmatch(as_doi)
        if not registered:
            return None
        bare = registered[1]
    bare = bare.partition("?")[0].partition("#")[0].rstrip("/ ").partition(" [")[0]
    if found := _ARXIV_NEW.fullmatch(bare):
        return f"{found[1]}{found[2]}.{found[3]}"
    found = _ARXIV_OLD.fullmatch(bare)
    return f"{found[1].lower()}/{found[3]}" if found else None


def doi(text: str) -> str | None:
    """Give the DOI in lower case without resolver or prefix, or None; arXiv's own are arXiv ids."""
    value = _doi_of(text)
    return None if value is None or _ARXIV_DOI.fullmatch(value) else value


def isbn(text: str) -> str | None:
    """Give the 13 digits of an ISBN whose check digit is right, or None."""
    found = _ISBN.fullmatch(text.strip())
    digits = re.sub(r"[ -]", "", found[1]).upper() if found else ""
    if len(digits) == 10 and _isbn10_holds(digits):
        body = "978" + digits[:9]
        return body + _check_digit(body)
    if len(digits) == 13 and digits.isdigit() and digits[:3] in ("978", "979"):
        return digits if _check_digit(digits[:12]) == digits[12] else None
    return None


def pmid(text: str) -> str | None:
    """Give the number of a record of PubMed, bare or behind ``PMID:`` or in its address, or None."""
    found = _PMID.fullmatch(text.strip())
    return found[1] if found else None


def pmcid(text: str) -> str | None:
    """Give the id of PubMed Central (``PMC1234567``), bare or in its address, or None."""
    found = _PMCID.fullmatch(text.strip())
    return f"PMC{found[1]}" if found else None


def openalex(text: str) -> str | None:
    """Give the id of a work at OpenAlex (``W2741809807``), bare or as its address, or None."""
    found = _OPENALEX.fullmatch(text.strip())
    return found[1].upper() if found else None


def s2(text: str) -> str | None:
    """Give the id of a paper at Semantic Scholar: 40 hex digits, bare or in its address, or None."""
    found = _S2.fullmatch(text.strip())
    return found[1].lower() if found else None


def identifier(scheme: str, text: str) -> Identifier | None:
    """Give the identifier that ``text`` is in a scheme, or None; a DOI may turn out to be an arXiv id."""
    normalise = NORMALISERS.get(scheme)
    value = normalise(text) if normalise else text.strip()
    if value:
        return Identifier(scheme, value)
    return Identifier("arxiv", number) if scheme == "doi" and (number := arxiv_id(text)) else None


NORMALISERS: Mapping[str, Callable[[str], str | None]] = {
    "doi": doi, "arxiv": arxiv_id, "isbn": isbn, "pmid": pmid, "pmcid": pmcid, "openalex": openalex, "s2": s2,
}  # fmt: skip
"""The schemes whose values have one spelling; others are kept as they stand."""


def code_link(abstract: str) -> str | None:
    """Give the link to a paper's code that its abstract names, or None.

    The first at a code host, else the first in a sentence that speaks of code. A bare
    ``github.com/…`` counts and becomes https.
    """
    elsewhere = None
    for found in _LINK.finditer(abstract):
        link = _trimmed(found[0])
        if not link.lower().startswith("http"):
            link = "https://" + link
        host = link.split("/")[2].lower().removeprefix("www.") if link.count("/") > 1 else ""
        if _at_code_host(host) and link.rstrip("/").count("/") > 2:
            return link
        if elsewhere is None and "." in host and _SPEAKS_OF_CODE.search(_sentence(abstract, found.start())):
            elsewhere = link
    return elsewhere


def _doi_of(text: str) -> str | None:
    text = text.strip()
    prefix = _DOI_PREFIX.match(text)
    bare = text[prefix.end() :] if prefix else text
    if "%" in bare:
        bare = unquote(bare)
    found = _DOI.fullmatch(bare)
    return _trimmed(found[0]).lower() if found else None


def _isbn10_holds(digits: str) -> bool:
    if not digits[:9].isdigit():
        return False
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0


def _check_digit(twelve: str) -> str:
    return str(-sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(twelve)) % 10)


def _url(text: str) -> str | None:
    return text if _URL.fullmatch(text) and "." in text.split("/")[2] else None


def _at_code_host(host: str) -> bool:
    return any(host == known or host.endswith("." + known) for known in _CODE_HOSTS) or host.startswith(
        "gitlab."
    )


def _sentence(text: str, at: int) -> str:
    """The sentence before a link: a heading such as ``Project site with code: https://…`` is one too."""
    before = text[max(0, at - 300) : at]
    if re.search(r"[.!?]\s+$", before):  # the link stands alone: what it is about stands before it
        before = before.rstrip().rstrip(".!?")
    ends = [end.end() for end in _SENTENCE_END.finditer(before)]
    return before[ends[-1] :] if ends else before


def _trimmed(link: str) -> str:
    """Take punctuation off the end that belongs to the sentence; brackets opened in the link stay."""
    end = len(link)
    while end:
        last = link[end - 1]
        unbalanced = last in _PAIRS and link.count(last, 0, end) > link.count(_PAIRS[last], 0, end)
        if last not in ".,;:!?'\"”’»*" and not unbalanced:
            break
        end -= 1
    return link[:end]
