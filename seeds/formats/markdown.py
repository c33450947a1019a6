"""A reading list as Markdown, to put on a page or into a repository; written only.

Titles and notes come from strangers: every character that Markdown or HTML could take for
markup is escaped, and only http and https become links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$^=:@])")
_LINK = re.compile(r"https?://[^\s<>\"'\\`{}|^]+", re.IGNORECASE)
_STATES = {"unread": "☐", "reading": "◐", "read": "☑", "skipped": "☒"}


def write(papers: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Write a heading, then one list item a paper with its links, summary and notes."""
    yield "# Reading list\n\n"
    for paper in papers:
        yield _item(paper)


def escape(text: str) -> str:
    """Give a text on one line in which nothing is markup."""
    return _MARKUP.sub(_escaped, " ".join(text.split()).replace("&", "&amp;"))


def _escaped(found: re.Match[str]) -> str:
    return {"<": "&lt;", ">": "&gt;"}.get(found[1], "\\" + found[1])


def _item(paper: Mapping[str, Any]) -> str:
    title = escape(paper.get("title") or "Untitled")
    link = _link(paper)
    head = f"[{title}]({link})" if link else f"**{title}**"
    star = " ★" if paper.get("starred") else ""
    lines = [f"- {_STATES.get(paper.get('state') or 'unread', '☐')} {head}{star}", f"  {_facts(paper)}"]
    if paper.get("summary"):
        lines.append(f"\n  {escape(paper['summary'])}")
    lines += (f"\n  > {escape(note.get('text') or '')}" for note in paper.get("notes") or ())
    return "\n".join(line for line in lines if line.strip()) + "\n"


def _facts(paper: Mapping[str, Any]) -> str:
    authors = ", ".join(map(escape, paper.get("authors") or ())) + (
        " et al\\." if paper.get("authors_truncated") else ""
    )
    tags = " ".join("\\#" + escape(tag) for tag in paper.get("tags") or ())
    rating = "★" * int(paper.get("rating") or 0)
    code = f"[code]({safe_link(paper.get('code_url'))})" if safe_link(paper.get("code_url")) else ""
    plain = (escape(paper.get(name) or "") for name in ("published", "venue", "category"))
    return " · ".join(part for part in (authors, *plain, tags, rating, code) if part)


def _link(paper: Mapping[str, Any]) -> str | None:
    """The paper's own page; else the page that its identifier names."""
    known = paper.get("identifiers") or {}
    for scheme, page in (("arxiv", "https://arxiv.org/abs/"), ("doi", "https://doi.org/")):
        if known.get(scheme):
            return safe_link(page + quote(str(known[scheme][0]), safe="/.-_;"))
    return safe_link(paper.get("url"))


def safe_link(url: object) -> str | None:
    """Give the address when it can stand in a link: http or https, and no character that ends it."""
    if not isinstance(url, str) or not _LINK.fullmatch(url) or "@" in url.split("/")[2]:
        return None
    return (
        url.replace("(", "%28")
        .replace(")", "%29")
        .replace("[", "%5B")
        .replace("]", "%5D")
        .replace("*", "%2A")
    )
