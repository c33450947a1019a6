"""Where the records of RIS and its relatives begin and end: RIS itself, Web of Science, RefWorks.

All three put two letters before each value, and none of the programs that write them agrees with
another on blanks, marks of the end, or how a long value goes on. A record comes out as pairs of a
tag of RIS (or, longer than two letters, a field of BibLaTeX) and a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from seeds.harvest import Complaint
from seeds.sniff import split_lines

_RIS = re.compile(r"[\ufeff\s]{0,9}([A-Z][A-Z0-9])(  ?)-(?: |$)(.*)")
_TAGGED = re.compile(r"\ufeff?([A-Z][A-Z0-9])(?: (.*)|\s*$)")
_NUMBERING = re.compile(r"[\ufeff\s]*(?:\d+[.)]?\s*)?")
BEGINS = {
    "ris": re.compile(r"^[\ufeff\s]{0,9}TY  ?-(?: |$)", re.MULTILINE),
    "wos": re.compile(
        r"^\ufeff?PT [JBSPC]\s*\n(?:AU|AF|TI|CA|BA|BE|GP|SO) |\A\ufeff?FN .*\nVR 1\.0\s*\n", re.MULTILINE
    ),
    "refworks": re.compile(r"^\ufeff?RT [A-Z][\w ,/]*\n(?:[A-Z]\w .*\n)?(?:ID|A1|T1|SR) ", re.MULTILINE),
}
_FROM_WOS = {
    "PT": "TY", "SO": "T2", "JI": "JA", "BP": "SP", "DI": "DO", "BN": "SN", "PU": "PB", "PI": "CY",
    "UT": "AN", "AR": "eid", "CT": "eventtitle", "CY": "eventdate", "CL": "venue", "SE": "T3", "DT": "type",
    "EI": "eissn", "BE": "ED", "DE": "KW", "ID": "KW", "PM": "pmid",
}  # fmt: skip
_FROM_REFWORKS = {
    "RT": "TY", "YR": "PY", "VO": "VL", "OP": "EP", "K1": "KW", "NO": "N1", "PP": "CY", "UL": "UR",
    "LK": "UR", "ED": "ET", "FD": "DA", "JO": "JA",
}  # fmt: skip
_ADDRESSES = frozenset({"UR", "L1", "L2", "L3", "LK"})
_OF_A_RECORD = frozenset({"TI", "T1", "AU", "A1"})
_LISTS = frozenset({"AU", "AF", "BE", "BA", "ED", "CR", "C1"})


@dataclass(slots=True)
class Record:
    """One record: its dialect, its line, and its pairs of tag and value in order."""

    dialect: str
    line: int
    pairs: list[tuple[str, str]] = field(default_factory=list)


def dialect_of(text: str) -> str | None:
    """Give the dialect whose records a text has, or None."""
    return next((name for name, begins in BEGINS.items() if begins.search(text)), None)


def records(text: str) -> Iterator[Record | Complaint]:
    """Give the records of a file; behind each, what is missing in it."""
    dialect = dialect_of(text) or "ris"
    yield from _ris(split_lines(text)) if dialect == "ris" else _tagged(split_lines(text), dialect)


class _Open:
    """The record that is being read; the pieces of its last value are joined when the next begins."""

    def __init__(self, dialect: str, line: int) -> None:
        self.record = Record(dialect, line)
        self._tag = ""
        self._pieces: list[str] = []

    def begin(self, tag: str, value: str) -> None:
        self._finish()
        self._tag, self._pieces = tag, [value.strip()]

    def go_on(self, line: str) -> None:
        # EndNote puts each further keyword and address on a line of its own, without a tag.
        another = self._tag == "KW" or (self._tag in _ADDRESSES and line.lstrip().startswith("http"))
        if another and self.record.dialect == "ris":
            self.begin(self._tag, line)
        else:
            self._pieces.append(line.strip())

    def close(self) -> Record:
        self._finish()
        return self.record

    def _finish(self) -> None:
        value = " ".join(filter(None, self._pieces))
        if value:
            self.record.pairs.append((self._tag, value))
        self._pieces = []


def _ris(lines: list[str]) -> Iterator[Record | Complaint]:
    here: _Open | None = None
    blanks = 2
    stray: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        found = _RIS.match(line)
        if found and found[1] == "TY":
            if here:
                done = here.close()
                yield done
                yield from [_no_end(number)] if len(done.pairs) > 1 else []
            yield from _stray(stray)
            here, blanks, stray = _Open("ris", number), len(found[2]), []
            here.begin("TY", found[3])
        elif here is None:
            if found and found[1] != "ER":
                stray.append((number, line.strip()))
        elif found and (len(found[2]) >= blanks or found[1] == "ER"):
            if found[1] == "ER":
                yield here.close()
                here = None
            else:
                here.begin(found[1], found[3])
        elif line.strip():
            here.go_on(line)
    if here:
        yield here.close()
        yield _no_end(len(lines))
    yield from _stray(stray)


def _stray(lines: list[tuple[int, str]]) -> Iterator[Complaint]:
    """Tags between two records: a record without its beginning when one of them makes a record."""
    if lines:
        lost = any(line[:2] in _OF_A_RECORD for _, line in lines)
        what = "the record does not begin with TY" if lost else "it was left out"
        number, line = lines[0]
        yield Complaint(number, f"“{line[:40]}” stands in no record; {what}", rejected=lost)


def _no_end(line: int) -> Complaint:
    return Complaint(line, "the record before this has no end (ER); it was taken to end here", rejected=False)


def _tagged(lines: list[str], dialect: str) -> Iterator[Record | Complaint]:
    """Web of Science and RefWorks: a tag, one blank, the value; indented lines go on with it."""
    names, first = (_FROM_WOS, "PT") if dialect == "wos" else (_FROM_REFWORKS, "RT")
    here: _Open | None = None
    tag = ""
    for number, line in enumerate(lines, 1):
        found = _TAGGED.match(line)
        if found and found[1] in (first, "ER", "EF"):
            if here:
                yield here.close()
                if found[1] != "ER" and dialect == "wos":
                    yield _no_end(number)
            here = _Open(dialect, number) if found[1] == first else None
        if here is None:
            continue
        if found:
            tag = found[1]
            here.begin(names.get(tag, tag), found[2] or "")
        elif line.strip() and tag in _LISTS and dialect == "wos":
            here.begin(names.get(tag, tag), line)
        elif line.strip():
            here.go_on(line)
    if here:
        yield here.close()
        if dialect == "wos":
            yield _no_end(len(lines))
