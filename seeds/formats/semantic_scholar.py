"""What Semantic Scholar answers: a paper, a page of them, an author's papers, citations, references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from seeds.dates import from_parts, parse_partial
from seeds.draft import Draft
from seeds.formats.building import Entry, as_text, first, mapping, objects, texts
from seeds.formats.in_order import from_values
from seeds.formats.json_source import begins_json, entries
from seeds.formats.people import person
from seeds.harvest import Complaint, Item

_KINDS = {
    "Conference": "conference", "JournalArticle": "article", "Review": "article", "Book": "book",
    "BookSection": "chapter", "Dataset": "dataset", "Editorial": "article", "LettersAndComments": "article",
    "News": "article", "CaseReport": "article", "ClinicalTrial": "article", "MetaAnalysis": "article",
    "Study": "article",
}  # fmt: skip
_SCHEMES = {"PubMed": "pmid", "PubMedCentral": "pmcid"}
_PAPER = re.compile(r'"paperId"\s*:\s*(?:"[0-9a-f]{40}"|null)')
_CONTAINERS = ("data", "papers", "recommendedPapers", "citingPaper", "citedPaper")


def why_not(head: str) -> str:
    """Say why a file that begins like this is no answer of Semantic Scholar; ``""`` when it is."""
    if begins_json(head) and _PAPER.search(head):
        return ""
    return "it is no JSON with a “paperId” of Semantic Scholar"


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft a paper, on whichever end of a citation it stands."""
    yield from from_values(
        entries(stream, _CONTAINERS),
        lambda value, position, line: _item(_inner(value), position, line),
    )


def _inner(value: Any) -> Any:
    """The paper in what the list holds."""
    if isinstance(value, dict) and "paperId" not in value:
        return value.get("citingPaper") or value.get("citedPaper") or value
    return value


def _item(paper: object, position: int, line: int) -> Draft | Complaint:
    if not isinstance(paper, dict):
        return Complaint(line, "no paper here: the service did not find it")
    if "error" in paper or "message" in paper:
        reason = as_text(paper.get("error")) or as_text(paper.get("message"))
        return Complaint(line, f"Semantic Scholar answered with an error: “{reason[:200]}”")
    entry = Entry(line, kind=_kind(paper))
    entry.title = first(paper.get("title"))
    entry.abstract = first(paper.get("abstract"))
    entry.summary = first(mapping(paper.get("tldr")).get("text"))
    entry.url = first(paper.get("url"))
    day = first(paper.get("publicationDate"))
    entry.published = parse_partial(day) if day else from_parts(paper.get("year"))
    _identify(entry, paper)
    entry.people("author", [person(as_text(author.get("name"))) for author in objects(paper.get("authors"))])
    for author in objects(paper.get("authors")):
        entry.affiliations += texts(author.get("affiliations"))
    _place(entry, paper)
    return entry.finished(position)


def _kind(paper: Mapping[str, Any]) -> str:
    if first(paper.get("venue")).lower() in ("arxiv", "arxiv.org", "biorxiv", "medrxiv"):
        return "preprint"
    types = texts(paper.get("publicationTypes"))
    return next((kind for type, kind in _KINDS.items() if type in types), "other")


def _identify(entry: Entry, paper: Mapping[str, Any]) -> None:
    for scheme, value in mapping(paper.get("externalIds")).items():
        entry.identify(_SCHEMES.get(scheme, scheme.lower()), value)
    entry.identify("s2", paper.get("paperId"))


def _place(entry: Entry, paper: Mapping[str, Any]) -> None:
    journal, venue = mapping(paper.get("journal")), mapping(paper.get("publicationVenue"))
    if entry.kind != "preprint":
        names = (journal.get("name"), venue.get("name"), paper.get("venue"))
        entry.venue = next((name for given in names if (name := first(given))), "")
        short = first(paper.get("venue"))
        entry.keep("shortjournal", short if short != entry.venue else "")
    entry.keep("volume", journal.get("volume"))
    entry.keep("pages", " ".join(as_text(journal.get("pages")).split()))
    entry.keep("issn", venue.get("issn"))
    entry.words(texts(paper.get("fieldsOfStudy")))
    pdf = first(mapping(paper.get("openAccessPdf")).get("url"))
    entry.keep("pdf", pdf)
