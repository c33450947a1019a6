"""Which DOI or arXiv id on a PDF is its own.

A first page names other works as well: in footnotes, in running text, in a reference list that begins
early. So an identifier counts only where publishers put a paper's own: in the metadata, in the stamp
that arXiv prints up the margin, in the head or foot of the page, or in a line that says what it is.
If two different ones come through, neither is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import NamedTuple

from seeds.dates import from_text
from seeds.identify import arxiv_id, doi
from seeds.pdf.document import HYPHEN, Document, Line, Sheet, one_line

_NUMBER = r"(?:\d{4}\.\d{4,5}|[a-z][a-z-]+(?:\.[A-Z]{2})?/\d{7})"
STAMP = re.compile(
    rf"arXiv:(?P<id>{_NUMBER})(?P<version>v\d{{1,3}})\s+(?:\[(?P<category>[a-z][a-z-]*(?:\.[A-Za-z-]{{2,}})?)\]\s+)?"
    r"(?P<day>\d{1,2} [A-Z][a-z]{2} \d{4})"
)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s<>\"]+", re.IGNORECASE)
_LABELS = (
    r"(?:(?:available (?:online )?at|digital object identifier|article doi|doi|https?|dx|www|org)[\s:./]*)*"
)
_ALONE = re.compile(rf"{_LABELS}{_DOI.pattern}\.?", re.IGNORECASE)
_OWN = re.compile(
    r"\bISSN\b|\bISBN\b|©|\(c\)|copyright|digital object identifier|article doi|\bto cite this\b|"
    r"\bcite this\b|reference format|\bcitation:|\breceived\b|\baccepted\b|\bpublished\b",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"\[\d{1,3}\]|\(?\d{1,3}[).]?\s+[^\W\d_]|[*†‡§¶]|"
    r"(?:see|cf|in|e\.g|data|code|dataset|supplement\w*|erratum|comment on)\b",
    re.IGNORECASE,
)
_REFERENCES = re.compile(r"(?:\d+\.?\s+)?(?:references|bibliography|literature cited|works cited)\W*", re.I)
_A_REST = re.compile(r"[a-z\d]*[\d./_-]")  # what a DOI may go on with
_A_NAME = re.compile(r"[A-Z][\w'’-]+,? (?:[A-Z]\.|and\b|et al)")  # as a footnote begins that cites
_EDGE = 0.08  # of the height of a page: its head, and its foot
_IN_XMP = re.compile(
    r"(?:prism:doi|pdfx:doi|pdfx:WPS-ARTICLEDOI|dc:identifier|prism:url|crossmark:DOI)"
    r"(?:\s*=\s*[\"']([^\"'<>]+)[\"']|(?:\s[^<>]*)?>\s*([^<>]+?)\s*<)",
    re.IGNORECASE,
)
_NAMING = ("doi", "DOI", "arXivID", "WPS-ARTICLEDOI", "prism:doi", "pdfx:doi")
_IN_FIELD = re.compile(r"\bdoi:?\s*(?:https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/[^\s,;]+)", re.IGNORECASE)


class Named(NamedTuple):
    """What a PDF is called, and what arXiv's stamp says with it."""

    doi: str | None = None
    arxiv: str | None = None
    category: str | None = None
    published: str | None = None


def named(document: Document) -> Named:
    """Find a document's own DOI and arXiv id; each None where that is in doubt."""
    given = list(_given(document))
    stamps = [found for line in document.first.lines if (found := STAMP.fullmatch(one_line(line.text)))]
    numbers = [arxiv_id(text) for text in [*given, *(stamp["id"] for stamp in stamps)]]
    dois = [doi(text) for text in given]
    said = Named(_only(dois if any(dois) else _printed(document.first)), _only(numbers))
    if not stamps or not said.arxiv:
        return said
    stamp = stamps[0]
    day = from_text(stamp["day"])[0] if stamp["version"] == "v1" else None  # others are of that version
    return said._replace(category=stamp["category"], published=day)


def _only(found: Iterable[str | None]) -> str | None:
    """The one that was found, None when there are several."""
    every = {one for one in found if one}
    return every.pop() if len(every) == 1 else None


def _given(document: Document) -> Iterator[str]:
    """What the metadata gives as the document's identifiers."""
    for name in _NAMING:
        if value := document.info.get(name):
            yield value.strip()
    for name in ("Subject", "Title"):
        yield from (found[1] for found in _IN_FIELD.finditer(document.info.get(name, "")))
    for packet in document.xmp:
        for found in _IN_XMP.finditer(packet):
            yield unescape(found[1] or found[2]).strip()


def _printed(sheet: Sheet) -> Iterator[str]:
    """The DOIs that the page prints as its own."""
    lines = _before_references(sheet.upright)
    for at, line in enumerate(lines):
        for found in _DOI.finditer(line.text):
            broken = HYPHEN in found[0] or (found.end() == len(line.text) and _goes_on(lines, at))
            if not broken and _is_own(sheet, lines, at) and (value := doi(found[0])):
                yield value


def _before_references(lines: Sequence[Line]) -> list[Line]:
    ends = (at for at, line in enumerate(lines) if _REFERENCES.fullmatch(line.text))
    return list(lines[: next(ends, len(lines))])


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether the line below may be the rest of a DOI that ends this one."""
    if at + 1 == len(lines) or not _is_next(lines[at], lines[at + 1]):
        return False
    return lines[at].text[-1] in ".-/_(:" or _A_REST.match(lines[at + 1].text) is not None


def _is_next(above: Line, below: Line) -> bool:
    """Whether a line is set like the one above, and no further from it than lines are."""
    return above.is_set_like(below) and 0 < above.y - below.y < 1.7 * below.size


def _is_own(sheet: Sheet, lines: Sequence[Line], at: int) -> bool:
    """Whether a line with a DOI stands where a paper's own stands."""
    block = [line.text for line in _block(lines, at)]
    if any(map(_FOREIGN.match, block)):
        return False
    if any(map(_OWN.search, block)):
        return True
    alone = _ALONE.fullmatch(lines[at].text.strip()) is not None
    in_the_head = lines[at].y > (1 - _EDGE) * sheet.height
    in_the_foot = lines[at].y < _EDGE * sheet.height and not _A_NAME.match(block[-1])
    return in_the_head or in_the_foot or (alone and len(block) == 1)


def _block(lines: Sequence[Line], at: int) -> list[Line]:
    """The lines above that a line goes on from: set alike, and no further apart than lines are."""
    block = [lines[at]]
    for above in reversed(lines[max(0, at - 8) : at]):
        if not _is_next(above, block[-1]):
            break
        block.append(above)
    return block
