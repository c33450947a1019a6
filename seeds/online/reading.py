"""From the bytes of an answer to drafts, by the reader of the format that the service answers in."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

from seeds.cleaning import cleaned
from seeds.draft import Draft
from seeds.formats import FORMATS
from seeds.formats.in_order import from_values
from seeds.formats.json_source import entries
from seeds.harvest import Complaint, Item


def by_format(body: bytes, format: str) -> Iterator[Item]:
    """What an exchange format's reader makes of an answer, clean."""
    return cleaned(FORMATS[format].load().read(io.BytesIO(body)))


def by_object(
    body: bytes, make: Callable[[Any, int, int], Draft | Complaint], containers: tuple[str, ...] = ()
) -> Iterator[Item]:
    """What ``make`` makes of each object in a JSON answer, clean."""
    return cleaned(from_values(entries(io.BytesIO(body), containers), make))
