"""OpenAlex: works by any identifier, and by words. The documentation is at https://docs.openalex.org."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from seeds.harvest import Item
from seeds.online.packing import packed
from seeds.online.reading import by_format
from seeds.online.request import Request

FORMAT = "openalex"
AUTHORITY: frozenset[str] = frozenset()
_MOST = 100
_FILTERS = {"doi": "doi", "openalex": "openalex", "pmid": "pmid", "pmcid": "pmcid"}
_PARTING = "|,"


def groups(scheme: str, values: Sequence[str]) -> Iterator[list[str]]:
    """Identifiers that go into one request; one with a character that parts filters goes alone."""
    plain = [value for value in values if not set(_PARTING) & set(value)]
    yield from packed(plain, _MOST)
    yield from ([value] for value in values if value not in plain)


def request(scheme: str, values: Sequence[str]) -> Request:
    """Ask for works by identifiers of one scheme; an arXiv id is a DOI there."""
    if scheme == "arxiv":
        scheme, values = "doi", [f"10.48550/arxiv.{value}" for value in values]
    if set(_PARTING) & set(values[0]):
        return Request("openalex", f"/works/{scheme}:{quote(values[0], safe='')}", "json")
    wanted = quote(f"{_FILTERS[scheme]}:{'|'.join(values)}", safe=":|/")
    return Request("openalex", f"/works?filter={wanted}&per-page={_MOST}", "json")


def by_title(title: str, most: int) -> Request:
    """Ask for works with the words of a title."""
    words = quote(title.replace(",", " ").replace("|", " "))
    return Request("openalex", f"/works?filter=title.search:{words}&per-page={most}", "json")


def read(body: bytes) -> Iterator[Item]:
    """The works in an answer."""
    return by_format(body, FORMAT)
