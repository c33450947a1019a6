"""CSL-JSON, which Zotero, pandoc and citation services speak: the variables of citation styles.

What the Citation Style Language has no variable for is written under ``custom``, where its schema
allows anything, and comes back from there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from seeds.draft import Draft
from seeds.formats import csl_terms as terms
from seeds.formats.building import (
    PARTS,
    Entry,
    as_text,
    body,
    first,
    mapping,
    named,
    objects,
    texts,
    without_particle,
)
from seeds.formats.in_order import from_values
from seeds.formats.json_source import begins_json, entries
from seeds.formats.people import Person, parts_of, read_people
from seeds.harvest import Complaint, Item
from seeds.markup import plain_block

_OWN = {"title": "title", "abstract": "abstract", "container-title": "venue", "URL": "url"}
"""The variables that are fields of a draft, and which."""
_BEYOND = ("category", "affiliations", "authors_truncated", "code_url", "summary")
_OURS = "carrel"  # under which they stand in the custom fields


def why_not(head: str) -> str:
    """Say why a file that begins like this is not CSL-JSON; ``""`` when it is."""
    if begins_json(head) and terms.TYPED.search(head) and '"kind"' not in head:
        return ""
    return "it is no JSON with a “type” of the Citation Style Language"


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft an item."""
    yield from from_values(entries(stream, ("references", "items")), item_of)


def item_of(value: object, position: int, line: int) -> Draft | Complaint:
    """Make a draft of one decoded item."""
    if not isinstance(value, dict):
        return Complaint(line, "an item has to be an object")
    type = first(value.get("type"))
    entry = Entry(line, kind=terms.KINDS.get(type, "other"))
    if type and terms.TYPES[entry.kind] != type:
        entry.keep("csltype", type)
    for name, content in value.items():
        if content not in (None, "", [], {}) and name not in ("type", "id", "citation-key"):
            _take(entry, name, content)
    _key(entry, value)
    return entry.finished(position)


def _take(entry: Entry, name: str, value: Any) -> None:
    """Take one variable to where it belongs."""
    match name:
        case _ if name in _OWN:
            setattr(entry, _OWN[name], first(value))
        case "DOI" | "ISBN" | "PMID" | "PMCID":
            for text in texts(value):
                _identify(entry, name.lower(), text)
        case "issued":
            entry.published, verbatim = terms.date_of(value)
            entry.keep("date", verbatim)
        case "number" if "arxiv" in as_text(value).lower()[:6]:
            entry.identify("arxiv", as_text(value))
        case "custom" if isinstance(value, dict):
            _custom(entry, value)
        case "note" if isinstance(value, str):
            entry.keep("note", terms.cheater(entry, value))
        case _ if name in terms.ROLES:
            entry.people(terms.ROLES[name], [_name(person) for person in objects(value)])
        case _ if name in terms.DATES:
            literal = value.get("literal") if isinstance(value, dict) else value
            published, verbatim = terms.date_of(value)
            entry.keep(terms.DATES[name], (literal if isinstance(literal, str) else verbatim) or published)
        case _:
            own = isinstance(value, dict) and list(value) == ["name"]
            entry.keep(terms.field_of(name, entry.kind), value["name"] if own else value)


def _identify(entry: Entry, scheme: str, text: str) -> None:
    """ISBNs may share a field; a DOI may be shortened, and is kept as text then."""
    names_it = scheme == "isbn" and entry.kind not in PARTS
    parts = re.split(r"[\s;,]+", text) if names_it else [text]
    for part in parts if all(len(part) > 9 for part in parts) else [text]:
        entry.identify(scheme, part)


def _key(entry: Entry, value: Mapping[str, Any]) -> None:
    """The citation key: an ``id`` that a program counted, or an address, is none."""
    key, id = as_text(value.get("citation-key")), as_text(value.get("id"))
    if not key and terms.is_key(id):
        key = id
    entry.key = key or None
    if id != key and not terms.is_counted(id):
        entry.keep("id", id)


