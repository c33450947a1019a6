"""Writing a note: the text, how it will look, the abstract to quote from, and the other notes.

Nothing typed is ever lost: a moment after the last key the text is kept in the library as unsaved,
and offered again, whether the screen was left, the app was killed, or the machine went down.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult, SuspendNotSupported
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static, TextArea

from tui import editor
from tui.background import in_background
from tui.commands import Context, Place
from tui.moments import local
from tui.safe_text import content, page, safe
from tui.screens.base import CarrelScreen
from tui.screens.dialogue import Option, OptionList
from tui.screens.script import Script
from tui.screens.sheet import Sheet, keeping, saving
from tui.telling import in_words
from tui.widgets import markdown
from tui.widgets.bars import FooterLine, HeaderLine
from tui.widgets.columns import readable_title
from tui.widgets.line_list import LineList
from tui.widgets.passage import Passage

if TYPE_CHECKING:
    from storage import Note, Paper, Unsaved

KEEP_AFTER = 0.6
"""Seconds after the last key until what was typed is kept."""

WIDE_FROM = 100


class AnnotateScreen(CarrelScreen):
    """The notes of the paper ``paper_id``."""

    CSS_PATH = "../styles/annotate.tcss"
    HOME = Place.ANNOTATE

    def __init__(self, paper_id: int) -> None:
        super().__init__()
        self.paper_id = paper_id
        self.notes: tuple[Note, ...] = ()
        self.saved = Sheet()
        self.quote: str | None = None
        self.script = Script("")
        self.header = HeaderLine()
        self.listed = OptionList((), id="notes")
        self.quoted = Static("", markup=False, id="quoted")
        self.text = TextArea("", soft_wrap=True, id="text", compact=True)
        self.abstract = Passage(id="abstract")
        self.look_text = Static("", markup=False)
        self.looks = VerticalScroll(self.look_text, id="looks")
        self.looks_wanted = False
        self.unkept = False

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield self.header
        with Horizontal(id="desk"):
            with Vertical(id="writing"):
                yield self.listed
                yield self.quoted
                yield self.text
            with Vertical(id="beside"):
                yield self.abstract
                yield self.looks
        yield FooterLine()

    def on_mount(self) -> None:
        """Open the note that was being written, or a new one."""
        self._keep_timer = self.set_interval(KEEP_AFTER, self.keep, pause=True)
        self.listed.can_focus = False
        self.abstract.border_title = content("Abstract")
        self.looks.border_title = content("Preview")
        self.text.border_title = content("Note")
        paper = self._paper()
        if paper is not None:
            self.header.left = "Notes"
            self.header.middle = readable_title(paper.title)
            self.abstract.load_text(page(paper.abstract or paper.summary or ""))
            self._begin(paper)
        self.text.focus()

    def _paper(self) -> Paper | None:
        reader = self.carrel.reader
        return next(iter(reader.papers([self.paper_id])), None) if reader else None

    def _begin(self, paper: Paper) -> None:
        self.notes = paper.notes
        drafts = self._drafts()
        note_id = next(iter(drafts), 0)
        self._open(note_id)
        if drafts:
            self.say("Here is what you had not saved")

    def _drafts(self) -> dict[int, Unsaved]:
        """What is kept as unsaved of this paper, by note, newest first."""
        reader = self.carrel.reader
        kept = [each for each in reader.unsaved() if each.paper_id == self.paper_id] if reader else []
        return {each.note_id: each for each in kept}

    def _open(self, note_id: int) -> None:
        """Put a note into the editor, as it was last typed."""
        note = next((each for each in self.notes if each.id == note_id), None)
        draft = self._drafts().get(note_id)
        self.saved = Sheet(note.id, note.text, note.quote, note.revision) if note else Sheet()
        if note and draft and note.updated > draft.updated:  # typed about an older text, which is no more
            self.saved = replace(self.saved, revision=None)
        sheet = draft or self.saved
        self.quote = sheet.quote
        self._load(sheet.text)
        self.text.move_cursor(self.text.document.end)
        self._show_notes()
        self._show_quote()
        self._show_looks()

    def _load(self, text: str) -> None:
        self.script = Script(text)
        self.text.load_text(self.script.shown)

    # What is shown.

    def _show_notes(self) -> None:
        options = [
            Option(str(note.id), _first_line(note), local(note.updated), self._sign(note.id))
            for note in self.notes
        ]
        self.listed.options = [*options, Option("0", "a new note", "", self._sign(0))]
        self.listed.display = bool(self.notes)
        self.listed.styles.height = min(len(self.listed.options), 5)
        at = next(
            (i for i, each in enumerate(self.listed.options) if each.value == str(self.saved.note_id)), 0
        )
        self.listed.redraw()
        self.listed.cursor = at
        self.refresh_footer()

    def _sign(self, note_id: int) -> str:
        return "›" if note_id == self.saved.note_id else " "

    def _show_quote(self) -> None:
        self.quoted.display = self.quote is not None
        self.quoted.update(content(f"▎ {self.quote or ''}", "italic $quiet"))

    def _show_looks(self) -> None:
        if self.looks.display:
            self.look_text.update(markdown.render(self.text.text))

    def _lay_out(self) -> None:
        wide = self.size.width >= WIDE_FROM
        self.set_class(wide, "wide")
        self.looks.display = wide or self.looks_wanted
        self.abstract.display = wide or not self.looks_wanted
        self._show_looks()

    def on_resize(self, event: events.Resize) -> None:
        """Side by side where there is room."""
        self._lay_out()

    # What commands may know.

    @property
    def place(self) -> Place:
        """Where the keyboard is."""
        return Place.PASSAGE if self.abstract.has_focus else Place.ANNOTATE

    def context(self) -> Context:
        """What commands may know of this screen."""
        return Context(self.place, writing=self.saved.note_id != 0)

    # Keeping what is typed.

    def sheet(self) -> Sheet:
        """What the editor holds now."""
        self.script.type(self.text.text)
        return Sheet(self.saved.note_id, self.script.stored, self.quote, self.saved.revision)

    @property
    def changed(self) -> bool:
        """Whether there is anything that is not in the library."""
        now = self.sheet()
        return (now.text, now.quote) != (self.saved.text, self.saved.quote) and not (
            now.note_id == 0 and now.blank
        )

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep it in a moment, and show how it looks."""
        if event.text_area is self.text:
            self.unkept = False
            self.script.type(self.text.text)
            self._show_looks()
            self._keep_timer.reset()
            self._keep_timer.resume()

    def keep(self) -> None:
        """Keep what is typed as unsaved, or forget it once it is saved."""
        if self.is_mounted and self.carrel.reader is not None:
            self._keep_timer.pause()
            kept = self.carrel.writer.submit(keeping(self.paper_id, self.sheet(), self.changed))
            kept.add_done_callback(self._kept)

    def _kept(self, done: Future[None]) -> None:
        """Say that what is typed could not be kept; called on the thread of the changes."""
        if isinstance(error := done.exception(), Exception):
            self.carrel.say_later(f"This note is kept nowhere yet: {in_words(error)}")

    # Deeds.

    def do_note_save(self) -> None:
        """Into the library."""
        if self.sheet().blank:
            self.say("There is nothing to save yet")
        elif self.changed:
            in_background(self, self._save, self.sheet(), exclusive=True, group="save")
        else:
            self.say("Saved already")

    async def _save(self, sheet: Sheet) -> None:
        from storage import StorageError

        try:
            note_id = await self.carrel.writer.do(saving(self.paper_id, sheet))
        except StorageError as error:
            self.carrel.say_error(error)
            return
        paper = self._paper()
        self.notes = paper.notes if paper else ()
        note = next((each for each in self.notes if each.id == note_id), None)
        self.saved = Sheet(note_id, sheet.text, sheet.quote, note.revision if note else None)
        self._show_notes()
        self.carrel.show_changes()
        if sheet.note_id in (0, note_id):
            self.say("Note saved")
        else:
            self.say("Also changed elsewhere meanwhile: both are kept, yours as a new note", problem=True)

    def do_note_leave(self) -> None:
        """Out of the abstract into the note, out of the note to where the reader came from."""
        if self.abstract.has_focus:
            self.abstract.marking = False
            self.text.focus()
            return
        if self.changed and not self.unkept:
            self.carrel.keys_wait = True
            in_background(self, self._leave, group="leave")
        else:
            self.keep()
            self.dismiss()

    async def _leave(self) -> None:
        """Leave once the draft is kept; where it cannot be, only when asked again."""
        from storage import StorageError

        try:
            await self.carrel.writer.do(keeping(self.paper_id, self.sheet(), changed=True))
        except StorageError as error:
            self.unkept = True
            self.say(f"Not kept: {in_words(error)}. Esc again leaves without it", problem=True)
        else:
            self.say("Not saved yet: kept as a draft, e opens it again")
            self.dismiss()
        finally:
            self.carrel.keys_wait = False
            await self.carrel.go_on()

    def do_note_editor(self) -> None:
        """The note in the reader's own editor."""
        self.keep()
        try:
            text = self._edited(editor.command())
        except editor.EditorError as error:
            self.say(str(error), problem=True)
        except SuspendNotSupported:
            self.say("This terminal cannot be lent to an editor", problem=True)
        else:
            self._load(text)
            self.keep()
        self.app.refresh()

    def _edited(self, argv: Sequence[str]) -> str:
        """What the editor makes of the note; an error must not pass through ``suspend``, which would
        not take the terminal back then."""
        problem: editor.EditorError | None = None
        text = self.sheet().text
        with self.app.suspend():
            try:
                text = editor.edit(text, argv)
            except editor.EditorError as error:
                problem = error
        if problem is not None:
            raise problem
        return text

    def do_note_pane(self) -> None:
        """Between the note and the abstract."""
        if self.abstract.has_focus:
            self.text.focus()
        else:
            self.looks_wanted = False
            self._lay_out()
            self.abstract.focus()

    def do_note_next(self) -> None:
        """The next note of the paper, and a new one after the last."""
        self.keep()
        ids = [note.id for note in self.notes] + [0]
        at = ids.index(self.saved.note_id) if self.saved.note_id in ids else -1
        in_background(self, self._turn_to, ids[(at + 1) % len(ids)], exclusive=True, group="turn")

    async def _turn_to(self, note_id: int) -> None:
        """Open another note once this one is kept."""
        await self.carrel.writer.do(lambda library: None)
        self._open(note_id)

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """A note was clicked."""
        event.stop()
        self.keep()
        note_id = int(self.listed.options[event.index].value)
        in_background(self, self._turn_to, note_id, exclusive=True, group="turn")
        self.text.focus()

    def do_note_preview(self) -> None:
        """Show or hide how the note will look, where there is room for one of the two only."""
        self.looks_wanted = not self.looks_wanted
        self._lay_out()
        if not self.abstract.display and self.abstract.has_focus:
            self.text.focus()

    def do_note_delete(self) -> None:
        """Throw the note away."""
        note_id = self.saved.note_id
        in_background(self, self._delete, note_id, exclusive=True, group="save")

    async def _delete(self, note_id: int) -> None:
        paper_id = self.paper_id
        self.carrel.writer.submit(lambda library: library.forget_unsaved(paper_id, note_id))
        if await self.carrel.changed(lambda library: library.remove_note(note_id), say=True):
            paper = self._paper()
            self.notes = paper.notes if paper else ()
            self._open(0)

    def do_passage_mark(self) -> None:
        """Begin a passage."""
        self.abstract.mark()

    def do_passage_take(self) -> None:
        """Quote the passage: as the quotation of a new note, or as a line of the text."""
        passage = self.abstract.taken()
        if passage and self.quote is None and self.saved.note_id == 0:
            self.quote = passage
            self._show_quote()
        elif passage:
            self.text.insert(f"> {passage}\n\n")
        self.text.focus()
        self.keep()

    def on_key(self, event: events.Key) -> None:
        """Keys that no command took move through the abstract."""
        from tui.keys import spelled

        if self.abstract.has_focus and self.abstract.key(spelled(event)):
            event.stop()
            event.prevent_default()


def _first_line(note: Note) -> str:
    line = note.text.strip().split("\n")[0].lstrip("#> ").strip()
    return safe(line, limit=60) or "(no words)"
