"""PDF files: a paper that says little about itself, in a format that is dangerous to read.

The file is read in a process of its own (:mod:`seeds.pdf.helper`), which gives the text of the first
pages with its sizes and places, and what the document says of itself. What of that names *this*
paper, and not one that it cites, is decided here, in plain Python: in doubt nothing does.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from typing import BinaryIO

from seeds.harvest import Complaint, Item, SeedError

NAME = "pdf"
_BEGINS_WITHIN = 1024  # bytes before the mark, which readers of PDF have always allowed


def is_pdf(head: bytes) -> bool:
    """Whether a file that begins like this is a PDF."""
    return b"%PDF-" in head[:_BEGINS_WITHIN]


def read(stream: BinaryIO, name: str) -> Iterator[Item]:
    """Give the one draft of a PDF, or a complaint; ``name`` is the file's.

    Raises SeedError at once when the extra ``pdf`` is not installed.
    """
    if importlib.util.find_spec("pypdfium2") is None:
        raise SeedError(name, "to read PDF files, install pypdfium2: pip install 'carrel[pdf]'")
    return _items(stream, name)


def _items(stream: BinaryIO, name: str) -> Iterator[Item]:
    from seeds.pdf.draft import draft_of
    from seeds.pdf.helper import HELPER, Unread

    try:
        document = HELPER.read(stream)
    except Unread as error:
        yield Complaint(1, str(error))
        return
    yield draft_of(document, name)
    if not any(sheet.lines for sheet in document.sheets):
        reason = "its first page has no text, only pictures perhaps; say what it is with carrel edit"
        yield Complaint(1, reason, rejected=False)
