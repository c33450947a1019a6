"""Tables of papers as others export them: Zotero, Scopus, IEEE Xplore, PubMed, Google Scholar, Springer.

No two name their columns alike, nor part the names of people alike. A table is told by its first
line; a column that means something here goes to its place, every other is kept under its own name.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from seeds.draft import Draft
from seeds.formats.building import Entry, inverted, named
from seeds.formats.csv_table import read_table
from seeds.formats.people import Person, person
from seeds.harvest import Complaint, Item
from seeds.sniff import split_lines

_MEANING = {
    "title": "title", "document title": "title", "item title": "title", "article title": "title",
    "author": "authors", "authors": "authors", "author names": "authors", "author full names": "full names",
    "abstract": "abstract", "abstract note": "abstract", "summary": "abstract",
    "publication title": "venue", "source title": "venue", "journal": "venue", "journal/book": "venue",
    "journal title": "venue", "journal name": "venue", "publication": "venue", "source": "venue",
    "conference name": "conference", "venue": "venue", "containertitle": "venue",
    "doi": "doi", "item doi": "doi", "pmid": "pmid", "pubmed id": "pmid", "pmcid": "pmcid",
    "medline pmid": "pmid", "arxiv": "arxiv", "arxiv id": "arxiv", "eprint": "arxiv", "isbn": "isbn",
    "isbns": "isbn", "year": "year", "publication year": "year", "publication_year": "year",
    "date": "date", "publication date": "date", "published": "date", "date of publication": "date",
    "url": "url", "link": "url", "article url": "url", "pdf link": "url", "embase link": "url",
    "key": "key", "bibtex key": "key", "bibtexkey": "key", "citation key": "key", "citationkey": "key",
    "item type": "kind", "document type": "kind", "content type": "kind", "publication type": "kind",
    "entry type": "kind", "type": "kind", "bibliographytype": "kind", "entrytype": "kind",
    "pages": "pages", "page start": "first page", "start page": "first page", "start_page": "first page",
    "page end": "last page", "end page": "last page", "end_page": "last page",
    "volume": "volume", "journal volume": "volume", "issue": "number", "journal issue": "number",
    "number": "number", "art. no.": "eid", "issn": "issn", "publisher": "publisher",
    "journal abbreviation": "shortjournal", "abbreviated source title": "shortjournal",
    "author keywords": "keywords", "keywords": "keywords", "manual tags": "keywords", "language": "language",
    "language of original document": "language", "editor": "editor", "editors": "editor", "notes": "notes",
}  # fmt: skip
_FOREIGN = frozenset(_MEANING) - {
    "key", "title", "authors", "abstract", "summary", "venue", "doi", "arxiv", "published", "url", "notes",
}  # fmt: skip
_KINDS = {
    "article": "article", "journalarticle": "article", "journal article": "article", "review": "article",
    "conference paper": "conference", "conferencepaper": "conference", "proceedings paper": "conference",
    "inproceedings": "conference", "book": "book", "book chapter": "chapter", "booksection": "chapter",
    "chapter": "chapter", "preprint": "preprint", "thesis": "thesis", "phdthesis": "thesis",
    "report": "report", "techreport": "report", "dataset": "dataset", "software": "software",
    "computerprogram": "software", "webpage": "web", "online": "web",
}  # fmt: skip
_SHORT = re.compile(r"[^\W\d_][^\s,]*(?: [^\s,]+){0,3} (?:[A-Z]\.?-?){1,4}(?: (?:Jr|Sr|II|III|IV)\.?)?")
_ZOTERO_KEY = re.compile(r"[A-Z0-9]{8}")
_GLUED = re.compile(
    r"(?<=[^\W\d_A-Z])(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bLe)(?<!\bLa)(?<!\bDi)(?<!\bDu)(?<!\bVan)(?<!\bFitz)"
    r"(?=[A-Z\xc0-\xd6\xd8-\xde])"
)
_NUMBERED = re.compile(r"\s*\(\d+\)$")
_DELIMITERS = (",", ";", "\t")


def why_not(head: str) -> str:
    """Say why a file that begins like this is no such table; ``""`` when it is."""
    names = _names(head)
    if "title" not in (meant := {_MEANING.get(name, "") for name in names}):
        return "its first line names no column of titles"
    known = sum(name in _MEANING for name in names)
    if known < 3 or not _FOREIGN & set(names) or not meant & {"authors", "year", "date", "doi"}:
        return "its first line names no columns of an export that is known"
    return ""


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft a row."""
    yield from read_table(stream, lambda text: _rows(text.removeprefix("\ufeff")))


def _rows(text: str) -> Iterator[Item]:
    csv.field_size_limit(10_000_000)
    rows = csv.reader((line + "\n" for line in split_lines(text)), delimiter=_delimiter(text))
    position = 0
    try:
        names = [_name(cell) for cell in next(rows, [])]
        line = rows.line_num + 1
        for row in rows:
            if any(cell.strip() for cell in row):
                item = _row(names, row, position, line)
                position += isinstance(item, Draft)
                yield item
            line = rows.line_num + 1
    except csv.Error as error:
        yield Complaint(rows.line_num, f"not CSV from here on: {error}")


