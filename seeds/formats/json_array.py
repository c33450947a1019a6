"""A JSON array of papers, for tools that want one document; same objects as JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from seeds.formats.in_order import from_values
from seeds.formats.json_source import entries
from seeds.formats.papers import read_object
from seeds.harvest import Item


def why_not(head: str) -> str:
    """Say why a file that begins like this is not a JSON array; ``""`` when it is."""
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith("[") and start[1:].lstrip()[:1] in ("{", "]", ""):
        return ""
    return "" if start.startswith("{") else "it does not begin with “[” and an object"


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft an object of the array (or one for an object alone)."""
    yield from from_values(entries(stream), read_object)


def write(papers: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Write the array, one object a line."""
    before = "[\n"
    for paper in papers:
        yield before + json.dumps(paper, ensure_ascii=False, default=str)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"
