"""Papers by their identifiers, in as few requests as there can be.

Identifiers go to the best source for their scheme, many in one request; what it does not know, or
could not be asked, goes to the next. Nothing is guessed: an answer counts for an identifier only if
it carries it, or if nothing else was asked for. A page that names its paper by an identifier is
believed, and that is looked up as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from seeds.draft import Draft, Identifier
from seeds.harvest import Complaint
from seeds.identify import code_link
from seeds.online.faults import (
    Broken,
    Busy,
    Fault,
    Forbidden,
    NotAsked,
    NotConnected,
    NotThere,
    TooSlow,
)
from seeds.online.http import Wire
from seeds.online.routes import Route, routes
from seeds.online.rules import title_of
from seeds.online.sites import SITES

UNKNOWN = "does not have it"
_HALVED = 40  # times that a group is halved: two bad ids among five hundred take eighteen
_LASTING = (NotConnected, Busy, Broken, Forbidden, TooSlow, NotAsked)


@dataclass(slots=True)
class Reply:
    """What one request brought: drafts by what was asked for, and what it left open.

    ``fault`` says in words why there is nothing; ``authority`` are the fields that this source knows
    better than others.
    """

    source: str
    format: str
    authority: frozenset[str]
    found: dict[Identifier, Draft] = field(default_factory=dict)
    fault: str | None = None


@dataclass(slots=True)
class Lookup:
    """Looking many identifiers up; iterate it for the replies, then read what stayed open.

    ``unanswered`` says of each identifier that nobody knew why: the first fault, or that nobody has it.
    ``only`` asks one source alone.
    """

    wire: Wire
    wanted: Sequence[Identifier]
    unanswered: dict[Identifier, str] = field(default_factory=dict)
    only: Route | None = None
    silent: dict[str, Fault] = field(default_factory=dict)
    """Who will not answer the next question either, and why."""
    halved: int = 0

    def __iter__(self) -> Iterator[Reply]:
        waiting = {each: self._routes(each) for each in dict.fromkeys(self.wanted)}
        for each, ways in waiting.items():
            if not ways:
                self.unanswered[each] = "nothing can be looked up by that"
        waiting = {each: ways for each, ways in waiting.items() if ways}
        while waiting:
            for (route, scheme), values in _by_route(waiting).items():
                asked = [Identifier(scheme, value) for value in values]
                known: set[Identifier] = set()
                for group in route.source().groups(scheme, values):
                    for reply in self._ask(route, scheme, group):
                        known |= reply.found.keys()
                        yield reply
                        if scheme == "url":
                            waiting |= self._named(reply)
                for each in asked:
                    if each in known:
                        del waiting[each]
                        self.unanswered.pop(each, None)
                    else:
                        self.unanswered.setdefault(each, f"{route.title} {UNKNOWN}")
                        waiting[each] = waiting[each][1:]
            waiting = {each: ways for each, ways in waiting.items() if ways}
        for each in self.unanswered.keys() - set(self.wanted):
            del self.unanswered[each]

    def _named(self, reply: Reply) -> dict[Identifier, tuple[Route, ...]]:
        """What the papers of pages are called elsewhere, if nobody asked for that already."""
        found = (each for draft in reply.found.values() for each in draft.identifiers)
        return {each: routes(each) for each in found if each.scheme != "url" and each not in self.wanted}

    def _routes(self, identifier: Identifier) -> tuple[Route, ...]:
        return (self.only,) if self.only else routes(identifier)

    def _ask(self, route: Route, scheme: str, values: list[str]) -> Iterator[Reply]:
        """Ask for a group; one bad value may spoil the answer for all, so then its halves are asked for."""
        title = title_of(SITES[route.site], values[0])
        reply = Reply(title, route.source().FORMAT, route.source().AUTHORITY)
        asked = [Identifier(scheme, value) for value in values]
        try:
            complaints = self._fill(reply, route, asked)
        except NotThere:
            complaints = []
        except Fault as fault:
            complaints = [str(fault)]
            if isinstance(fault, _LASTING):
                self.silent[title] = fault
        if complaints and not reply.found and len(values) > 1 and self._may_halve(title):
            for half in (values[: len(values) // 2], values[len(values) // 2 :]):
                yield from self._ask(route, scheme, half)
            return
        if complaints:
            missing = [each for each in asked if each not in reply.found]
            self._open(reply, missing, complaints[0])
        yield reply

    def _may_halve(self, title: str) -> bool:
        """Whether asking for less may help; a service that understands nothing is not asked for ever."""
        self.halved += 1
        return title not in self.silent and self.halved <= _HALVED

    def _open(self, reply: Reply, asked: list[Identifier], words: str) -> None:
        reply.fault = words
        for each in asked:
            if self.unanswered.get(each, UNKNOWN).endswith(UNKNOWN):
                self.unanswered[each] = words

    def _fill(self, reply: Reply, route: Route, asked: list[Identifier]) -> list[str]:
        """Put the drafts of an answer where they belong; gives what was complained of."""
        values = [each.value for each in asked]
        if fault := self.silent.get(reply.source):
            raise fault
        answer = self.wire.ask(route.request(asked[0].scheme, values))
        items = list(route.source().read(answer.body))
        drafts = [with_code(item) for item in items if isinstance(item, Draft)]
        for draft in drafts:
            for each in asked:
                if each in draft.identifiers:
                    reply.found[each] = draft
        if len(asked) == len(drafts) == 1 and not reply.found:
            alone = drafts[0]
            reply.found[asked[0]] = replace(alone, identifiers=(*alone.identifiers, asked[0]))
        rejected = (item for item in items if isinstance(item, Complaint) and item.rejected)
        return [f"{reply.source}: {complaint.reason}" for complaint in rejected]


def with_code(draft: Draft) -> Draft:
    """The draft with the link to code that its abstract, or its authors' comment, names."""
    if draft.code_url:
        return draft
    link = code_link(draft.abstract or "") or code_link(draft.extra.get("comments", ""))
    return replace(draft, code_url=link, has_code=True) if link else draft


def _by_route(
    waiting: dict[Identifier, tuple[Route, ...]],
) -> dict[tuple[Route, str], list[str]]:
    groups: defaultdict[tuple[Route, str], list[str]] = defaultdict(list)
    for each, ways in waiting.items():
        groups[ways[0], each.scheme].append(each.value)
    return dict(groups)
