"""What a person may type or paste to name a paper: ids in every form, and the addresses of pages.

Pages of many services name their paper in their own address; most publishers' hold its DOI. Nothing
here reaches the network.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from seeds import identify
from seeds.draft import Identifier

_LONGEST = 2_000
_PREFIXED = {
    "pmid": re.compile(r"pmid:?\s*\d+", re.IGNORECASE),
    "pmcid": re.compile(r"(?:pmcid:?\s*)?PMC\d+", re.IGNORECASE),
    "openalex": re.compile(r"W\d{6,}", re.IGNORECASE | re.ASCII),
    "s2": re.compile(r"[0-9a-f]{40}", re.IGNORECASE),
}
_ARXIV_MIRRORS = ("huggingface.co", "alphaxiv.org", "ar5iv.org", "ar5iv.labs.arxiv.org", "arxiv-vanity.com")
_ARXIV_AT_END = re.compile(r"/(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf|/)?$", re.ASCII)
_DOI_INSIDE = re.compile(r"10\.\d{4,9}/[^\s?#&]+", re.ASCII)
_BEHIND_DOI = re.compile(
    r"(?:\.pdf|/(?:pdf|full|fulltext|abstract|html|epub|meta|summary))+$|(?:v\d+)?\.(?:full|abstract).*$",
    re.IGNORECASE,
)
_POSTED = re.compile(r"(10\.1101/[\d.]+)v\d+$", re.ASCII)  # bioRxiv and medRxiv show the version behind
_ACL = re.compile(r"([A-Z]\d{2}-\d{4}|\d{4}\.[\w-]+\.\d+)(?:v\d+)?(?:\.pdf|\.bib)?/?", re.ASCII)
_ACL_WITH_DOI = re.compile(
    r"[PNDEKS](?:1[6-9])-\d{4}|20\d\d\.(?:acl|naacl|emnlp|eacl|aacl|findings|conll|semeval|starsem)-[\w-]+\.\d+"
    r"|20\d\d\.(?:semeval|conll|starsem)-\d+\.\d+",
    re.ASCII,
)
_DBLP = re.compile(r"/rec/(?:bibtex/|html/)?((?:conf|journals|books|phd|series|reference)/[\w/.-]+?)"
                   r"(?:\.(?:html|bib|xml|rdf))?", re.ASCII)  # fmt: skip
_NATURE = re.compile(r"/articles/([\w-]+?)(?:\.pdf)?/?", re.ASCII)
_OPENREVIEW = re.compile(r"[\w-]{5,40}", re.ASCII)


def pasted(text: str) -> Identifier | None:
    """Give the identifier that ``text`` is or leads to, an address as such if to none; else None.

    A bare number is no PMID here, since it says too little: write ``PMID:…``.
    """
    text = text.strip().strip("<>").strip()
    if not text or len(text) > _LONGEST:
        return None
    if text.lower().startswith(("http://", "https://")):
        return _address(text)
    for scheme, form in _PREFIXED.items():
        if form.fullmatch(text):
            return identify.identifier(scheme, text)
    if text.lower().startswith("dblp:") and (key := _DBLP.fullmatch("/rec/" + text[5:].strip())):
        return Identifier("dblp", key[1])
    found = identify.recognise(text)
    if found or not re.match(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+/\S+$", text, re.ASCII):
        return found
    return _address(f"https://{text}")


def _address(url: str) -> Identifier | None:
    found = identify.recognise(url)
    if found is None or found.scheme != "url":
        return found
    parts = urlsplit(url)
    bare = parts._replace(query="", fragment="").geturl()
    for scheme in ("s2", "openalex", "pmid", "pmcid"):
        if value := identify.NORMALISERS[scheme](bare):
            return Identifier(scheme, value)
    host = (parts.hostname or "").removeprefix("www.")
    return (
        _at_host(host, parts.path, parts.query)
        or _doi_inside(unquote(f"{parts.path}?{parts.query}"))
        or found
    )


def _at_host(host: str, path: str, query: str) -> Identifier | None:
    """A page of a service whose addresses are known."""
    if (host in _ARXIV_MIRRORS or host.endswith("arxiv.org")) and (number := _ARXIV_AT_END.search(path)):
        return Identifier("arxiv", number[1])
    if host == "openreview.net" and (given := parse_qs(query).get("id")) and _OPENREVIEW.fullmatch(given[0]):
        return Identifier("openreview", given[0])
    if host in ("aclanthology.org", "aclweb.org") and (
        paper := _ACL.fullmatch(path.rpartition("/anthology")[2].strip("/"))
    ):
        return acl(paper[1])
    if host == "nature.com" and (article := _NATURE.fullmatch(path)):
        return Identifier("doi", f"10.1038/{article[1].lower()}")
    if host.startswith("dblp.") and (key := _DBLP.fullmatch(path)):
        return Identifier("dblp", key[1])
    return None


def acl(number: str) -> Identifier:
    """A paper of the ACL Anthology: by its DOI, where papers of its kind have one."""
    if _ACL_WITH_DOI.fullmatch(number):
        return Identifier("doi", f"10.18653/v1/{number.lower()}")
    return Identifier("acl", number)


def _doi_inside(text: str) -> Identifier | None:
    """The DOI in an address, without what publishers put behind it."""
    found = _DOI_INSIDE.search(text)
    if not found:
        return None
    number = _BEHIND_DOI.sub("", found[0])
    posted = _POSTED.fullmatch(number)
    return identify.identifier("doi", posted[1] if posted else number)
