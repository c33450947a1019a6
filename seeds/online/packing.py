"""How many identifiers go into one request: as many as the service takes, and as fit into an address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

ROOM = 6_000
"""Characters of identifiers in one address: most servers take 8,000 with all the rest."""


def packed(values: Sequence[str], most: int, *, overhead: int = 1, room: int = ROOM) -> Iterator[list[str]]:
    """Part ``values`` into groups of at most ``most`` that fit into an address."""
    group: list[str] = []
    size = 0
    for value in values:
        needed = len(quote(value)) + overhead
        if group and (len(group) == most or size + needed > room):
            yield group
            group, size = [], 0
        group.append(value)
        size += needed
    if group:
        yield group