def _name(person: Mapping[str, Any]) -> Person:
    literal = as_text(person.get("literal")) or as_text(person.get("name"))
    if literal:
        return body(literal)
    particles = f"{as_text(person.get('dropping-particle'))} {as_text(person.get('non-dropping-particle'))}"
    return named(person.get("given"), f"{particles} {as_text(person.get('family'))}", person.get("suffix"))


def _custom(entry: Entry, custom: Mapping[str, Any]) -> None:
    """What :func:`write` put where the schema allows anything, or another program did."""
    for name, value in custom.items():
        if name == _OURS:
            _ours(entry, mapping(value))
        else:
            entry.keep(name, value)


def _ours(entry: Entry, said: Mapping[str, Any]) -> None:
    for scheme, numbers in mapping(said.get("identifiers")).items():
        for number in texts(numbers):
            entry.identify(scheme.lower(), number)
    for name in ("category", "code_url", "summary"):
        setattr(entry, name, first(said.get(name)) or getattr(entry, name))
    entry.affiliations += texts(said.get("affiliations"))
    entry.authors_truncated |= said.get("authors_truncated") is True


def write(papers: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Write the array, one item a line."""
    before = "[\n"
    for number, paper in enumerate(papers, 1):
        yield before + json.dumps(item_for(paper, number), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def item_for(paper: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Give the item of a paper; ``number`` is its id where it has no other."""
    extra = dict(paper.get("extra") or {})
    kind = str(paper.get("kind") or "other")
    type = extra.pop("csltype", "")
    fits = type and terms.KINDS.get(type, "other") == kind
    people = parts_of(paper.get("authors") or (), extra.pop("author", None))
    item: dict[str, Any] = {
        "id": paper.get("key") or extra.pop("id", str(number)),
        "type": type if fits else terms.TYPES.get(kind, "document"),
        "title": _marked(paper.get("title")),
        "author": [_written_name(name) for name in people],
        "container-title": _marked(paper.get("venue")),
        "abstract": _marked(paper.get("abstract")),
        "URL": paper.get("url"),
    }
    if paper.get("key"):
        item["citation-key"] = paper["key"]
    item["issued"] = terms.written_date(paper.get("published"), extra)
    ours: dict[str, Any] = {"identifiers": _written_identifiers(paper, item)}
    ours |= {name: paper.get(name) for name in _BEYOND}
    custom = _written_extra(extra, kind, item)
    if said := {name: value for name, value in ours.items() if value}:
        custom[_OURS] = said
    if custom:
        item["custom"] = custom
    return {name: value for name, value in item.items() if value}


def _marked(text: str | None) -> str | None:
    """A text as the language takes it: what looks like markup without being any is escaped."""
    if text and "<" in text and plain_block(text) != text:
        return text.replace("&", "&amp;").replace("<", "&lt;")
    return text


def _written_identifiers(paper: Mapping[str, Any], item: dict[str, Any]) -> dict[str, list[str]]:
    """Put the first identifier of each scheme CSL knows into the item; give what is left for ``custom``."""
    left = {scheme: list(numbers) for scheme, numbers in (paper.get("identifiers") or {}).items()}
    for variable in ("DOI", "ISBN", "PMID", "PMCID"):
        if left.get(variable.lower()):
            item[variable] = left[variable.lower()].pop(0)
    if "DOI" not in item and left.get("arxiv"):
        item["DOI"] = "10.48550/arXiv." + left["arxiv"].pop(0)
    return {scheme: numbers for scheme, numbers in left.items() if numbers}


def _written_extra(extra: dict[str, str], kind: str, item: dict[str, Any]) -> dict[str, Any]:
    """Put into the item what the language has a variable for; give what is left for ``custom``."""
    left: dict[str, Any] = {}
    for name, text in extra.items():
        variable = terms.variable_of(name, kind)
        if variable in terms.ROLES:
            item[variable] = [_written_name(name) for name in read_people(text)[0]]
        elif variable in terms.DATES:
            item[variable] = terms.date_object(text)
        elif variable and not item.get(variable):
            item[variable] = text
        else:
            left[name] = text
    return left


def _written_name(name: Person) -> dict[str, str]:
    if not name.given and " " in name.family:
        return {"literal": name.family}
    particle, rest = without_particle(name.family)
    parts = {"family": rest, "given": name.given, "non-dropping-particle": particle, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}
