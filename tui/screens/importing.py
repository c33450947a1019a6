"""Taking papers in from inside the app: choose a file or folder, look at it, say yes, read what came of it.

Before anything changes the screen says what would: the same import, taken back before it is kept. The
library does the work on its own thread and reports in numbers; this screen looks at the numbers a few
times a second. One import is one batch, which one undo takes back; stopping it keeps the papers taken so
far whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tui.background import in_background
from tui.commands import Place, Step
from tui.pace import pace
from tui.paths import at_home, is_there
from tui.safe_text import content, safe
from tui.screens.base import CarrelScreen
from tui.screens.dialogue import Option, OptionList
from tui.screens.import_report import bar, details, expected, headline, preview
from tui.sources import DEEPEST
from tui.widgets.bars import FooterLine, HeaderLine
from tui.widgets.filter_bar import SafeInput
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from storage import ImportReport, Library
    from tui.tasting import Tasted

SPELT = {"json": "JSON", "csv": "CSV", "bibtex": "BibTeX", "ris": "RIS"}
"""The exchange formats that people know by name."""
LOOK_EVERY = 0.1
MOST_FILES = 500
MOST_LOOKED_AT = 30_000_000
"""Bytes that are read twice, first to say what would come in; of more, undo is the way back."""


@dataclass(slots=True)
class Progress:
    """What the import thread last said, and whether the reader wants it to stop."""

    name: str = ""
    done: int = 0
    expected: int | None = None
    stop: bool = False
    looking: bool = False
    tasted: list[Tasted] = field(default_factory=list)
    before: dict[str, int] = field(default_factory=dict)
    begun: float = field(default_factory=monotonic)
    heard: float = field(default_factory=monotonic)

    def tell(self, name: str, done: int, expected: int | None) -> None:
        """Take in a report; called from the import thread."""
        if name not in self.before:
            self.begun = self.heard  # it began when the one before it was last heard of
        self.name, self.done, self.expected, self.heard = name, done, expected, monotonic()
        self.before[name] = done

    @property
    def papers(self) -> int:
        """Papers of all sources so far."""
        return sum(self.before.values())

    @property
    def pace(self) -> str:
        """How fast the present source is coming in, and how long it will take."""
        return pace(self.done, self.expected, self.heard - self.begun)


def readable() -> str:
    """What can be read at present, in the words of people: saved listing pages and exchange formats."""
    from seeds import FORMATS

    known = {format.name for format in FORMATS if format.readable}
    return ", ".join(["saved pages", *(word for name, word in SPELT.items() if name in known)])


def listing(typed: str) -> list[Option]:
    """The files and folders that could complete the path ``typed``, folders first."""
    try:
        path = at_home(typed) if typed else Path.cwd()
        whole = not typed or typed.endswith(("/", "~"))
        folder, beginning = (path, "") if whole else (path.parent, path.name)
        inside = sorted(folder.iterdir(), key=lambda each: (not each.is_dir(), each.name.casefold()))
    except OSError:
        return []
    fits = [each for each in inside if each.name.casefold().startswith(beginning.casefold())]
    shown = [each for each in fits if beginning.startswith(".") or not each.name.startswith(".")]
    return [_option(each) for each in shown[:MOST_FILES]]


def meant(typed: str) -> str:
    """What Enter would import."""
    path = at_home(typed.strip())
    if not typed.strip():
        return "Type a path, or move to a file and press Enter."
    if not is_there(path):
        return ""
    return f"Enter imports everything in the folder {path}" if path.is_dir() else f"Enter imports {path}"


def _option(path: Path) -> Option:
    try:
        about = "folder" if path.is_dir() else f"{path.stat().st_size / 1000:,.0f} kB"
    except OSError:
        about = ""
    return Option(
        str(path) + ("/" if about == "folder" else ""), path.name, about, "▸" if about == "folder" else " "
    )


class ImportScreen(CarrelScreen):
    """Imports one file or folder at a time."""

    CSS_PATH = "../styles/importing.tcss"
    HOME = Place.IMPORT

    def __init__(self) -> None:
        super().__init__()
        self.progress: Progress | None = None
        self.looked_at: Path | None = None
        self.header = HeaderLine()
        self.line = SafeInput(placeholder="path of a file or folder", id="path")
        self.files = OptionList((), id="files")
        self.status = Static("", markup=False, id="status")
        self.report = Static("", markup=False, id="report")
        self.report_pane = VerticalScroll(self.report, id="report-pane")

    @property
    def picking(self) -> bool:
        """Whether Enter would take the line under the cursor."""
        return self.files.lit

    @picking.setter
    def picking(self, picking: bool) -> None:
        self.files.lit = picking

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield self.header
        with Vertical(id="import"):
            yield self.line
            yield self.status
            yield self.files
            yield self.report_pane
        yield FooterLine()

    def on_mount(self) -> None:
        """Ready to type a path."""
        self.header.left = "Import"
        self.header.middle = f"{readable()}, or a folder of them"
        self.files.can_focus = False
        self.picking = False
        self.report_pane.can_focus = False
        self.report_pane.display = False
        self._look = self.set_interval(LOOK_EVERY, self._show_progress, pause=True)
        self.line.focus()
        self._list()

    # Choosing.

    def _choose(self) -> None:
        self.looked_at = None
        self.files.display = True
        self.report_pane.display = False
        self._list()

    def _list(self) -> None:
        self.files.options = listing(self.line.value)
        self.files.cursor = 0
        self.files.redraw()
        self.status.update(content(meant(self.line.value), "$quiet"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another letter: list what could be meant."""
        event.stop()
        self.picking = False
        self._choose()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """A click takes the file's path."""
        event.stop()
        self.picking = True
        self.do_import_complete()
        self.line.focus()

    def do_import_complete(self) -> None:
        """The path under the cursor into the line."""
        if self.files.options:
            self.line.value = self.files.options[self.files.cursor].value
            self.line.cursor_position = len(self.line.value)

    def do_import_down(self) -> None:
        """The next file; in a report, further down."""
        if self.report_pane.display:
            self.report_pane.scroll_down(animate=False)
            return
        if self.picking:
            self.files.move(Step.DOWN)
        self.picking = True

    def do_import_up(self) -> None:
        """The file before; in a report, further up."""
        if self.report_pane.display:
            self.report_pane.scroll_up(animate=False)
            return
        self.picking = True
        self.files.move(Step.UP)

    def do_import_start(self) -> None:
        """Look at what was typed or moved to; once looked at, import it."""
        if self.progress is not None:
            return
        if self.looked_at is not None:
            self._start(self.looked_at)
            return
        if self.picking and self.files.options:
            chosen = self.files.options[self.files.cursor].value
            self.do_import_complete()
            if chosen.endswith("/"):
                return
        path = at_home(self.line.value.strip())
        if not self.line.value.strip():
            self.say("Type or choose a file or folder")
        elif not is_there(path):
            self.say(f"There is nothing at {path}", problem=True)
        else:
            self._start(path, looking=size_of(path) <= MOST_LOOKED_AT)

    def do_import_leave(self) -> None:
        """Stop what is running; from a preview go back to choosing; otherwise leave."""
        if self.progress is None and self.looked_at is not None:
            self._choose()
        elif self.progress is None:
            self.dismiss()
        elif not self.progress.stop:
            self.progress.stop = True
            self.status.update(content("Stopping after the papers at hand …", "$warning"))

    # Importing.

    def _start(self, path: Path, *, looking: bool = False) -> None:
        self.progress = Progress(looking=looking)
        self.looked_at = None
        self.line.disabled = True
        self.files.display = False
        self.report_pane.display = False
        self._look.resume()
        self._show_progress()
        in_background(self, self._import, path, self.progress, exclusive=True, group="import")

    async def _import(self, path: Path, progress: Progress) -> None:
        from storage import StorageError

        try:
            if self.carrel.reader is None and not await self.carrel.begin():
                return
            report = await self.carrel.writer.do(
                lambda library: _take(library, path, self.carrel.as_of, progress)
            )
        except (StorageError, OSError) as error:
            self.status.update(content("Nothing was imported.", "$warning"))
            self.carrel.say_error(error)
        else:
            if progress.looking:
                self._show_preview(path, report, progress)
            else:
                self._show_report(report)
                self.carrel.show_changes()
        finally:
            self._ended()

    def _ended(self) -> None:
        self.progress = None
        self._look.pause()
        self.line.disabled = False
        if self.in_front:
            self.line.focus()
            self.refresh_footer()

    def keep(self) -> None:
        """The app is closing: stop, keeping what was taken."""
        if self.progress is not None:
            self.progress.stop = True

    def _show_progress(self) -> None:
        progress = self.progress
        if progress is None or progress.stop:
            return
        verb = "Looking at" if progress.looking else "Importing"
        doing = f"{verb} {safe(progress.name)}" if progress.name else f"{verb} …"
        counted = f"  {progress.papers:,} papers" if progress.papers else ""
        drawn = bar(progress.done, progress.expected, 24) if progress.expected else ""
        self.status.update(
            Content.assemble(
                (doing, "bold $primary"),
                (counted, "$ink"),
                (f"  {drawn}", "$primary"),
                (f"  {progress.pace}", "$quiet"),
                ("   Esc stops", "$quiet"),
            )
        )

    def _show_preview(self, path: Path, report: ImportReport, progress: Progress) -> None:
        """What would come in; nothing has changed yet."""
        if report.cancelled:
            self._choose()
            return
        found = any(source.found for source in report.sources)
        self.looked_at = path if found else None
        keys = "Enter takes them in, Esc does not" if found else "There is nothing to take in"
        self.status.update(preview(report) + content(f"   {keys}", "$quiet"))
        self.report.update(expected(report, progress.tasted))
        self.report_pane.display = True
        self.report_pane.scroll_home(animate=False)
        self.files.display = False

    def _show_report(self, report: ImportReport) -> None:
        self.status.update(headline(report))
        self.report.update(details(report.sources))
        self.report_pane.display = True
        self.files.display = False


def _take(library: Library, path: Path, as_of: object, progress: Progress) -> ImportReport:
    """Run one import on the library's thread."""
    from datetime import date

    from tui.intake import import_sources
    from tui.tasting import Tasting

    day = as_of if isinstance(as_of, date) else None
    taker = Tasting(library, progress.tasted) if progress.looking else library
    return import_sources(
        taker,
        [path],
        as_of=day,
        dry_run=progress.looking,
        progress=progress.tell,
        cancelled=lambda: progress.stop,
    )


def size_of(path: Path) -> int:
    """The bytes of a file, or of the files in a folder and its folders as far as matters."""
    total = 0
    for each in [path] if path.is_file() else _files_in(path):
        try:
            total += each.stat().st_size if each.is_file() else 0
        except OSError:
            continue
        if total > MOST_LOOKED_AT:
            break
    return total


def _files_in(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        if len(Path(place).relative_to(folder).parts) == DEEPEST:
            folders.clear()
        yield from (Path(place, name) for name in files)
