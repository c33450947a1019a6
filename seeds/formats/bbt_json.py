"""Better BibTeX JSON: Zotero's items as they are, with notes, tags and citation keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from seeds.draft import Draft
from seeds.formats.building import Entry, as_text, body, first, named, objects, texts
from seeds.formats.csl_terms import cheater
from seeds.formats.in_order import from_values
from seeds.formats.json_source import begins_json, entries
from seeds.formats.people import Person
from seeds.formats.zotero_terms import FIELDS, NOT_PAPERS, ROLES, VENUES, kind_of
from seeds.harvest import Complaint, Item

_KNOWN = re.compile(r'"itemType"\s*:\s*"\w+"|"label"\s*:\s*"BetterBibTeX JSON"')
_SCHEMES = {"DOI": "doi", "ISBN": "isbn", "PMID": "pmid", "PMCID": "pmcid", "archiveID": "arxiv"}
_OWN = {"title": "title", "abstractNote": "abstract", "url": "url"}
# What Zotero says of its own record.
_RECORD = frozenset(
    {"itemType", "itemID", "itemKey", "key", "version", "libraryID", "uri", "select", "dateAdded",
     "dateModified", "collections", "relations", "citekey", "autoJournalAbbreviation", "library", "desc",
     "citationKey"}
)  # fmt: skip
_KEY_LINE = re.compile(r"citation key\s*:\s*(\S+)", re.IGNORECASE)


def why_not(head: str) -> str:
    """Say why a file that begins like this is not Better BibTeX JSON; ``""`` when it is."""
    if begins_json(head) and _KNOWN.search(head):
        return ""
    return "it is no JSON with an “itemType” of Zotero"


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft an item; a note or a file that belongs to no item is a complaint."""
    yield from from_values(entries(stream, ("items",)), _item)


def _item(value: object, position: int, line: int) -> Draft | Complaint:
    if not isinstance(value, dict):
        return Complaint(line, "an item has to be an object")
    value = value["data"] if isinstance(value.get("data"), dict) else value  # Zotero's own API
    type = first(value.get("itemType"))
    if type in NOT_PAPERS:
        return Complaint(line, f"a {type} that belongs to no item")
    kind, unsaid = kind_of(type)
    entry = Entry(line, kind=kind)
    entry.keep("itemtype", unsaid)
    for name, content in value.items():
        if name not in _RECORD and content not in (None, "", [], {}):
            _take(entry, name, content)
    entry.key = as_text(value.get("citationKey")) or as_text(value.get("citekey")) or entry.key
    return entry.finished(position)


def _take(entry: Entry, name: str, value: Any) -> None:
    """Take one field to where it belongs."""
    match name:
        case _ if name in _OWN:
            setattr(entry, _OWN[name], first(value))
        case _ if name in VENUES:
            entry.venue = entry.venue or as_text(value)
        case "date":
            entry.date(as_text(value))
        case "creators":
            _people(entry, value)
        case _ if name in _SCHEMES:
            for part in as_text(value).split() if name == "ISBN" else [as_text(value)]:
                entry.identify(_SCHEMES[name], part)
        case "extra":
            _extra(entry, value)
        case "tags":
            entry.words(_tags(value))
        case "notes":
            notes = [*texts(value), *(first(note.get("note")) for note in objects(value))]
            entry.notes += [note for note in notes if note]
        case "attachments":
            entry.keep("file", "; ".join(as_text(file.get("path")) for file in objects(value)).strip("; "))
        case _:
            entry.keep(FIELDS.get(name, name), value)


def _people(entry: Entry, creators: object) -> None:
    for person in objects(creators):
        type = as_text(person.get("creatorType")) or "author"
        entry.people(ROLES.get(type, type.lower()), [_name(person)])


def _name(person: Mapping[str, Any]) -> Person:
    if person.get("name"):
        return body(as_text(person["name"]))
    if not person.get("firstName"):
        return body(as_text(person.get("lastName")))
    # "von Wright" in quotation marks is one name.
    return named(person["firstName"], as_text(person.get("lastName")).strip('"'))


def _extra(entry: Entry, value: object) -> None:
    """The field in which Zotero keeps what it has no field for, a line each."""
    left = []
    for line in cheater(entry, "\n".join(texts(value))).splitlines():
        if key := _KEY_LINE.fullmatch(line.strip()):
            entry.key = key[1]
        else:
            left.append(line)
    entry.keep("note", "\n".join(left))


def _tags(value: object) -> list[str]:
    return [*texts(value), *(name for tag in objects(value) if (name := as_text(tag.get("tag"))))]
