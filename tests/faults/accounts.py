"""How many entries a damaged file has, counted without any of Carrel's code.

Where a format has a mark that begins an entry, the count is of marks. It holds for a file that
a reader goes through to its end; one that breaks off must have said so.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable

_BIBTEX = re.compile(
    r"^@(?:article|book|inproceedings|misc|incollection|online|thesis|phdthesis|report|techreport)"
    r"\{[\w:./-]+,\s*\w+\s*=\s*[{\"]",
    re.IGNORECASE | re.MULTILINE,
)
_COMMENT = re.compile(r"@comment\b|@preamble\b|@string\b|%", re.IGNORECASE)
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def text_of(data: bytes) -> str | None:
    """The text of a file whose encoding is beyond doubt, else None."""
    encoding = next((name for bom, name in _BOMS.items() if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def bibtex(text: str) -> int:
    """Entries that begin a line and have a first field; text that has comments is not counted."""
    return 0 if _COMMENT.search(text) else len(_BIBTEX.findall(text))


def ris(text: str) -> int:
    """Lines of a type, in the form RIS gives them."""
    return len(re.findall(r"^TY  - [A-Z]", text, re.MULTILINE))


def pubmed(text: str) -> int:
    """Numbers of PubMed at the beginning of a line, behind an empty one."""
    return len(re.findall(r"(?:\A|\n[ \t]*\n)PMID- \d", text.replace("\r\n", "\n")))


def refer(text: str) -> int:
    """Types behind an empty line."""
    return len(re.findall(r"(?:\A|\n\n)%0 \w", text.replace("\r\n", "\n")))


def lines_of_json(text: str) -> int:
    """Lines that are objects; those that hold nothing are none."""
    return sum(_has_a_title(line) for line in text.split("\n"))


def tags(*names: str) -> Callable[[str], int]:
    """Elements of XML: as many as end, of the most frequent name; none where some may be text."""
    patterns = [re.compile(f"</{name}\\s*>") for name in names]
    return lambda text: 0 if "<!" in text else max(len(pattern.findall(text)) for pattern in patterns)


def _has_a_title(line: str) -> bool:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and bool(found.get("title"))


LINEWISE: dict[str, Callable[[str], int]] = {
    "bibtex": bibtex, "biblatex": bibtex, "ris": ris, "pubmed": pubmed, "refer": refer,
    "jsonl": lines_of_json, "arxiv-snapshot": lines_of_json,
}  # fmt: skip
"""Formats that are read to their end whatever is in them."""

WHOLE: dict[str, Callable[[str], int]] = {
    "arxiv-atom": tags("entry"), "feed": tags("item", "entry"), "endnote-xml": tags("record"),
}  # fmt: skip
"""Formats that break off at a mistake; the count holds where nothing was rejected."""
