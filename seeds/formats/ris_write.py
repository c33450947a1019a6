"""Papers as records of RIS: one value a line, so that nothing in a value can begin a tag."""

# ruff: noqa: SIM905 (tables of words read best as words)
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from seeds.formats.bibtex_draft import joined_title
from seeds.formats.people import Person, parts_of, read_people
from seeds.formats.ris_draft import (
    BY_INSTITUTION,
    CATEGORY,
    FIELD_IN_TAG,
    IN_BOOKS,
    IN_JOURNALS,
    PLAIN,
    number_field,
    read_date,
    read_name,
)
from seeds.formats.ris_types import meaning_of, type_of

_BREAKS = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_TAGS = {name: tag for tag, name in reversed(PLAIN.items())} | {
    "institution": "PB", "sn": "SN", "isbn": "SN", "issn": "SN", "type": "M3", "shortjournal": "J2",
    "keywords": "KW", "urldate": "Y2",
}  # fmt: skip
_PEOPLE = {"editor": "ED", "translator": "A4"}
_OWN_TAG = re.compile(r"[a-z][a-z0-9]")
# Tags that the writer gives another meaning; what was kept under them goes by its name.
_MEANT = frozenset(
    "ty er id au a1 a2 a4 ed ti t1 ct t2 bt jf jo ja j1 j2 ab n2 do di ur py y1 y2 da sp ep u5 an ad "
    "kw m3 l3 sn u1 c2".split()
)
_PAGES = re.compile(r"(\w+)\s*[-–—]{1,2}\s*(\w+)")
_NUMBERS = frozenset({"sn", "isbn", "issn"})
_SEPARATORS = {"KW": re.compile(r",\s+"), "L1": re.compile(r";"), "SN": re.compile(r"[,;]\s+")}

Pairs = Iterator[tuple[str, str]]


def record(paper: Mapping[str, Any]) -> str:
    """Give the record of a paper (the JSON of a paper), an empty line behind it."""
    extra = {str(name).lower(): str(value) for name, value in (paper.get("extra") or {}).items() if value}
    kind = str(paper.get("kind") or "preprint")
    lines = [f"TY  - {_type(kind, extra)}\n"]
    for tag, value in _pairs(paper, extra, kind):
        flat = _BREAKS.sub(" ", value).strip()
        lines += [f"{tag}  - {flat}\n"] if flat else []
    return "".join([*lines, "ER  - \n\n"])


def _type(kind: str, extra: dict[str, str]) -> str:
    """The type of the record; takes up what it says from ``extra``."""
    if entry_type := extra.get("entrytype"):
        written = type_of(kind, entry_type)
        if meaning_of(written) == (kind, entry_type):
            del extra["entrytype"]
        return written
    finer = type_of(kind, extra.get("entrysubtype", ""))
    if finer != type_of(kind, ""):
        del extra["entrysubtype"]
    return finer


def _pairs(paper: Mapping[str, Any], extra: dict[str, str], kind: str) -> Pairs:
    key = str(paper.get("key") or "")
    if key and not key.isdigit():  # which would be taken for a number of the other program's
        yield "ID", key
    names = [str(name) for name in paper.get("authors") or ()]
    for each in parts_of(names, extra.pop("author", None)):
        yield "AU", _name(each)
    if paper.get("authors_truncated"):
        yield "AU", "et al."
    yield from _titles(paper, extra, kind)
    if paper.get("venue"):
        yield "T2" if kind in IN_JOURNALS | IN_BOOKS else "JF", str(paper["venue"])
    yield from _dates(paper, extra)
    yield from _identifiers(paper, kind)
    yield from (("AD", str(where)) for where in paper.get("affiliations") or ())
    if paper.get("url"):
        yield "UR", str(paper["url"])
    if paper.get("abstract"):
        yield "AB", str(paper["abstract"])
    if paper.get("category"):
        yield "U5", f"{CATEGORY}: {paper['category']}"
    for name, value in extra.items():
        yield from _extra(name, value, kind, extra)


def _titles(paper: Mapping[str, Any], extra: dict[str, str], kind: str) -> Pairs:
    title = str(paper.get("title") or "")
    if paper.get("provisional_title") and title == "Untitled":
        return
    subtitle = extra.get("subtitle", "")
    main = title[: -len(subtitle)].rstrip() if subtitle and title.endswith(subtitle) else ""
    main = main.removesuffix(":") if joined_title(main.removesuffix(":"), subtitle) == title else main
    if kind == "thesis" and main and joined_title(main, subtitle) == title:
        yield "TI", main
        yield "T2", extra.pop("subtitle")
    elif title:
        yield "TI", title


def _dates(paper: Mapping[str, Any], extra: dict[str, str]) -> Pairs:
    """The date with slashes; what the source said in its place where that still says the same."""
    published = paper.get("published")
    kept = extra.get("date", "")
    if kept and read_date(kept)[0] == published:
        yield "PY", extra.pop("date")
    elif published:
        yield "PY", str(published).replace("-", "/")
        if kept and read_date(kept)[0] is None:
            yield "Y1", extra.pop("date")


def _identifiers(paper: Mapping[str, Any], kind: str) -> Pairs:
    for scheme, values in (paper.get("identifiers") or {}).items():
        for value in map(str, values):
            if scheme == "doi":
                yield "DO", value
            elif scheme == "isbn" and kind == "book":
                yield "SN", value
            elif scheme == "pmid":
                yield "U1", f"{value}[pmid]"
            elif scheme == "pmcid":
                yield "AN", value
            else:
                yield "AN", f"{'arXiv' if scheme == 'arxiv' else scheme}:{value}"


def _extra(name: str, value: str, kind: str, extra: Mapping[str, str]) -> Pairs:
    if name in _PEOPLE:
        people, truncated = read_people(value)
        yield from ((_PEOPLE[name], _name(each)) for each in people)
        if truncated:
            yield _PEOPLE[name], "et al."
    elif name == "pages":
        found = _PAGES.fullmatch(value)
        yield from (("SP", found[1]), ("EP", found[2])) if found else (("SP", value),)
    elif name == "ur":
        yield "UR", value
    elif name == ("publisher" if kind in BY_INSTITUTION else "institution") or (
        name in _NUMBERS and number_field(value) != name
    ):
        yield "U5", f"{name}: {value}"
    elif tag := _TAGS.get(name):
        yield from ((tag, part) for line in value.split("\n") for part in _parts(tag, line))
    elif _OWN_TAG.fullmatch(name) and name not in _MEANT and name.upper() not in PLAIN:
        yield from ((name.upper(), line) for line in value.split("\n"))
    elif FIELD_IN_TAG.fullmatch(f"{name}: "):
        yield from (("U5", f"{name}: {line}") for line in value.split("\n"))
    else:
        yield "U5", value


def _parts(tag: str, line: str) -> list[str]:
    separator = _SEPARATORS.get(tag)
    return separator.split(line) if separator else [line]


def _name(person: Person) -> str:
    if person.given:
        parts = filter(None, (person.family, person.given, person.suffix))
        written = ", ".join(part.replace(",", " ") for part in parts)
    else:
        written = f"{person.family}, {person.suffix}" if person.suffix else person.family
    written = written.replace(";", " ")
    return written if person.given or read_name(written) == person else f"{written},"
