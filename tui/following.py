"""What can be followed: addresses of feeds, and queries that a service outside can answer.

A query is in Carrel's own language. arXiv answers what it can of it (words, titles, authors,
categories); a venue is Crossref's to answer. What only this library knows cannot be followed.
"""

from __future__ import annotations

from seeds import Newest, is_web
from storage import Refused
from storage.query import And, AnyOf, Expr, Not, Or, Phrase, Prefix, Text, parse, to_text

_ARXIV = {None: "all", "title": "ti", "author": "au", "abstract": "abs"}
_CROSSREF = {None: "words", "title": "words", "author": "author", "venue": "venue"}


def newest(target: str) -> Newest:
    """How to ask for what ``target``, an address or a query, brings. Raises :class:`Refused` in words."""
    if is_web(target):
        return Newest(url=target)
    parsed = parse(target)
    if parsed.hints:
        raise Refused(f"“{target}” cannot be followed: {parsed.hints[0]}")
    expr = parsed.query.expr
    if expr is None:
        raise Refused("say what to follow: an address of a feed, or a query such as cat:cs.LG author:hinton")
    parts = expr.items if isinstance(expr, And) else (expr,)
    if any(isinstance(part, Text | Phrase) and part.field == "venue" for part in parts):
        return _at_crossref(parts)
    return Newest(query=_arxiv(expr))


def _at_crossref(parts: tuple[Expr, ...]) -> Newest:
    said: dict[str, list[str]] = {"words": [], "author": [], "venue": []}
    for part in parts:
        if not isinstance(part, Text | Phrase) or part.field not in _CROSSREF:
            raise Refused(f"Crossref, which knows venues, cannot answer {_shown(part)}")
        said[_CROSSREF[part.field]].append(_words(part))
    return Newest(**{name: " ".join(words) for name, words in said.items()})


def _arxiv(expr: Expr) -> str:
    """The query in arXiv's language."""
    match expr:
        case And(items):
            wanted = [_arxiv(item) for item in items if not isinstance(item, Not)]
            unwanted = [_arxiv(item.item) for item in items if isinstance(item, Not)]
            if wanted:
                return "(" + " ANDNOT ".join([" AND ".join(wanted), *unwanted]) + ")"
        case Or(items) if not any(isinstance(item, Not) for item in items):
            return "(" + " OR ".join(map(_arxiv, items)) + ")"
        case AnyOf("category", values) if all("." in value or "-" in value for value in values):
            return "(" + " OR ".join(f"cat:{value}" for value in values) + ")"
        case Text(_, field) | Phrase(_, field) if field in _ARXIV:
            return f'{_ARXIV[field]}:"{_words(expr)}"'
        case Prefix(beginning, field) if field in _ARXIV and " " not in beginning:
            return f"{_ARXIV[field]}:{beginning}*"
    if isinstance(expr, AnyOf) and expr.field == "category":
        raise Refused(f"arXiv wants a category with its archive, as in cat:cs.LG, not {_shown(expr)}")
    raise Refused(
        f"arXiv cannot answer {_shown(expr)}; follow words, title:, author:, abstract:, cat:, venue:"
    )


def _words(expr: Expr) -> str:
    text = expr.word if isinstance(expr, Text) else expr.words if isinstance(expr, Phrase) else ""
    return text.replace('"', " ")


def _shown(expr: Expr) -> str:
    from storage.query import Query

    return f"“{to_text(Query(expr))}”"
