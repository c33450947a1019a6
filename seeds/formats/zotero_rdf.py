"""Zotero's RDF, and bibliographic RDF in the words of BIBO and schema.org.

An item points to its journal, its notes and its people by name, and they stand before or behind
it: the nodes of a file are held until its end, so its size is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from seeds.draft import Draft
from seeds.formats.building import Entry, body, inverted, named
from seeds.formats.csl_terms import cheater
from seeds.formats.people import Person
from seeds.formats.xml_source import Node, records
from seeds.formats.zotero_terms import NOT_PAPERS, ROLES, kind_of
from seeds.harvest import Complaint, Item
from seeds.sniff import PAGE_LIMIT

_HEAD = re.compile(r"<(?:\w+:)?RDF\b")
_KNOWN = re.compile(
    r"zotero\.org/namespaces/export|purl\.org/ontology/bibo|https?://schema\.org/|purl\.org/net/biblio"
)
_KINDS = {
    "bib:Article": "article", "bib:Book": "book", "bib:BookSection": "chapter", "bib:Thesis": "thesis",
    "bib:Report": "report", "bib:ConferenceProceedings": "conference", "bib:Document": "other",
    "bib:Manuscript": "other", "bibo:Article": "article", "bibo:AcademicArticle": "article",
    "bibo:Book": "book", "bibo:Chapter": "chapter", "bibo:Thesis": "thesis", "bibo:Report": "report",
    "bibo:Proceedings": "book", "bibo:Document": "other", "schema:ScholarlyArticle": "article",
    "schema:Article": "article", "schema:Book": "book", "schema:Chapter": "chapter",
    "schema:Thesis": "thesis", "schema:Report": "report", "schema:Dataset": "dataset",
    "schema:SoftwareSourceCode": "software", "rdf:Description": "other", "z:UserItem": "other",
}  # fmt: skip
_ROLES = {"bib:authors": "author", "bib:editors": "editor", "bib:contributors": "contributor",
          "z:translators": "translator", "z:bookAuthors": "bookauthor",
          "z:seriesEditors": "series-editor"}  # fmt: skip
_NAMES = {
    "prism:volume": "volume", "prism:number": "number", "bib:pages": "pages", "prism:edition": "edition",
    "z:numPages": "pagetotal", "z:language": "language", "dc:language": "language",
    "z:shortTitle": "shorttitle", "z:libraryCatalog": "source", "dcterms:dateSubmitted": "urldate",
    "dc:rights": "license", "z:type": "type", "z:numberOfVolumes": "volumes",
    "dcterms:alternative": "shortjournal",
    "z:meetingName": "eventtitle", "z:repository": "repository", "dc:coverage": "archive-location",
    "bibo:volume": "volume", "bibo:issue": "number", "bibo:pages": "pages", "schema:volumeNumber": "volume",
    "schema:issueNumber": "number", "schema:pagination": "pages", "schema:issn": "issn",
}  # fmt: skip
_TITLES = ("dc:title", "dcterms:title", "schema:name")
_DATES = ("dc:date", "dcterms:date", "dcterms:issued", "schema:datePublished")
_PART_OF = ("dcterms:isPartOf", "schema:isPartOf")
# What has a title without being a work, or is only known as where works are.
_NO_WORKS = frozenset(
    {"z:Attachment", "z:Collection", "bib:Journal", "bib:Series", "bib:Memo", "bibo:Journal", "bibo:Series",
     "bibo:Periodical", "bibo:Collection", "bibo:Issue", "schema:Periodical", "schema:PublicationIssue",
     "schema:PublicationVolume", "foaf:Person", "foaf:Organization", "schema:Person", "schema:Organization"}
)  # fmt: skip
_NUMBER = re.compile(r"(DOI|ISBN|ISSN)\s+(.+)", re.DOTALL)


def why_not(head: str) -> str:
    """Say why a file that begins like this is no bibliographic RDF; ``""`` when it is."""
    if head.lstrip("\ufeff \t\r\n").startswith("<") and _HEAD.search(head[:4_000]) and _KNOWN.search(head):
        return ""
    return "it is no RDF of Zotero, BIBO or schema.org"


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft an item; notes go with their items, files are kept by their paths."""
    told: list[Complaint] = []
    nodes: list[Node] = []
    bounded = _Bounded(stream)
    for record in records(bounded):
        if isinstance(record, Complaint):
            told.append(record)
        else:
            nodes.append(record)
    by_name = {name: node for node in nodes if (name := _name(node, "rdf:about"))}
    position = 0
    for node in _items(nodes):
        item = _Item(node, by_name).read(position)
        position += isinstance(item, Draft)
        yield item
    yield from _lonely_notes(nodes)
    if bounded.left == 0:
        yield Complaint(1, f"over {PAGE_LIMIT // 1_000_000} MB; the rest was not read")
    yield from told


