"""A reading list as one page of HTML, to look at, print or put on a site; written only.

Titles and notes come from strangers: every text is escaped, nothing is loaded from anywhere, no
script runs, and only http and https become links.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any
from urllib.parse import quote

from seeds.text import latex_to_text

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{heading}</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
li { margin: 0 0 1.5rem; }
h2 { font-size: 1.1rem; line-height: 1.3; margin: 0; }
p, blockquote { margin: .25rem 0; white-space: pre-line; overflow-wrap: anywhere; }
.facts, .state { opacity: .75; font-size: .9rem; }
.tag { border: 1px solid; border-radius: .6rem; padding: 0 .4rem; }
blockquote { border-left: 3px solid; padding-left: .75rem; }
</style>
</head>
<body>
<h1>{heading}</h1>
"""
END = "</body>\n</html>\n"
_STATES = {"reading": "reading", "read": "read", "skipped": "skipped"}
_PAGES = (("doi", "https://doi.org/"), ("arxiv", "https://arxiv.org/abs/"))


def write(papers: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Write the page: a heading, then one list item a paper with its links, abstract and notes."""
    yield head("Reading list") + "<ol>\n"
    for paper in papers:
        yield _item(paper)
    yield "</ol>\n" + END


def safe_link(url: object) -> str | None:
    """The address when it may become a link: http or https, no user in it, nothing that is not printed."""
    if not isinstance(url, str) or not url.isprintable() or any(mark in url for mark in " \"'<>`\\"):
        return None
    scheme, separator, rest = url.partition("://")
    host = rest.partition("/")[0].partition("?")[0].partition("#")[0]
    if separator and scheme.lower() in ("http", "https") and host and "@" not in host:
        return url
    return None


def head(heading: str) -> str:
    """Give the beginning of a page, down to its heading; ``END`` ends it."""
    return _HEAD.replace("{heading}", escape(heading))


def _item(paper: Mapping[str, Any]) -> str:
    parts = [f"<h2>{_linked(_text(paper.get('title') or 'Untitled'), _page(paper))}</h2>"]
    authors = ", ".join(_text(name) for name in paper.get("authors") or ())
    if authors:
        parts.append(f"<p>{authors}{' et al.' if paper.get('authors_truncated') else ''}</p>")
    lines = (("facts", _facts(paper)), ("state", _state(paper)))
    parts += (f'<p class="{kind}">{line}</p>' for kind, line in lines if line)
    for name in ("summary", "abstract"):
        if paper.get(name):
            parts.append(f"<p>{_text(paper[name])}</p>")
    parts += map(_note, paper.get("notes") or ())
    return "<li>\n" + "\n".join(parts) + "\n</li>\n"


def _facts(paper: Mapping[str, Any]) -> str:
    """When and where, and what the paper is called elsewhere."""
    known = paper.get("identifiers") or {}
    facts = [_text(paper[name]) for name in ("published", "venue", "category") if paper.get(name)]
    for scheme, page in _PAGES:
        for number in known.get(scheme) or ():
            name = "arXiv:" if scheme == "arxiv" else "doi:"
            facts.append(_linked(name + _text(number), _address(page, number)))
    facts += (_linked("code", link) for link in [safe_link(paper.get("code_url"))] if link)
    return " · ".join(facts)


def _state(paper: Mapping[str, Any]) -> str:
    stars = "★" if paper.get("starred") else ""
    rating = "●" * int(paper.get("rating") or 0)
    tags = " ".join(f'<span class="tag">{_text(tag)}</span>' for tag in paper.get("tags") or ())
    return " ".join(part for part in (_STATES.get(paper.get("state") or "", ""), stars, rating, tags) if part)


def _note(note: Mapping[str, Any]) -> str:
    quoted = f"<blockquote>{_text(note['quote'])}</blockquote>\n" if note.get("quote") else ""
    return f'{quoted}<p class="note">{_text(note.get("text") or "")}</p>'


def _page(paper: Mapping[str, Any]) -> str | None:
    """The paper's own page; else the page that its identifier names."""
    known = paper.get("identifiers") or {}
    named = [_address(page, known[scheme][0]) for scheme, page in _PAGES if known.get(scheme)]
    return next(filter(None, [safe_link(paper.get("url")), *named]), None)


def _address(page: str, number: object) -> str | None:
    return safe_link(page + quote(str(number), safe="/.-_;()"))


def _linked(text: str, link: str | None) -> str:
    return f'<a href="{escape(link)}" rel="noreferrer">{text}</a>' if link else text


def _text(text: object) -> str:
    """A text with nothing in it that HTML would take for its own; LaTeX as Unicode."""
    return escape(latex_to_text(str(text)))
