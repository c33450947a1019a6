"""What arXiv's API answers to a query: an Atom feed, with an entry a paper and another for an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from seeds.dates import from_text
from seeds.draft import Draft
from seeds.formats.arxiv_record import draft_of, one_line, version_of
from seeds.formats.in_order import from_records
from seeds.formats.xml_source import Node, records
from seeds.harvest import Complaint, Item
from seeds.text import latex_to_text

_FEED = re.compile(r"<feed\b[^>]*http://www\.w3\.org/2005/Atom")
_ARXIV = re.compile(r"https?://(?:export\.)?arxiv\.org/(?:api|schemas/atom)", re.IGNORECASE)
_NEWS = re.compile(r"rss\.arxiv\.org|Announce Type:")  # which are a feed
_ERROR = "arxiv.org/api/errors"


def why_not(head: str) -> str:
    """Say why a file that begins like this is no answer of arXiv; ``""`` when it is."""
    begins = head.lstrip("\ufeff \t\r\n").startswith("<") and _FEED.search(head)
    if begins and _ARXIV.search(head) and not _NEWS.search(head):
        return ""
    return "it is no Atom feed of arXiv"


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft an entry; an error that arXiv gives as an entry is a complaint."""
    yield from from_records(records(stream, ("atom:entry",)), _item)


def _item(entry: Node, position: int) -> Draft | Complaint:
    number = entry.text("atom:id")
    title = entry.text("atom:title")
    if _ERROR in number:
        return Complaint(entry.line, f"arXiv answered with an error: {entry.text('atom:summary') or title}")
    doi = entry.text("arxiv:doi")
    if not title or not (number or doi):
        return Complaint(entry.line, "an entry without a title or an id")
    people = list(entry.children("atom:author"))
    names = [person.text("atom:name") for person in people] + entry.texts("dc:creator")
    primary = entry.child("arxiv:primary_category")
    first = primary.attributes.get("term", "") if primary else ""
    terms = [node.attributes.get("term", "") for node in entry.children("atom:category")]
    record = {
        "id": number,
        "title": title,
        "abstract": entry.text("atom:summary"),
        "categories": " ".join(dict.fromkeys([first, *(term for term in terms if " " not in term)])).strip(),
        "doi": doi,
        "comments": entry.text("arxiv:comment"),
        "journal-ref": entry.text("arxiv:journal_ref"),
        "msc-class": "; ".join(term for term in terms if " " in term),
        "update_date": from_text(entry.text("atom:updated"))[0],
    }
    return draft_of(
        record,
        [latex_to_text(one_line(name)) for name in names if name],
        affiliations=list(dict.fromkeys(place for p in people for place in p.texts("arxiv:affiliation"))),
        published=from_text(entry.text("atom:published"))[0],
        version=version_of(number),
        url=next((href for href in _addresses(entry) if "arxiv.org" not in href), None),
        position=position,
        line=entry.line,
    )


def _addresses(entry: Node) -> Iterator[str]:
    """Where the entry's own page is."""
    for link in entry.children("atom:link"):
        if link.attributes.get("rel", "alternate") == "alternate":
            yield link.attributes.get("href", "")