class _Bounded:
    """A stream of which no more is read than can be held."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.left = PAGE_LIMIT

    def read(self, size: int) -> bytes:
        data = self._stream.read(min(size, self.left))
        self.left -= len(data)
        return data


def _items(nodes: list[Node]) -> Iterator[Node]:
    """The nodes that are works of their own, rather than a part of another."""
    holding = {_name(pointer) for node in nodes for pointer in node.children(*_PART_OF)}
    for node in nodes:
        type = node.text("z:itemType")
        titled = bool(_first(node, *_TITLES)) and node.name not in _NO_WORKS
        alone = _name(node, "rdf:about") not in holding
        if type not in NOT_PAPERS and (type or (titled and alone)):
            yield node


def _name(node: Node, attribute: str = "rdf:resource") -> str:
    """What a node is called, or what a pointer calls the node it means; empty for none."""
    number = node.attributes.get("rdf:nodeID")
    return f"_:{number}" if number else node.attributes.get(attribute, "")


def _lonely_notes(nodes: list[Node]) -> Iterator[Complaint]:
    """Notes that no item has: they have no place among papers."""
    pointers = (pointer for node in nodes for pointer in node.children("dcterms:isReferencedBy"))
    had = {pointer.attributes.get("rdf:resource") for pointer in pointers}
    for node in nodes:
        if node.name == "bib:Memo" and node.attributes.get("rdf:about") not in had:
            yield Complaint(node.line, "a note that belongs to no item")


class _Item:
    """An item being read, with the nodes it may point to."""

    def __init__(self, node: Node, by_name: Mapping[str, Node]) -> None:
        self.node = node
        self.by_name = by_name
        type = node.text("z:itemType")
        kind, unsaid = kind_of(type) if type else (_KINDS.get(node.name, "other"), "")
        self.entry = Entry(node.line, kind=kind)
        self.entry.keep("itemtype", unsaid)

    def read(self, position: int) -> Draft | Complaint:
        node, entry = self.node, self.entry
        entry.title = _first(node, *_TITLES)
        entry.abstract = _first(node, "dcterms:abstract", "bibo:abstract", "schema:description")
        entry.date(_first(node, *_DATES))
        entry.key = node.text("z:citationKey") or None
        self._people()
        self._identify(node)
        for part in node.children(*_PART_OF):
            self._container(self._meant(part), part)
        self._rest(node)
        return entry.finished(position)

    def _meant(self, pointer: Node) -> Node | None:
        """The node inside a pointer, or the one it names."""
        return next(pointer.children(), None) or self.by_name.get(_name(pointer))

    def _people(self) -> None:
        for name, role in _ROLES.items():
            for seq in self.node.children(name):
                self.entry.people(role, [_person(person) for person in _all(seq, "foaf:Person")])
        for type, role in ROLES.items():  # z:programmers, z:presenters …
            for seq in self.node.children(f"z:{type}s") if f"z:{type}s" not in _ROLES else ():
                self.entry.people(role, [_person(person) for person in _all(seq, "foaf:Person")])
        listed = [
            pointer for part in self.node.children("bibo:authorList") for pointer in _all(part, "rdf:li")
        ]
        for pointer in listed or self.node.children("dcterms:creator", "dc:creator", "schema:author"):
            person = self._meant(pointer)
            self.entry.people("author", [_person(person) if person else inverted(pointer.text())])

    def _identify(self, node: Node) -> None:
        """Identifiers as Zotero writes them (``DOI 10.1000/x``), as addresses, or named by BIBO."""
        entry = self.entry
        for text in node.texts("dc:identifier", "bibo:uri"):
            found = _NUMBER.fullmatch(text)
            if text.startswith("http"):
                entry.url = entry.url or text
            elif found and found[1] == "ISSN":
                entry.keep("issn", found[2])
            elif found:
                for number in found[2].split() if found[1] == "ISBN" else [found[2]]:
                    entry.identify(found[1].lower(), number)
            else:
                entry.keep("identifier", text)
        for name, scheme in (("bibo:doi", "doi"), ("bibo:isbn13", "isbn"), ("schema:isbn", "isbn")):
            for text in node.texts(name):
                entry.identify(scheme, text)
        for pointer in node.children("schema:sameAs"):
            address = pointer.attributes.get("rdf:resource") or pointer.text()
            entry.url = entry.url or address

    def _container(self, node: Node | None, pointer: Node) -> None:
        """The journal or book an item is in, its series, or the issue that is in the journal."""
        if node is None:
            self.entry.keep("series", pointer.text())
            return
        title = _first(node, *_TITLES)
        if node.name == "bib:Series":
            self.entry.keep("series", title)
            self.entry.keep("seriesnumber", node.text("dc:identifier"))
        elif title and not self.entry.venue:
            self.entry.venue = title
        if not self.entry.published:
            self.entry.date(_first(node, *_DATES))
        if node.name != "bib:Series":
            self._identify(node)
            self._rest(node)
        for part in node.children(*_PART_OF):  # names are not followed a second time, they may go round
            if inside := next(part.children(), None):
                self._container(inside, part)

    def _rest(self, node: Node) -> None:
        entry = self.entry
        for name, kept in _NAMES.items():
            for text in node.texts(name):
                entry.keep(kept, text)
        starts, ends = (node.texts(f"bibo:page{end}", f"schema:page{end}") for end in ("Start", "End"))
        entry.keep("pages", "-".join(dict.fromkeys([*starts, *ends])))
        for publisher in node.children("dc:publisher", "dcterms:publisher", "schema:publisher"):
            entry.keep("publisher", publisher.text("foaf:Organization", "foaf:name") or _bare(publisher))
            for place in _all(publisher, "vcard:locality"):
                entry.keep("location", place.text())
        entry.words(node.texts("dc:subject", "dcterms:subject", "schema:about"))
        for meeting in node.children("bib:presentedAt"):
            entry.keep("eventtitle", meeting.text("bib:Conference", "dc:title"))
        for text in node.texts("dc:description", "z:extra"):
            entry.keep("note", cheater(entry, text))
        for pointer in node.children("dcterms:isReferencedBy"):
            memo = self._meant(pointer)
            entry.notes += [memo.text("rdf:value")] if memo else []
        for pointer in node.children("link:link"):
            file = self.by_name.get(pointer.attributes.get("rdf:resource", ""))
            path = file.child("z:path") if file else None
            entry.keep("file", path.attributes.get("rdf:resource", "") or path.text() if path else "")


def _person(person: Node) -> Person:
    family = person.text("foaf:surname") or person.text("foaf:familyName")
    given = person.text("foaf:givenName") or person.text("foaf:givenname")
    if person.name == "foaf:Organization":
        return body(person.text("foaf:name"))
    if not family:
        return inverted(person.text("foaf:name") or person.text("schema:name"))
    return named(given, family) if given else body(family)


def _first(node: Node, *names: str) -> str:
    return next((text for name in names for text in node.texts(name)), "")


def _bare(node: Node) -> str:
    """The text of a node that holds no others."""
    return "" if any(node.children()) else node.text()


def _all(node: Node, name: str) -> Iterator[Node]:
    """The elements of a name inside a node, on all levels."""
    for child in node.children():
        if child.name == name:
            yield child
        else:
            yield from _all(child, name)
