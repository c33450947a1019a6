"""What an entry takes over from those it refers to: ``crossref`` and ``xdata``, by BibLaTeX's rules.

Everything is taken over at once and for good, so that a paper stands by itself in the library. A
reference that has been followed stays as ``xref``, which names the other entry and takes nothing.
"""

# ruff: noqa: SIM905 (tables of words read best as words)
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from seeds.formats.bibtex_scan import Entry
from seeds.formats.bibtex_types import FIELD_SYNONYMS, SYNONYMS

# What belongs to the other entry alone: the first line by the rules, the rest because it names or
# describes that work, so that each of its parts would be taken for one and the same paper.
_OWN = frozenset(
    "crossref xref xdata ids entryset entrysubtype execute label options presort related relatedoptions "
    "relatedstring relatedtype shorthand shorthandintro sortkey sorttitle shorttitle indextitle "
    "indexsorttitle doi url urldate eprint eprinttype eprintclass archiveprefix primaryclass pmid pmcid "
    "abstract annotation annote note file keywords pages bibsource biburl timestamp".split()
)
_PARENTS = "book mvbook collection mvcollection proceedings mvproceedings reference mvreference periodical"
_BOOKS = frozenset(_PARENTS.split())
_TITLES = ("title", "subtitle", "titleaddon")
_GRANULAR = re.compile(r"\s*xdata\s*=\s*(.+?)-([a-z]+)(?:-\d+)?\s*", re.IGNORECASE)
_DEEPEST = 10


class Family:
    """The entries of a file, by key, so that each can be completed from the others."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._exact: dict[str, Entry] = {}
        self._folded: dict[str, Entry] = {}
        for entry in entries:
            if entry.key:
                self._exact.setdefault(entry.key, entry)
                self._folded.setdefault(entry.key.lower(), entry)

    def complete(self, entry: Entry) -> list[str]:
        """Add to an entry's fields what it takes over; give complaints about what is not there."""
        fields = entry.fields
        missing: list[str] = []
        if "xdata" in fields or any("xdata" in value for value in fields.values()):
            fields.update(self._granular(fields))
            missing += self._follow(
                entry, "xdata", [key.strip() for key in fields.pop("xdata", "").split(",")]
            )
        if parent := fields.get("crossref", "").strip():
            missing += self._follow(entry, "crossref", [parent])
            if not missing or missing[-1].find("“crossref”") < 0:
                fields.setdefault("xref", fields.pop("crossref"))
        return missing

    def _follow(self, entry: Entry, how: str, keys: Iterable[str]) -> list[str]:
        missing = []
        for key in filter(None, keys):
            other = self._find(key)
            if other is None or other is entry:
                missing.append(f"“{how}” names “{key[:60]}”, which is not in the file")
                if how == "xdata":
                    entry.fields.setdefault("xdata", key)
            else:
                for name, value in self._given(other, entry.type, how, 0, {id(entry)}):
                    _take(entry.fields, name, value)
        return missing

    def _given(
        self, parent: Entry, child: str, how: str, depth: int, seen: set[int]
    ) -> Iterator[tuple[str, str]]:
        """The fields that a child takes from a parent, which takes from its own parents first."""
        seen.add(id(parent))
        whole = how == "xdata"
        # A parent that says what its parts should call it is believed.
        fields = sorted(parent.fields.items(), key=lambda field: field[0] != "booktitle")
        for name, value in fields:
            if name not in ("crossref", "xdata") and (whole or name not in _OWN):
                yield (name if whole else _renamed(name, parent.type, child)), value
        for link in ("xdata", "crossref"):
            for key in filter(None, map(str.strip, parent.fields.get(link, "").split(","))):
                other = self._find(key)
                if other and depth < _DEEPEST and id(other) not in seen:
                    for name, value in self._given(other, parent.type, link, depth + 1, seen):
                        yield (name if whole else _renamed(name, parent.type, child)), value

    def _find(self, key: str) -> Entry | None:
        return self._exact.get(key) or self._folded.get(key.lower())

    def _granular(self, fields: Mapping[str, str]) -> dict[str, str]:
        """Fields that are one field of another entry: ``location = {xdata=key-location}``."""
        found = {}
        for name, value in fields.items():
            match = _GRANULAR.fullmatch(value) if value.lstrip()[:5].lower() == "xdata" else None
            other = self._find(match[1]) if match else None
            if match and other and match[2].lower() in other.fields:
                found[name] = other.fields[match[2].lower()]
        return found


def _take(fields: dict[str, str], name: str, value: str) -> None:
    """Set a field that is missing, under its name or the name the other dialect has for it."""
    other = FIELD_SYNONYMS.get(name) or next((old for old, new in FIELD_SYNONYMS.items() if new == name), "")
    dated = ("date" in fields and name in ("year", "month", "day")) or (name == "date" and "year" in fields)
    if not fields.get(name) and not fields.get(other) and not dated:
        fields[name] = value


def _renamed(name: str, parent: str, child: str) -> str:
    """The name under which a child takes a field: the title of a book is the booktitle of its parts."""
    child = SYNONYMS.get(child, child)
    if name == "author" and parent in ("book", "mvbook") and child in ("bookinbook", "suppbook"):
        return "bookauthor"
    if name not in _TITLES or parent not in _BOOKS:
        return name
    if parent.startswith("mv"):
        return "main" + name
    if parent == "periodical":
        return "journal" + name
    return "book" + name if child not in _BOOKS else name
