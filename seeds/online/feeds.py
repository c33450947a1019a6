"""Feeds of papers, RSS and Atom, and what archives answer by OAI-PMH, wherever they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from seeds.harvest import Item
from seeds.online.reading import by_format
from seeds.online.request import Request

FORMAT = "feed"
MOST_PAGES = 20
"""Pages of one list of an archive that are asked for; what is behind them comes another day."""

_TOKEN = re.compile(rb"<resumptionToken[^>]{0,500}>([^<]{1,8000})</resumptionToken>")


def request(url: str) -> Request:
    """Ask for a feed. A list in pages is asked for as a whole each time: its first page may stay the same."""
    return Request("web", url, "xml", revalidate="verb" not in parse_qs(urlsplit(url).query))


def rest(url: str, body: bytes) -> Request | None:
    """What asks for the next page of an archive's list; ``None`` when ``body`` is its end.

    The token that an answer ends with stands for all of the question but its verb (OAI-PMH 2.0, 3.5).
    """
    found = _TOKEN.search(body) if b"<OAI-PMH" in body[:2_000] else None
    token = unescape(found[1].decode("utf-8", "replace")).strip() if found else ""
    if not token:
        return None
    parts = urlsplit(url)
    verb = parse_qs(parts.query).get("verb", ["ListRecords"])[0]
    query = urlencode({"verb": verb, "resumptionToken": token})
    return Request("web", urlunsplit(parts._replace(query=query, fragment="")), "xml")


def read(body: bytes) -> Iterator[Item]:
    """The papers in a feed; arXiv's answers to a query are feeds too, with more in them."""
    head = body[:2_000]
    if b"<OAI-PMH" in head:
        return by_format(body, "oai-pmh")
    return by_format(body, "arxiv-atom" if b"arxiv.org/api/" in head else FORMAT)
