"""Papers by their title or abstract: candidates for a person to choose from, or one that is exactly it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from seeds.draft import Draft, Identifier
from seeds.harvest import Item
from seeds.names import family_name
from seeds.online import arxiv, crossref
from seeds.online.faults import Fault
from seeds.online.http import Wire
from seeds.online.lookup import Reply, with_code
from seeds.online.request import Request
from seeds.text import digest, fold

MOST = 6
"""Candidates asked for at each service."""

_FILLED = ("authors", "published", "category", "venue", "url", "code_url", "has_code", "abstract", "summary")

TOGETHER = 10
"""Abstracts in one question."""


def candidates(wire: Wire, title: str) -> tuple[list[tuple[str, Draft]], list[str]]:
    """Papers whose titles are like ``title``, the likest first, with the source of each; and faults."""
    found: list[tuple[str, Draft]] = []
    faults = []
    asked = (("Crossref", crossref, crossref.by_title), ("arXiv", arxiv, arxiv.by_title))
    for source, module, by_title in asked:
        try:
            items = module.read(wire.ask(by_title(title, MOST)).body)
            found += [(source, with_code(item)) for item in items if isinstance(item, Draft) and item.title]
        except Fault as fault:
            faults.append(str(fault))
    return sorted(_once_each(found), key=lambda each: -likeness(title, each[1].title or "")), faults


def likeness(one: str, other: str) -> float:
    """How much of the words of two titles is common to both: 1 for the same, 0 for nothing."""
    ours, theirs = set(fold(one).split()), set(fold(other).split())
    return len(ours & theirs) / max(len(ours | theirs), 1)


def exactly(wire: Wire, title: str) -> tuple[str, Draft] | None:
    """The one paper that has this title, folded; none when there are several, or only similar ones."""
    found = [each for each in candidates(wire, title)[0] if fold(each[1].title or "") == fold(title)]
    return found[0] if len(found) == 1 else None


def by_abstracts(wire: Wire, abstracts: Sequence[str]) -> Iterator[Reply]:
    """The papers of arXiv that have one of these abstracts, letter by letter once folded; nothing is guessed.

    What a reply found stands under an identifier of the scheme ``digest``, that of the abstract.
    """
    wanted = list(dict.fromkeys(filter(None, map(fold, abstracts))))
    for start in range(0, len(wanted), TOGETHER):
        group = wanted[start : start + TOGETHER]
        reply = Reply("arXiv", arxiv.FORMAT, arxiv.AUTHORITY)
        try:
            items = _ask(wire, arxiv.by_abstracts(group))
        except Fault as fault:
            reply.fault = str(fault)
            yield reply
            return
        for item in items:
            if isinstance(item, Draft) and item.abstract and fold(item.abstract) in group:
                reply.found[Identifier("digest", digest(item.abstract))] = with_code(item)
        yield reply


def _ask(wire: Wire, request: Request) -> Iterator[Item]:
    return arxiv.read(wire.ask(request).body)


def _once_each(found: list[tuple[str, Draft]]) -> list[tuple[str, Draft]]:
    """Each paper once: who names the same identifier, or title and first author, means the same."""
    papers: list[tuple[str, Draft]] = []
    places: dict[object, int] = {}
    for source, draft in found:
        author = fold(family_name(draft.authors[0])) if draft.authors else ""
        marks = (*draft.identifiers, (fold(draft.title or ""), author))
        place = next((places[mark] for mark in marks if mark in places), len(papers))
        if place == len(papers):
            papers.append((source, draft))
        else:
            papers[place] = papers[place][0], _together(papers[place][1], draft)
        places |= dict.fromkeys(marks, place)
    return papers


def _together(one: Draft, other: Draft) -> Draft:
    """What two services say of one paper; where both speak, the first is heard."""
    both = {name: getattr(one, name) or getattr(other, name) for name in _FILLED}
    names = tuple(dict.fromkeys((*one.identifiers, *other.identifiers)))
    return replace(one, **both, identifiers=names, extra={**other.extra, **one.extra})
