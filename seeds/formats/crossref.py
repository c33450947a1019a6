"""What Crossref's REST API answers: one work, or a page of them, with or without its envelope."""

# ruff: noqa: SIM905 (tables of words read best as words)
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from seeds.dates import from_parts
from seeds.draft import Draft
from seeds.formats.building import Entry, as_text, body, first, mapping, named, objects, texts
from seeds.formats.in_order import from_values
from seeds.formats.json_source import begins_json, entries
from seeds.formats.people import Person
from seeds.formats.people import person as split
from seeds.harvest import Complaint, Item
from seeds.identify import arxiv_id
from seeds.markup import plain_line

_KINDS = {
    "journal-article": "article", "proceedings-article": "conference", "book-chapter": "chapter",
    "book-section": "chapter", "book-part": "chapter", "book-track": "chapter", "reference-entry": "chapter",
    "book": "book", "monograph": "book", "edited-book": "book", "reference-book": "book", "book-set": "book",
    "book-series": "book", "proceedings": "book", "dissertation": "thesis", "report": "report",
    "report-component": "report", "standard": "report", "dataset": "dataset", "database": "dataset",
    "journal-issue": "other", "journal": "other", "software": "software",
}  # fmt: skip
_NAMES = {
    "volume": "volume", "issue": "number", "page": "pages", "article-number": "eid", "publisher": "publisher",
    "publisher-location": "location", "language": "language", "edition-number": "edition", "ISSN": "issn",
    "short-container-title": "shortjournal", "subtitle": "subtitle", "subject": "keywords",
    "group-title": "series", "degree": "degree", "part-number": "part",
}  # fmt: skip
_ROLES = {"author": "author", "editor": "editor", "translator": "translator", "chair": "chair"}
# What Crossref says of its record rather than of the work.
_RECORD = frozenset(
    "indexed deposited created score member prefix source content-domain reference reference-count "
    "references-count is-referenced-by-count resource link license issn-type isbn-type journal-issue "
    "assertion alternative-id archive update-policy relation published published-print published- "
    "online original-title short-title posted accepted content-created content-updated updated-by "
    "update-to review approved isbn-record status".split()
)
_DATES = ("issued", "published", "published-print", "published-online", "posted", "content-created")
_CONTENT = re.compile(
    r'"(?:is-referenced-by-count|references?-count|content-domain|issn-type|isbn-type)"\s*:'
)
_ENVELOPE = re.compile(r'"message-type"\s*:\s*"[a-z-]+"')


def why_not(head: str) -> str:
    """Say why a file that begins like this is no answer of Crossref; ``""`` when it is."""
    if begins_json(head) and (_ENVELOPE.search(head) or ('"DOI"' in head and _CONTENT.search(head))):
        return ""
    return "it is no JSON with the members of Crossref"


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft a work; what the service answered instead of a work is a complaint."""
    yield from from_values(entries(stream, ("message", "items")), _item)


def _item(work: object, position: int, line: int) -> Draft | Complaint:
    if not isinstance(work, dict):
        return Complaint(line, f"no work but “{as_text(work)[:200]}”")
    if "DOI" not in work and "message" in work:
        return Complaint(line, f"Crossref answered with an error: “{as_text(work['message'])[:200]}”")
    entry = Entry(line, kind=_kind(work))
    entry.title = _title(work)
    venues = texts(work.get("container-title"))
    entry.venue = venues[0] if venues else _place(work)
    entry.abstract = first(work.get("abstract"))
    entry.url = first(work.get("URL"))
    entry.published = _date(work)
    entry.identify("doi", work.get("DOI"))
    for isbn in texts(work.get("ISBN")):
        entry.identify("isbn", isbn.removeprefix("http://id.crossref.org/isbn/"))
    for preprint in objects(mapping(work.get("relation")).get("has-preprint")):
        if arxiv_id(first(preprint.get("id"))):
            entry.identify("arxiv", preprint.get("id"))
    _people(entry, work)
    _retraction(entry, work)
    _rest(entry, work, venues)
    return entry.finished(position)


def _retraction(entry: Entry, work: Mapping[str, Any]) -> None:
    """The notices that take a work back; corrections do not."""
    for notice in objects(work.get("updated-by")):
        if first(notice.get("type")) in ("retraction", "withdrawal", "removal"):
            number = first(notice.get("DOI"))
            entry.keep("retracted", f"https://doi.org/{number}" if number else "true")


def _kind(work: Mapping[str, Any]) -> str:
    type = first(work.get("type"))
    if type == "posted-content":
        return "preprint" if first(work.get("subtype")) in ("preprint", "") else "other"
    return _KINDS.get(type, "other")


def _title(work: Mapping[str, Any]) -> str:
    """The title; a subtitle stands behind it, unless it is in it already."""
    title, subtitle = first(work.get("title")), first(work.get("subtitle"))
    if title and subtitle and plain_line(subtitle).lower() not in plain_line(title).lower():
        return f"{title}{'' if title[-1] in '?!:.' else ':'} {subtitle}"
    return title


def _place(work: Mapping[str, Any]) -> str:
    """Where a preprint was posted: the server."""
    institutions = objects(work.get("institution"))
    posted = first(work.get("type")) == "posted-content"
    return first(institutions[0].get("name")) if institutions and posted else ""


def _date(work: Mapping[str, Any]) -> str | None:
    """The first date of those that mean publication; Crossref says null where there is none."""
    for name in _DATES:
        days = mapping(work.get(name)).get("date-parts")
        if isinstance(days, list) and days and isinstance(days[0], list) and (found := from_parts(*days[0])):
            return found
    return None


def _people(entry: Entry, work: Mapping[str, Any]) -> None:
    for name, role in _ROLES.items():
        people = objects(work.get(name))
        entry.people(role, [_name(person) for person in people])
        if role == "author":
            places = [place for person in people for place in objects(person.get("affiliation"))]
            entry.affiliations += [
                plain_line(first(place.get("name"))) for place in places if place.get("name")
            ]


def _name(person: Mapping[str, Any]) -> Person:
    if person.get("name"):
        return body(plain_line(first(person["name"])))
    if not person.get("given"):  # some publishers put all of a name there
        return split(plain_line(first(person.get("family"))))
    return named(*(plain_line(first(person.get(part))) for part in ("given", "family", "suffix")))


def _rest(entry: Entry, work: Mapping[str, Any], venues: list[str]) -> None:
    """What has no field of its own, under the names of BibLaTeX; the record's own affairs are left out."""
    if len(venues) > 1:
        entry.keep("series", plain_line(venues[1]))
    event = mapping(work.get("event"))
    entry.keep("eventtitle", first(event.get("name")))
    entry.keep("event-place", first(event.get("location")))
    for funder in objects(work.get("funder")):
        entry.keep("funder", first(funder.get("name")))
    licence = objects(work.get("license"))
    if licence:
        entry.keep("license", first(licence[0].get("URL")))
    for place in objects(work.get("institution"))[: entry.venue != _place(work) or None]:
        entry.keep("institution", first(place.get("name")))
    known = {"DOI", "URL", "ISBN", "title", "subtitle", "abstract", "type", "container-title", "issued",
             "event", "institution", "funder", *_ROLES}  # fmt: skip
    for name, value in work.items():
        if name in _NAMES and name not in known:
            entry.keep(_NAMES[name], plain_line(as_text(value)))
        elif name not in known and name not in _RECORD and not isinstance(value, dict):
            entry.keep(name, value)
