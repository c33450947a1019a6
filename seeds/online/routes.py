"""Who is asked for which identifier, and who next when the first does not know it or cannot be reached."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from seeds.draft import Identifier
from seeds.harvest import Item
from seeds.online.request import Request
from seeds.online.sites import SITES


class Source(Protocol):
    """What the module of a source offers that can be asked for identifiers.

    ``AUTHORITY`` names the fields that the source knows better than others do.
    """

    FORMAT: str
    AUTHORITY: frozenset[str]

    def groups(self, scheme: str, values: Sequence[str]) -> Iterator[list[str]]:
        """Part values into requests; one that the source cannot know is left out."""

    def request(self, scheme: str, values: Sequence[str]) -> Request:
        """Ask for a group."""

    def read(self, body: bytes) -> Iterator[Item]:
        """The papers in an answer."""


@dataclass(frozen=True, slots=True)
class Route:
    """A site, the module that knows how to ask it, and the function there that does."""

    site: str
    module: str
    ask: str = "request"

    @property
    def title(self) -> str:
        """What the source is called in front of a person."""
        return SITES[self.site].title or "the page"

    def source(self) -> Source:
        """Import the module."""
        return cast(Source, importlib.import_module(f"seeds.online.{self.module}"))

    def request(self, scheme: str, values: Sequence[str]) -> Request:
        """Ask for a group of values."""
        ask: Callable[[str, Sequence[str]], Request] = getattr(self.source(), self.ask)
        return ask(scheme, values)


ARXIV = Route("arxiv", "arxiv")
CROSSREF = Route("crossref", "crossref")
OPENALEX = Route("openalex", "openalex")
SEMANTIC_SCHOLAR = Route("semantic-scholar", "semantic_scholar")
_OPENREVIEW = Route("openreview", "openreview")
_OPENREVIEW_OLD = Route("openreview-1", "openreview", "older")
_ROUTES: Mapping[str, tuple[Route, ...]] = {
    "arxiv": (ARXIV, SEMANTIC_SCHOLAR, OPENALEX),
    "doi": (CROSSREF, OPENALEX, SEMANTIC_SCHOLAR, Route("acl", "acl")),
    "pmid": (Route("pubmed", "pubmed"), OPENALEX, SEMANTIC_SCHOLAR),
    "pmcid": (SEMANTIC_SCHOLAR, OPENALEX),
    "openalex": (OPENALEX,),
    "s2": (SEMANTIC_SCHOLAR,),
    "isbn": (Route("open-library", "open_library"), CROSSREF),
    "openreview": (_OPENREVIEW, _OPENREVIEW_OLD),
    "acl": (Route("acl", "acl"),),
    "dblp": (Route("dblp", "dblp"),),
    "url": (Route("web", "web"),),
}


def routes(identifier: Identifier) -> tuple[Route, ...]:
    """The sources to ask for an identifier, the best first; none for what nobody can look up."""
    return _ROUTES.get(identifier.scheme, ())
