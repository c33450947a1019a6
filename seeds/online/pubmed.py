"""PubMed's E-utilities: records by number. https://www.ncbi.nlm.nih.gov/books/NBK25499/ documents them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seeds.harvest import Item
from seeds.online.packing import packed
from seeds.online.reading import by_format
from seeds.online.request import Request

FORMAT = "pubmed"
AUTHORITY = frozenset({"venue"})
_MOST = 200


def groups(scheme: str, values: Sequence[str]) -> Iterator[list[str]]:
    """Numbers that go into one request."""
    return packed(values, _MOST)


def request(scheme: str, values: Sequence[str]) -> Request:
    """Ask for records by number."""
    how = "db=pubmed&rettype=medline&retmode=text&tool=carrel"
    return Request("pubmed", f"/entrez/eutils/efetch.fcgi?{how}&id={','.join(values)}", "text")


def read(body: bytes) -> Iterator[Item]:
    """The records in an answer."""
    return by_format(body, FORMAT)
