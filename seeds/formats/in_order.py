"""What most readers do with what they find: make a draft of each, and count the drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from seeds.draft import Draft
from seeds.harvest import Complaint

Found = TypeVar("Found")


def from_records(
    found: Iterable[Found | Complaint], make: Callable[[Found, int], Draft | Complaint]
) -> Iterator[Draft | Complaint]:
    """Give what ``make`` makes of each record and its position; complaints are passed on."""
    position = 0
    for record in found:
        item = record if isinstance(record, Complaint) else make(record, position)
        position += isinstance(item, Draft)
        yield item


def from_values(
    found: Iterable[tuple[int, Any]], make: Callable[[Any, int, int], Draft | Complaint]
) -> Iterator[Draft | Complaint]:
    """Give what ``make`` makes of each value, its position and its line; complaints are passed on."""
    position = 0
    for line, value in found:
        item = value if isinstance(value, Complaint) else make(value, position, line)
        position += isinstance(item, Draft)
        yield item
