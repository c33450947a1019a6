"""A BibTeX entry as a draft: what has a field of its own goes there, the rest is kept by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from seeds.draft import NOTHING, Draft, Identifier
from seeds.formats.bibtex_dates import FIELDS as DATE_FIELDS
from seeds.formats.bibtex_dates import read_date
from seeds.formats.bibtex_scan import Entry
from seeds.formats.bibtex_text import address, plain, plain_block, verbatim
from seeds.formats.bibtex_types import (
    FIELD_SYNONYMS,
    KINDS,
    SAID_IN_TYPE,
    SYNONYMS,
    THESES,
    TYPES,
    venue_fields,
)
from seeds.formats.building import says_nothing
from seeds.formats.names_of_works import arxiv_in, doi_alone, dois_in, pmcid, pmid, standard_numbers
from seeds.formats.people import people_text, read_people
from seeds.identify import arxiv_id, isbn

PEOPLE = frozenset(
    {
        "editor", "editora", "editorb", "editorc", "translator", "bookauthor", "annotator", "commentator",
        "introduction", "foreword", "afterword", "holder", "shortauthor", "shorteditor",
    }
)  # fmt: skip
_ADDRESSES = frozenset({"doi", "url", "eprint", "isbn", "issn", "pmid", "pmcid", "ee", "identifiers"})
_VERBATIM = frozenset({"file", "pdf", "ps", "verba", "verbb", "verbc", "crossref", "xref", "ids", "options"})
KEYS = frozenset({"crossref", "xref", "ids", "options"})
"""Fields that TeX itself is given, and that hold names alone."""
_LINES = frozenset({"title", "subtitle", "booktitle", "journaltitle", "howpublished", "keywords", "month"})
_CATEGORY = re.compile(r"[a-z]{1,8}(?:-[a-z]{2,4})?(?:\.[A-Za-z-]{2,})?")
_ADDRESS_BEGINS = 200  # characters within which it shows that a text is an address
_NO_VENUE = re.compile(r"https?:|www\.|\S+\.\S+/", re.IGNORECASE)


@lru_cache(maxsize=2_000)
def is_verbatim(name: str) -> bool:
    """Whether a field holds an address or a path rather than text."""
    return name in _VERBATIM or is_address(name) or name.startswith(("bdsk-", "local-", "file"))


@lru_cache(maxsize=2_000)
def is_address(name: str) -> bool:
    """Whether a field holds a web address or an identifier."""
    return name in _ADDRESSES or name.endswith(("url", "uri"))


def draft_of(entry: Entry, position: int, complaints: list[str]) -> Draft | None:
    """Make a draft of a completed entry; None when it says nothing about any work."""
    return _Maker(entry, complaints).draft(position)


class _Maker:
    """One entry on its way to a draft: what is used is taken out of ``said``, the rest is extra."""

    def __init__(self, entry: Entry, complaints: list[str]) -> None:
        self.entry = entry
        self.complaints = complaints
        self.said = {name: text for name, text in _texts(entry) if text}
        self.type = SYNONYMS.get(entry.type, entry.type)
        if entry.type in THESES:
            self.said.setdefault("type", THESES[entry.type])

    def draft(self, position: int) -> Draft | None:
        if not self.said:
            return None
        authors, truncated, kept = self._authors()
        kind = KINDS.get(self.type, "other")
        if self.type == "misc" and self.said.get("type") in SAID_IN_TYPE:
            kind = self.said.pop("type")
        identifiers = tuple(dict.fromkeys(self._identifiers(kind)))
        category = self._category()
        venue = self._venue()
        has_arxiv = any(identifier.scheme == "arxiv" for identifier in identifiers)
        if has_arxiv and (kind in ("other", "web") or (kind == "article" and _is_preprint_venue(venue))):
            kind = "preprint"
        title = self._title()
        published, over = read_date({n: self.said.pop(n) for n in DATE_FIELDS if n in self.said})
        url, abstract = self.said.pop("url", None), self.said.pop("abstract", None)
        if self.type not in _types_of(kind, has_arxiv):
            self.said["entrytype"] = self.type
        extra = self.said | over | ({"author": kept} if kept else {})
        draft = Draft(
            title=title,
            authors=authors,
            authors_truncated=truncated,
            published=published,
            category=category,
            venue=venue,
            kind=kind,
            identifiers=identifiers,
            url=url,
            abstract=abstract,
            key=self.entry.key or None,
            extra=extra or NOTHING,
            position=position,
            line=self.entry.line,
        )
        return None if says_nothing(draft) else draft

    def _title(self) -> str | None:
        title = self.said.pop("title", None)
        if title is None and self.type in ("proceedings", "mvproceedings", "collection", "book"):
            title = self.said.pop("booktitle", None)
        if title is None:
            self.complaints.append("the entry has no title")
            return None
        subtitle = self.said.get("subtitle")
        return joined_title(title, subtitle) if subtitle else title

    def _authors(self) -> tuple[tuple[str, ...], bool, str | None]:
        written = self.entry.fields.get("author", "")
        self.said.pop("author", None)
        people, truncated = read_people(written, plain)
        names = tuple(each.shown for each in people)
        for name in names:
            if name.count(",") > 1 and "{" not in written:
                self.complaints.append(f"“{name[:60]}” has too many commas; it was taken as one author")
        return names, truncated, people_text(people, names)

    def _venue(self) -> str | None:
        for name in venue_fields(self.type):
            if (value := self.said.get(name)) and is_venue(name, value):
                return self.said.pop(name)
        return None

    def _category(self) -> str | None:
        named = self.said.get("eprintclass", "")
        elsewhere = "eprinttype" in self.said
        return self.said.pop("eprintclass") if not elsewhere and _CATEGORY.fullmatch(named) else None

    def _identifiers(self, kind: str) -> Iterator[Identifier]:
        found = dois_in(self.said["doi"]) if "doi" in self.said else []
        yield from self._found("doi", found)
        yield from self._eprint()
        for name in ("arxivid", "arxiv"):
            if name in self.said and (value := arxiv_id(self.said[name])):
                yield from self._found(name, [Identifier("arxiv", value)])
        yield from self._in_other_fields(doi_known=bool(found))
        if kind == "book" and (written := self.said.get("isbn")):
            # The ISBN of a chapter is that of its book, and would make all its chapters one paper.
            numbers = [isbn(part) for part in standard_numbers(written)]
            yield from self._found("isbn", [Identifier("isbn", n) for n in numbers if n], all(numbers))
        for scheme, read in (("pmid", pmid), ("pmcid", pmcid)):
            if scheme in self.said and (value := read(self.said[scheme])):
                yield from self._found(scheme, [Identifier(scheme, value)])
        parts = filter(None, re.split(r"[\s,]+", self.said.get("identifiers", "")))
        pairs = [part.partition(":") for part in parts]
        further = [Identifier(unquote(scheme), unquote(value)) for scheme, _, value in pairs if value]
        yield from self._found("identifiers", further, len(further) == len(pairs))

    def _found(self, name: str, found: list[Identifier], whole: bool = True) -> list[Identifier]:
        """Identifiers, with the field they come from used up where they say all of it."""
        if found and whole:
            del self.said[name]
        return found

    def _eprint(self) -> Iterator[Identifier]:
        archive, written = self.said.get("eprinttype", "").lower(), self.said.get("eprint", "")
        read = {"arxiv": arxiv_id, "": arxiv_id, "pubmed": pmid, "pmid": pmid}.get(archive)
        value = read(written) if read and written else None
        if value:
            yield Identifier("arxiv" if read is arxiv_id else "pmid", value)
            self.said.pop("eprint")
            self.said.pop("eprinttype", None)

    def _in_other_fields(self, *, doi_known: bool) -> Iterator[Identifier]:
        """Identifiers that a field holds besides what it says: it keeps its words."""
        for name in ("journaltitle", "volume", "number", "howpublished", "note"):
            written = self.said.get(name)
            if written and (value := arxiv_in(written)):
                yield Identifier("arxiv", value)
            elif written and not doi_known:
                yield from doi_alone(written)
        link = self.said.get("url", "")
        if "arxiv.org/" in link and (value := arxiv_id(link)):
            yield Identifier("arxiv", value)
        elif "doi.org/" in link and not doi_known:
            yield from dois_in(link)


def is_venue(name: str, value: str) -> bool:
    """Whether a field names a venue: an address in ``howpublished`` does not."""
    return name != "howpublished" or not _NO_VENUE.search(value[:_ADDRESS_BEGINS])


def joined_title(title: str, subtitle: str) -> str:
    """Give a title with its subtitle."""
    return f"{title}{'' if title[-1:] in '?!:.—' else ':'} {subtitle}"


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    """The fields as text, under the names of BibLaTeX where those are not taken."""
    fields = entry.fields
    for written, value in fields.items():
        modern = FIELD_SYNONYMS.get(written, written)
        name = written if modern in fields else modern
        if is_verbatim(name):
            yield name, address(value) if is_address(name) else verbatim(value)
        elif name in PEOPLE:
            people, truncated = read_people(value, plain)
            yield name, " and ".join([*(each.text for each in people), *(["others"] if truncated else [])])
        elif name != "author":
            yield name, plain(value) if name in _LINES else plain_block(value)
        elif value.strip():
            yield name, "author"


def _is_preprint_venue(venue: str | None) -> bool:
    return not venue or venue.lower().startswith(("arxiv", "corr")) or bool(arxiv_in(venue))


def _types_of(kind: str, has_arxiv: bool) -> tuple[str, ...]:
    """The entry types that a kind is written as, in either dialect."""
    if kind == "preprint":
        return ("misc", "online") if has_arxiv else ("unpublished",)
    return (TYPES.get(kind, "misc"), "misc") if kind in SAID_IN_TYPE else (TYPES.get(kind, "misc"),)
