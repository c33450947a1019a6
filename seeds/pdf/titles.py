"""A PDF's title and authors: certain only where the document and its first page agree.

Metadata is often a leftover (``Microsoft Word - final2.doc``, a picture's name, the template's
author), and the largest type on a page may be the journal's name. Where both say the same, it is the
title; else the largest type gives a provisional one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from pathlib import PurePath
from typing import NamedTuple

from seeds.markup import plain_line
from seeds.names import looks_like_names
from seeds.pdf.document import Document, Line, Sheet, letters, one_line

_TOLD_LETTERS = 8  # of a title that can be looked for on a page
_LONGEST = 300  # characters of a provisional title
_IN_XMP = re.compile(r"<dc:title>\s*<rdf:Alt>\s*<rdf:li[^>]*>([^<>]+)</rdf:li>", re.IGNORECASE)
_PEOPLE_IN_XMP = re.compile(r"<dc:creator>\s*<rdf:Seq>(.*?)</rdf:Seq>", re.IGNORECASE | re.DOTALL)
_ONE_IN_XMP = re.compile(r"<rdf:li[^>]*>([^<>]+)</rdf:li>", re.IGNORECASE)
_APART = re.compile(r",?\s+(?:and|&)\s+", re.IGNORECASE)
_ABSTRACT = re.compile(r"(?:abstract|summary|a b s t r a c t)\b.{0,3}", re.IGNORECASE)


class Titled(NamedTuple):
    """A title, and whether it is more than a guess."""

    title: str
    provisional: bool


def title_of(document: Document, name: str) -> Titled:
    """Find the title; ``name`` is the file's, which stands in for one that has no letters at all."""
    blocks = _largest(document.first.upright)
    for given in _given(document):
        if len(letters(given)) >= _TOLD_LETTERS and any(_says(block, given) for block in blocks[:1]):
            return Titled(given, False)
    for block in blocks:
        text = one_line(" ".join(line.text for line in block))
        if text.count(" ") > 1 and len(letters(text)) >= _TOLD_LETTERS:
            return Titled(text[:_LONGEST], True)
    return Titled(PurePath(name).stem.replace("_", " ").strip() or name, True)


def authors_of(document: Document, titled: Titled) -> tuple[str, ...]:
    """The authors, where the metadata lists them and every one of them stands on the first page."""
    page = letters(" ".join(line.text for line in document.first.upright))
    for names in _people(document):
        known = all(len(letters(name)) > 3 and letters(name) in page for name in names)
        turned = len(names) == 2 and letters(names[1] + names[0]) in page  # one name, the family first
        unsure = len(names) == 1 and (titled.provisional or not _alone(names[0], titled, document.first))
        if known and not turned and not unsure:
            return names
    return ()


def _given(document: Document) -> list[str]:
    """The titles that the metadata gives, junk included: a page will not agree with that."""
    texts = [document.info.get("Title", "")]
    texts += (unescape(found[1]) for packet in document.xmp for found in _IN_XMP.finditer(packet))
    return [plain_line(one_line(text)) for text in texts if text.strip()]


def _largest(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that follow each other in one size, the largest first; a letter alone begins a chapter."""
    blocks: list[list[Line]] = []
    for line in lines:
        if len(letters(line.text)) < 2:
            continue
        if blocks and line.is_set_like(blocks[-1][-1]):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return sorted(blocks, key=lambda block: -block[0].size)


def _says(block: Sequence[Line], title: str) -> bool:
    """Whether a title stands in these lines, from the beginning of one to the end of another."""
    wanted = letters(title)
    for first in range(len(block)):
        said = ""
        for line in block[first:]:
            said += letters(line.text)
            if said == wanted:
                return True
            if not wanted.startswith(said):
                break
    return False


def _people(document: Document) -> list[tuple[str, ...]]:
    lists = [_split(document.info.get("Author", ""))]
    for packet in document.xmp:
        for people in _PEOPLE_IN_XMP.findall(packet):
            names = map(unescape, _ONE_IN_XMP.findall(people))
            lists.append([one_line(name) for name in names])
    return [tuple(names) for names in sorted(lists, key=len, reverse=True) if names]


def _split(text: str) -> list[str]:
    """The names of a list; commas part them where every part is a whole name."""
    text = one_line(text)
    parts = text.split(";") if ";" in text else _APART.split(text)
    whole = [piece.strip() for part in parts for piece in part.split(",")]
    if all(" " in piece for piece in whole if piece):
        parts = whole
    return [_turned(part.strip(" ,")) for part in parts if part.strip(" ,")]


def _turned(name: str) -> str:
    """``Fernsby, Ada`` as it stands on a page."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and "," not in given else name


def _alone(name: str, titled: Titled, sheet: Sheet) -> bool:
    """Whether no other name stands between the title and the abstract, where that can be seen."""
    lines = [one_line(line.text) for line in sheet.upright]
    abstract = next((at for at, line in enumerate(lines) if _ABSTRACT.match(line)), None)
    if abstract is None:
        return False
    between = [line for line in lines[:abstract] if letters(line) not in letters(titled.title)]
    others = (line.strip(" *†‡∗0123456789,") for line in between)
    return not any(looks_like_names(other) and letters(other) != letters(name) for other in others)
