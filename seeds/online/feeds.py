"""Feeds of papers, RSS and Atom, and what archives answer by OAI-PMH, wherever they are."""

from __future__ import annotations

from collections.abc import Iterator

from seeds.harvest import Item
from seeds.online.reading import by_format
from seeds.online.request import Request

FORMAT = "feed"


def request(url: str) -> Request:
    """Ask for a feed."""
    return Request("web", url, "xml", revalidate=True)


def read(body: bytes) -> Iterator[Item]:
    """The papers in a feed; arXiv's answers to a query are feeds too, with more in them."""
    head = body[:2_000]
    if b"<OAI-PMH" in head:
        return by_format(body, "oai-pmh")
    return by_format(body, "arxiv-atom" if b"arxiv.org/api/" in head else FORMAT)
