"""RIS, read in its dialects (EndNote, Web of Science, RefWorks) and written as it was meant.

A tag means one thing in an article and another in a book, so the type of a record decides on the
field. Tags that have no field are kept under their own two letters and written back as tags.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from seeds.formats.building import says_nothing
from seeds.formats.ris_draft import draft_of
from seeds.formats.ris_records import dialect_of, records
from seeds.formats.ris_write import record
from seeds.harvest import Complaint, Item
from seeds.sniff import whole_text


def why_not(head: str) -> str:
    """Say why a file that begins like this is not RIS; ``""`` when it is."""
    return "" if dialect_of(head) else "no line begins a record, such as “TY  - JOUR”"


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft a record; what is missing in a record is told behind it."""
    text, warnings = whole_text(stream)
    yield from warnings
    position = 0
    for item in records(text):
        if isinstance(item, Complaint):
            yield item
            continue
        draft = draft_of(item, position)
        if draft is None or says_nothing(draft):
            yield Complaint(item.line, "the record is empty")
            continue
        position += 1
        yield draft
        if not draft.title:
            yield Complaint(item.line, "the record has no title", rejected=False)


def write(papers: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Write one record a paper."""
    yield from map(record, papers)
