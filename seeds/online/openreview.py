"""OpenReview: submissions by the id of their forum, in the shapes of both of its APIs.

In the newer, each value of a submission stands under ``value``; the older, which has what was
submitted before 2023, gives the values themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from seeds.draft import Draft
from seeds.formats.building import Entry, as_text, first, mapping, texts
from seeds.formats.people import person
from seeds.harvest import Complaint, Item
from seeds.online.reading import by_object
from seeds.online.request import Request

FORMAT = "openreview"
AUTHORITY: frozenset[str] = frozenset()


def groups(scheme: str, values: Sequence[str]) -> Iterator[list[str]]:
    """OpenReview gives one submission at a time."""
    return ([value] for value in values)


def request(scheme: str, values: Sequence[str]) -> Request:
    """Ask the newer API for one submission."""
    return Request("openreview", f"/notes?id={quote(values[0])}", "json")


def older(scheme: str, values: Sequence[str]) -> Request:
    """Ask the older API for one submission."""
    return Request("openreview-1", f"/notes?id={quote(values[0])}", "json")


def read(body: bytes) -> Iterator[Item]:
    """The submissions in an answer."""
    return by_object(body, _draft, ("notes",))


def _draft(note: Any, position: int, line: int) -> Draft | Complaint:
    content = mapping(mapping(note).get("content"))
    if not content:
        return Complaint(line, "no submission here")
    number = as_text(mapping(note).get("forum")) or as_text(mapping(note).get("id"))
    entry = Entry(line, kind="preprint")
    entry.title = first(_value(content, "title"))
    entry.abstract = first(_value(content, "abstract"))
    entry.summary = first(_value(content, "TL;DR")) or None
    entry.people("author", [person(name) for name in texts(_value(content, "authors"))])
    entry.published = _day(mapping(note).get("pdate") or mapping(note).get("cdate"))
    entry.words(texts(_value(content, "keywords")))
    entry.url = f"https://openreview.net/forum?id={quote(number)}"
    entry.identify("openreview", number)
    venue = first(_value(content, "venue"))
    if venue and not venue.lower().startswith(("submitted", "under review")):
        entry.venue, entry.kind = venue, "conference"
    return entry.finished(position)


def _value(content: Mapping[str, Any], name: str) -> Any:
    found = content.get(name)
    return found.get("value") if isinstance(found, dict) else found


def _day(milliseconds: object) -> str | None:
    """The day of a time in milliseconds since 1970."""
    if not isinstance(milliseconds, int | float) or not 0 < milliseconds < 1e14:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC).date().isoformat()
