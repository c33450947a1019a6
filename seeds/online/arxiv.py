"""arXiv's API: papers by their ids, by a query in its own language, and by words of their abstracts.

The manual is at https://info.arxiv.org/help/api/user-manual.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from seeds.harvest import Item
from seeds.online.packing import packed
from seeds.online.reading import by_format
from seeds.online.request import Request

FORMAT = "arxiv-atom"
AUTHORITY = frozenset({"abstract", "category", "extra"})
_MOST = 500
_PHRASE = 9  # words that no two abstracts share by chance
_WORD = re.compile(r"[a-z0-9]+")


def groups(scheme: str, values: Sequence[str]) -> Iterator[list[str]]:
    """Ids that go into one request."""
    return packed(values, _MOST)


def request(scheme: str, values: Sequence[str]) -> Request:
    """Ask for papers by id."""
    return _query(f"id_list={quote(','.join(values), safe=',/')}", len(values))


def by_query(query: str, most: int, start: int = 0) -> Request:
    """Ask for the newest papers that arXiv's own query language finds, from the one at ``start`` on."""
    newest = f"&sortBy=submittedDate&sortOrder=descending&start={start}"
    return _query(f"search_query={quote(query, safe=':')}{newest}", most, revalidate=True)


def by_title(title: str, most: int) -> Request:
    """Ask for papers with the words of a title."""
    return _query(f"search_query={quote(f'ti:{_quoted(title)}', safe=':')}", most)


def by_abstracts(folded: Sequence[str]) -> Request:
    """Ask for the papers that have one of these abstracts, given folded, by how each begins."""
    phrases = " OR ".join(f"abs:{_quoted(' '.join(text.split()[:_PHRASE]))}" for text in folded)
    return _query(f"search_query={quote(phrases, safe=':')}", 5 * len(folded))


def read(body: bytes) -> Iterator[Item]:
    """The papers in an answer."""
    return by_format(body, FORMAT)


def _query(what: str, most: int, *, revalidate: bool = False) -> Request:
    return Request("arxiv", f"/api/query?{what}&max_results={most}", "xml", revalidate=revalidate)


def _quoted(text: str) -> str:
    """Words as a phrase: what is no letter or digit means something in arXiv's language."""
    return f'"{" ".join(_WORD.findall(text.lower()))}"'
