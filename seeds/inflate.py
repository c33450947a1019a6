"""Compressed sources, inflated piece by piece and never further than is believable.

A few kilobytes can claim to be gigabytes, and downloads break off. A source that inflates beyond all
reason, or is damaged, ends there: what came before is read, and the fault is told.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from seeds.harvest import Complaint, Item

GZIP = b"\x1f\x8b"
_PIECE = 65_536  # compressed bytes that are taken at a time
_UNSUSPECTED = 32_000_000  # bytes that any source may inflate to
_RATIO = 100  # beyond these, how many times its compressed size; lists of papers reach 10 to 60


class Rejoined(io.RawIOBase):
    """A stream whose head has been read, with the head put back before the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer from the head, then from the rest."""
        data = self._head[: len(buffer)] if self._head else self._rest.read(len(buffer))
        self._head = self._head[len(data) :] if self._head else b""
        buffer[: len(data)] = data
        return len(data)


class Inflated(io.RawIOBase):
    """The inflated bytes of a gzip stream; ``fault`` says, at its end, what was wrong with it."""

    def __init__(self, packed: io.RawIOBase) -> None:
        self._packed = packed
        self._engine = zlib.decompressobj(wbits=31)
        self._waiting = b""
        self._taken = self._given = 0
        self._ended = False
        self.fault: str | None = None

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int | None = -1) -> bytes:
        """Give up to ``size`` bytes, fewer only at the end."""
        pieces = []
        wanted = size if size is not None and size >= 0 else -1
        while wanted and (piece := self._piece(wanted)):
            pieces.append(piece)
            wanted -= len(piece) if wanted > 0 else 0
        return b"".join(pieces)

    def _piece(self, most: int) -> bytes:
        """The next inflated bytes, at least one unless the stream has ended."""
        while not self._ended:
            if not self._waiting:
                self._waiting = self._packed.read(_PIECE) or b""
                self._taken += len(self._waiting)
            if not self._waiting or (self._engine.eof and not self._next_member()):
                self._end(None if self._engine.eof else "the compressed file breaks off")
                break
            try:
                data = self._engine.decompress(self._waiting, min(most, _PIECE) if most > 0 else _PIECE)
            except zlib.error:
                self._end("the compressed file is damaged")
                break
            self._waiting = self._engine.unconsumed_tail or self._engine.unused_data
            self._given += len(data)
            if self._given > max(_UNSUSPECTED, self._taken * _RATIO):
                self._end(f"the compressed file claims to be more than {_RATIO} times its size")
            if data:
                return data
        return b""

    def _next_member(self) -> bool:
        """Whether another compressed file follows the one that ended; padding does not."""
        if not self._waiting.startswith(GZIP[:1]):
            return False
        self._engine = zlib.decompressobj(wbits=31)
        return True

    def _end(self, fault: str | None) -> None:
        self._ended = True
        self.fault = fault and f"{fault}; what came before was read"


def with_fault(items: Iterator[Item], inflated: Inflated) -> Iterator[Item]:
    """The items of a compressed source, then a complaint if it was not sound."""
    last = 1
    for item in items:
        last = getattr(item, "line", last)
        yield item
    if inflated.fault:
        yield Complaint(last, inflated.fault)
