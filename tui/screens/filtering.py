"""The browse screen while a query is being typed: live answers, completion, and the way back."""

from __future__ import annotations

from functools import partial

from tui.background import in_background
from tui.lookup import Overtaken
from tui.screens.answering import STAY, Answering
from tui.screens.searching import Question, kept
from tui.widgets.filter_bar import FilterBar


class Filtering(Answering):
    """What the filter bar and its keys do to the list; the screen itself shows the answers."""

    last_query: str
    _before_filter = (Question(), 0)

    def furnish(self) -> None:
        """Have the filter bar at hand."""
        raise NotImplementedError

    def on_filter_bar_typed(self, event: FilterBar.Typed) -> None:
        """Search as it is typed; word of a letter that comes when typing is over is late."""
        if self.filter_bar.display:
            self.search(Question(event.text, self.wanted.sort, typing=True))

    def on_filter_bar_wants_completions(self, event: FilterBar.WantsCompletions) -> None:
        """Offer what could come next."""
        in_background(self, self._complete, event.text, event.cursor, exclusive=True, group="complete")

    async def _complete(self, text: str, cursor: int) -> None:
        from storage.query import complete

        try:
            offered = await self.carrel.figures.ask(lambda reader: complete(text, cursor, names=reader.names))
        except Overtaken:
            return
        if self.filter_bar.text == text:
            self.filter_bar.offer(offered)

    def do_filter(self) -> None:
        """Type a query."""
        self._before_filter = self.wanted, self.place_kept()
        self.furnish()
        self.filter_bar.display = True
        self.show_header()
        self.filter_bar.tell(self.tidings())
        self.filter_bar.begin(self.wanted.query and self.wanted.query.rstrip() + " ")

    def do_filter_keep(self) -> None:
        """Back to the list, filtered."""
        query = kept(self.filter_bar.text)
        if self.filter_bar.typed:
            self.run_worker(partial(self.carrel.asked.add, self.filter_bar.text), thread=True, group="asked")
        self._leave_filter()
        self.search(Question(query, self.wanted.sort), keep=STAY)

    def do_filter_drop(self) -> None:
        """Back to the list as it was, and to the place in it."""
        question, paper_id = self._before_filter
        self.last_query = kept(self.filter_bar.text) or self.last_query
        self._leave_filter()
        self.search(question, keep=paper_id)

    def _leave_filter(self) -> None:
        self.filter_bar.display = False
        self.show_header()
        self.set_focus(self.papers)

    def do_filter_complete(self) -> None:
        """Take the suggestion."""
        self.filter_bar.take()

    def do_filter_next(self) -> None:
        """Another suggestion, or back towards what is being typed."""
        if not self.filter_bar.later():
            self.filter_bar.light(1)

    def do_filter_previous(self) -> None:
        """The suggestion before, or an earlier query."""
        if self.filter_bar.suggestions.lit or not self.filter_bar.earlier(self.carrel.asked.newest_first()):
            self.filter_bar.light(-1)
