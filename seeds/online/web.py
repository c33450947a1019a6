"""A paper by the address of its page or file: what publishers write into their pages for search engines.

The names ``citation_title`` and so on are those of Google Scholar's inclusion guidelines, which
nearly all publishers and archives follow. A PDF is read like one that is imported.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html.parser import HTMLParser

from seeds import pdf
from seeds.cleaning import cleaned
from seeds.dates import from_text
from seeds.draft import Draft
from seeds.formats.building import Entry, inverted
from seeds.harvest import Complaint, Item, SeedError
from seeds.online.request import Request
from seeds.sniff import decode

FORMAT = "web-page"
AUTHORITY: frozenset[str] = frozenset()
_HEAD = 1_000_000  # bytes of a page in which its head ends
_NAMES = {"dc.title": "title", "dc.creator": "author", "dc.date": "date", "dc.identifier": "doi",
          "journal_title": "venue", "conference_title": "venue", "conference": "venue", "arxiv_id": "arxiv",
          "publication_date": "date", "online_date": "date", "pdf_url": "pdf", "volume": "volume",
          "issue": "number", "firstpage": "pages", "publisher": "publisher"}  # fmt: skip
_IDENTIFIERS = ("doi", "arxiv", "pmid", "isbn")


def groups(scheme: str, values: Sequence[str]) -> Iterator[list[str]]:
    """One address at a time."""
    return ([value] for value in values)


def request(scheme: str, values: Sequence[str]) -> Request:
    """Ask for a page, or a file."""
    return Request("web", values[0], "any")


def read(body: bytes) -> Iterator[Item]:
    """The one paper that a page is about, or a complaint."""
    return cleaned(_items(body))


def _items(body: bytes) -> Iterator[Item]:
    if pdf.is_pdf(body):
        yield from _from_pdf(body)
        return
    page = _Page()
    page.feed(decode(body[:_HEAD])[0])
    draft = page.draft()
    named = isinstance(draft, Draft) and draft.title
    yield draft if named else Complaint(1, "the page does not say which paper it is about")


def _from_pdf(body: bytes) -> Iterator[Item]:
    """What a PDF says it is; where it names itself, services know its title better than it does."""
    try:
        for item in pdf.read(io.BytesIO(body), ""):
            if isinstance(item, Draft) and any(each.scheme in _IDENTIFIERS for each in item.identifiers):
                yield replace(item, provisional_title=True)
            else:
                yield item
    except SeedError as error:
        yield Complaint(1, error.reason)


class _Page(HTMLParser):
    """The marks in the head of a page."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of a mark."""
        said = {name: value or "" for name, value in attrs}
        name = said.get("name", said.get("property", "")).lower()
        if tag == "meta" and name.startswith(("citation_", "dc.")):
            known = name.removeprefix("citation_")
            self._said.setdefault(_NAMES.get(known, known), []).append(said.get("content", "").strip())

    def draft(self) -> Draft | Complaint:
        """What the marks say together."""
        entry = Entry(1, kind="article" if "venue" in self._said else "other")
        entry.title = self._first("title")
        entry.venue = self._first("venue")
        entry.abstract = self._first("abstract")
        entry.published = from_text(self._first("date").replace("/", "-"))[0]
        entry.people("author", [inverted(name) for name in self._said.get("author", ()) if name])
        for scheme in _IDENTIFIERS:
            for value in self._said.get(scheme, ()):
                entry.identify(scheme, value)
        for name in ("volume", "number", "pages", "publisher", "pdf"):
            entry.keep(name, self._first(name))
        return entry.finished(0)

    def _first(self, name: str) -> str:
        return next(filter(None, self._said.get(name, ())), "")
