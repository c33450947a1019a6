"""The newest papers of what somebody follows: a feed, a query, the papers of the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from seeds.draft import Draft
from seeds.harvest import Complaint, Item
from seeds.online import arxiv, crossref, feeds, hugging_face
from seeds.online.faults import Damaged
from seeds.online.http import Wire
from seeds.online.lookup import with_code
from seeds.online.pasted import pasted
from seeds.online.request import Request
from seeds.online.rules import title_of
from seeds.online.sites import SITES

PAGE = 100
"""Papers asked for at a time; one who follows much may have to turn the page."""

_LISTING = re.compile(r"/list/([\w.-]+)/", re.ASCII)


@dataclass(frozen=True, slots=True)
class Newest:
    """Something to ask for new papers.

    ``query`` is in arXiv's own language; ``words``, ``author`` and ``venue`` are for Crossref; else
    ``url`` is a feed or a page that stands for one.
    """

    url: str = ""
    query: str = ""
    words: str = ""
    author: str = ""
    venue: str = ""

    @property
    def format(self) -> str:
        """The reader that the answer is for."""
        if self._query:
            return arxiv.FORMAT
        return hugging_face.FORMAT if self._daily else feeds.FORMAT if self.url else crossref.FORMAT

    @property
    def pages(self) -> bool:
        """Whether there are older ones behind the first page."""
        return bool(self._query) or not self.url

    def address(self) -> str | None:
        """A feed that anybody's reader can follow for the same; none where the service has no feed."""
        if self._query:
            return SITES["arxiv"].base + arxiv.by_query(self._query, PAGE).path
        return None if self._daily else self.url or None

    def ask(self, wire: Wire, start: int = 0) -> list[Draft]:
        """The newest papers, from the one at ``start`` on. Raises a :class:`Fault`."""
        request = self._request(start)
        items = [item for body in self._bodies(wire, request) for item in self._read(body)]
        drafts = [named_by_address(with_code(item)) for item in items if isinstance(item, Draft)]
        complaints = [item for item in items if isinstance(item, Complaint) and item.rejected]
        if complaints and not drafts:
            raise Damaged(title_of(SITES[request.site], request.path), complaints[0].reason)
        return drafts

    @property
    def _daily(self) -> bool:
        parts = urlsplit(self.url)
        return parts.hostname == "huggingface.co" and parts.path.rstrip("/").startswith("/papers")

    @property
    def _query(self) -> str:
        """A query to arXiv, which one of its listings stands for as well."""
        parts = urlsplit(self.url)
        listing = _LISTING.match(parts.path) if (parts.hostname or "").endswith("arxiv.org") else None
        return f"cat:{listing[1]}" if listing else self.query

    def _request(self, start: int) -> Request:
        if self._query:
            return arxiv.by_query(self._query, PAGE, start)
        if self._daily:
            return hugging_face.daily(PAGE)
        if self.url:
            return feeds.request(self.url)
        return crossref.by_words(self.words, self.author, self.venue, PAGE, start)

    def _bodies(self, wire: Wire, request: Request) -> Iterator[bytes]:
        """The answer, and what an archive has on further pages."""
        following: Request | None = request
        for _ in range(feeds.MOST_PAGES):
            if following is None:
                return
            body = wire.ask(following).body
            yield body
            following = feeds.rest(self.url, body) if self.url else None

    def _read(self, body: bytes) -> Iterator[Item]:
        if self._query:
            return arxiv.read(body)
        if self._daily:
            return hugging_face.read(body)
        return feeds.read(body) if self.url else crossref.read(body)


def named_by_address(draft: Draft) -> Draft:
    """The draft with the identifier that its page's address holds, where it has none."""
    found = pasted(draft.url) if draft.url and not draft.identifiers else None
    return replace(draft, identifiers=(found,)) if found and found.scheme != "url" else draft
