"""arXiv's metadata as they are published for download: one JSON object a line, millions of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, TypeGuard

from seeds.dates import MONTHS, exists
from seeds.draft import Draft
from seeds.formats.arxiv_record import draft_of, parsed_names, split_authors, text
from seeds.formats.in_order import from_values
from seeds.formats.jsonl import values
from seeds.harvest import Complaint, Item

_MONTH = {name.capitalize(): f"{number:02}" for number, name in enumerate(MONTHS, 1)}


def why_not(head: str) -> str:
    """Say why a file that begins like this is not such a snapshot; ``""`` when it is."""
    first = head.lstrip("\ufeff \t\r\n").partition("\n")[0]
    if first.startswith("{") and '"categories"' in first and '"update_date"' in first:
        return ""
    return "its first line is no object with “categories” and “update_date”"


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft a line; a line that cannot be one is a complaint."""
    yield from from_values(values(stream), _item)


def _item(value: object, position: int, line: int) -> Draft | Complaint:
    if not isinstance(value, dict):
        return Complaint(line, "a paper has to be a JSON object")
    if not text(value, "id") or not text(value, "title"):
        return Complaint(line, "an entry of the snapshot needs “id” and “title”")
    listed = text(value, "authors")
    rows = value.get("authors_parsed")
    if _are_names(rows):
        names, affiliations = parsed_names(rows)
        truncated = "et al" in listed[-8:]
    else:
        names, affiliations, truncated = split_authors(listed)
    versions = value.get("versions")
    versions = versions if isinstance(versions, list) else []
    return draft_of(
        value,
        names,
        affiliations=affiliations,
        truncated=truncated,
        published=_first_day(versions),
        version=_last_version(versions),
        position=position,
        line=line,
    )


def _are_names(rows: object) -> TypeGuard[list[list[str]]]:
    """Whether this is a list of ``[family, given, suffix, …]``, all of them texts."""
    if not isinstance(rows, list) or not rows:
        return False
    for row in rows:
        if not isinstance(row, list) or len(row) < 3:
            return False
        for part in row:
            if not isinstance(part, str):
                return False
    return True


def _first_day(versions: list[Any]) -> str | None:
    """The day of version 1: ``Mon, 2 Apr 2007 19:18:42 GMT`` is 2007-04-02."""
    created = versions[0].get("created") if versions and isinstance(versions[0], Mapping) else None
    parts = created.split() if isinstance(created, str) else []
    if len(parts) < 4 or not (parts[1] + parts[3]).isdigit() or not (parts[1] + parts[3]).isascii():
        return None
    day, month, year = parts[1:4]
    if month not in _MONTH or not exists(int(year), int(_MONTH[month]), int(day)):
        return None
    return f"{int(year):04}-{_MONTH[month]}-{int(day):02}"


def _last_version(versions: list[Any]) -> str | None:
    """The number of the last version."""
    last = versions[-1].get("version") if versions and isinstance(versions[-1], Mapping) else None
    return last.removeprefix("v") if isinstance(last, str) else None
