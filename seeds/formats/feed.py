"""Feeds of papers, RSS and Atom, as journals, archives and alerts have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from seeds.dates import from_text
from seeds.draft import Draft
from seeds.formats.building import Entry, inverted
from seeds.formats.in_order import from_records
from seeds.formats.xml_source import Node, records
from seeds.harvest import Complaint, Item
from seeds.identify import arxiv_id, doi
from seeds.markup import plain_line
from seeds.text import latex_to_text

_HEAD = re.compile(r"<(?:rss|feed|rdf:RDF|RDF|channel)\b")
_FEED = re.compile(r"<rss\b|<feed\b|purl\.org/rss/1\.0/[\"']|netscape\.com/rdf/simple")
_ITEMS = ("item", "rss:item", "atom:entry", "entry")
_ARXIV = re.compile(r"arXiv:(\S+?)(?:v(\d+))?\s+Announce Type:\s*(\S+)\s+Abstract:\s*", re.IGNORECASE)
_FEW = 3  # words
_TITLE = re.compile(r"\.?\s*\(arXiv:(\S+?)(?:v(\d+))?\s+\[([\w.-]+)\](?: [A-Z ]+)?\)$")
_INITIALS = re.compile(r"(?:[A-Z][.-]*\s*){1,4}")
_EMAIL = re.compile(r"[^\s@]+@[^\s@(]+\s*\((.+)\)")
_NAMES = {
    "prism:volume": "volume", "prism:number": "number", "prism:issn": "issn", "prism:eIssn": "issn",
    "prism:publisher": "publisher", "dc:publisher": "publisher", "dc:language": "language",
    "dc:rights": "license", "arxiv:journal_reference": "journal-ref", "arxiv:comment": "comments",
    "dc:type": "type", "prism:section": "section",
}  # fmt: skip


def why_not(head: str) -> str:
    """Say why a file that begins like this is no feed; ``""`` when it is."""
    text = head.lstrip("\ufeff \t\r\n")
    if text.startswith("<") and _HEAD.search(text[:4_000]) and _FEED.search(text[:4_000]):
        return ""
    return "it is no XML of a feed"


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft an item."""
    yield from from_records(records(stream, _ITEMS), _item)


def _item(item: Node, position: int) -> Draft | Complaint:
    entry = Entry(item.line, kind="web")
    entry.title = latex_to_text(_first(item, "title", "rss:title", "atom:title", "dc:title"))
    entry.url = _address(item)
    _abstract(entry, item)
    entry.venue = _first(item, "prism:publicationName", "dc:source")
    written = _first(item, "prism:publicationDate", "prism:coverDate", "atom:published", "pubDate", "dc:date")
    entry.published = from_text(written)[0]
    _people(entry, item)
    _identify(entry, item)
    _pages(entry, item)
    _arxiv(entry, item, written)
    for name, kept in _NAMES.items():
        entry.keep(kept, item.text(name))
    entry.words(_subjects(item))
    if entry.kind == "web" and (entry.venue or entry.identifiers):
        entry.kind = "article"
    return entry.finished(position)


def _abstract(entry: Entry, item: Node) -> None:
    """The text of an item; a few words may stand in many of them, and are no abstract."""
    text = latex_to_text(_first(item, "dcterms:abstract", "description", "rss:description", "atom:summary",
                                "content:encoded", "atom:content"))  # fmt: skip
    if len(text.split()) < _FEW and not _ARXIV.match(text):
        entry.keep("description", plain_line(text))
    else:
        entry.abstract = text


def _first(item: Node, *names: str) -> str:
    return next((text for name in names for text in item.texts(name)), "")


def _address(item: Node) -> str:
    for link in item.children("atom:link"):
        if link.attributes.get("rel", "alternate") == "alternate" and link.attributes.get("href"):
            return link.attributes["href"]
    return _first(item, "link", "rss:link") or item.attributes.get("rdf:about", "")


def _people(entry: Entry, item: Node) -> None:
    """Names an element each, or several in one; RSS wants an address of mail before a name."""
    for person in item.children("atom:author"):
        entry.people("author", [inverted(person.text("atom:name"))])
    for text in (*item.texts("dc:creator"), *([] if entry.authors else item.texts("author"))):
        mail = _EMAIL.fullmatch(text)
        line = plain_line(mail[1] if mail else text)
        if "@" not in line:
            entry.people("author", [inverted(latex_to_text(name)) for name in _names(line)])


def _names(line: str) -> list[str]:
    """The names in a line: ``Fern, A. B., Li, C.``, ``Ada Fern, Bo Li``, or one alone, ``Fern, Ada B.``."""
    parts = [part.strip() for part in line.strip(" ,").split(",")]
    if len(parts) % 2 == 0 and all(_INITIALS.fullmatch(part) for part in parts[1::2]):
        return [", ".join(pair) for pair in zip(parts[::2], parts[1::2], strict=True)]
    one = len(parts) == 2 and not (" " in parts[0] and " " in parts[1])
    return [line] if one else parts


def _identify(entry: Entry, item: Node) -> None:
    names = ("prism:doi", "arxiv:DOI", "arxiv:doi", "dc:identifier", "guid", "atom:id", "rss:doi")
    for text in item.texts(*names):
        if arxiv_id(text.removeprefix("oai:arXiv.org:")):
            entry.identify("arxiv", text.removeprefix("oai:arXiv.org:"))
        elif doi(text):
            entry.identify("doi", text)


def _pages(entry: Entry, item: Node) -> None:
    pages = dict.fromkeys(item.texts("prism:startingPage", "prism:endingPage"))
    entry.keep("pages", item.text("prism:pageRange") or "-".join(pages))


def _arxiv(entry: Entry, item: Node, written: str) -> None:
    """arXiv's own feeds: the id stands before the abstract; a new version is not a publication."""
    if old := _TITLE.search(entry.title):
        entry.title = entry.title[: old.start()]
        entry.identify("arxiv", old[1])
        entry.keep("version", old[2])
        entry.kind, entry.category = "preprint", old[3]
    found = _ARXIV.match(entry.abstract)
    if not found:
        return
    entry.abstract = entry.abstract[found.end() :]
    entry.identify("arxiv", found[1])
    entry.keep("version", found[2])
    entry.kind = "preprint"
    subjects = item.texts("category") or _terms(item)
    entry.category = subjects[0] if subjects else None
    entry.keep("categories", " ".join(subjects) if len(subjects) > 1 else "")
    if not found[3].startswith("new"):
        entry.published = None
        entry.keep("announced", written)


def _subjects(item: Node) -> list[str]:
    """Tags of the item; arXiv's are its categories."""
    if item.text("arxiv:announce_type"):
        return []
    return list(dict.fromkeys([*item.texts("category", "dc:subject"), *_terms(item)]))


def _terms(item: Node) -> list[str]:
    return [term for node in item.children("atom:category") if (term := node.attributes.get("term", ""))]
