"""What the readers of exchange formats have in common: a draft put together field by field.

Formats name the same things differently. A reader says what it found, here it is decided how it
is kept: an identifier in its one spelling, a person under the role, what has no field of its own
in ``extra`` under the name that BibLaTeX has for it. Nothing that a source says is lost on the way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from seeds.dates import from_text
from seeds.draft import NOTHING, Draft, DraftNote, Identifier, Reading
from seeds.formats.people import Person, people_text, person
from seeds.harvest import Complaint
from seeds.identify import identifier
from seeds.markup import plain_block, plain_line
from seeds.names import PARTICLES

KINDS = ("preprint", "article", "conference", "book", "chapter", "thesis", "report", "dataset", "software",
         "web", "other")  # fmt: skip
_SUFFIXES = ("Jr", "Sr", "II", "III", "IV")
_OTHERS = ("others", "et al", "et al.", "...")
_ARXIV_VENUE = re.compile(r"arxiv(?: preprint)?:?\s*(?:arxiv:)?(\S+)(?:\s+\[(\S+)\])?", re.IGNORECASE)
PARTS = frozenset({"chapter", "conference", "article"})
"""Kinds of what is in a book, or in a journal."""


@dataclass(slots=True)
class Entry:
    """One entry being read; its fields are those of a draft."""

    line: int = 1
    title: str = ""
    kind: str = "other"
    venue: str = ""
    published: str | None = None
    category: str | None = None
    url: str | None = None
    code_url: str | None = None
    abstract: str = ""
    summary: str | None = None
    key: str | None = None
    authors: list[Person] = field(default_factory=list)
    authors_truncated: bool = False
    affiliations: list[str] = field(default_factory=list)
    identifiers: dict[Identifier, None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)

    def identify(self, scheme: str, value: object) -> bool:
        """Take an identifier; what is none is kept as text under the scheme's name. Says which it was."""
        text = str(value or "").strip()
        if not text:
            return False
        # Chapters and papers share the ISBN of the book they are in: it does not name them.
        if scheme == "isbn" and self.kind in PARTS:
            self.keep("isbn", text)
            return False
        if found := identifier(scheme, text):
            self.identifiers[found] = None
        else:
            self.keep(scheme, text)
        return found is not None

    def keep(self, name: str, value: object) -> None:
        """Keep a value under a name; a second value of that name stands behind the first."""
        text = as_text(value)
        if not text:
            return
        name = name.strip().lower()
        before = self.extra.get(name)
        if before is None:
            self.extra[name] = text
        elif text != before and text not in before.split("; "):
            self.extra[name] = f"{before}; {text}"

    def words(self, words: Sequence[str]) -> None:
        """Keep keywords, parted by commas, or by semicolons where one holds a comma itself."""
        found = list(dict.fromkeys(word for given in words if (word := " ".join(given.split()))))
        self.keep("keywords", ("; " if any("," in word for word in found) else ", ").join(found))

    def people(self, role: str, people: Sequence[Person]) -> None:
        """Take people in a role: authors as such, others (``editor``) in extra as people text."""
        found = [each for each in people if each.shown.strip(" ,")]
        if role == "author":
            said = [each for each in found if each.shown.lower() not in _OTHERS]
            self.authors_truncated |= len(said) < len(found)
            self.authors += said
        elif found:
            written = " and ".join(each.text for each in found)
            self.extra[role] = f"{self.extra[role]} and {written}" if role in self.extra else written

    def date(self, text: str) -> None:
        """Take a date as it is written; what is more or less than a date is kept verbatim as well."""
        self.published, exact = from_text(text)
        if not exact:
            self.keep("date", text)

    def finished(self, position: int) -> Draft | Complaint:
        """Give the draft, or say why the entry describes no paper."""
        self._identify_by_address()
        self._identify_by_venue()
        title = plain_line(self.title)
        abstract = plain_block(self.abstract)
        heading, _, below = abstract.partition("\n")
        if below and heading.lower() == title.lower():  # JATS may give the title as the first paragraph
            abstract = below
        if not title and not abstract and not self.identifiers:
            return Complaint(self.line, "the entry has no title, no abstract and no identifier")
        names = [each.shown for each in self.authors]
        if parts := people_text(self.authors, names):
            self.extra["author"] = parts
        return Draft(
            title=title or None,
            authors=tuple(names),
            authors_truncated=self.authors_truncated,
            affiliations=tuple(dict.fromkeys(self.affiliations)),
            published=self.published,
            category=self.category,
            venue=plain_line(self.venue) or None,
            kind=self.kind,
            identifiers=tuple(self.identifiers),
            url=self.url or None,
            code_url=self.code_url or None,
            has_code=bool(self.code_url),
            abstract=abstract or None,
            summary=self.summary or None,
            key=self.key,
            reading=self._reading(),
            extra=self.extra or NOTHING,
            position=position,
            line=self.line,
        )

    def _reading(self) -> Reading | None:
        """What the reader wrote beside the paper, where the source brings it along."""
        notes = [DraftNote(text) for note in self.notes if (text := plain_block(note))]
        return Reading(notes=tuple(notes)) if notes else None

    def _identify_by_address(self) -> None:
        """A page at doi.org or arxiv.org names the paper, where nothing else does."""
        if self.url and not any(known.scheme in ("doi", "arxiv") for known in self.identifiers):
            found = identifier("doi", self.url) or identifier("arxiv", self.url)
            if found:
                self.identifiers[found] = None

    def _identify_by_venue(self) -> None:
        """Zotero once wrote ``arXiv:1305.4904 [quant-ph]`` where a journal stands."""
        found = _ARXIV_VENUE.fullmatch(self.venue.strip())
        if found and self.identify("arxiv", found[1]):
            self.venue = ""
            self.kind = "preprint" if self.kind == "article" else self.kind
            self.category = self.category or found[2]


