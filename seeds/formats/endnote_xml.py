"""EndNote's XML export: records with styled texts inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from seeds.dates import from_text
from seeds.draft import Draft
from seeds.formats.building import Entry, body, inverted
from seeds.formats.endnote_terms import KINDS, issn_or_isbn
from seeds.formats.in_order import from_records
from seeds.formats.xml_source import Node, records
from seeds.harvest import Complaint, Item

_HEAD = re.compile(r"<(?:xml|records|record)>\s*<(?:records|record)\b|<(?:\w+:)?ref-type\b")
_NAMES = {
    "volume": "volume", "number": "number", "pages": "pages", "edition": "edition", "section": "section",
    "pub-location": "location", "publisher": "publisher", "language": "language", "work-type": "type",
    "num-vols": "volumes", "accession-num": "accession", "call-num": "call-number", "notes": "note",
    "research-notes": "annotation", "reprint-edition": "reprint", "orig-pub": "origpublisher",
    "remote-database-name": "source", "access-date": "urldate", "caption": "caption", "label": "label",
    "custom1": "custom1", "custom2": "custom2", "custom3": "custom3", "custom4": "custom4",
    "custom5": "custom5", "custom6": "custom6", "custom7": "custom7",
}  # fmt: skip
_ROLES = {"authors": "author", "secondary-authors": "editor", "tertiary-authors": "series-editor",
          "subsidiary-authors": "translator", "translated-authors": "translated-author"}  # fmt: skip


def why_not(head: str) -> str:
    """Say why a file that begins like this is not EndNote's XML; ``""`` when it is."""
    if head.lstrip("\ufeff \t\r\n").startswith("<") and _HEAD.search(head):
        return ""
    return "it is no XML with the records of EndNote"


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft a record."""
    yield from from_records(records(stream, ("record",)), _item)


def _item(record: Node, position: int) -> Draft | Complaint:
    reference = record.child("ref-type")
    type = reference.attributes.get("name", "") if reference else ""
    entry = Entry(record.line, kind=KINDS.get(type, "other"))
    if type not in KINDS:
        entry.keep("endnotetype", type)
    _titles(entry, record)
    _people(entry, record)
    _dates(entry, record)
    entry.abstract = _lines(record.text("abstract"))
    issn_or_isbn(entry, record.text("isbn"))
    entry.identify("doi", record.text("electronic-resource-num"))
    entry.affiliations += _lines(record.text("auth-address")).split("\n")
    words = record.child("keywords")
    entry.words(words.texts("keyword") if words else [])
    _addresses(entry, record)
    for name, kept in _NAMES.items():
        entry.keep(kept, _lines(record.text(name)))
    return entry.finished(position)


def _lines(text: str) -> str:
    """EndNote breaks a line by a carriage return; other line breaks are XML's."""
    return "\n".join(" ".join(line.split()) for line in text.split("\r")).strip()


def _titles(entry: Entry, record: Node) -> None:
    titles = record.child("titles") or record
    entry.title = titles.text("title")
    entry.venue = titles.text("secondary-title") or record.text("periodical", "full-title")
    for name, kept in (("tertiary-title", "series"), ("short-title", "shorttitle"),
                       ("translated-title", "translated-title"), ("alt-title", "shortjournal")):  # fmt: skip
        entry.keep(kept, titles.text(name))
    entry.keep("shortjournal", record.text("periodical", "abbr-1"))


def _people(entry: Entry, record: Node) -> None:
    """Names are inverted; that of a body ends with a comma."""
    contributors = record.child("contributors") or record
    for name, role in _ROLES.items():
        people = contributors.child(name)
        for text in people.texts("author") if people else ():
            line = " ".join(text.split())
            entry.people(role, [body(line[:-1]) if line.endswith(",") else inverted(line)])


def _dates(entry: Entry, record: Node) -> None:
    year, day = record.text("dates", "year"), record.text("dates", "pub-dates", "date")
    entry.date(year)
    for written in (day, f"{year} {day}") if day else ():
        published, exact = from_text(written)
        if exact and published and published.startswith(entry.published or ""):
            entry.published = published
            return
    entry.keep("date", day)


def _addresses(entry: Entry, record: Node) -> None:
    """The first address is the paper's; others, and files, are kept."""
    urls = record.child("urls")
    for group in urls.children() if urls else ():
        for text in group.texts("url") or ([group.text()] if not list(group.children()) else []):
            if group.name != "pdf-urls" and text.startswith("http") and not entry.url:
                entry.url = text
            elif text != entry.url:
                entry.keep("file" if group.name == "pdf-urls" else "urls", text)
