"""What is pictured: a small library that never changes, and the keys that lead to each screen.

A picture is a text file that can be read and reviewed like any other: the screen as it is, the same
screen with a letter for the style of every cell, and what the letters mean. Compared with SVGs (which
``pytest-textual-snapshot`` keeps) it is twenty times smaller, knows nothing of fonts or of how Rich
numbers its classes, and a change of one colour is a change of one line. A letter stands for the same
style in every picture, as far as letters go round.

Pictures are drawn again with ``python -m tests.tui.snapshots``.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from string import ascii_letters, digits

os.environ["TEXTUAL_ANIMATIONS"] = "none"

from rich.cells import cell_len
from rich.style import Style
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input, TextArea
from textual.worker import WorkerCancelled

from seeds import Draft, Harvest, Identifier
from storage import Library
from tui.app import CarrelApp
from tui.config import Settings

FOLDER = Path(__file__).parent / "stored"
SPECIMENS = Path(__file__).parents[2] / "specimens"
NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
LETTERS = ascii_letters + digits
PLAIN = "."


# The library.

SUBJECTS = (
    ("On Drawing Winning Tickets from Dense Meadows", "cs.LG", "Ada Meadow", "Bela Ödön"),
    ("Slow Compilers for Patient People", "cs.PL", "Carl Łukasz"),
    ("A Calm Study of Loud Networks", "cs.NI", "Dora Quiet", "Emil Still", "Fay Hush", "Gus Calm"),
    ("Pruning Trees in Autumn and Winter, with Notes on the Weather of Both Seasons", "cs.LG", "Ada Meadow"),
    ("On the Measure of $\\alpha^2$ Small Things", "math.ST", "Hana Small"),
    ("Reading Lists Considered Helpful", "cs.DL", "Ivo Shelf", "Jana Page"),
    ("深層学習 and Other Deep Things", "cs.LG", "Ken Deep"),
    ("Kites that Fold: Control [Extended Abstract]", "cs.RO", "Lia String", "Maria De Rosa"),
    ("Why Bells Drift", "cs.SD", "J. K. Bellwright"),
    ("Looms that Agree", "cs.DC", "Émile Chaînon", "Zhen Weaver"),
)  # fmt: skip
ABSTRACT = (
    "We look at {subject} and find that it is calmer than was thought. Over {number} winters and "
    "$n^2$ summers we counted what could be counted; what could not, we describe. The code of our "
    "model is at https://example.org/model{number}. Nothing here is about anything real, and every "
    "sentence is as long as a sentence in an abstract tends to be."
)


def drafts() -> Iterator[Draft]:
    """Thirty papers by ten kinds of people about ten kinds of things, the newest first."""
    for number in range(30):
        title, category, *people = SUBJECTS[number % 10]
        volume = f", Volume {number // 10 + 1}" if number >= 10 else ""
        year = 2025 - number // 3
        yield Draft(
            title=title + volume,
            authors=tuple(people),
            authors_truncated=number % 10 == 2,
            published=f"{year}-{12 - number % 12:02}-17" if number % 4 else f"{year}",
            category=category,
            venue="Journal of Quiet Results" if number % 5 == 0 else None,
            abstract=ABSTRACT.format(subject=title.lower(), number=number + 2) if number % 7 else None,
            summary="It is calmer than was thought." if number % 7 == 0 else None,
            identifiers=(Identifier("doi", f"10.1234/quiet.{number}"),) if number % 2 == 0 else (),
            has_code=number % 3 == 0,
            affiliations=("hill",) if number % 6 == 0 else (),
            key=f"paper{number:02}",
            position=number,
        )


TWINS = (
    Draft(
        title="On Drawing the Winning Ticket from Dense Meadows",
        authors=("Ada Meadow", "Bela Ödön"),
        published="2024-11-02",
        kind="article",
        venue="Meadow Letters",
        abstract=ABSTRACT.format(subject="winning tickets", number=2),
        identifiers=(Identifier("doi", "10.4321/meadow.7"),),
        key="meadow2024drawing",
    ),
    Draft(
        title="Slow Compiler for Patient People",
        authors=("Carl Łukasz",),
        published="2025",
        key="lukasz2025slow",
        position=1,
    ),
)
"""Papers that are in the library already, spelt otherwise."""


class Clock:
    """A clock that stands still unless it is told to go on."""

    def __init__(self) -> None:
        self.moment = NOW - timedelta(days=40)

    def __call__(self) -> datetime:
        return self.moment


def furnish(path: Path) -> None:
    """A library some weeks old, partly read, with tags, notes and views."""
    clock = Clock()
    with Library.open(path, create=True, clock=clock) as library:
        library.take([Harvest("quiet.jsonl", "jsonl", drafts(), expected=30)])
        one = [library.reader.resolve(f"paper{number:02}") for number in range(30)]
        clock.moment += timedelta(days=3)
        library.mark(one[1:4], "reading")
        library.mark([one[2], one[11], one[12]], "read")
        library.mark([one[8]], "skipped")
        library.star([one[0], one[2], one[9]])
        library.rate([one[2]], 4)
        library.tag(one[0:6:2], add=["calm"])
        library.tag([one[1], one[2], one[3]], add=["thesis", "to read"])
        clock.moment += timedelta(days=2)
        library.add_note(one[0], "Where it began. **Chapter 2** opens with this.\n\n- one\n- two")
        library.add_note(
            one[0], "Compare with *Looms*.", quote="calmer than was thought", quote_field="abstract"
        )
        library.add_note(one[2], "Read twice.")
        library.save_view("to read next", "is:unread year:2020..")
        library.save_view("thesis", "#thesis")
        library.remove([one[29]])
        library.undo()


# The pictures.


@dataclass(frozen=True, slots=True)
class Picture:
    """A screen: the steps that lead to it (a key each, or several typed in one go), its size, whether
    there is a library at all, and whether it has papers twice."""

    name: str
    steps: tuple[str | tuple[str, ...], ...] = ()
    size: tuple[int, int] = (120, 36)
    empty: bool = False
    twins: bool = False
    theme: str = "carrel-dark"


def typed(text: str) -> tuple[str, ...]:
    """The keys that type ``text``."""
    return tuple("space" if letter == " " else letter for letter in text)


NARROW, SMALL = (80, 24), (60, 20)
OPEN = (("j", "j"), "enter")
QUEUED = ("%", typed("30%"), "enter", ("space", "j", "space", "j", "j", "space"), "a", "escape")
PICTURES = (
    Picture("browse", (("j", "j"),)),
    Picture("browse-light", (("j", "j"),), theme="carrel-light"),
    Picture("browse-80x24", (("j", "j"),), NARROW),
    Picture("browse-60x20", (("j", "j"),), SMALL),
    Picture("browse-selected", (("space", "j", "space", "v", "j"),)),
    Picture("filter-completion", ("/", typed("tag:t"))),
    Picture("filter-kept", ("/", typed("calm"), "enter")),
    Picture("filter-no-match", ("/", typed("looms is:reading"))),
    Picture("sort-menu", ("S", "j")),
    Picture("palette", (":", typed("star"))),
    Picture("paper", OPEN),
    Picture("paper-notes", ("enter",)),
    Picture("paper-80x24", OPEN, NARROW),
    Picture("paper-60x20", OPEN, SMALL),
    Picture("annotate", (("j", "j"), "e", "ctrl+n", typed(" *so*"))),
    Picture("annotate-80x24", (("j", "j"), "e", "ctrl+n", typed(" *so*")), NARROW),
    Picture("tags", (("j", "j"), "t", typed("th"))),
    Picture("import-before", ("I",)),
    Picture("import-preview", ("I", typed("cards.txt"), "enter")),
    Picture("import-preview-80x24", ("I", typed("cards.txt"), "enter"), NARROW),
    Picture("import-after", ("I", typed("cards.txt"), "enter", "enter")),
    Picture("first-run", empty=True),
    Picture("help", ("?",)),
    Picture("guide", ("?", "tab")),
    Picture("history", ("s", "u", "H")),
    Picture("duplicates", ("D",), twins=True),
    Picture("duplicates-80x24", ("D",), NARROW, twins=True),
    Picture("duplicates-60x20", ("D", "j"), SMALL, twins=True),
    Picture("duplicates-none", ("D",), NARROW),
    Picture("merge-menu", (("space", "space"), "m"), NARROW),
    Picture("figures", ("F",)),
    Picture("figures-60x20", ("F",), SMALL),
    Picture("review", ("M", "B")),
    Picture("next", (("V", "v"), "s", ">", "j")),
    Picture("queue", (*QUEUED, "L", "J")),
    Picture("queue-80x24", (*QUEUED, "L", "J"), NARROW),
    Picture("queue-60x20", (*QUEUED, "L", "J"), SMALL),
    Picture("queue-empty", ("L",)),
    Picture("triage", ("i", "x", "a")),
    Picture("triage-light", ("i", "x", "a"), theme="carrel-light"),
    Picture("triage-80x24", ("i", "x", "a"), NARROW),
    Picture("triage-60x20", ("i", "x", "a"), SMALL),
    Picture("triage-done", ("/", typed("title:kites"), "enter", "i", "a", "x", "l", "x")),
    Picture("log", ("c", "%", typed("40%"), "enter", ("j", "j"), "c", "r", "W")),
    Picture("log-60x20", ("c", "%", typed("40%"), "enter", ("j", "j"), "c", "r", "W"), SMALL),
    Picture("paper-read", (("j", "j"), "a", "%", typed("4/16"), "enter", "enter"), (100, 40)),
)


@contextmanager
def place(folder: Path) -> Iterator[None]:
    """Be in ``folder`` and in UTC, so that neither paths nor time zones are in a picture."""
    before, zone = Path.cwd(), os.environ.get("TZ")
    os.chdir(folder)
    os.environ["TZ"] = "UTC"
    time.tzset()
    try:
        yield
    finally:
        os.chdir(before)
        os.environ.pop("TZ")
        if zone is not None:
            os.environ["TZ"] = zone
        time.tzset()


def take(picture: Picture, folder: Path, furnished: Path) -> str:
    """Draw a picture of a copy of the library ``furnished``; ``folder`` is an empty one to work in."""
    home = folder / "home"
    home.mkdir()
    for name in ("cards.txt", "search_page.txt"):
        (home / name).write_bytes((SPECIMENS / name).read_bytes())
    (home / "papers").mkdir()
    if not picture.empty:
        shutil.copy(furnished, folder / "library.sqlite")
    if picture.twins:
        with Library.open(folder / "library.sqlite", clock=Clock()) as library:
            library.take([Harvest("twins.bib", "bibtex", iter(TWINS), expected=len(TWINS))])
    with place(home):
        return asyncio.run(_take(picture))


async def _take(picture: Picture) -> str:
    library = Path("library.sqlite") if picture.empty else Path("../library.sqlite")
    settings = Settings(theme=picture.theme)
    app = CarrelApp(library, settings=settings, as_of=date(2026, 1, 31), clock=lambda: NOW)
    async with app.run_test(size=picture.size) as pilot:
        await pilot.pause()
        await worked(app)
        for step in picture.steps:
            if isinstance(step, str):
                await pilot.press(step)
            else:
                await type_fast(app, pilot, step)
            await worked(app)
        app.clear_notifications()
        for each in app.screen.query("*"):
            if isinstance(each, Input | TextArea):
                each.cursor_blink = False
        await settle(app, pilot)
        return described(app)


async def type_fast(app: CarrelApp, pilot: Pilot[None], keys: tuple[str, ...]) -> None:
    """Press keys one right after the other; ``pilot.press`` waits for a twentieth of a second after each."""
    for key in keys:
        character = key if len(key) == 1 else {"space": " "}.get(key)
        app.post_message(Key(key, character))
    await pilot.pause(0.01)


async def worked(app: CarrelApp) -> None:
    """Wait for the workers; one that was overtaken by the next is done, too."""
    while list(app.workers):
        with suppress(WorkerCancelled):
            await app.workers.wait_for_complete()
            return


async def settle(app: CarrelApp, pilot: Pilot[None]) -> None:
    """Wait until everything that was started is on the screen: twice the same is the end of it."""
    last = ""
    while True:
        await pilot.pause(0.05)
        await worked(app)
        if app.reader is not None:
            await asyncio.wrap_future(app.writer.submit(lambda library: None))
        await pilot.pause()
        now = described(app)
        if now == last:
            return
        last = now


# Screens as text.


def described(app: CarrelApp) -> str:
    """The screen in front: its text, the styles of its cells, and what they are."""
    texts, looks, styles = [], [], dict[str, None]()
    background = _named(app.screen.rich_style)
    for strip in app.screen._compositor.render_strips():
        texts.append("".join(segment.text for segment in strip).rstrip())
        line = [(_named(part.style or Style.null()), cell_len(part.text)) for part in strip if part.text]
        styles.update(dict.fromkeys(style for style, _ in line))
        looks.append(line)
    letters = _letters(style for style in styles if style != background)
    letters[background] = PLAIN
    drawn = ["".join(letters[style] * width for style, width in line).rstrip(PLAIN) for line in looks]
    legend = sorted(f"{letter}  {style}" for style, letter in letters.items())
    return "\n".join([*texts, "", "-- styles", *drawn, "", "-- legend", *legend, ""])


def _named(style: Style) -> str:
    """A style in words: its colours, and how its letters are set."""
    on = f"on {style.bgcolor.name}" if style.bgcolor else ""
    sets = ("bold", "italic", "underline", "strike", "reverse", "dim")
    return " ".join(
        filter(None, (style.color.name if style.color else "", on, *(s for s in sets if getattr(style, s))))
    )


def _letters(styles: Iterator[str]) -> dict[str, str]:
    """A letter for each style, which depends on the style and hardly ever on the others."""
    taken: dict[str, str] = {}
    for style in sorted(styles):
        at = zlib.crc32(style.encode()) % len(LETTERS)
        while LETTERS[at] in taken.values():
            at = (at + 1) % len(LETTERS)
        taken[style] = LETTERS[at]
    return taken
