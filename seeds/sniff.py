"""Find the encoding that fits some bytes: by what they say, never by what the file is called.

People rename files, and nobody writes down an encoding. What had to be guessed is told, so that a
wrong accent can be traced; what is only damaged in places is mended in those places.
"""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from seeds.harvest import Complaint

HEAD = 65_536  # bytes that a format's reader is judged by
PAGE_LIMIT = 64_000_000  # bytes of a listing page, which is read whole
BIBLIOGRAPHY_LIMIT = 256_000_000  # bytes of a bibliography, which is read whole
_PIECE = 1_000_000  # bytes read at a time
_LINE_END = re.compile(r"\r\n|\n|\r")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"\s*%\s*Encoding:\s*([\w-]{3,20})", re.IGNORECASE)
_HIGH = re.compile(rb"[\x80-\xff]+")
_C1 = re.compile(rb"[\x80-\x9f]")
_HANZI = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_SAMPLE = 2_000_000  # bytes that are enough to know a legacy encoding by


def decode(data: bytes) -> tuple[str, str | None]:
    """Give the text of some bytes, and what to tell when its encoding had to be guessed.

    UTF-8, UTF-16 by its mark or its zeros; else what the file declares, GBK, Windows-1252, Latin-1.
    """
    marked = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    encoding = marked or _without_mark(data)
    try:
        return data.decode(encoding), None if marked or encoding == "utf-8" else _told("UTF-16")
    except UnicodeDecodeError as error:
        if not encoding.startswith("utf-8"):
            return data.decode(encoding, "replace"), f"damaged {encoding.upper()} text: {error.reason}"
    text, bad = mended(data)
    good = len(text) - len(data) + sum(map(len, _HIGH.findall(data)))  # non-ASCII characters
    if marked or bad * 4 <= good:
        return text.removeprefix("\ufeff"), told_bad(bad)
    return _legacy(data)


def at_most(stream: BinaryIO, size: int) -> bytes:
    """Read up to ``size`` bytes; asked for them all at once, a stream would make room for as many."""
    pieces = []
    while size > 0 and (piece := stream.read(min(size, _PIECE))):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def whole_text(stream: BinaryIO) -> tuple[str, list[Complaint]]:
    """Read a bibliography whole; give its text and complaints about its encoding and its size."""
    data = at_most(stream, BIBLIOGRAPHY_LIMIT)
    text, warning = decode(data)
    told = [Complaint(1, warning, rejected=False)] if warning else []
    if stream.read(1):
        reason = f"the file goes on after {BIBLIOGRAPHY_LIMIT // 1_000_000} MB; the rest was not read"
        told.append(Complaint(text.count("\n") + 1, reason))
    return text, told


def split_lines(text: str) -> list[str]:
    """Split at LF, CRLF and CR alone: other separators of Unicode may stand inside a title."""
    return _LINE_END.split(text)


def wide(head: bytes) -> tuple[str | None, str | None]:
    """Give the encoding of a source whose characters take two or four bytes, and what to tell of a guess."""
    marked = next((name for bom, name in _BOMS if head.startswith(bom)), None)
    if marked:
        return (None, None) if marked == "utf-8-sig" else (marked, None)
    found = _without_mark(head)
    return (None, None) if found == "utf-8" else (found, _told("UTF-16"))


def told_bad(bad: int) -> str:
    """What to tell of bytes that are no UTF-8."""
    what = "one byte" if bad == 1 else f"{bad:,} bytes"
    return f"damaged UTF-8 text: {what} read as Windows-1252"


def _told(name: str) -> str:
    return f"the file does not say its encoding; it was read as {name}, so accents may be wrong"


def _without_mark(data: bytes) -> str:
    """UTF-16 shows by its zeros: in text mostly of ASCII every other byte is one."""
    head = data[: HEAD // 2 * 2]
    if b"\0" in head:
        half = len(head) // 2
        if head[0::2].count(0) > half * 0.6 and head[1::2].count(0) < half * 0.1:
            return "utf-16-be"
        if head[1::2].count(0) > half * 0.6 and head[0::2].count(0) < half * 0.1:
            return "utf-16-le"
    return "utf-8"


def mended(data: bytes) -> tuple[str, int]:
    """Give UTF-8 in which bad bytes are read as Windows-1252, and how many were bad."""
    bad = 0

    def mend(error: UnicodeError) -> tuple[str, int]:
        nonlocal bad
        if not isinstance(error, UnicodeDecodeError):
            raise error
        bad += error.end - error.start
        return error.object[error.start : error.end].decode("cp1252", "replace"), error.end

    codecs.register_error("carrel-mend", mend)
    return data.decode("utf-8", "carrel-mend"), bad


def _legacy(data: bytes) -> tuple[str, str]:
    """Text from before UTF-8: every byte means something in Windows-1252, so that comes last."""
    if declared := _DECLARED.match(data):
        try:
            name = codecs.lookup(declared[1].decode()).name
            if name not in ("utf-8", "ascii"):
                return data.decode(name), f"read as {declared[1].decode()}, which the file declares"
        except (LookupError, ValueError):
            pass
    if _looks_chinese(data[:_SAMPLE]):
        return data.decode("gb18030", "replace"), _told("GBK")
    if _C1.search(data):
        return data.decode("cp1252", "replace"), _told("Windows-1252")
    return data.decode("latin-1"), _told("Latin-1")


def _looks_chinese(data: bytes) -> bool:
    """GBK writes Chinese in pairs of high bytes; accents of other languages mostly stand alone."""
    runs = [len(run) for run in _HIGH.findall(data)]
    if max(runs, default=0) < 4 or sum(length % 2 == 0 for length in runs) < 0.9 * len(runs):
        return False
    text = data.decode("gb18030", "replace")
    beyond = [letter for letter in text if letter > "\x7f"]
    return len(_HANZI.findall(text)) > 0.9 * len(beyond) and "\ufffd" not in text[:-1]
