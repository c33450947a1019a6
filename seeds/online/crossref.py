"""Crossref's REST API: works by DOI, books by ISBN, and works by words or venue.

The documentation is at https://github.com/CrossRef/rest-api-doc.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from seeds.harvest import Item
from seeds.online.packing import packed
from seeds.online.reading import by_format
from seeds.online.request import Request

FORMAT = "crossref"
AUTHORITY = frozenset({"venue", "kind", "extra"})
_MOST = 100


def groups(scheme: str, values: Sequence[str]) -> Iterator[list[str]]:
    """Identifiers that go into one request; one with a comma goes alone, as commas part filters."""
    yield from packed([value for value in values if "," not in value], _MOST, overhead=len(scheme) + 2)
    yield from ([value] for value in values if "," in value)


def request(scheme: str, values: Sequence[str]) -> Request:
    """Ask for works by DOI or ISBN."""
    if scheme == "doi" and "," in values[0]:
        return Request("crossref", f"/works/{quote(values[0], safe='')}", "json")
    wanted = ",".join(f"{scheme}:{value}" for value in values)
    most = len(values) if scheme == "doi" else 20
    return Request("crossref", f"/works?filter={quote(wanted, safe=':,/')}&rows={most}", "json")


def by_title(title: str, most: int) -> Request:
    """Ask for works whose description has the words of a title."""
    return Request("crossref", f"/works?query.bibliographic={quote(title)}&rows={most}", "json")


def by_words(words: str, author: str, venue: str, most: int, start: int = 0) -> Request:
    """Ask for the newest works by words, by an author, in a venue; empty ones do not matter."""
    asked = {"query.bibliographic": words, "query.author": author, "query.container-title": venue}
    query = "&".join(f"{name}={quote(text)}" for name, text in asked.items() if text)
    return Request(
        "crossref",
        f"/works?{query}&sort=created&order=desc&rows={most}&offset={start}",
        "json",
        revalidate=True,
    )


def read(body: bytes) -> Iterator[Item]:
    """The works in an answer."""
    return by_format(body, FORMAT)
