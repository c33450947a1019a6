"""Layout ``arxiv-page``: the page of one paper at arXiv, copied or saved as text; or several in a row.

``[Submitted on 1 Jan 2023 …]`` begins what is known; labels (``Title:``, ``Subjects:`` …) say the rest,
each with its value behind it or below. A copy may have lost the labels of title and
authors: then they are the lines that follow. Around it stands the furniture of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from seeds.dates import from_text
from seeds.draft import Draft
from seeds.formats.arxiv_record import draft_of, split_authors
from seeds.harvest import Complaint, Item
from seeds.identify import arxiv_id, code_link
from seeds.listings import page

NAME = "arxiv-page"

_SUBMITTED = re.compile(r"(?:.*\) {1,3})?\[?Submitted on (?P<day>\d{1,2} [A-Z][a-z]{2} \d{4})\b")
_NUMBER = re.compile(
    r"(?<![\w/])arXiv:\s*(\d{4}\.\d{4,5}|[a-z][a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,3})?", re.IGNORECASE
)
_HEADING = re.compile(
    rf"(?:.*> ?)?({_NUMBER.pattern})(?:\s*\([\w.-]+\))?(?:\s*\[?Submitted on .*)?", re.IGNORECASE
)
_LABELS = {
    "title": "title", "author": "authors", "authors": "authors", "abstract": "abstract",
    "comments": "comments", "subjects": "subjects", "cite as": "cited", "journal reference": "journal-ref",
    "report number": "report-no", "msc classes": "msc-class", "acm classes": "acm-class",
    "related doi": "doi", "doi": "doi",
}  # fmt: skip
_LABEL = re.compile(rf"({'|'.join(_LABELS)})\s*:(?!//)\s*", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[)\]])\s*(?=Cite as:|\(or ?arXiv:)")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]*(?: \"[^\"]*\")?\)|<(https?://[^<>\s]+)>")
_END = re.compile(
    r"view (?:a )?pdf.*|html \(experimental\).*|other formats|tex source|view license|submission history|"
    r"full-?text links:?|access paper:?|focus to learn more.*|arxiv-issued doi.*|doi\(s\) linking.*|"
    r"\(or ?arxiv:.*|download:?|https?://\S+(?: focus to learn more.*)?|from: .*|\[v\d+\].*|"
    r"bibliographic.*|-{3}[-|\s]*",
    re.IGNORECASE,
)
_CATEGORY = re.compile(r"\(([a-z][a-z-]+(?:\.[A-Za-z-]{2,})?)\)")
_VERSION = re.compile(r"this version, v(\d{1,3})|\(or ?arXiv:\S+?v(\d{1,3})\b", re.IGNORECASE)
_HIDDEN = re.compile(
    r",?\s{0,3}(?:et al\.)?\s{0,3}\(\d+ (?:additional|more) authors? not shown\)", re.IGNORECASE
)
_DOI = re.compile(r"10\.\d{4,9}/\S{1,300}?(?=Focus to|\s|$)")


@dataclass(slots=True)
class _Page:
    """One page: where it begins, its number, the day of its first version, and its lines from there on."""

    line: int
    number: str
    day: str
    lines: list[page.Line] = field(default_factory=list)


def why_not(lines: Sequence[str]) -> str:
    """Say why these lines are no page of arXiv; ``""`` when they are."""
    found = list(_pages(lines))
    if not found:
        return "no line begins with “[Submitted on”"
    if not any(each.number or _number(_fields(each.lines).get("cited", "")) for each in found):
        return "no line has a number such as “arXiv:2301.00001”"
    return ""


def read(lines: Sequence[str], as_of: date) -> Iterator[Item]:
    """Read one draft a page; ``as_of`` has no say here, since arXiv writes the year."""
    position = 0
    for each in _pages(lines):
        item = _paper(each, position)
        position += isinstance(item, Draft)
        yield item


def _pages(lines: Sequence[str]) -> Iterator[_Page]:
    """The pages, each beginning with the day of submission; the number may stand above that."""
    open_page, above = None, ""
    for line, text in page.numbered(lines):
        plain = _plain(text)
        if heading := _HEADING.fullmatch(plain):
            above = heading[1]
        if begins := _SUBMITTED.match(plain):
            if open_page:
                yield open_page
            open_page, above = _Page(line, _number(above), begins["day"]), ""
        if open_page:
            open_page.lines += ((line, part) for part in _GLUED.split(plain))
    if open_page:
        yield open_page


def _plain(text: str) -> str:
    """A line without the marks of Markdown that a converter may have made of the page's looks."""
    return _LINK.sub(r"\1\2", text).lstrip("#>|* \t").rstrip("|* \t").replace("**", "")


def _number(text: str) -> str:
    found = _NUMBER.search(text)
    return (arxiv_id(found[1]) or "") if found else ""


def _paper(found: _Page, position: int) -> Draft | Complaint:
    said = _fields(found.lines)
    if "title" not in said:
        said = _unlabelled(found.lines) | said
    number = found.number or _number(said.get("cited", ""))
    if not said.get("title") or not number:
        what = "title" if number else "number such as “arXiv:2301.00001”"
        return Complaint(found.line, f"the page of {found.day} has no {what}")
    listed = said.get("authors", "")
    shown = _HIDDEN.sub("", listed)
    names, affiliations, truncated = split_authors(shown)
    version = next((a or b for _, text in found.lines for a, b in _VERSION.findall(text)), None)
    record = said | {
        "id": number,
        "categories": " ".join(dict.fromkeys(_CATEGORY.findall(said.get("subjects", "")))),
        "doi": " ".join(_DOI.findall(said.get("doi", ""))),
    }
    draft = draft_of(
        record,
        names,
        affiliations=affiliations,
        truncated=truncated or shown != listed,
        published=from_text(found.day)[0],
        version=version,
        position=position,
        line=found.line,
    )
    link = code_link(draft.abstract or "")
    return replace(draft, code_url=link, has_code=link is not None)


def _fields(lines: Sequence[page.Line]) -> dict[str, str]:
    """What stands behind each label, up to the next one or to the furniture."""
    said: dict[str, list[str]] = {}
    current = ""
    for _, text in lines:
        label = _LABEL.match(text)
        if label and _LABELS[label[1].lower()] not in said:
            current = _LABELS[label[1].lower()]
            said[current] = [text[label.end() :].lstrip("| ")]
        elif current and _END.fullmatch(text):
            if current == "doi" and text.startswith("http") and not any(said["doi"]):
                said["doi"].append(text)  # its value, on the line below
            else:
                current = ""
        elif current:
            said[current].append(text)
    return {name: " ".join(filter(None, parts)).strip() for name, parts in said.items()}


def _unlabelled(lines: Sequence[page.Line]) -> dict[str, str]:
    """Title, authors and abstract by their order, up to the first label."""
    texts = []
    for _, text in lines[1:]:
        if _LABEL.match(text) and not text.lower().startswith("abstract"):
            break
        if not _END.fullmatch(text):
            texts.append(_LABEL.sub("", text, count=1))
    return dict(zip(("title", "authors", "abstract"), [*texts[:2], " ".join(texts[2:])], strict=False))
