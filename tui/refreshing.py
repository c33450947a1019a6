"""Asking again about papers that are here: blanks, titles, new versions, publication, code, retraction.

Each service is asked for what it knows best, and every answer is taken in as it comes; one refresh is
one batch, which one undo takes back. A service that fails is named and stops no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from seeds import (
    ARXIV,
    CROSSREF,
    SEMANTIC_SCHOLAR,
    Draft,
    Fault,
    Harvest,
    Identifier,
    Lookup,
    Reply,
    Wire,
    by_abstracts,
    exactly,
)
from storage import Entry, Library, Paper
from tui.adding import TYPED, Progress, harvest_of

WATCHED = ("title", "authors", "abstract", "venue", "published", "category", "code_url", "summary", "kind")
"""What a refresh tells of when it changed, beside identifiers, versions and retraction."""


class Change(NamedTuple):
    """A paper that a refresh changed, and in what."""

    id: int
    key: str
    title: str
    what: tuple[str, ...]
    retracted: str | None

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        return self._asdict() | {"what": list(self.what)}


class Refreshed(NamedTuple):
    """What came of a refresh. ``pending`` are the keys of papers nothing is known of yet, with the reason."""

    asked: int
    changes: tuple[Change, ...]
    pending: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]
    answered: bool

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "asked": self.asked,
            "changes": [change.as_json() for change in self.changes],
            "pending": [{"key": key, "reason": reason} for key, reason in self.pending],
            "faults": list(self.faults),
        }


def refresh(library: Library, wire: Wire, ids: Sequence[int], progress: Progress | None = None) -> Refreshed:
    """Ask about the papers ``ids`` and take in what there is to learn."""
    asking = _Asking(library, wire, ids, progress)
    before = {paper.id: _facts(paper) for paper in library.reader.papers(ids)}
    library.take(asking.harvests())
    changes = tuple(
        change
        for paper in library.reader.papers(ids)
        if (change := _change(paper, before.get(paper.id, {}))) is not None
    )
    if asking.stopped is not None:
        raise asking.stopped
    return Refreshed(
        len(before), changes, tuple(asking.left()), tuple(dict.fromkeys(asking.faults)), asking.answered
    )


@dataclass(slots=True)
class _Asking:
    library: Library
    wire: Wire
    ids: Sequence[int]
    progress: Progress | None
    faults: list[str] = field(default_factory=list)
    reasons: dict[Identifier, str] = field(default_factory=dict)
    answered: bool = False
    stopped: BaseException | None = None
    _done: int = 0

    def harvests(self) -> Iterator[Harvest]:
        """Every answer as it comes; who is asked later already knows what the earlier said."""
        steps: tuple[Callable[[], Iterator[Reply]], ...] = (
            self._pending, self._archive, self._preprints, self._publisher, self._untitled,
        )  # fmt: skip
        try:
            for step in steps:
                for reply in step():
                    yield from self._taken(reply)
            yield from self._titles()
        except (KeyboardInterrupt, SystemExit) as end:  # what has come in stays
            self.stopped = end

    def _taken(self, reply: Reply) -> Iterator[Harvest]:
        self._done += len(reply.found)
        self.answered |= reply.fault is None
        if reply.fault:
            self.faults.append(reply.fault)
        if self.progress:
            self.progress(reply.source, self._done, None)
        if fresh := self._fresh(reply):
            reply.found = fresh
            yield harvest_of(reply)

    def _fresh(self, reply: Reply) -> dict[Identifier, Draft]:
        """What the source did not say last time, word for word: a nightly refresh leaves no heap of notes."""
        pairs = [(each.scheme, each.value) for each in reply.found]
        said = self.library.reader.said(pairs, reply.source, reply.format)
        found = zip(reply.found.items(), said, strict=True)
        return {each: draft for (each, draft), last in found if last != Entry.of(draft).said}

    def _pending(self) -> Iterator[Reply]:
        """Papers of which only the identifier is known: from whoever knows them."""
        return self._look_up(each for paper in self._papers(pending=True) for each in identifiers(paper))

    def _archive(self) -> Iterator[Reply]:
        """arXiv: abstracts, versions, what authors say of publication."""
        found = (each for paper in self._papers(pending=False) for each in identifiers(paper, "arxiv"))
        return self._look_up(found, only=ARXIV)

    def _publisher(self) -> Iterator[Reply]:
        """Crossref: venues and retractions, for DOIs that others have just told as well."""
        found = (each for paper in self._papers() for each in identifiers(paper, "doi"))
        return self._look_up(found, only=CROSSREF)

    def _preprints(self) -> Iterator[Reply]:
        """Papers that have no DOI yet: published meanwhile?"""
        found = (
            each
            for paper in self._papers(pending=False)
            if "doi" not in paper.identifiers
            for each in identifiers(paper, "arxiv")
        )
        return self._look_up(found, only=SEMANTIC_SCHOLAR)

    def _untitled(self) -> Iterator[Reply]:
        """Papers known by their abstract alone; whoever has that abstract has the title."""
        texts = [paper.abstract for paper in self._papers() if paper.provisional_title and paper.abstract]
        return by_abstracts(self.wire, texts)

    def _titles(self) -> Iterator[Harvest]:
        """Titles that were typed: taken if exactly one paper is called so."""
        for paper in self._papers(pending=True):
            if paper.identifiers:
                continue
            try:
                found = exactly(self.wire, paper.title)
                self.answered = True
            except Fault as fault:
                self.faults.append(str(fault))
                return
            if found:
                source, draft = found
                # First the typed paper learns what it is called, then it is told the rest.
                named = Draft(
                    title=paper.title, provisional_title=True, key=paper.key, identifiers=draft.identifiers
                )
                yield Harvest(TYPED, "title", iter([named]), 1)
                yield Harvest(source, "candidate", iter([replace(draft, position=0)]), 1)

    def _look_up(self, wanted: Iterable[Identifier], **only: Any) -> Iterator[Reply]:
        lookup = Lookup(self.wire, list(wanted), **only)
        yield from lookup
        if not only:
            self.reasons |= lookup.unanswered

    def _papers(self, *, pending: bool | None = None) -> Iterator[Paper]:
        """The papers as they are now; those of which only the name is known, or the others."""
        named = set() if pending is None else set(self.library.reader.ids("is:pending"))
        wanted = [each for each in self.ids if pending is None or (each in named) is pending]
        return self.library.reader.papers(wanted)

    def left(self) -> Iterator[tuple[str, str]]:
        """The keys of papers nothing could be learned of, and why."""
        for paper in self._papers(pending=True):
            reasons = [self.reasons[each] for each in identifiers(paper) if each in self.reasons]
            yield paper.key, next(iter(reasons), "no paper, or more than one, has exactly this title")


def identifiers(paper: Paper, scheme: str | None = None) -> list[Identifier]:
    """The paper's identifiers, of one scheme or all."""
    return [
        Identifier(name, value)
        for name, values in paper.identifiers.items()
        for value in values
        if scheme in (None, name)
    ]


def _facts(paper: Paper) -> dict[str, Any]:
    """What a change is told by; of texts only whether they are the same, since there may be many papers."""
    facts: dict[str, Any] = {name: hash(getattr(paper, name)) for name in WATCHED}
    facts["identifiers"] = hash(tuple(paper.identifiers.items()))
    return facts | {name: paper.extra.get(name) for name in ("version", "retracted")}


def _change(paper: Paper, before: dict[str, Any]) -> Change | None:
    now = _facts(paper)
    what = tuple(name.removesuffix("_url") for name, value in now.items() if value != before.get(name))
    return Change(paper.id, paper.key, paper.title, what, now["retracted"]) if what else None
