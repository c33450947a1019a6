"""Semantic Scholar's graph: papers by any identifier, five hundred at a time.

The documentation is at https://api.semanticscholar.org/api-docs/graph.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from seeds.harvest import Complaint, Item
from seeds.online.packing import packed
from seeds.online.reading import by_format
from seeds.online.request import Request

FORMAT = "semantic-scholar"
AUTHORITY: frozenset[str] = frozenset()
_FIELDS = (
    "externalIds,title,abstract,venue,publicationVenue,year,publicationDate,publicationTypes,journal,"
    "authors,openAccessPdf,tldr"
)
_PREFIXES = {"arxiv": "ARXIV:", "doi": "DOI:", "pmid": "PMID:", "pmcid": "PMCID:", "s2": ""}
_MOST = 500


def groups(scheme: str, values: Sequence[str]) -> Iterator[list[str]]:
    """Identifiers that go into one request, in whose body they stand."""
    return packed(values, _MOST, room=1_000_000)


def request(scheme: str, values: Sequence[str]) -> Request:
    """Ask for papers by identifiers of one scheme."""
    ids = [_PREFIXES[scheme] + value.removeprefix("PMC") for value in values]
    path = f"/graph/v1/paper/batch?fields={_FIELDS}"
    return Request("semantic-scholar", path, "json", body=json.dumps({"ids": ids}).encode())


def read(body: bytes) -> Iterator[Item]:
    """The papers in an answer; what the service does not know stands there as null, and is left out."""
    for item in by_format(body, FORMAT):
        if not (isinstance(item, Complaint) and "did not find it" in item.reason):
            yield item
