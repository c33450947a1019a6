"""Find the reader that fits some bytes: by what they say, never by what the file is called.

People rename files, and a saved page has no format anybody promised. Every reader says why it
does not fit, so that a file nobody can read ends in an answer rather than in a shrug.
"""

from __future__ import annotations

import codecs
import re

HEAD = 65_536  # bytes that a format's reader is judged by
PAGE_LIMIT = 64_000_000  # bytes of a listing page, which is read whole
_LINE_END = re.compile(r"\r\n|\n|\r")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes) -> tuple[str, str | None]:
    """Give the text of some bytes, and what to tell when its encoding had to be guessed.

    UTF-8 or what a byte order mark says; else Windows-1252, in which every byte means something.
    """
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        return data.decode(encoding), None
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            return data.decode(encoding, "replace"), f"damaged {encoding.upper()} text: {error.reason}"
    return _windows(data), "the text is not UTF-8; it was read as Windows-1252, so accents may be wrong"


def split_lines(text: str) -> list[str]:
    """Split at LF, CRLF and CR alone: other separators of Unicode may stand inside a title."""
    return _LINE_END.split(text)


def _windows(data: bytes) -> str:
    """Windows-1252, with the five bytes it leaves undefined as U+FFFD."""
    return data.decode("cp1252", "replace")
