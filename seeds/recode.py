"""Sources in another encoding than UTF-8, given as UTF-8 piece by piece.

Readers that stream count on UTF-8. What is UTF-16 or UTF-32 shows at the beginning, and is turned
into UTF-8 before a reader sees it; XML that breaks its promise of UTF-8 is mended in those places.
"""

from __future__ import annotations

import codecs
import io
import re
from typing import Any, BinaryIO, Protocol

from seeds.sniff import mended, wide

_PIECE = 65_536
_HEAD = 1_000  # characters in which an XML declaration ends
_PROMISE = re.compile(r"(\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"'])[\w.:-]+")
_OTHER_PROMISE = re.compile(rb"<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"'](?!utf-?8[\"'])", re.IGNORECASE)


class Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """Give at most so many bytes, none at the end."""


class Narrowed(io.RawIOBase):
    """A stream of UTF-16 or UTF-32 as one of UTF-8; what an XML declaration says of it follows."""

    def __init__(self, stream: Readable, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._waiting = b""
        self._head = ""
        self._begun = self._ended = False

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with what comes next."""
        while not self._waiting and not self._ended:
            data = self._stream.read(_PIECE)
            self._ended = not data
            text = self._decoder.decode(data, self._ended)
            if not self._begun:
                self._head, text = self._head + text, ""
                self._begun = self._ended or len(self._head) > _HEAD
                text = self._kept_promise() if self._begun else ""
            self._waiting = text.encode("utf-8", "replace")
        data = self._waiting[: len(buffer)]
        self._waiting = self._waiting[len(data) :]
        buffer[: len(data)] = data
        return len(data)

    def _kept_promise(self) -> str:
        head = self._head.removeprefix("\ufeff")
        found = _PROMISE.match(head)
        return f"{found[1]}utf-8{head[found.end() :]}" if found else head


def narrowed(head: bytes, stream: Readable) -> tuple[BinaryIO | None, str | None]:
    """Give a source that begins with ``head`` as UTF-8, and what to tell of it; None where it needs nothing.

    ``stream`` is at its beginning.
    """
    encoding, told = wide(head)
    return (io.BufferedReader(Narrowed(stream, encoding)), told) if encoding else (None, None)


class Mended:
    """A stream that may not be the UTF-8 it says, or leaves unsaid, mended where it is not.

    ``bad`` counts the bytes that were read as Windows-1252.
    """

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._left = b""
        self._trusted: bool | None = None
        self.bad = 0

    def read(self, size: int, /) -> bytes:
        """Give some bytes, none at the end."""
        data = self._left + self._stream.read(size)
        if self._trusted is None and data:
            self._trusted = _OTHER_PROMISE.match(data.lstrip(codecs.BOM_UTF8 + b" \t\r\n")) is not None
        if self._trusted:
            return data
        ended = len(data) == len(self._left)
        self._left = b"" if ended else _unfinished(data)
        data = data[: len(data) - len(self._left)]
        if data or ended:
            return self._whole(data)
        return self.read(size)

    def _whole(self, data: bytes) -> bytes:
        try:
            data.decode()
        except UnicodeDecodeError:
            text, bad = mended(data)
            self.bad += bad
            return text.encode()
        return data


def _unfinished(data: bytes) -> bytes:
    """The last character where more of it may follow."""
    for back in range(1, min(4, len(data) + 1)):
        byte = data[-back]
        if byte & 0xC0 != 0x80:
            needed = 4 if byte >= 0xF0 else 3 if byte >= 0xE0 else 2 if byte >= 0xC0 else 1
            return data[-back:] if needed > back else b""
    return b""
