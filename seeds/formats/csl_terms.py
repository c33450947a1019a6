"""The words of the Citation Style Language, and what the rest of Carrel says for them."""

# ruff: noqa: SIM905 (tables of words read best as words)
from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from seeds.dates import from_parts, from_text
from seeds.formats.building import Entry, as_text, objects

TYPES = {
    "preprint": "article", "article": "article-journal", "conference": "paper-conference", "book": "book",
    "chapter": "chapter", "thesis": "thesis", "report": "report", "dataset": "dataset",
    "software": "software", "web": "webpage", "other": "document",
}  # fmt: skip
"""The type a kind is written as."""

KINDS = {type: kind for kind, type in TYPES.items()} | {
    "article-magazine": "article", "article-newspaper": "article", "review": "article",
    "review-book": "article", "entry": "chapter", "entry-dictionary": "chapter",
    "entry-encyclopedia": "chapter", "post": "web", "post-weblog": "web",
}  # fmt: skip
"""The kind of each type; those not here are other things than papers."""

_OTHER_TYPES = (
    "bill broadcast classic collection event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet patent performance periodical "
    "personal_communication regulation song speech standard treaty"
).split()
TYPED = re.compile(rf'"type"\s*:\s*"(?:{"|".join([*KINDS, *_OTHER_TYPES])})"')

_FIELDS = {
    "container-title-short": "shortjournal", "journalAbbreviation": "shortjournal",
    "collection-title": "series",
    "page": "pages", "number-of-pages": "pagetotal", "number-of-volumes": "volumes",
    "publisher-place": "location", "event-title": "eventtitle", "event": "eventtitle", "genre": "type",
    "annote": "annotation", "keyword": "keywords", "title-short": "shorttitle", "shortTitle": "shorttitle",
    "chapter-number": "chapter", "ISSN": "issn", "archive_location": "archive-location",
}  # fmt: skip
_VARIABLES = {
    "shortjournal": "container-title-short", "series": "collection-title", "pages": "page",
    "pagetotal": "number-of-pages", "volumes": "number-of-volumes", "location": "publisher-place",
    "eventtitle": "event-title", "type": "genre", "annotation": "annote", "keywords": "keyword",
    "shorttitle": "title-short",
    "chapter": "chapter-number", "issn": "ISSN", "isbn": "ISBN", "doi": "DOI", "pmid": "PMID",
    "pmcid": "PMCID",
    "archive-location": "archive_location", "bookauthor": "container-author", "urldate": "accessed",
    "origdate": "original-date", "eventdate": "event-date",
}  # fmt: skip
_SAME = frozenset(
    "volume edition publisher language source medium note version section scale status jurisdiction "
    "authority references dimensions division event-place collection-number original-title "
    "original-publisher original-publisher-place reviewed-title reviewed-genre volume-title archive "
    "archive-place call-number citation-label printing supplement part part-title".split()
)
ROLES = {name: name for name in (
    "author editor translator director composer illustrator interviewer recipient chair compiler contributor "
    "curator guest host narrator organizer performer producer script-writer series-creator "
    "collection-editor editorial-director executive-producer original-author reviewed-author".split()
)} | {"container-author": "bookauthor"}  # fmt: skip
DATES = {"accessed": "urldate", "original-date": "origdate", "event-date": "eventdate",
         "submitted": "submitted", "available-date": "available-date"}  # fmt: skip
_IN_VOLUMES = frozenset({"article", "conference", "chapter"})
_EDTF_SEASON = re.compile(r"(\d{4})-2([1-4])")
_CHEATER = re.compile(r"(?:\{:)?(arxiv|doi|pmid|pmcid|isbn)\s*:\s*(\S+?)(?:\}| \[\S+\])?", re.IGNORECASE)
_COUNTED = re.compile(r"(?:ITEM-|zotero-)?\d+")
_ADDRESS = re.compile(r"https?:.*|\S+/items/\S+")
_NO_KEY = re.compile(r"[\s,{}\\\"#%~]")


