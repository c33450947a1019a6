"""Open Library: books by ISBN. https://openlibrary.org/dev/docs/api/books documents it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from seeds.cleaning import cleaned
from seeds.dates import from_text
from seeds.draft import Draft
from seeds.formats.building import Entry, first, mapping, objects
from seeds.formats.people import person
from seeds.harvest import Complaint, Item
from seeds.online.packing import packed
from seeds.online.request import Request

FORMAT = "open-library"
AUTHORITY: frozenset[str] = frozenset()
_MOST = 100


def groups(scheme: str, values: Sequence[str]) -> Iterator[list[str]]:
    """ISBNs that go into one request."""
    return packed(values, _MOST, overhead=6)


def request(scheme: str, values: Sequence[str]) -> Request:
    """Ask for books by ISBN."""
    wanted = ",".join(f"ISBN:{value}" for value in values)
    return Request("open-library", f"/api/books?bibkeys={wanted}&format=json&jscmd=data", "json")


def read(body: bytes) -> Iterator[Item]:
    """The books in an answer, which is one object with a member a book."""
    return cleaned(_books(body))


def _books(body: bytes) -> Iterator[Draft | Complaint]:
    try:
        found = mapping(json.loads(body))
    except (ValueError, RecursionError) as error:
        yield Complaint(1, f"not JSON: {error}")
        return
    for position, (name, book) in enumerate(found.items()):
        yield _draft(name, mapping(book), position)


def _draft(name: str, book: Any, position: int) -> Draft | Complaint:
    entry = Entry(1, kind="book")
    title, subtitle = first(book.get("title")), first(book.get("subtitle"))
    entry.title = f"{title}: {subtitle}" if subtitle else title
    entry.people("author", [person(first(author.get("name"))) for author in objects(book.get("authors"))])
    entry.published = from_text(first(book.get("publish_date")))[0]
    entry.keep("publisher", "; ".join(first(house.get("name")) for house in objects(book.get("publishers"))))
    entry.url = first(book.get("url")) or None
    entry.identify("isbn", name.removeprefix("ISBN:"))
    return entry.finished(position)
