"""Taking an answer in, piece by piece: unpacked as it comes, and never further than was asked for."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from seeds.online.faults import BrokenOff, Damaged, TooLarge

_PIECE = 65_536


def unpacked(source: str, packing: str, pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    """The bytes that ``pieces`` hold under a ``Content-Encoding``, at most ``most`` of them.

    Raises :class:`Damaged`, :class:`TooLarge`, or :class:`BrokenOff` when a packed answer has no end.
    """
    if packing in ("", "identity"):
        yield from _bounded(source, pieces, most)
    elif packing in ("gzip", "x-gzip", "deflate"):
        yield from _bounded(source, _inflated(source, pieces), most)
    else:
        raise Damaged(source, f"packed as {packing[:20]}")


def _bounded(source: str, pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise TooLarge(source, f"over {most / 1_000_000:,.0f} MB")
        yield piece


def _inflated(source: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A piece at a time, and nothing behind the end: a few kilobytes may claim to be gigabytes."""
    engine = zlib.decompressobj(wbits=47)  # zlib or gzip, whichever it turns out to be
    for packed in pieces:
        waiting = packed
        while waiting:
            try:
                data = engine.decompress(waiting, _PIECE)
            except zlib.error as error:
                raise Damaged(source, "it cannot be unpacked") from error
            waiting = engine.unconsumed_tail
            yield data
        if engine.eof:  # what follows would be kept, and may have no end
            return
    raise BrokenOff(source)
