"""BibTeX, read in all its dialects and written for BibTeX's own styles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from seeds.draft import Draft
from seeds.formats.bibtex_draft import draft_of
from seeds.formats.bibtex_inherit import Family
from seeds.formats.bibtex_scan import Entry, scan
from seeds.formats.bibtex_types import NO_PAPERS
from seeds.formats.bibtex_write import Writer
from seeds.harvest import Complaint, Item
from seeds.sniff import whole_text

# An entry begins a line and has a field, or nothing, behind its key: prose and programs use the @ too.
_NAME = r"[^\s,{}()=\"%]"
_ENTRY = re.compile(
    r"^[ \t\ufeff]*+@[ \t]*+(?:(?:comment|preamble|string)\s*+[{(]|[^\W\d][\w.+-]*+\s*+[{(]\s*+"
    rf"{_NAME}*+\s*+(?:=|,?\s*+\}}|,?\s*+(?:%.*+\s*+)*+{_NAME}++\s*+=))",
    re.IGNORECASE | re.MULTILINE,
)


def why_not(head: str) -> str:
    """Say why a file that begins like this is not BibTeX; ``""`` when it is."""
    return "" if _ENTRY.search(head.replace("\r", "\n")) else "no entry such as “@article{” begins in it"


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft an entry; what was mended in an entry is told behind it.

    Where entries take fields from others, all are found first: the other may come later.
    """
    text, warnings = whole_text(stream)
    yield from warnings
    scanned: Iterable[Entry | Complaint] = scan(text)
    family = Family(())
    if _may_inherit(text):
        scanned = list(scanned)
        family = Family(item for item in scanned if isinstance(item, Entry))
    del text
    position = 0
    keys: set[str] = set()
    for item in scanned:
        if isinstance(item, Complaint):
            yield item
            continue
        for found in _read_entry(item, position, family, keys):
            position += isinstance(found, Draft)
            yield found


def write(papers: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Write one entry a paper."""
    return Writer(classic=True).write(papers)


def _may_inherit(text: str) -> bool:
    lowered = text.lower()
    return "crossref" in lowered or "xdata" in lowered


def _read_entry(entry: Entry, position: int, family: Family, keys: set[str]) -> Iterator[Item]:
    name = f"“{entry.key[:60]}”" if entry.key else "the entry"
    if entry.type in NO_PAPERS:
        yield Complaint(entry.line, f"{name} is an @{entry.type}, which is not a paper")
        return
    complaints = family.complete(entry)
    draft = draft_of(entry, position, complaints)
    if draft is None:
        yield Complaint(entry.line, f"{name} is empty")
        return
    yield draft
    if entry.key and entry.key in keys:
        complaints.append(f"{name} is the key of an entry before it too; the paper gets another")
    keys.add(entry.key)
    if complaints:
        yield Complaint(entry.line, "; ".join(complaints), rejected=False)
