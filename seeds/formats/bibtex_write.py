"""Papers as BibTeX or BibLaTeX entries, one at a time, so that an export of any size streams.

Whatever a library holds, what is written can be parsed: braces balance, keys and names of fields
hold no mark, and text holds no command. What the reader did with a paper is not written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from seeds.dates import MONTHS
from seeds.formats.bibtex_dates import FIELDS as DATE_FIELDS
from seeds.formats.bibtex_dates import date_fields
from seeds.formats.bibtex_draft import KEYS, PEOPLE, is_address, is_venue, is_verbatim, joined_title
from seeds.formats.bibtex_text import tex, tex_address, tex_block, tex_title, tex_verbatim
from seeds.formats.bibtex_types import CLASSIC, FIELD_SYNONYMS, KINDS, SAID_IN_TYPE, TYPES, venue_fields
from seeds.formats.names_of_works import pmcid, pmid
from seeds.formats.people import Person, is_awkward, parts_of, read_people
from seeds.formats.seen import Seen
from seeds.identify import arxiv_id, doi, isbn

_CLASSIC_NAMES = {new: old for old, new in FIELD_SYNONYMS.items() if old != "school"}
_NOT_IN_KEY = re.compile(r"[\s{}(),=\"#%'~\\@$&^\x00-\x1f\x7f]+")
_NOT_IN_NAME = re.compile(r"[^a-z0-9_:.+/*-]+")
_NORMAL: Mapping[str, Callable[[str], str | None]] = {
    "doi": doi,
    "arxiv": arxiv_id,
    "isbn": isbn,
    "pmid": pmid,
    "pmcid": pmcid,
}
_NOT_PLAIN = re.compile(r"[\s{}\\@]")
_UNTITLED = "Untitled"
_SMALLER_THESES = ("mathesis", "bathesis")

Fields = Iterator[tuple[str, str]]


class Writer:
    """Writes papers (the JSON of a paper); ``classic`` for BibTeX's own styles, else for BibLaTeX."""

    def __init__(self, *, classic: bool) -> None:
        self.classic = classic
        self._keys = Seen()

    def write(self, papers: Iterable[Mapping[str, Any]]) -> Iterator[str]:
        """Give one entry a paper, an empty line between them."""
        before = ""
        for paper in papers:
            yield before + self._entry(paper)
            before = "\n"

    def _entry(self, paper: Mapping[str, Any]) -> str:
        extra = {str(name).lower(): str(value) for name, value in (paper.get("extra") or {}).items() if value}
        type = self._type(paper, extra)
        lines = [f"@{CLASSIC.get(type, type) if self.classic else type}{{{self._key(paper)},\n"]
        if self.classic and type == "thesis" and extra.get("type") in _SMALLER_THESES:
            lines = [lines[0].replace("@phdthesis", "@mastersthesis", 1)]
        used: set[str] = set()
        for meant, value in self._fields(paper, extra, type):
            name = self._named(meant, type, extra)
            while name in used:
                name = f"{name}-2"
            used.add(name)
            macro = self.classic and name == "month" and value in MONTHS
            lines.append(f"  {name} = {value if macro else '{' + value + '}'},\n")
        return "".join([*lines, "}\n"])

    def _type(self, paper: Mapping[str, Any], extra: dict[str, str]) -> str:
        """The entry type in BibLaTeX's words."""
        kind = str(paper.get("kind") or "preprint")
        given = re.sub(r"[^a-z0-9_-]+", "", extra.pop("entrytype", "").lower()).lstrip("0123456789_-")
        fits = kind in ("preprint", KINDS.get(given, "other"))
        if given and fits and given not in ("comment", "string", "preamble", "set", "xdata"):
            return given
        if kind == "preprint":
            on_arxiv = (paper.get("identifiers") or {}).get("arxiv")
            return "unpublished" if not on_arxiv else "misc" if self.classic else "online"
        if self.classic and kind in SAID_IN_TYPE and "type" not in extra:
            extra["type"] = kind
            return "misc"
        return TYPES.get(kind, "misc")

    def _key(self, paper: Mapping[str, Any]) -> str:
        """The key without the characters that end one, unlike all before it even without case."""
        key = wanted = _NOT_IN_KEY.sub("", str(paper.get("key") or "")) or "paper"
        number = 1
        while not self._keys.add(key.lower()):
            number += 1
            key = f"{wanted}-{number}"
        return key

    def _named(self, name: str, type: str, extra: Mapping[str, str]) -> str:
        """The name of a field in this dialect, holding no mark."""
        if self.classic and name in _CLASSIC_NAMES and _CLASSIC_NAMES[name] not in extra:
            name = _CLASSIC_NAMES[name]
        elif self.classic and name == "institution" and type == "thesis" and "school" not in extra:
            name = "school"
        name = _NOT_IN_NAME.sub("-", name).strip("-") or "field"
        return name if name[0].isalpha() or name[0] == "_" else f"x-{name}"

    def _fields(self, paper: Mapping[str, Any], extra: dict[str, str], type: str) -> Fields:
        if author := _authors(paper, extra.pop("author", None)):
            yield "author", author
        yield from _titles(paper, extra)
        if venue := paper.get("venue"):
            yield _venue_field(str(venue), type, extra), tex(str(venue))
        published = paper.get("published")
        for name, value in date_fields(published, extra, classic=self.classic):
            yield name, tex(value)
        identifiers = list(_identifiers(paper, extra, self.classic))
        for name, value in extra.items():
            if name not in DATE_FIELDS:
                yield name, _extra(name, value)
        yield from identifiers
        if paper.get("category"):
            yield "eprintclass", tex(str(paper["category"]))
        if paper.get("url"):
            yield "url", tex_address(str(paper["url"]))
        if paper.get("abstract"):
            yield "abstract", tex_block(str(paper["abstract"]))


