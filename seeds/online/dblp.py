"""DBLP: publications by their key, as BibTeX. https://dblp.org/faq/ says what may be asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from seeds.harvest import Item
from seeds.online.reading import by_format
from seeds.online.request import Request

FORMAT = "bibtex"
AUTHORITY = frozenset({"venue"})


def groups(scheme: str, values: Sequence[str]) -> Iterator[list[str]]:
    """DBLP gives one record at a time."""
    return ([value] for value in values)


def request(scheme: str, values: Sequence[str]) -> Request:
    """Ask for one record."""
    return Request("dblp", f"/rec/{quote(values[0])}.bib?param=1", "text")


def read(body: bytes) -> Iterator[Item]:
    """The record in an answer."""
    return by_format(body, FORMAT)
