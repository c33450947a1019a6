"""Answers of OAI-PMH, the protocol for harvesting archives: arXiv's two formats and Dublin Core."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from seeds.dates import from_text
from seeds.draft import Draft
from seeds.formats.arxiv_record import draft_of, parsed_names, split_authors
from seeds.formats.building import Entry, inverted
from seeds.formats.in_order import from_records
from seeds.formats.xml_source import Node, records
from seeds.harvest import Complaint, Item
from seeds.identify import arxiv_id, doi

_HEAD = re.compile(r"<(?:\w+:)?OAI-PMH\b|<arXivRaw\b|<oai_dc:dc\b|openarchives\.org/OAI/2\.0")
_FIELDS = ("id", "submitter", "title", "categories", "comments", "journal-ref", "doi", "report-no", "license",
           "abstract", "msc-class", "acm-class", "proxy")  # fmt: skip
_DUBLIN = {"publisher": "publisher", "language": "language", "rights": "license", "source": "source",
           "relation": "relation", "coverage": "coverage", "format": "format", "type": "type"}  # fmt: skip
_TYPES = {"preprint": "preprint", "article": "article", "conference": "conference",
          "book": "book", "thesis": "thesis", "report": "report", "dataset": "dataset",
          "software": "software"}  # fmt: skip


def why_not(head: str) -> str:
    """Say why a file that begins like this is no answer of OAI-PMH; ``""`` when it is."""
    if head.lstrip("\ufeff \t\r\n").startswith("<") and _HEAD.search(head[:4_000]):
        return ""
    return "it is no XML of OAI-PMH"


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft a record; a deleted record, and an error of the archive, is a complaint."""
    yield from from_records(records(stream, ("record", "error")), _item)


def _item(record: Node, position: int) -> Draft | Complaint:
    if record.name == "error":
        code = record.attributes.get("code", "")
        return Complaint(record.line, f"the archive answered with an error: {code} {record.text()}".strip())
    header, metadata = record.child("header"), record.child("metadata")
    if header and header.attributes.get("status") == "deleted":
        return Complaint(record.line, f"{header.text('identifier')} was deleted by the archive")
    inner = next(metadata.children(), None) if metadata else None
    if inner is None:
        return Complaint(record.line, "a record without metadata")
    if inner.name in ("arXiv", "arXivRaw"):
        return _arxiv(inner, record.line, position)
    if inner.name == "dc":
        return _dublin_core(inner, record.line, position)
    return Complaint(record.line, f"metadata in a format that is not read: {inner.name}")


def _arxiv(paper: Node, line: int, position: int) -> Draft | Complaint:
    """Both formats of arXiv; one lists the versions, the other takes the names apart."""
    fields = {name: paper.text(name) for name in _FIELDS}
    if not fields["id"] or not fields["title"]:
        return Complaint(line, "a record of arXiv needs an id and a title")
    fields["update_date"] = paper.text("updated")
    versions = list(paper.children("version"))
    listed = paper.child("authors")
    people = list(listed.children("author")) if listed else []
    if people:
        rows = [
            [p.text("keyname"), p.text("forenames"), p.text("suffix"), *p.texts("affiliation")]
            for p in people
        ]
        names, affiliations = parsed_names(rows)
        truncated = False
    else:
        names, affiliations, truncated = split_authors(paper.text("authors"))
    submitted = versions[0].text("date") if versions else paper.text("created")
    return draft_of(
        fields,
        names,
        affiliations=affiliations,
        truncated=truncated,
        published=from_text(submitted)[0],
        version=versions[-1].attributes.get("version", "").removeprefix("v") if versions else None,
        position=position,
        line=line,
    )


def _dublin_core(paper: Node, line: int, position: int) -> Draft | Complaint:
    types = " ".join(paper.texts("dc:type")).lower()
    entry = Entry(line, kind=next((kind for word, kind in _TYPES.items() if word in types), "other"))
    entry.title = paper.text("dc:title")
    entry.people("author", [inverted(name) for name in paper.texts("dc:creator")])
    entry.people("contributor", [inverted(name) for name in paper.texts("dc:contributor")])
    for text in paper.texts("dc:description"):
        if text.startswith("Comment: ") or entry.abstract:
            entry.keep("note", " ".join(text.removeprefix("Comment: ").split()))
        else:
            entry.abstract = text
    dates = sorted(date for text in paper.texts("dc:date") if (date := from_text(text)[0]))
    entry.published = dates[0] if dates else None
    for text in paper.texts("dc:identifier"):
        _identify(entry, text)
    if entry.kind == "other" and any(known.scheme == "arxiv" for known in entry.identifiers):
        entry.kind = "preprint"
    entry.words(paper.texts("dc:subject"))
    for name, kept in _DUBLIN.items():
        for text in paper.texts(f"dc:{name}"):
            entry.keep(kept, text)
    return entry.finished(position)


def _identify(entry: Entry, text: str) -> None:
    """What names the paper: an id in a scheme, or an address; the rest is kept."""
    if arxiv_id(text):
        entry.identify("arxiv", text)
    elif doi(text):
        entry.identify("doi", text)
    elif text.startswith("http") and not entry.url:
        entry.url = text
    else:
        entry.keep("identifier", text)