def says_nothing(draft: Draft) -> bool:
    """Whether a draft has a kind, perhaps a key, and nothing else."""
    return not (draft.title or draft.authors or draft.published or draft.abstract or draft.venue) and not (
        draft.identifiers or draft.url or draft.extra
    )


def as_text(value: object) -> str:
    """A value as text: a list of texts joined by commas, other structures as compact JSON."""
    if value is None or value in ([], {}):
        return ""
    match value:
        case str():
            return value.strip()
        case bool():
            return str(value).lower()
        case int() | float():
            return str(value)
        case list() if all(isinstance(part, str) for part in value):
            return ", ".join(part.strip() for part in value if part.strip())
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def texts(value: object) -> list[str]:
    """The texts in a list, or the text alone; nothing for anything else."""
    values = value if isinstance(value, list) else [value]
    return [part.strip() for part in values if isinstance(part, str) and part.strip()]


def first(value: object) -> str:
    """The first text of a list, or the text itself; empty when there is none."""
    return next(iter(texts(value)), "")


def mapping(value: object) -> Mapping[str, Any]:
    """The object itself; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def objects(value: object) -> list[Mapping[str, Any]]:
    """The objects in a list, or the object alone; nothing for anything else."""
    values = value if isinstance(value, list) else [value]
    return [part for part in values if isinstance(part, dict)]


def named(given: object, family: object, suffix: object = "") -> Person:
    """Give a person by the parts of the name."""
    parts = [" ".join(as_text(part).split()) for part in (family, given, suffix)]
    before, comma, last = parts[1].rpartition(", ")
    if comma and not parts[2] and last.rstrip(".") in _SUFFIXES:  # Zotero has no field for it
        parts[1:] = before, last
    return Person(*parts)


def inverted(name: str) -> Person:
    """Give the person that ``King, Martin, Jr.`` is; without a comma it is split as people write it."""
    parts = [part.strip() for part in " ".join(name.split()).split(",", 2)]
    if len(parts) < 2 or not parts[0]:
        return person(name)
    family, given, suffix = [*parts, ""][:3]
    if suffix and given.rstrip(".") in _SUFFIXES:  # King, Jr., Martin
        given, suffix = suffix, given
    return Person(family, given, suffix)


def body(name: str) -> Person:
    """Give a body, whose name is not to be split."""
    return Person(" ".join(name.split()))


def without_particle(family: str) -> tuple[str, str]:
    """Part ``van der Berg`` into the particle and the rest."""
    words = family.split()
    at = 0
    while at < len(words) - 1 and words[at] in PARTICLES:
        at += 1
    return " ".join(words[:at]), " ".join(words[at:])