def _names(head: str) -> list[str]:
    first = next((line for line in split_lines(head.lstrip("\ufeff")) if line.strip()), "")
    return [_name(cell) for cell in next(csv.reader([first], delimiter=_delimiter(first)), [])]


def _name(cell: str) -> str:
    return " ".join(cell.replace("\ufeff", "").split()).strip('"').lower()


def _delimiter(text: str) -> str:
    first = next((line for line in split_lines(text) if line.strip()), "")
    return max(_DELIMITERS, key=first.count)


def _row(names: list[str], row: list[str], position: int, line: int) -> Draft | Complaint:
    if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
        return Complaint(line, f"the row has {len(row)} cells for {len(names)} columns")
    cells = {name: text for name, cell in zip(names, row, strict=False) if name and (text := cell.strip())}
    return _Row(cells, line).draft(position)


class _Row:
    """One row on its way to a draft; the first column of each meaning counts, later ones are kept."""

    def __init__(self, cells: Mapping[str, str], line: int) -> None:
        self.entry = Entry(line)
        self.said: dict[str, str] = {}
        for name, text in cells.items():
            meaning = _MEANING.get(name)
            if meaning and meaning not in self.said:
                self.said[meaning] = text
            else:
                self.entry.keep(name, text)

    def draft(self, position: int) -> Draft | Complaint:
        entry, said = self.entry, self.said
        self._kind(said.pop("kind", ""))
        entry.title = said.pop("title", "")
        entry.abstract = said.pop("abstract", "")
        entry.url = said.pop("url", None)
        entry.venue = said.pop("conference", "") if entry.kind == "conference" and "venue" not in said else ""
        entry.venue = entry.venue or said.pop("venue", "")
        self._key(said.pop("key", ""))
        self._date(said.pop("date", ""), said.pop("year", ""))
        people = said.pop("full names", "")
        entry.people("author", people_in(people or said.pop("authors", "")))
        entry.people("editor", people_in(said.pop("editor", "")))
        self._pages(said.pop("pages", ""), said.pop("first page", ""), said.pop("last page", ""))
        for scheme in ("doi", "pmid", "pmcid", "arxiv", "isbn"):
            entry.identify(scheme, said.pop(scheme, ""))
        entry.words(re.split(r"\s*[;|]\s*", said.pop("keywords", "")))
        for name, text in said.items():
            entry.keep(name, text)
        return entry.finished(position)

    def _kind(self, written: str) -> None:
        kind = _KINDS.get(written.lower())
        if written and not kind:
            self.entry.keep("type", written)
        journal = "venue" in self.said or "issn" in self.said
        self.entry.kind = kind or ("article" if journal else "other")

    def _key(self, key: str) -> None:
        """The key to cite by; what Zotero calls the key is the name of a record in its database."""
        if _ZOTERO_KEY.fullmatch(key):
            self.entry.keep("zotero-key", key)
        else:
            self.entry.key = key or None

    def _date(self, date: str, year: str) -> None:
        """The date, where it is of the year; a year alone else."""
        if date:
            self.entry.date(date)
        if year and not (self.entry.published or "").startswith(year):
            self.entry.keep("date", date)
            self.entry.date(year)

    def _pages(self, pages: str, first: str, last: str) -> None:
        self.entry.keep("pages", pages or "-".join(dict.fromkeys(filter(None, (first, last)))))


def people_in(text: str) -> list[Person]:
    """The people in a cell: parted by semicolons, by ``and``, or by commas where all are ``Fern A. B.``."""
    listed = text.strip().removeprefix("[").removesuffix("]").strip(" ;,")
    if ";" in listed or "|" in listed:
        return [_one(part) for part in re.split(r"\s*[;|]\s*", listed) if part.strip()]
    if " and " in listed:
        return [_one(part) for part in re.split(r"\s+and\s+", listed)]
    glued = _GLUED.split(listed)  # SpringerLink puts nothing between two names
    if len(glued) > 1 and "," not in listed and all(" " in part for part in glued):
        return [person(part) for part in glued]
    parts = [part.strip() for part in listed.removesuffix(".").split(",")]
    if len(parts) > 1 and not all(_SHORT.fullmatch(part) for part in parts) and len(parts) == 2:
        both_whole = all(" " in part for part in parts)
        return [person(part) for part in parts] if both_whole else [inverted(listed)]
    return [_one(part) for part in parts if part]


def _one(text: str) -> Person:
    """``Fern, Ada (571)``, ``Ada Fern``, or ``Fern A.B.``, whose initials come last."""
    name = _NUMBERED.sub("", text.strip().strip("'\""))
    if "," not in name and _SHORT.fullmatch(name):
        family, _, initials = name.rpartition(" ")
        dotted = initials if "." in initials else " ".join(initials)
        return named(dotted, family)
    return inverted(name)
