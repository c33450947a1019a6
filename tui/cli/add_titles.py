"""Titles, each of which may mean several papers: a person chooses, a script is told what there is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from seeds import Draft, Wire, byline, candidates, fold
from tui.adding import Added, add_draft, keep_title
from tui.cli.output import on_terminal, say

if TYPE_CHECKING:
    from storage import Library

Candidates = list[tuple[str, Draft]]
"""Papers that a title may mean, with the service that knows each."""

SHOWN = 9


class Titles:
    """Titles being added; ``open`` are those that nobody has chosen a paper for."""

    def __init__(self, library: Library, wire: Wire, tags: list[str]) -> None:
        self._library = library
        self._wire = wire
        self._tags = tags
        self.added: list[Added] = []
        self.open: dict[str, Candidates] = {}

    def add(self, title: str) -> None:
        """Look a title up, and take the paper that is called exactly so, or is chosen."""
        found, faults = candidates(self._wire, title)
        exact = [each for each in found if fold(each[1].title or "") == fold(title)]
        if len(exact) == 1:
            self._take(title, exact[0])
        elif not found:
            reason = faults[0] if faults else "nobody knows a paper of that title"
            reason = "offline" if self._wire.manners.offline else reason
            self.added.append(keep_title(self._library, title, reason, self._tags))
        elif chosen := _asked(title, found[:SHOWN]):
            self._take(title, chosen)
        else:
            self.open[title] = found[:SHOWN]

    def _take(self, title: str, chosen: tuple[str, Draft]) -> None:
        self.added.append(add_draft(self._library, title, *chosen, self._tags))


def described(draft: Draft) -> str:
    """A candidate in a line: title, people, year, and where it appeared."""
    parts = (byline(draft.authors, draft.authors_truncated), (draft.published or "")[:4], draft.venue or "")
    return f"{draft.title} · {' · '.join(filter(None, parts))}"


def _asked(title: str, found: Candidates) -> tuple[str, Draft] | None:
    """The candidate that a person chooses; nobody is asked where nobody can answer."""
    if not (sys.stdin.isatty() and on_terminal(sys.stderr)):
        return None
    say(f"Papers like “{title}”:")
    for number, (source, draft) in enumerate(found, 1):
        say(f"  {number}  {described(draft)} ({source})")
    print(f"Which one, 1 to {len(found)}, or nothing for none? ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline().strip()
    return found[int(answer) - 1] if answer in map(str, range(1, len(found) + 1)) else None
