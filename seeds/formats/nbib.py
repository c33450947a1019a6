"""PubMed's own format (MEDLINE, ``.nbib``), which ERIC uses as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from seeds.draft import Draft
from seeds.formats.building import Entry, body, inverted
from seeds.formats.in_order import from_records
from seeds.formats.people import Person, person
from seeds.formats.tagged import Tagged, tagged
from seeds.harvest import Complaint, Item

_LINE = re.compile(r"([A-Z][A-Z0-9]{1,4}) {0,3}- ?(.*)")
_OPENERS = frozenset({"PMID", "OWN"})
_HEAD = re.compile(r"(?:PMID|OWN|STAT)\s{0,2}- \S")
_NAMES = {
    "VI": "volume", "IP": "number", "PG": "pages", "TA": "shortjournal", "LA": "language", "PL": "location",
    "PB": "publisher", "IS": "issn", "ISSN": "issn", "EN": "edition", "CTI": "series", "TT": "origtitle",
    "VTI": "volumetitle", "CI": "copyright", "CIN": "commented-in", "PST": "pubstate", "GR": "grant",
    "MH": "mesh",
}  # fmt: skip
_ROLES = {"FED": "editor", "ED": "editor", "FIR": "investigator", "FPS": "subject"}
_KINDS = {
    "Preprint": "preprint", "Book": "book", "Books": "book", "Book Chapter": "chapter", "Dataset": "dataset",
    "Technical Report": "report", "Academic Dissertation": "thesis", "Dissertations/Theses": "thesis",
    "Congress": "conference", "Reports - Research": "report",
}  # fmt: skip
_OWN = {"TI": "title", "BTI": "venue", "JT": "venue", "AB": "abstract"}
_SCHEMES = {"PMID": "pmid", "PMC": "pmcid", "ISBN": "isbn"}
# MEDLINE's own bookkeeping, and what stands in other fields already.
_LEFT_OUT = frozenset(
    {
        "STAT",
        "OWN",
        "LR",
        "DA",
        "DCOM",
        "EDAT",
        "MHDA",
        "CRDT",
        "PHST",
        "OTO",
        "JID",
        "SB",
        "SO",
        "CTDT",
        "OT",
    }
)


_SUFFIXES = ("Jr", "Sr", "2nd", "3rd", "4th")


def why_not(head: str) -> str:
    """Say why a file that begins like this is not PubMed's format; ``""`` when it is."""
    return "" if _HEAD.match(head.lstrip("\ufeff \t\r\n")) else "it does not begin with “PMID-” or “OWN -”"


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft a record."""
    yield from from_records(tagged(stream, _LINE, _OPENERS, parted=True), _item)


def _item(record: Tagged, position: int) -> Draft | Complaint:
    entry = Entry(record.line, kind=_kind(record))
    full = {tag for tag, _ in record.fields}
    entry.words([text for tag, text in record.fields if tag == "OT"])
    for tag, text in record.fields:
        if tag not in _LEFT_OUT and f"F{tag}" not in full:
            _take(entry, tag, " ".join(text.split()))
    if entry.title.endswith(".") and not entry.title.endswith(".."):  # PubMed ends every title with one
        entry.title = entry.title[:-1]
    return entry.finished(position)


def _kind(record: Tagged) -> str:
    types = [text for tag, text in record.fields if tag == "PT"]
    kinds = [_KINDS[type] for type in types if type in _KINDS]
    in_journal = any(tag in ("TA", "JT") for tag, _ in record.fields) and "Preprint" not in types
    return "article" if in_journal or not kinds else kinds[0]


def _take(entry: Entry, tag: str, text: str) -> None:
    """Take one field to where it belongs."""
    match tag:
        case _ if tag in _OWN:
            setattr(entry, _OWN[tag], text)
        case _ if tag in _SCHEMES:
            entry.identify(_SCHEMES[tag], text.removeprefix("ISBN").strip())
        case "DP":
            entry.date(text)
        case "FAU" | "AU":
            entry.people("author", [_person(text)])
        case "CN":
            entry.people("author", [body(text)])
        case "AD":
            entry.affiliations.append(text)
        case "AID" | "LID":
            _article_id(entry, text)
        case "PT":
            entry.keep("type", text)
        case _ if tag in _ROLES:
            entry.people(_ROLES[tag], [_person(text)])
        case _:
            entry.keep(_NAMES.get(tag, tag), text)


def _person(text: str) -> Person:
    """``Abrahams, J P`` is J P Abrahams; without a comma it is ``Abrahams JP``, as MEDLINE shortens."""
    if "," in text:
        before, _, last = text.rpartition(" ")
        return inverted(f"{before}, {last}" if last in _SUFFIXES else text)
    family, _, initials = text.rpartition(" ")
    if family and initials.isupper() and len(initials) < 4:
        return Person(family, " ".join(initials))
    return person(text)


def _article_id(entry: Entry, text: str) -> None:
    """``10.1000/x [doi]``, ``S0001 [pii]``, or an address."""
    number, _, kind = text.partition(" [")
    if kind == "doi]":
        entry.identify("doi", number)
    elif number.startswith("http"):
        if not entry.url:
            entry.url = number
    else:
        entry.keep(kind.rstrip("]") or "eid", number)
