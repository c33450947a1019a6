"""The browse screen's way from a question to the list: a screenful at once, then more, then all of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

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

    def tidings(self) -> Tidings:
        """What the query came to, in figures."""
        raise NotImplementedError

    def show_header(self) -> None:
        """Name, counts, filter, order, selection."""
        raise NotImplementedError

    def search(self, question: Question, *, keep: int = 0) -> None:
        """Ask for ``question``; the cursor goes to the paper ``keep`` if it is found, ``STAY`` is its own."""
        self.wanted, self._keep = question, keep
        self.run_worker(self._search(question, keep), exclusive=True, group="search")

    def place_kept(self) -> int:
        """The paper the cursor is on, or will be on when the answer comes that is waited for."""
        return self.papers.current_id or 0 if self._keep == STAY else self._keep

    async def _search(self, question: Question, keep: int) -> None:
        shown = False
        for number in (self.screenful(), MORE, None):
            try:
                found = await self.carrel.searches.ask(partial(find, question=question, first=number))
            except Overtaken:
                return
            if shown:
                self._show_more(found)
            elif found.complete or not self._stands_beyond(found, keep):
                self._apply_keeping(found, keep)
                shown, self._keep = True, STAY
            if found.complete:
                return
            await asyncio.sleep(REST if shown else 0)

    def screenful(self) -> int:
        """How many papers to look for at once."""
        return max(FIRST, self.app.size.height)

    def _show_more(self, found: Found) -> None:
        """Show more of what the screen shows the beginning of, which stays as it is."""
        if list(found.ids[: len(self.papers.ids)]) != list(self.papers.ids):
            self._apply_keeping(found, STAY)
            return
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
