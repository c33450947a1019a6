"""JSON Lines, Carrel's own format: the whole of a paper on a line, reading included.

The one format that loses nothing, and that streams both ways whatever the size.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from seeds.formats.in_order import from_values
from seeds.formats.papers import read_object
from seeds.harvest import Complaint, Item
from seeds.sniff import decode

LINE_LIMIT = 8_000_000  # bytes; no paper is longer


def why_not(head: str) -> str:
    """Say why a file that begins like this is not JSON Lines; ``""`` when it is."""
    lines = [line for line in head.lstrip("\ufeff").splitlines() if line.strip()]
    if not lines or not lines[0].lstrip().startswith("{"):
        return "its first line is not a JSON object"
    if lines[0].strip() == "{" or (len(lines) > 1 and not lines[1].lstrip().startswith("{")):
        return "its second line is not a JSON object"
    return ""


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft a line; a line that cannot be one is a complaint."""
    yield from from_values(values(stream), read_object)


def values(stream: BinaryIO) -> Iterator[tuple[int, Any]]:
    """Give the number and the decoded value of each line, a complaint where it is not JSON."""
    number = 0
    guessed = ""
    while line := stream.readline(LINE_LIMIT):
        number += 1
        if len(line) == LINE_LIMIT and not line.endswith(b"\n"):
            yield number, Complaint(number, f"a line of over {LINE_LIMIT:,} bytes was left out")
            _skip_line(stream)
        elif not line.isspace():
            text, warning = _text(line, number)
            if warning and warning != guessed:  # every line would say the same
                guessed = warning
                yield number, Complaint(number, f"{warning} (this line, and others like it)", rejected=False)
            yield number, _value(text, number)


def write(papers: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Write one JSON object a line."""
    for paper in papers:
        yield json.dumps(paper, ensure_ascii=False, default=str) + "\n"


def _text(line: bytes, number: int) -> tuple[str, str | None]:
    """The text of a line, and what to tell when its encoding had to be guessed."""
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8"), None
    except UnicodeDecodeError:
        return decode(line)


def _value(text: str, number: int) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        return Complaint(number, "the line is nested too deeply")
    except ValueError as error:
        return Complaint(number, f"the line is not JSON: {error}")


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(LINE_LIMIT)) and not rest.endswith(b"\n"):
        pass
