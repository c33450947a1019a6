"""What browse and paper screen do alike: tags, notes, links and the clipboard of the chosen papers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.events import Paste

from tui import habits
from tui.screens.base import CarrelScreen

if TYPE_CHECKING:
    from storage import Library, Paper, Receipt


MOST_COPIED = 300
"""Papers that a terminal's clipboard is trusted with."""

MOST_MERGED = 9
"""Papers merged in one go: more were selected for something else."""


class PaperDeeds(CarrelScreen):
    """A screen with chosen papers."""

    def _first(self) -> Paper | None:
        """The first of the chosen papers, whole."""
        reader, ids = self.carrel.reader, list(self.chosen())[:1]
        return next(iter(reader.papers(ids)), None) if reader else None

    def do_add(self) -> None:
        """Another paper, by what names it."""
        from tui.screens.adding import ask

        ask(self.carrel)

    def on_paste(self, event: Paste) -> None:
        """What was pasted beside any line to type in, if it names a paper, to be confirmed."""
        from tui.adding import sort_out
        from tui.screens.adding import ask, named

        line = " ".join(event.text[:5_000].split())
        if sort_out(named(line)).identifiers:
            event.stop()
            ask(self.carrel, line)

    def do_tags(self) -> None:
        """Their tags."""
        from tui.screens.tags import TagsScreen, wearing

        reader, ids = self.carrel.reader, self.chosen()
        if reader is not None:
            known = [(tag.name, tag.papers) for tag in reader.tags()]
            self.app.push_screen(TagsScreen(ids, wearing(reader, ids, (name for name, _ in known)), known))

    def do_note(self) -> None:
        """A note on the first of them."""
        from tui.screens.annotate import AnnotateScreen

        for paper_id in self.note_on():
            self.app.push_screen(AnnotateScreen(paper_id))

    def do_clock(self) -> None:
        """Begin to read the first of them, or pause."""
        for paper_id in list(self.chosen())[:1]:
            self.change(partial(toggle_clock, paper_id=paper_id), say=True)

    def do_progress(self) -> None:
        """How far the first of them is read."""
        from tui.screens.dialogue import Prompt

        paper = self._first()
        if paper is not None:
            known = habits.progress(paper.progress) if paper.progress else "12/30, or 40%"
            title = f"How far have you read? ({known})"
            self.app.push_screen(Prompt(title), partial(self._progress, paper.id))

    def _progress(self, paper_id: int, place: str | None) -> None:
        if place:
            self.change(lambda library: library.progress(paper_id, place), say=True)

    def note_on(self) -> list[int]:
        """The paper a note would be on."""
        return list(self.chosen())[:1]

    def do_merge(self) -> None:
        """Ask which of them to keep, and merge the others into it."""
        from tui.screens.dialogue import Menu, Option
        from tui.widgets.columns import readable_title

        reader, ids = self.carrel.reader, self.chosen()
        if len(ids) > MOST_MERGED:
            self.say(f"One work is hardly here more than {MOST_MERGED} times: select fewer papers")
        elif reader is not None:
            rows = reader.rows(ids)
            options = [
                Option(str(row.id), row.key, f"{row.published or ''}  {readable_title(row.title)}")
                for row in rows
            ]
            self.app.push_screen(Menu(f"Merge {len(rows)} papers, and keep", options), self._merge)

    def _merge(self, kept: str | None) -> None:
        others = [paper for paper in self.chosen() if str(paper) != kept]
        if kept is not None:
            keep = int(kept)
            self.change(lambda library: library.merge(keep, others), say=True)
            self.do_unselect()

    def do_browser(self) -> None:
        """The page of each, as far as it has one; no more than a handful of windows."""
        from tui.opening import address, open_in_browser

        reader, ids = self.carrel.reader, list(self.chosen())
        if len(ids) > 8:
            self.say("That would open more than eight pages at once")
            return
        pages = [address(paper) for paper in reader.papers(ids)] if reader else []
        opened = sum(open_in_browser(page) for page in pages if page)
        self.say(f"Opened {opened} of {len(ids)}" if opened else "No page is known that could be opened")

    def do_copy_key(self) -> None:
        """Their citation keys."""
        reader, ids = self.carrel.reader, self.chosen()
        keys = [row.key for row in reader.rows(ids[:MOST_COPIED])] if reader else []
        self.app.copy_to_clipboard("\n".join(keys))
        self.say(f"Copied {keys[0]}" if len(keys) == 1 else copied(len(keys), len(ids), "keys"))

    def do_copy_bibtex(self) -> None:
        """Them as BibTeX entries."""
        from tui.citation import bibtex

        reader, ids = self.carrel.reader, self.chosen()
        entries = [bibtex(paper) for paper in reader.papers(ids[:MOST_COPIED])] if reader else []
        self.app.copy_to_clipboard("\n".join(entries))
        one = len(entries) == 1
        self.say("Copied the BibTeX entry" if one else copied(len(entries), len(ids), "BibTeX entries"))


def toggle_clock(library: Library, paper_id: int) -> Receipt:
    """Pause ``paper_id`` if its session is open, and else begin to read it."""
    lasting = library.reader.open_session()
    if lasting is not None and lasting.paper_id == paper_id:
        return library.stop(paper_id)
    return library.start(paper_id)


def copied(number: int, chosen: int, things: str) -> str:
    """What was copied, and that it was not all where it was not."""
    return (
        f"Copied {number:,} {things}"
        if number == chosen
        else f"Copied only {number:,} of {chosen:,} {things}"
    )
