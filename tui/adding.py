"""Papers by what names them: looked up, taken in, and kept by their name where nobody answers.

The command line and the app both come through here. Nothing typed is lost to the network: what could
not be looked up becomes a paper with its identifier and a provisional title, which ``is:pending``
finds and a refresh fills in. Each answer is taken in as it comes, so stopping loses nothing either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from seeds import Draft, Harvest, Identifier, Lookup, Reply, Wire, fold, pasted
from storage import Identified, Library

Outcome = Literal["new", "filled", "known", "pending"]
Progress = Callable[[str, int, int | None], None]
"""Told what is being done, the identifiers done, and how many there are."""

TYPED = "typed"
"""The source of papers that nobody but the reader has spoken of yet."""

_WITHDRAWN = re.compile(r"\b(?:is|been|was) withdrawn\b|^\s*withdrawn\b", re.IGNORECASE)
_PREFIXES = {"arxiv": "arXiv:", "doi": "doi:", "isbn": "ISBN ", "pmid": "PMID "}


class Added(NamedTuple):
    """What came of one thing typed: the paper, and why nothing more is known of it, if so."""

    given: str
    outcome: Outcome
    id: int
    key: str
    title: str
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """The same for programs; ``reason`` is ``null`` where there is nothing to say."""
        return self._asdict() | {"reason": self.reason or None}


class Sorted(NamedTuple):
    """Things typed, by what they are."""

    identifiers: dict[str, Identifier]
    titles: list[str]
    unknown: list[str]


def sort_out(typed: Iterable[str]) -> Sorted:
    """Tell identifiers from titles, which have several words, and both from what is neither."""
    found = Sorted({}, [], [])
    for text in dict.fromkeys(each.strip() for each in typed):
        bare = text.strip("\"'“”„‘’ ")
        if identifier := pasted(text) or pasted(bare):
            found.identifiers[text] = identifier
        elif len(fold(bare).split()) > 1:
            found.titles.append(bare)
        elif text:
            found.unknown.append(text)
    return found


def add(
    library: Library,
    wire: Wire,
    typed: Mapping[str, Identifier],
    *,
    tags: Sequence[str] = (),
    progress: Progress | None = None,
) -> list[Added]:
    """Add the papers that ``typed`` names, in as few requests as there can be.

    A paper that is here and whole is not asked for; one with blanks is, to fill them.
    """
    adding = _Adding(library, wire, typed, progress)
    library.take(adding.harvests(), tags=tags)
    outcomes = adding.outcomes()
    if tags:
        library.tag([each.id for each in outcomes], add=list(tags))
    if adding.stopped is not None:
        raise adding.stopped
    return outcomes


def add_draft(library: Library, given: str, source: str, draft: Draft, tags: Sequence[str] = ()) -> Added:
    """Add a paper that was chosen from candidates."""
    newest = library.reader.newest()
    format = "candidate" if not draft.provisional_title else "title"
    library.take([Harvest(source, format, iter([replace(draft, position=0)]), 1)], tags=tags)
    pairs = [(each.scheme, each.value) for each in draft.identifiers]
    found = next(iter(library.reader.identified(pairs).values()), None)
    paper = library.reader.paper(found.id if found else library.reader.newest())
    return Added(given, "new" if paper.id > newest else "known", paper.id, paper.key, paper.title)


def keep_title(library: Library, title: str, reason: str, tags: Sequence[str] = ()) -> Added:
    """Keep a title that could not be looked up, unless it is kept already."""
    known = [
        paper
        for paper in library.reader.papers(library.reader.ids("is:pending"))
        if fold(paper.title) == fold(title)
    ]
    if known:
        return Added(title, "known", known[0].id, known[0].key, known[0].title, reason)
    added = add_draft(library, title, TYPED, Draft(title=title, provisional_title=True), tags)
    return added._replace(outcome="pending", reason=reason)


def harvest_of(reply: Reply) -> Harvest:
    """What one request brought, as a source for the library."""
    drafts = [replace(draft, position=place) for place, draft in enumerate(reply.found.values())]
    return Harvest(reply.source, reply.format, iter(drafts), len(drafts), reply.authority)


@dataclass(slots=True)
class _Adding:
    library: Library
    wire: Wire
    typed: Mapping[str, Identifier]
    progress: Progress | None
    before: Mapping[tuple[str, str], Identified] = field(init=False)
    newest: int = field(init=False)
    lookup: Lookup = field(init=False)
    found: dict[Identifier, str] = field(default_factory=dict)
    """What was found, with a warning where there is one."""
    stopped: BaseException | None = None

    def __post_init__(self) -> None:
        reader = self.library.reader
        self.before, self.newest = reader.identified(self._pairs()), reader.newest()
        wanted = dict.fromkeys(self.typed.values())
        self.lookup = Lookup(self.wire, [each for each in wanted if not self._is_whole(each)])

    def harvests(self) -> Iterator[Harvest]:
        """Each answer as it comes, then what nobody knew and nobody had."""
        try:
            for reply in self.lookup:
                self.found |= {each: warning(draft) for each, draft in reply.found.items()}
                if self.progress:
                    self.progress(reply.source, len(self.found), len(self.lookup.wanted))
                if reply.found:
                    yield harvest_of(reply)
        except (KeyboardInterrupt, SystemExit) as end:  # what was asked for is kept all the same
            self.stopped = end
        left = [
            each for each in self.lookup.wanted if each not in self.found and _pair(each) not in self.before
        ]
        if left:
            yield Harvest(
                TYPED, "identifier", (_pending(each, at) for at, each in enumerate(left)), len(left)
            )

    def outcomes(self) -> list[Added]:
        """What came of each thing typed, in their order."""
        after = self.library.reader.identified(self._pairs())
        return [self._outcome(given, each, after[_pair(each)]) for given, each in self.typed.items()]

    def _outcome(self, given: str, identifier: Identifier, paper: Identified) -> Added:
        reason = ""
        outcome: Outcome = "new" if paper.id > self.newest else "known"
        if identifier not in self.found or paper.pending:
            reason = self.lookup.unanswered.get(identifier, "stopped" if self.stopped else "")
            reason = "offline" if self.wire.manners.offline and reason else reason
            outcome = "pending" if paper.pending else "known"
        else:
            reason = self.found[identifier]
            if outcome == "known" and not self._is_whole(identifier):
                outcome = "filled"
        return Added(given, outcome, paper.id, paper.key, paper.title, reason)

    def _is_whole(self, identifier: Identifier) -> bool:
        known = self.before.get(_pair(identifier))
        return known is not None and known.whole

    def _pairs(self) -> list[tuple[str, str]]:
        return [_pair(each) for each in self.typed.values()]


def warning(draft: Draft) -> str:
    """What a reader should know of a paper before anything else; mostly nothing."""
    if notice := draft.extra.get("retracted"):
        return "retracted" if notice == "true" else f"retracted: {notice}"
    return "withdrawn by its authors" if _WITHDRAWN.search(draft.extra.get("comments", "")) else ""


def _pair(identifier: Identifier) -> tuple[str, str]:
    return identifier.scheme, identifier.value


def _pending(identifier: Identifier, position: int) -> Draft:
    """A paper of which only the name is known; of an address, the last part says the most."""
    scheme, value = _pair(identifier)
    title = f"{_PREFIXES.get(scheme, f'{scheme}:')}{value}"
    if scheme == "url":
        title = unquote(urlsplit(value).path.rstrip("/").rpartition("/")[2]) or value
    return Draft(
        title=title,
        provisional_title=True,
        kind="book" if scheme == "isbn" else "preprint" if scheme == "arxiv" else "other",
        identifiers=(identifier,),
        url=value if scheme == "url" else None,
        position=position,
    )
