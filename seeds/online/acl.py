"""The ACL Anthology: its papers as BibTeX, by the id in their address (``P18-1001``, ``2020.acl-main.1``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from seeds.harvest import Item
from seeds.online.reading import by_format
from seeds.online.request import Request

FORMAT = "bibtex"
AUTHORITY = frozenset({"venue"})
_DOI = "10.18653/v1/"


def groups(scheme: str, values: Sequence[str]) -> Iterator[list[str]]:
    """The Anthology gives one paper at a time; of DOIs it knows its own."""
    return ([value] for value in values if scheme == "acl" or value.startswith(_DOI))


def request(scheme: str, values: Sequence[str]) -> Request:
    """Ask for one paper; ids in DOIs are in lower case, those of the Anthology are not."""
    number = values[0].removeprefix(_DOI)
    return Request("acl", f"/{quote(number[:1].upper() + number[1:])}.bib", "text")


def read(body: bytes) -> Iterator[Item]:
    """The paper in an answer."""
    return by_format(body, FORMAT)
