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
_FILTERS = ("arxiv", "doi", "openalex")
_PARTING = frozenset("|,")


def groups(scheme: str, values: Sequence[str]) -> Iterator[list[str]]:
    """DOIs and its own ids go into one request; what cannot be filtered by goes alone, as do commas."""
    together = [value for value in values if scheme in _FILTERS and not _PARTING & set(value)]
    yield from packed(together, _MOST)
    yield from ([value] for value in values if value not in together)


def request(scheme: str, values: Sequence[str]) -> Request:
    """Ask for works by identifiers of one scheme; an arXiv id is a DOI there, and one work alone is free."""
    if scheme == "arxiv":
        scheme, values = "doi", [f"10.48550/arxiv.{value}" for value in values]
    if len(values) == 1:
        name = values[0] if scheme == "openalex" else f"{scheme}:{values[0]}"
        return Request("openalex", f"/works/{quote(name, safe=':/')}", "json")
    wanted = quote(f"{scheme}:{'|'.join(values)}", safe=":|/")
    return Request("openalex", f"/works?filter={wanted}&per-page={_MOST}", "json")


def read(body: bytes) -> Iterator[Item]:
    """The works in an answer."""
    return by_format(body, FORMAT)