def tex_people(people: Sequence[Person], truncated: bool) -> str:
    """Give a list of names as TeX."""
    names = [name for name in map(_tex_name, people) if name]
    return " and ".join([*names, *(["others"] if truncated else [])])


def _authors(paper: Mapping[str, Any], kept: str | None) -> str:
    names = [str(name) for name in paper.get("authors") or ()]
    return tex_people(parts_of(names, kept), bool(paper.get("authors_truncated")))


def _tex_name(person: Person) -> str:
    if not person.given and not person.suffix:
        written = tex(person.family)
        return f"{{{written}}}" if " " in person.family or is_awkward(person.family) else written
    parts = (person.family, person.suffix, person.given) if person.suffix else (person.family, person.given)
    return ", ".join(_tex_part(part) for part in parts)


def _tex_part(part: str) -> str:
    written = tex(part)
    return f"{{{written}}}" if is_awkward(part) or not written else written


def _titles(paper: Mapping[str, Any], extra: dict[str, str]) -> Fields:
    """The title, taken apart again where it was put together from two fields."""
    title = str(paper.get("title") or "")
    if paper.get("provisional_title") and title == _UNTITLED:
        return
    subtitle = extra.get("subtitle")
    if subtitle and title.endswith(subtitle):
        main = title[: -len(subtitle)].rstrip()
        for before in (main.removesuffix(":"), main):
            if before and joined_title(before, subtitle) == title:
                yield "title", tex_title(before)
                return
    if title:
        extra.pop("subtitle", None)
        yield "title", tex_title(title)


def _venue_field(venue: str, type: str, extra: Mapping[str, str]) -> str:
    names = [name for name in venue_fields(type) if name not in extra and is_venue(name, venue)]
    return names[0] if names else venue_fields(type)[0]


def _identifiers(paper: Mapping[str, Any], extra: Mapping[str, str], classic: bool) -> Fields:
    """The first of each scheme in its own field; what has none in ``identifiers``."""
    rest = []
    isbns = []
    seen = set()
    for scheme, values in (paper.get("identifiers") or {}).items():
        field = "eprint" if scheme == "arxiv" else scheme
        for value in map(str, values):
            normal = scheme in _NORMAL and _NORMAL[scheme](value) == value and field not in extra
            if scheme == "isbn" and normal and paper.get("kind") == "book":
                isbns.append(value)
            elif normal and scheme != "isbn" and scheme not in seen and not _NOT_PLAIN.search(value):
                seen.add(scheme)
                yield field, value
            else:
                rest.append(f"{quote(str(scheme), safe='')}:{quote(value, safe='/:;().<>-_')}")
    if "arxiv" in seen:
        yield "eprinttype", "arXiv" if classic else "arxiv"
    if isbns:
        yield "isbn", " ".join(isbns)
    if rest:
        yield "identifiers", " ".join(rest)


def _extra(name: str, value: str) -> str:
    if is_verbatim(name):
        return tex_address(value) if is_address(name) or name in KEYS else tex_verbatim(value)
    if name in PEOPLE:
        return tex_people(*read_people(value))
    if name == "pages":
        return tex(value).replace("–", "--")
    return tex_block(value) if "\n" in value else tex(value)
