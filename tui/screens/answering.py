"""The browse screen's way from a question to the list: a screenful at once, then more, then all of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from tui.background import in_background
from tui.lookup import Overtaken
from tui.screens.deeds import PaperDeeds
from tui.screens.searching import FIRST, MORE, Found, Question, find
from tui.widgets.filter_bar import FilterBar, Tidings
from tui.widgets.paper_list import PaperList

STAY = -1
"""No paper's id: the cursor stays on the paper it is on when the answer comes."""
REST = 0.05
"""Seconds between the first rows of an answer and looking for all of it, in which they are painted and
the next letter may come."""


class Answering(PaperDeeds):
    """Asks the library and has the answers shown; ``wanted`` is the last question, answered or not."""

    filter_bar: FilterBar
    papers: PaperList
    wanted: Question
    found: Found
    _keep = STAY

    def apply(self, found: Found, *, at: int = 0) -> None:
        """Show what was found, with the cursor on line ``at``."""
        raise NotImplementedError

    def show_again(self) -> None:
        """Show the papers of the list as they are now."""
        raise NotImplementedError

    def tidings(self) -> Tidings:
        """What the query came to, in figures."""
        raise NotImplementedError

    def show_header(self) -> None:
        """Name, counts, filter, order, selection."""
        raise NotImplementedError

    def search(self, question: Question, *, keep: int = 0) -> None:
        """Ask for ``question``; the cursor goes to the paper ``keep`` if it is found, ``STAY`` is its own."""
        self.wanted, self._keep = question, keep
        in_background(self, self._search, question, keep, exclusive=True, group="search")

    def place_kept(self) -> int:
        """The paper the cursor is on, or will be on when the answer comes that is waited for."""
        return self.papers.current_id or 0 if self._keep == STAY else self._keep

    async def _search(self, question: Question, keep: int) -> None:
        fresh = False
        for number in (self.screenful(), MORE, None):
            try:
                found = await self.carrel.searches.ask(partial(find, question=question, first=number))
            except Overtaken:
                return
            if (fresh or (keep == STAY and question == self.found.question)) and self._begins_alike(found):
                self._show_more(found, again=not fresh)
            elif found.complete or not self._stands_beyond(found, keep):
                self._apply_keeping(found, STAY if fresh else keep)
            else:
                continue
            fresh, self._keep = True, STAY
            if found.complete:
                return
            await asyncio.sleep(REST)

    def screenful(self) -> int:
        """How many papers to look for at once."""
        return max(FIRST, self.app.size.height)

    def _begins_alike(self, found: Found) -> bool:
        """Whether the list shows what was found, or more of it, as far as that is quickly told."""
        shown = self.papers.ids
        end = min(len(shown), len(found.ids))
        if end > MORE or (found.complete and end < len(shown)):
            return False
        return list(shown[:end]) == list(found.ids[:end])

    def _show_more(self, found: Found, *, again: bool) -> None:
        """Let the list grow to what was found, without painting it; ``again`` reads what it shows anew."""
        if again:
            self.show_again()
        if len(found.ids) >= len(self.papers.ids):
            self.found = found
            self.papers.grow(found.ids)
            self.filter_bar.tell(self.tidings())
            self.show_header()

    def _stands_beyond(self, found: Found, keep: int) -> bool:
        """Whether the cursor's place is further down than what has been found yet."""
        if keep == STAY:
            return self.papers.cursor >= len(found.ids)
        return keep != 0 and keep not in found.ids

    def _apply_keeping(self, found: Found, keep: int) -> None:
        # The cursor may have moved while the question was asked: where it is now counts.
        paper_id = self.papers.current_id or 0 if keep == STAY else keep
        otherwise = self.papers.cursor if keep == STAY else 0
        self.apply(found, at=place_of(found.ids, paper_id, otherwise))


def place_of(ids: Sequence[int], paper_id: int, otherwise: int) -> int:
    """The line of a paper, or the one where the cursor was."""
    if otherwise < len(ids) and ids[otherwise] == paper_id:
        return otherwise  # as after most changes; looking through a million takes a while
    try:
        return ids.index(paper_id)
    except ValueError:
        return otherwise
