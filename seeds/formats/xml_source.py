"""XML from strangers, record by record: no entity is expanded, nothing is loaded, memory is bounded.

The parser of the standard library is driven directly, because its trees know no line numbers and
it would expand entities. A document that declares any is refused; a record is given as soon as it
ends, and forgotten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from seeds.harvest import Complaint
from seeds.recode import Mended, Readable
from seeds.sniff import told_bad

_CHUNK = 65_536
_DEEPEST = 200
_LARGEST = 8_000_000  # characters of one record, markup included
_NAMESPACES: Mapping[str, str] = {
    "http://purl.org/dc/elements/1.1/": "dc", "http://purl.org/dc/terms/": "dcterms",
    "http://arxiv.org/schemas/atom": "arxiv", "http://purl.org/rss/1.0/modules/content/": "content",
    "http://search.yahoo.com/mrss/": "media", "http://prismstandard.org/namespaces/1.2/basic/": "prism",
    "http://prismstandard.org/namespaces/basic/2.0/": "prism", "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/atom/ns#": "atom", "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.zotero.org/namespaces/export#": "z", "http://purl.org/net/biblio#": "bib",
    "http://xmlns.com/foaf/0.1/": "foaf", "http://nwalsh.com/rdf/vCard#": "vcard",
    "http://purl.org/rss/1.0/modules/link/": "link", "http://purl.org/ontology/bibo/": "bibo",
    "http://schema.org/": "schema", "https://schema.org/": "schema", "http://purl.org/rss/1.0/": "rss",
    "http://www.w3.org/1999/xhtml": "xhtml", "http://my.netscape.com/rdf/simple/0.9/": "rss",
}  # fmt: skip


@dataclass(slots=True)
class Node:
    """An element: its name with the prefix its namespace usually has (``dc:title``), what is in it."""

    name: str
    attributes: Mapping[str, str]
    line: int
    parts: list[Node | str] = field(default_factory=list)

    def children(self, *names: str) -> Iterator[Node]:
        """The elements in it, of the names given; all of them without a name."""
        for part in self.parts:
            if isinstance(part, Node) and (not names or part.name in names):
                yield part

    def child(self, *path: str) -> Node | None:
        """The element at the end of a path of names, the first of each; None where there is none."""
        found: Node | None = self
        for name in path:
            found = next(found.children(name), None) if found else None
        return found

    def text(self, *path: str) -> str:
        """The text in the element at the end of a path, on all levels, without blanks around it."""
        found = self.child(*path) if path else self
        return "".join(found._pieces()).strip() if found else ""

    def texts(self, *names: str) -> list[str]:
        """The texts of the elements in it of these names, without empty ones."""
        return [text for child in self.children(*names) if (text := child.text())]

    def _pieces(self) -> Iterator[str]:
        for part in self.parts:
            if isinstance(part, str):
                yield part
            else:
                yield from part._pieces()


class _Refused(Exception):
    """The document asks for what is not done here; the message says what."""


def records(stream: Readable, names: Collection[str] = ()) -> Iterator[Node | Complaint]:
    """Give each element of one of the names, or each below the root; a complaint where it breaks off."""
    reading = _Reading(names)
    source = Mended(stream)
    begun = False
    try:
        while chunk := source.read(_CHUNK):
            reading.parser.Parse(chunk if begun else chunk.lstrip(), False)
            begun = begun or bool(chunk.strip())
            yield from reading.taken()
        reading.parser.Parse(b"", True)
        yield from reading.taken()
    except expat.ExpatError as error:
        yield from reading.taken()
        reason = expat.ErrorString(error.code)
        yield Complaint(error.lineno, f"not well-formed XML from here on: {reason}")
    except (_Refused, LookupError, ValueError) as error:
        yield from reading.taken()
        yield Complaint(max(reading.parser.CurrentLineNumber, 1), f"{error}; the rest was not read")
    if source.bad:
        yield Complaint(1, told_bad(source.bad), rejected=False)


class _Reading:
    """The parser, the record that is open, and those that are done."""

    def __init__(self, names: Collection[str]) -> None:
        self.names = names
        self.local_names = {name.rpartition(":")[2] for name in names}
        self.open: list[Node] = []
        self.done: list[Node | Complaint] = []
        self.depth = 0
        self.size = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.EntityDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.SkippedEntityHandler = self._skipped
        self.parser.ProcessingInstructionHandler = self._instructed

    def taken(self) -> list[Node | Complaint]:
        done, self.done = self.done, []
        return done

    def _refuse(self, *_: object) -> None:
        raise _Refused("it declares entities, which are not expanded")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _Refused("nested too deeply")
        name = _short(name)
        wanted = name in self.names if self.names else self.depth == 2
        if not self.open and not wanted:
            if name.rpartition(":")[2] in self.local_names:
                self._tell(f"a <{name}> of an unknown namespace was not read")
            return
        if self.open and wanted and name == self.open[0].name:
            self._tell(f"a <{name}> inside another was not read by itself")
        self._grown(len(name) + 50 + sum(map(len, attributes.values())))
        named = {_short(key): value for key, value in attributes.items()}
        node = Node(name, named, self.parser.CurrentLineNumber)
        if self.open:
            self.open[-1].parts.append(node)
        self.open.append(node)

    def _tell(self, reason: str) -> None:
        self.done.append(Complaint(self.parser.CurrentLineNumber, reason))

    def _end(self, _: str) -> None:
        self.depth -= 1
        if self.open:
            node = self.open.pop()
            if not self.open:
                self.done.append(node)
                self.size = 0

    def _text(self, text: str) -> None:
        if self.open:
            self._grown(len(text))
            self.open[-1].parts.append(text)

    def _skipped(self, name: str, is_parameter: bool) -> None:
        """An entity that a DTD elsewhere declares: those of HTML are known, others stay as they stand."""
        if not is_parameter:
            from html import unescape

            self._text(unescape(f"&{name};"))

    def _instructed(self, target: str, data: str) -> None:
        """A damaged beginning can make an instruction of everything up to the next ``?>``."""
        if "<" in data:
            self._tell(f"an instruction <?{target[:20]} with elements in it was not read")

    def _grown(self, by: int) -> None:
        self.size += by
        if self.size > _LARGEST:
            raise _Refused(f"an entry of over {_LARGEST:,} characters")


def _short(name: str) -> str:
    """The name with the usual prefix of its namespace; that alone where the namespace says nothing here."""
    namespace, _, local = name.rpartition(" ")
    prefix = _NAMESPACES.get(namespace)
    return f"{prefix}:{local}" if prefix else local
