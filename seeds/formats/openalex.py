"""What OpenAlex answers: one work, or a page of them under ``results``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from seeds.draft import Draft
from seeds.formats.building import Entry, as_text, first, inverted, mapping, objects, texts
from seeds.formats.in_order import from_values
from seeds.formats.json_source import begins_json, entries
from seeds.harvest import Complaint, Item
from seeds.identify import arxiv_id

_KINDS = {
    "article": "article", "review": "article", "letter": "article", "editorial": "article",
    "erratum": "article", "preprint": "preprint", "book": "book", "book-chapter": "chapter",
    "dissertation": "thesis", "dataset": "dataset", "report": "report", "reference-entry": "chapter",
    "standard": "report", "software": "software", "journal-article": "article", "posted-content": "preprint",
    "proceedings-article": "conference", "monograph": "book",
}  # fmt: skip
_WORK = re.compile(r'"id"\s*:\s*"https://openalex\.org/W\d+"')
_LONGEST = 50_000  # words of an abstract


def why_not(head: str) -> str:
    """Say why a file that begins like this is no answer of OpenAlex; ``""`` when it is."""
    if begins_json(head) and _WORK.search(head):
        return ""
    return "it is no JSON with the id of a work at OpenAlex"


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft a work."""
    yield from from_values(entries(stream, ("results",)), _item)


def _item(work: object, position: int, line: int) -> Draft | Complaint:
    if not isinstance(work, dict):
        return Complaint(line, "a work has to be an object")
    if "error" in work:
        reason = as_text(work.get("message")) or as_text(work["error"])
        return Complaint(line, f"OpenAlex answered with an error: “{reason[:200]}”")
    location = mapping(work.get("primary_location"))
    entry = Entry(line, kind=_kind(work, location))
    entry.title = first(work.get("title")) or first(work.get("display_name"))
    entry.abstract = _abstract(work.get("abstract_inverted_index"))
    entry.published = _date(work)
    entry.url = first(location.get("landing_page_url"))
    _identify(entry, work)
    _people(entry, work)
    _place(entry, work, location)
    return entry.finished(position)


def _kind(work: Mapping[str, Any], location: Mapping[str, Any]) -> str:
    """The more telling of the types: Crossref tells papers of conferences from articles."""
    for type in (work.get("type_crossref"), location.get("raw_type")):
        if first(type) == "proceedings-article":
            return "conference"
    return _KINDS.get(first(work.get("type")), "other")


def _abstract(index: object) -> str:
    """Put an abstract together again that is given as the places of each of its words."""
    places: dict[int, str] = {}
    for word, at in mapping(index).items():
        for place in at if isinstance(at, list) else ():
            if isinstance(place, int) and 0 <= place < _LONGEST:
                places[place] = word
    return " ".join(places[place] for place in sorted(places)).removeprefix("Abstract ")


def _date(work: Mapping[str, Any]) -> str | None:
    """OpenAlex says 1 January where it knows the year alone."""
    day = first(work.get("publication_date"))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day, re.ASCII) and not day.endswith("-01-01"):
        return day
    year = as_text(work.get("publication_year")) or day[:4]
    return year if re.fullmatch(r"\d{4}", year, re.ASCII) else None


def _identify(entry: Entry, work: Mapping[str, Any]) -> None:
    entry.identify("doi", work.get("doi"))
    entry.identify("openalex", work.get("id"))
    for scheme, value in mapping(work.get("ids")).items():
        if scheme not in ("openalex", "doi") and isinstance(value, str | int):
            entry.identify(scheme.lower(), value)
    for location in objects(work.get("locations")):
        if number := arxiv_id(first(location.get("landing_page_url"))):
            entry.identify("arxiv", number)


def _people(entry: Entry, work: Mapping[str, Any]) -> None:
    for authorship in objects(work.get("authorships")):
        name = first(authorship.get("raw_author_name")) or first(
            mapping(authorship.get("author")).get("display_name")
        )
        entry.people("author", [inverted(name)])
        entry.affiliations += texts(authorship.get("raw_affiliation_strings"))
    entry.authors_truncated = work.get("is_authors_truncated") is True


def _place(entry: Entry, work: Mapping[str, Any], location: Mapping[str, Any]) -> None:
    """Where it was published; a repository holds papers, it does not publish them."""
    source, biblio = mapping(location.get("source")), mapping(work.get("biblio"))
    if first(source.get("type")) == "repository":
        entry.keep("repository", source.get("display_name"))
    else:
        entry.venue = first(source.get("display_name"))
        entry.keep("publisher", source.get("host_organization_name"))
        entry.keep("issn", source.get("issn"))
    pages = dict.fromkeys(as_text(biblio.get(name)) for name in ("first_page", "last_page"))
    entry.keep("pages", "-".join(page for page in pages if page))
    entry.keep("volume", biblio.get("volume"))
    entry.keep("number", biblio.get("issue"))
    entry.keep("language", work.get("language"))
    entry.keep("license", location.get("license"))
    entry.words([first(word.get("display_name")) for word in objects(work.get("keywords"))])
    entry.keep("pdf", mapping(work.get("best_oa_location")).get("pdf_url"))
    if work.get("is_retracted") is True:
        entry.keep("retracted", "true")
