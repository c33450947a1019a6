"""Refer and BibIX (``%A``), the tags of troff's bibliographies, which EndNote exports under ``.enw``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from seeds.dates import from_text
from seeds.draft import Draft
from seeds.formats.building import Entry, body, inverted
from seeds.formats.endnote_terms import KINDS, issn_or_isbn
from seeds.formats.in_order import from_records
from seeds.formats.tagged import Tagged, tagged
from seeds.harvest import Complaint, Item

_LINE = re.compile(r"%(\S)(?:[ \t](.*)|$)")
_HEAD = re.compile(r"%[0-9A-Z@!#$&(?<>+^~*](?:[ \t]+\S|\s*\n%\S[ \t]+\S)")
_NAMES = {
    "V": "volume", "N": "number", "P": "pages", "I": "publisher", "C": "location", "S": "series",
    "7": "edition", "G": "language", "6": "volumes", "9": "type", "M": "accession", "L": "call-number",
    "O": "note", "Z": "note", "H": "translated-author", "W": "source", "~": "source", "!": "shorttitle",
    "Q": "origtitle", "<": "annotation", ">": "file", "^": "caption", "&": "section",
    "[": "urldate", "(": "origpublisher", ")": "reprint", "*": "reviewed", "1": "custom1", "2": "custom2",
    "3": "custom3", "4": "custom4", "#": "custom5", "$": "custom6", "]": "custom7", "=": "modified",
    "T": "titles", "J": "journals", "B": "booktitle", "X": "abstracts", "U": "urls",
}  # fmt: skip
_OWN = {"T": "title", "J": "venue", "B": "venue", "X": "abstract", "U": "url"}
_ROLES = {"A": "author", "E": "editor", "Y": "series-editor", "?": "translator"}


def why_not(head: str) -> str:
    """Say why a file that begins like this is not Refer; ``""`` when it is."""
    text = head.lstrip("\ufeff \t\r\n")
    if _HEAD.match(text) and len(re.findall(r"^%\S[ \t]", text, re.MULTILINE)) > 1:
        return ""
    return "its lines do not begin with “%” and a letter"


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft an entry."""
    yield from from_records(tagged(stream, _LINE, "0", parted=False), _item)


def _item(record: Tagged, position: int) -> Draft | Complaint:
    type = next((text for tag, text in record.fields if tag == "0"), "")
    journal = any(tag == "J" for tag, _ in record.fields)
    entry = Entry(record.line, kind=KINDS.get(type, "article" if journal and not type else "other"))
    if type and type not in KINDS:
        entry.keep("endnotetype", type)
    for tag, text in record.fields:
        if text.strip() and tag != "0":
            _take(entry, tag, text.strip())
    return entry.finished(position)


def _take(entry: Entry, tag: str, text: str) -> None:
    """Take one field to where it belongs."""
    line = " ".join(text.split())
    match tag:
        case _ if tag in _OWN and not getattr(entry, _OWN[tag]):
            setattr(entry, _OWN[tag], text)
        case "R":
            entry.identify("doi", line)
        case "@":
            issn_or_isbn(entry, line)
        case "D":
            entry.date(line)
        case "8":
            _day(entry, line)
        case "+":
            entry.affiliations.append(line)
        case "K":
            entry.words(text.splitlines())
        case "F":
            entry.key = line if " " not in line else None
        case _ if tag in _ROLES:
            entry.people(_ROLES[tag], [body(line[:-1]) if line.endswith(",") else inverted(line)])
        case _:
            entry.keep(_NAMES.get(tag, f"refer-{tag.lower()}"), line)


def _day(entry: Entry, text: str) -> None:
    """The month and day beside the year, where they make a date with it."""
    year = (entry.published or "")[:4]
    for written in (text, f"{year} {text}"):
        published, exact = from_text(written)
        if exact and published and published.startswith(year):
            entry.published = published
            return
    entry.keep("date", text)
