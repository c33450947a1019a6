"""CSV for spreadsheets: one row a paper, the lists joined by semicolons.

A spreadsheet runs a cell that begins like a formula, so such cells are written with an
apostrophe before them; the reader takes it off again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from seeds.draft import Draft
from seeds.formats.papers import read_object
from seeds.harvest import Complaint, Item
from seeds.sniff import PAGE_LIMIT, at_most, decode, split_lines

COLUMNS = (
    "id", "key", "title", "provisional_title", "authors", "authors_truncated", "affiliations", "published",
    "category", "venue", "kind", "state", "starred", "rating", "queue", "tags", "url", "code_url", "has_code",
    "doi", "arxiv", "notes", "abstract", "summary", "added", "started", "read",
)  # fmt: skip
_LISTS = frozenset({"authors", "affiliations", "tags", "doi", "arxiv"})
_FLAGS = frozenset({"provisional_title", "authors_truncated", "starred", "has_code"})
_NUMBERS = frozenset({"rating", "queue"})
_SIGNS = r"[\s\ufeff]*[=+\-@\t\r|%\uff1d\uff0b\uff0d\uff20]"
"""The last four are wide forms of the first, which spreadsheets in East Asian languages take alike."""
_FORMULA = re.compile("'*" + _SIGNS)
_GUARDED = re.compile("'+" + _SIGNS)
_PART = re.compile(r"(?:[^\\;]|\\.?)+", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\;])")
_NOTE_BREAK = "\n---\n"


def why_not(head: str) -> str:
    """Say why a file that begins like this is not such a table; ``""`` when it is."""
    first = head.lstrip("\ufeff").partition("\n")[0].rstrip("\r")
    names = {name.strip().strip('"').lower() for name in first.split(",")}
    return (
        ""
        if "title" in names and len(names & set(COLUMNS)) > 1
        else "its first line names no columns such as “title”"
    )


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft a row; the first row names the columns, unknown ones are kept as extra."""
    yield from read_table(stream, _read_text)


def read_table(stream: BinaryIO, rows: Callable[[str], Iterator[Item]]) -> Iterator[Item]:
    """What ``rows`` makes of the text in ``stream``, and complaints of its encoding and its size."""
    data = at_most(stream, PAGE_LIMIT + 1)
    text, warning = decode(data[:PAGE_LIMIT])
    if warning:
        yield Complaint(1, warning, rejected=False)
    yield from rows(text)
    if len(data) > PAGE_LIMIT:
        reason = f"the table goes on after {PAGE_LIMIT // 1_000_000} MB; the rest was not read"
        yield Complaint(text.count("\n") + 1, reason)


def _read_text(text: str) -> Iterator[Item]:
    csv.field_size_limit(10_000_000)
    rows = csv.reader(line + "\n" for line in split_lines(text))
    position = 0
    try:
        names = [name.strip().lower() for name in next(rows, [])]
        line = rows.line_num + 1
        for row in rows:
            if any(row):
                item = _row(names, row, position, line)
                position += isinstance(item, Draft)
                yield item
            line = rows.line_num + 1
    except csv.Error as error:
        yield Complaint(rows.line_num, f"not CSV from here on: {error}")


def write(papers: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Write a line of column names, then one row a paper, with CRLF as RFC 4180 has it."""
    yield _line(COLUMNS)
    for paper in papers:
        yield _line([_guarded(_cell(paper, name)) for name in COLUMNS])


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _cell(paper: Mapping[str, Any], name: str) -> str:
    value = (paper.get("identifiers") or {}).get(name) if name in ("doi", "arxiv") else paper.get(name)
    if value is None:
        return ""
    if name == "notes":
        return _NOTE_BREAK.join(str(note.get("text") or "") for note in value)
    if name in _LISTS:
        return "; ".join(re.sub(r"([\\;])", r"\\\1", str(part)) for part in value)
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _guarded(cell: str) -> str:
    return "'" + cell if _FORMULA.match(cell) else cell


def _row(names: list[str], row: list[str], position: int, line: int) -> Draft | Complaint:
    paper: dict[str, Any] = {}
    identifiers: dict[str, list[str]] = {}
    for name, written in zip(names, row, strict=False):
        cell = written[1:] if _GUARDED.match(written) else written
        if name in ("doi", "arxiv"):
            identifiers[name] = _parts(cell)
        elif name and cell:
            paper[name] = _value(name, cell)
    if len(row) > len(names):
        return Complaint(line, f"the row has {len(row)} cells for {len(names)} columns")
    return read_object(paper | {"identifiers": {k: v for k, v in identifiers.items() if v}}, position, line)


def _parts(cell: str) -> list[str]:
    return [_ESCAPED.sub(r"\1", part.strip()) for part in _PART.findall(cell) if part.strip()]


def _value(name: str, cell: str) -> Any:
    if name in _LISTS:
        return _parts(cell)
    if name in _FLAGS:
        return {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}.get(
            cell.lower(), cell
        )
    if name in _NUMBERS:
        return int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 10 else cell
    if name == "notes":
        return [{"text": text} for text in cell.split(_NOTE_BREAK)]
    return cell
