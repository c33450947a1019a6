"""Files as they arrive: damaged in transfer, cut short, glued together, saved in another encoding.

Every file is made from a number alone, so that a fault found once is found again by its number.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

BLOCK = 2_000  # bytes of a block at most
GROWN = 200_000  # bytes of a mutated file at most
DELIMITERS = b"{}[]()\"'<>,;:=%@&-\n\r\t "
ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252", "gb18030", "utf-8-sig")

Mutation = Callable[[random.Random, bytearray, bytes], bytes | bytearray]


def mutated(number: int, seeds: Sequence[bytes]) -> bytes:
    """Give file ``number`` of those that can be made of the ``seeds``: one to four mutations of one."""
    chance = random.Random(number)
    data = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 2, 2, 3, 4))):
        data = bytes(chance.choice(MUTATIONS)(chance, bytearray(data), chance.choice(seeds)))[:GROWN]
    return data


def flip(chance: random.Random, data: bytearray, other: bytes) -> bytearray:
    """Change up to twenty bits."""
    for _ in range(chance.randint(1, 20) if data else 0):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return data


def noise(chance: random.Random, data: bytearray, other: bytes) -> bytearray:
    """Write random bytes over a place."""
    at = _place(chance, data)
    data[at : at + 8] = chance.randbytes(chance.randint(1, 12))
    return data


def cut(chance: random.Random, data: bytearray, other: bytes) -> bytearray:
    """Break off."""
    return data[: _place(chance, data)]


def behead(chance: random.Random, data: bytearray, other: bytes) -> bytearray:
    """Lose the beginning."""
    return data[_place(chance, data) :]


def lose(chance: random.Random, data: bytearray, other: bytes) -> bytearray:
    """Lose a block."""
    begin, end = _block(chance, data)
    del data[begin:end]
    return data


def double(chance: random.Random, data: bytearray, other: bytes) -> bytearray:
    """Have a block up to thirty times."""
    begin, end = _block(chance, data)
    data[end:end] = data[begin:end] * chance.randint(1, 30)
    return data


def splice(chance: random.Random, data: bytearray, other: bytes) -> bytearray:
    """Take in a block of another file."""
    begin, end = _block(chance, other)
    at = _place(chance, data)
    data[at:at] = other[begin:end]
    return data


def append(chance: random.Random, data: bytearray, other: bytes) -> bytearray:
    """Have another file behind it, perhaps without an end of line between them."""
    return data + chance.choice((b"", b"\n", b"\n\n")) + other


def bare(chance: random.Random, data: bytearray, other: bytes) -> bytearray:
    """Lose one to ten delimiters."""
    for _ in range(chance.randint(1, 10)):
        at = data.find(chance.choice(DELIMITERS), _place(chance, data))
        if at >= 0:
            del data[at]
    return data


def crowd(chance: random.Random, data: bytearray, other: bytes) -> bytearray:
    """Have a delimiter very many times."""
    at = _place(chance, data)
    data[at:at] = bytes([chance.choice(DELIMITERS)]) * chance.choice((2, 50, 5_000))
    return data


def recode(chance: random.Random, data: bytearray, other: bytes) -> bytes:
    """Save it in another encoding."""
    return bytes(data).decode("utf-8", "replace").encode(chance.choice(ENCODINGS), "replace")


def misread(chance: random.Random, data: bytearray, other: bytes) -> bytes:
    """Take a part of it for Latin-1, as programs do that glue files together."""
    begin, end = _block(chance, data)
    return bytes(data[:begin]) + data[begin:end].decode("latin-1").encode() + bytes(data[end:])


def rewrap(chance: random.Random, data: bytearray, other: bytes) -> bytes:
    """Have other ends of lines."""
    return bytes(data).replace(b"\r\n", b"\n").replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", b" ")))


MUTATIONS: tuple[Mutation, ...] = (
    flip, noise, cut, behead, lose, double, splice, append, bare, bare, crowd, recode, misread, rewrap,
)  # fmt: skip


def _place(chance: random.Random, data: bytes | bytearray) -> int:
    return chance.randint(0, len(data))


def _block(chance: random.Random, data: bytes | bytearray) -> tuple[int, int]:
    begin = _place(chance, data)
    return begin, min(begin + chance.randint(1, BLOCK), len(data))
