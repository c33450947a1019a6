"""A JSON array of papers, for tools that want one document; same objects as JSON Lines.

An array cannot be streamed in with the standard library, so its size is bounded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from seeds.draft import Draft
from seeds.formats.papers import read_object
from seeds.harvest import Complaint, Item

SIZE_LIMIT = 256_000_000  # bytes


def why_not(head: str) -> str:
    """Say why a file that begins like this is not a JSON array; ``""`` when it is."""
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith("[") and start[1:].lstrip()[:1] in ("{", "]", ""):
        return ""
    return "" if start.startswith("{") else "it does not begin with “[” and an object"


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft an object of the array (or one for an object alone)."""
    data = stream.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        yield Complaint(1, f"over {SIZE_LIMIT:,} bytes; JSON Lines has no such limit")
        return
    try:
        values = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        yield Complaint(error.lineno, f"not JSON: {error.msg}")
        return
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        yield Complaint(1, "nested too deeply" if isinstance(error, RecursionError) else f"not JSON: {error}")
        return
    yield from _read_all(values if isinstance(values, list) else [values])


def write(papers: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Write the array, one object a line."""
    before = "[\n"
    for paper in papers:
        yield before + json.dumps(paper, ensure_ascii=False, default=str)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _read_all(values: list[object]) -> Iterator[Item]:
    """Lines are counted in entries, from 1: decoded JSON has lost its lines."""
    position = 0
    for number, value in enumerate(values, 1):
        item = read_object(value, position, number)
        position += isinstance(item, Draft)
        yield item