def field_of(variable: str, kind: str) -> str:
    """The name in ``extra`` of a variable: the issue of an article is a ``number``, its number an ``eid``."""
    if kind in _IN_VOLUMES and variable in ("issue", "number"):
        return "number" if variable == "issue" else "eid"
    return _FIELDS.get(variable, variable)


def variable_of(field: str, kind: str) -> str | None:
    """The variable for a name in ``extra``, None where the language has none."""
    if field in ("number", "eid") and kind in _IN_VOLUMES:
        return "issue" if field == "number" else "number"
    if field == "issue" and kind in _IN_VOLUMES:
        return None
    if field in _SAME or field in DATES or field in ROLES or field in ("number", "issue"):
        return field
    return _VARIABLES.get(field)


def is_key(id: str) -> bool:
    """Whether somebody may have chosen this id to cite by."""
    return bool(id) and not is_counted(id) and not _ADDRESS.fullmatch(id) and not _NO_KEY.search(id)


def is_counted(id: str) -> bool:
    """Whether a program counted its items: that says nothing of the paper."""
    return _COUNTED.fullmatch(id) is not None


def cheater(entry: Entry, note: str) -> str:
    """Take the identifiers that stand in a note a line each (``arXiv: 1501.04916``); give the other lines."""
    left = []
    for line in note.splitlines():
        found = _CHEATER.fullmatch(line.strip())
        if not (found and entry.identify(found[1].lower(), found[2])):
            left.append(line)
    return "\n".join(left).strip()


def date_of(value: Any) -> tuple[str | None, str]:
    """Give the partial date of a date variable, and what it says beyond that (a range, a season)."""
    if isinstance(value, list) and objects(value) and "year" in value[0]:  # pandoc's YAML
        value = {"date-parts": [[d.get("year"), d.get("month"), d.get("day")] for d in objects(value)]}
    if not isinstance(value, dict):
        return _written(as_text(value))
    parts = [from_parts(*day) for day in value.get("date-parts") or () if isinstance(day, list)]
    start = parts[0] if parts else None
    if start and len(parts) > 1 and parts[1]:
        return start, f"{start}/{parts[1]}"
    if start and as_text(value.get("season")) in ("1", "2", "3", "4") and len(start) == 4:
        return start, f"{start}-2{as_text(value['season'])}"
    if start and value.get("circa") not in (None, False, "", 0, "0", "false"):
        return start, f"{start}~"
    if start:
        return start, as_text(value.get("season"))
    if value.get("year"):
        return from_parts(value["year"], value.get("month"), value.get("day")), ""
    if parts and value["date-parts"][0] and value["date-parts"][0][0]:  # before the year 1
        return None, "-".join(as_text(part) for part in value["date-parts"][0])
    return _written(as_text(value.get("literal")) or as_text(value.get("raw")))


def _written(text: str) -> tuple[str | None, str]:
    published, exact = from_text(text)
    return published, "" if exact else text


def date_object(text: str) -> dict[str, Any]:
    """The date variable for a date as ``extra`` keeps it."""
    days = text.split("/")
    if all(from_text(day) == (day, True) for day in days) and len(days) < 3:
        return {"date-parts": [[int(part) for part in day.split("-")] for day in days]}
    if season := _EDTF_SEASON.fullmatch(text):
        return {"date-parts": [[int(season[1])]], "season": int(season[2])}
    if text.endswith("~") and from_text(text[:-1]) == (text[:-1], True):
        return date_object(text[:-1]) | {"circa": True}
    return {"literal": text}


def written_date(published: str | None, extra: dict[str, str]) -> Mapping[str, Any] | None:
    """The date of a paper: what ``extra`` says more of it, where the two agree."""
    verbatim = extra.pop("date", None)
    if verbatim and date_of(date_object(verbatim))[0] == published:
        if date_of(date_object(verbatim))[1] == verbatim:
            return date_object(verbatim)
        extra["date"] = verbatim  # more than the variable says
    return date_object(published) if published else None
