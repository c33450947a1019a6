"""What arXiv's metadata share, whichever way they came: as a snapshot, a feed or an OAI answer.

Everything arXiv says of a paper is free text that authors typed: LaTeX in names, two DOIs in one
field, affiliations in brackets behind a name. It is read here once for all of these formats.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from seeds.draft import Draft, Identifier
from seeds.identify import arxiv_id, doi
from seeds.text import latex_to_text

_KEPT = ("comments", "journal-ref", "report-no", "license", "submitter", "update_date", "msc-class",
         "acm-class", "proxy")  # fmt: skip
_ET_AL = re.compile(r"(?:,|\band\b|\s)\s*et\.? al\.?\s*$", re.IGNORECASE)
_NUMBERED = re.compile(r"[\d\s,;&*]*(?:and[\d\s,]*)*")
_AND = re.compile(r"\s*,\s+and\s+|\s+and\s+|\s*[,;]\s*|\s*&\s+")
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")
_VERSION = re.compile(r"v(\d{1,3})(?:\.pdf)?/?$", re.ASCII)
_PARAGRAPH = "\n  "

Record = Mapping[str, object]


def draft_of(
    record: Record,
    names: Sequence[str],
    *,
    affiliations: Sequence[str] = (),
    truncated: bool = False,
    published: str | None = None,
    version: str | None = None,
    url: str | None = None,
    position: int = 0,
    line: int = 1,
) -> Draft:
    """Make a draft of a record under the snapshot's names of fields (``journal-ref``, ``categories`` …)."""
    extra = {}
    for name in _KEPT:
        if value := record.get(name):
            extra[name] = one_line(value) if isinstance(value, str) else json.dumps(value)
    category, _, others = text(record, "categories").strip().partition(" ")
    if others:
        extra["categories"] = f"{category} {others}"
    if version:
        extra["version"] = version
    identifiers, unknown = _identifiers(text(record, "id"), text(record, "doi"))
    if unknown:
        extra["doi"] = unknown
    return Draft(
        title=_without_latex(one_line(text(record, "title"))) or None,
        authors=tuple(names),
        authors_truncated=truncated,
        affiliations=tuple(affiliations),
        published=published,
        category=category or None,
        identifiers=identifiers,
        url=url,
        abstract=_without_latex(_unwrapped(text(record, "abstract"))) or None,
        extra=extra,
        position=position,
        line=line,
    )


def text(record: Record, name: str) -> str:
    """The text of a field; empty when there is none, or when it is no text."""
    value = record.get(name)
    return value if isinstance(value, str) else ""


def one_line(wrapped: str) -> str:
    """The text with every run of blanks and line breaks as one blank."""
    if "\n" in wrapped or "  " in wrapped:
        return " ".join(wrapped.split())
    return wrapped.strip()


def _unwrapped(abstract: str) -> str:
    """Join the lines that arXiv wrapped; one set in by two blanks begins a paragraph."""
    abstract = abstract.strip()
    lines = abstract.split("\n")[1:] if _PARAGRAPH in abstract else []
    if all(line.startswith(" ") for line in lines):  # none begins one, or XML set all of them in
        return one_line(abstract)
    return "\n".join(" ".join(part.split()) for part in abstract.split(_PARAGRAPH))


def _without_latex(text: str) -> str:
    """Spaces of LaTeX beside those of the text become one."""
    text = latex_to_text(text)
    return re.sub(" {2,}", " ", text) if "  " in text else text


def version_of(number: str) -> str | None:
    """Give the version at the end of an id or its address, if it has one."""
    found = _VERSION.search(number)
    return found[1] if found else None


def parsed_names(rows: Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
    """Names and affiliations of rows ``[family, given, suffix, affiliation …]``."""
    names, affiliations = [], []
    for family, given, suffix, *places in rows:
        name = f"{given} {family}" if given else family
        if suffix:
            name = f"{name}, {suffix}"
        names.append(name)
        affiliations += places
    # arXiv parts “C.-P.” at the full stop.
    together = "\n".join(names)
    if "\\" in together or "{" in together or "~" in together or ". -" in together or "  " in together:
        names = [latex_to_text(name).replace(". -", ".-").replace("  ", " ") for name in names]
    return names, [] if not affiliations else _places(affiliations)


def split_authors(line: str) -> tuple[list[str], list[str], bool]:
    """Split ``A. Ames (Kew), B. Bell and C. Cole`` into names, affiliations, and whether it is cut short."""
    outside, inside = _brackets(latex_to_text(one_line(line)))
    outside = one_line(outside)
    shown = _ET_AL.sub("", outside)
    names: list[str] = []
    for part in _AND.split(shown):
        if names and _SUFFIX.fullmatch(part):
            names[-1] += f", {part}"
        elif part.strip(" .,"):
            names.append(" ".join(part.split()))
    return names, _places(inside), shown != outside


def _brackets(line: str) -> tuple[str, list[str]]:
    """The text outside round brackets, and the texts inside them, however deep."""
    outside: list[str] = []
    inside: list[str] = []
    depth = 0
    for piece in re.findall(r"[()]|[^()]+", line):
        if piece in "()":
            depth = max(0, depth + (1 if piece == "(" else -1))
        elif depth:
            inside.append(piece)
        else:
            outside.append(piece)
    return "".join(outside), inside


def _places(found: Sequence[str]) -> list[str]:
    """Affiliations once each; the numbers that refer to a list of them say nothing."""
    texts = (latex_to_text(one_line(place)).strip(" ,;") for place in found)
    return list(dict.fromkeys(place for place in texts if not _NUMBERED.fullmatch(place)))


def _identifiers(number: str, dois: str) -> tuple[tuple[Identifier, ...], str]:
    """The identifiers of a paper, and what stands in the field for DOIs without being one."""
    found = [Identifier("arxiv", value)] if (value := arxiv_id(number)) else []
    unknown = []
    for part in dois.split():
        if value := doi(part.rstrip(",;")):
            found.append(Identifier("doi", value))
        elif not arxiv_id(part):
            unknown.append(part)
    return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found), " ".join(unknown)
