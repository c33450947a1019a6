"""The browse screen's walks through its list: from one unread paper, or one match, to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.background import in_background
from tui.lookup import Overtaken
from tui.screens.filtering import Filtering
from tui.screens.searching import nearest

if TYPE_CHECKING:
    from collections.abc import Callable


class Walking(Filtering):
    """What the keys do that look for a paper without changing the list."""

    def jump(self, query: str, step: int, nothing: str, then: Callable[[], None] | None = None) -> None:
        """Go to the next paper of the list, in direction ``step``, that ``query`` finds; ``then`` go on."""
        in_background(self, self._jump, query, step, nothing, then, exclusive=True, group="jump")

    async def _jump(self, query: str, step: int, nothing: str, then: Callable[[], None] | None) -> None:
        try:
            wanted = await self.carrel.searches.ask(lambda reader: frozenset(reader.ids(query)))
        except Overtaken:
            return
        index = nearest(self.papers.ids, wanted, self.papers.cursor, step) if self.papers.ids else None
        if index is None or index == self.papers.cursor:
            self.say(nothing)
        else:
            self.papers.cursor = index
            if then is not None:
                then()

    def do_next_unread(self) -> None:
        """Down to the next unread paper."""
        self.jump("is:unread", 1, "No other unread paper in this list")

    def do_previous_unread(self) -> None:
        """Up to the unread paper before."""
        self.jump("is:unread", -1, "No other unread paper in this list")

    def do_next_match(self) -> None:
        """Down to the next paper that the last filter finds."""
        self.jump(self.last_query, 1, "No other match in this list")

    def do_previous_match(self) -> None:
        """Up to the match before."""
        self.jump(self.last_query, -1, "No other match in this list")
