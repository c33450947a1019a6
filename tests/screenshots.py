"""Redraws ``screenshots/``: ``python -m tests.screenshots`` (needs the extra ``screenshots``).

The pictures in the README are taken from the real app on the starter list, with a fixed clock and a
few weeks of made-up reading, so that they change when the app does and only then.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import sys
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["TZ"] = "UTC"

from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from seeds import Draft, Harvest, starter
from storage import Library
from tui.app import CarrelApp
from tui.config import Settings
from tui.intake import import_starter

FOLDER = Path(__file__).parent.parent / "screenshots"
NOW = datetime(2026, 5, 18, 9, 30, tzinfo=UTC)
NOWHERE = Path("~/.local/share/carrel/library.sqlite")
"""No library: shown on the first run, where it is not made yet."""
CELL = 12.2
"""The width of a cell in the pictures that Rich draws."""
PIXELS = 12
"""Its width in the PNG: whole, because Cairo sets letters on whole pixels."""
FONT = '"DejaVu Sans Mono", monospace'

LOTTERY = "frankle2018lottery"

READ = (
    "frankle2018lottery", "frankle2019stabilizing", "frankle2019linear", "renda2020comparing",
    "frankle2020pruning", "chen2020lotterya", "li2026combee", "cheng2025sharing",
)  # fmt: skip
READING = ("movva2021studying", "kini2026customizing")
SKIPPED = ("chen2026ai",)
STARRED = ("frankle2018lottery", "frankle2019linear", "kim2026sieve", "renda2023turaco")
RATED = {"frankle2018lottery": 5, "frankle2019linear": 4, "renda2020comparing": 4, "chen2020lotterya": 3}
QUEUE = (
    "movva2021studying", "kim2026sieve", "jin2022pruning", "rosenfeld2020predictability", "renda2023turaco",
    "chen2020lottery",
)  # fmt: skip
PAGES = {"kim2026sieve": 14, "jin2022pruning": 22, "rosenfeld2020predictability": 18, "renda2023turaco": 29}
DECIDED = {
    "zhang2025accelopt": "skip", "sohn2025streaming": "skip", "ma2025swe": "skip",
    "lacouture2025fuseflow": "later", "israel2025planned": "skip", "zhang2025agentic": "skip",
    "portes2025retrieval": "skip", "zhang2025cost": "later", "thakur2025freshstack": "skip",
    "jin2025learning": "queue",
}  # fmt: skip
UNDECIDED = "zhou2025lowra"
TAGS = {
    "lottery": ("frankle2018lottery", "frankle2019stabilizing", "frankle2019linear", "chen2020lotterya",
                "chen2020lottery", "movva2021studying"),
    "pruning": ("frankle2018lottery", "frankle2020pruning", "renda2020comparing", "jin2022pruning",
                "rosenfeld2020predictability", "movva2021studying"),
    "thesis": ("frankle2018lottery", "frankle2019linear", "renda2020comparing"),
    "hardware": ("kim2026sieve",),
    "agents": ("li2026combee", "kini2026customizing"),
}  # fmt: skip
NOTES = {
    "frankle2018lottery": (
        "Where it began. **Chapter 2** opens with this one.\n\n"
        "- original initialisation matters, not the mask alone\n"
        "- check: does it hold beyond CIFAR10?"
    ),
    "frankle2019linear": "Linear mode connectivity explains *when* tickets appear.",
    "renda2020comparing": "Learning-rate rewinding is the baseline to beat.",
}
VIEWS = {"to read next": "is:unread year:2025..", "thesis": "#thesis", "pruning, unread": "pruning is:unread"}

# What the pictures show of the abstract is written for them; abstracts are not part of the starter list.
ABSTRACT = (
    "Large networks can be pruned to a small part of their weights and answer as well as before. "
    "Trained from the start, the small ones do worse, as a rule. We show that dense networks hold small "
    "ones that, with the weights $\\theta_0$ they were given at first, learn as fast and reach the same "
    "accuracy: winning tickets, at 10-20 % of the size."
)


TWINS = (
    Draft(
        title="Comparing Fine-tuning and Rewinding in Neural Network Pruning",
        authors=("Alex Renda", "Jonathan Frankle", "Michael Carbin"),
        published="2020",
        venue="International Conference on Learning Representations",
        kind="conference",
        key="renda2020iclr",
    ),
    Draft(
        title="Pruning Neural Networks at Initialization",
        authors=("Jonathan Frankle", "Gintare Karolina Dziugaite", "Daniel M. Roy", "Michael Carbin"),
        published="2021",
        venue="International Conference on Learning Representations",
        kind="conference",
        key="frankle2021iclr",
        position=1,
    ),
)
"""What a bibliography says of two papers of the list."""
ASKED = (
    "Low-rank adapters leave the weights $W_0$ as they are and learn $\\Delta W = B A$ with "
    "$B \\in \\mathbb{R}^{d \\times r}$, $r \\leq 64$. The weights that stay still fill the memory, so they "
    "are rounded: to 4 bits with hardly a loss, to 2 with a large one. We round each channel by itself, "
    "choose its bits by how much it matters, and tune $A$ and $B$ on what is left, down to $1.15$ bits."
)


class Clock:
    """A clock that stands still unless it is told to go on."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def on(self, **step: int) -> None:
        """Let some time go by."""
        self.moment += timedelta(**step)


def furnish(path: Path) -> None:
    """A library some weeks old: the starter list, partly read, with tags, notes and views."""
    clock = Clock(NOW - timedelta(days=40))
    with Library.open(path, create=True, clock=clock) as library:
        find = library.reader.resolve
        import_starter(library)
        library.edit(find(LOTTERY), {"abstract": ABSTRACT, "venue": "ICLR 2019", "arxiv": "1803.03635"})
        for name, query in VIEWS.items():
            library.save_view(name, query)
        for tag, keys in TAGS.items():
            library.tag([find(key) for key in keys], add=[tag])
        for key in READ:
            clock.on(days=3, hours=2)
            library.start(find(key))
            clock.on(minutes=35)
            library.progress(find(key), "6/14")
            library.stop()
            clock.on(hours=4, minutes=5)
            library.start(find(key))
            clock.on(minutes=20)
            library.mark([find(key)], "read")
            if key in NOTES:
                library.add_note(find(key), NOTES[key])
            if key in RATED:
                library.rate([find(key)], RATED[key])
        library.mark([find(key) for key in READING], "reading")
        library.progress(find(READING[0]), "9/24")
        library.enqueue([find(key) for key in QUEUE])
        papers = library.reader.papers(find(key) for key in PAGES)
        told = (
            Draft(title=paper.title, extra={"pages": f"1--{PAGES[paper.key]}"}, position=place)
            for place, paper in enumerate(papers)
        )
        library.take([Harvest("references.bib", "bibtex", told)])
        library.edit(find(UNDECIDED), {"abstract": ASKED})
        for key, decision in DECIDED.items():
            clock.on(seconds=7)
            library.decide(find(key), decision, "", len(PAGES))
        library.mark([find(key) for key in SKIPPED], "skipped")
        library.star([find(key) for key in STARRED])


def live(path: Path) -> None:
    """A library of a year: the starter list coming in week by week, read now and then."""
    clock, pick = Clock(NOW - timedelta(weeks=46)), random.Random(11)
    drafts = [item for item in starter() if isinstance(item, Draft)]
    with Library.open(path, create=True, clock=clock) as library:
        for week in range(46):
            library.take([Harvest(f"week {week}", "jsonl", iter(drafts[week::46]))])
            for _ in range(pick.choice((0, 1, 2, 3, 3, 4, 5))):
                clock.on(hours=pick.randint(1, 30))
                unread = library.reader.ids("is:unread (lottery OR pruning OR cat:PL OR code OR compilers)")
                library.mark([pick.choice(unread or library.reader.ids("is:unread"))], "read")
            clock.moment = NOW - timedelta(weeks=45 - week)
        find = library.reader.resolve
        for tag, keys in TAGS.items():
            library.tag([find(key) for key in keys], add=[tag])
        library.mark(library.reader.ids("quantum is:unread"), "skipped")
        clock.on(days=-30)
        library.mark([find(LOTTERY)], "read")
        library.add_note(find(LOTTERY), NOTES[LOTTERY])
        library.remember([find(LOTTERY)])
        clock.on(days=27)
        library.remember(library.reader.ids("is:read", limit=4))


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, its size in characters, and the keys that lead to it.

    Of some weeks of reading, or of a whole ``year``; ``empty`` is without a library, ``twins`` with papers
    that are here twice.
    """

    name: str
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (120, 36)
    empty: bool = False
    twins: bool = False
    year: bool = False


def typed(text: str) -> tuple[str, ...]:
    """The keys that type ``text``."""
    names = {" ": "space", "\n": "enter"}
    return tuple(names.get(letter, letter) for letter in text)


TO_LOTTERY = ("slash", *typed("#lottery sort:-read"), "enter", *("j",) * 3, "enter")
QUOTE = ("ctrl+o", *("down",) * 4, *("right",) * 17, "v", *("right",) * 27, "enter")
NOTE = "Figure 4 is the one to reproduce **first**: the same seeds, ten runs.", "", "- ask Mira for her masks"

SHOTS = (
    Shot("browse", ("j",) * 6),
    Shot("browse-80x24", ("j",) * 6, size=(80, 24)),
    Shot("filter", ("slash", *typed("is:unread year:2019.. by:ca"))),
    Shot("paper", TO_LOTTERY),
    Shot("annotate", (*TO_LOTTERY, "e", *QUOTE, *typed("\n".join(NOTE)))),
    Shot("triage", ("i", "s"), size=(100, 30)),
    Shot("queue", ("L", "j", "j"), size=(100, 30)),
    Shot("next", ("greater_than_sign", "j")),
    Shot("stats", ("F",), (120, 44), year=True),
    Shot("review", ("B", "enter"), (100, 24), year=True),
    Shot("first-run", empty=True),
    Shot("duplicates", ("D",), twins=True),
)
"""Pictures in the order of the README."""


async def settle(app: CarrelApp, pilot: Pilot[None]) -> None:
    """Wait until everything that was started is on the screen."""
    for _ in range(3):
        await pilot.pause(0.1)
        await app.workers.wait_for_complete()
        await asyncio.wrap_future(app.writer.submit(lambda library: None))
    await pilot.pause(0.2)


async def take(shot: Shot, library: Path) -> str:
    """The SVG of one picture."""
    app = CarrelApp(library, settings=Settings(goal=3), as_of=date(2026, 5, 18), clock=lambda: NOW)
    async with app.run_test(size=shot.size) as pilot:
        await pilot.pause(0.3)
        for key in shot.keys:
            await pilot.press(key)
        if not shot.empty:
            await settle(app, pilot)
        app.clear_notifications()
        for field in app.screen.query("Input, TextArea").results(Input | TextArea):
            field.cursor_blink = False
        await pilot.pause(0.3)
        return plain(app.export_screenshot(title="Carrel"), shot.name)


def plain(svg: str, name: str) -> str:
    """``svg`` without the fonts it would fetch from the web, and without names made up at each run."""
    svg = re.sub(r"@font-face\s*\{[^}]*\}\s*", "", svg)
    svg = re.sub(r"font-family:\s*Fira Code,\s*monospace", f"font-family: {FONT}", svg)
    svg = re.sub(r"font-family:\s*arial", f"font-family: {FONT}", svg)
    return re.sub(r"terminal-\d+", f"carrel-{name}", svg)


def even(svg: str) -> str:
    """``svg`` for CairoSVG, which stretches text to its length unevenly: in a font as wide as the cells."""
    svg = re.sub(r' textLength="[^"]*"', "", svg)
    return svg.replace("font-size: 20px", f"font-size: {CELL / 0.602:.3f}px")


def draw(shot: Shot, furnished: Path) -> None:
    """Write one picture, as SVG and as PNG."""
    from cairosvg import svg2png

    svg = asyncio.run(take(shot, NOWHERE if shot.empty else furnished))
    (FOLDER / f"{shot.name}.svg").write_text(svg, encoding="utf-8")
    png = str(FOLDER / f"{shot.name}.png")
    svg2png(bytestring=even(svg).encode(), write_to=png, scale=PIXELS / CELL)


def main(names: list[str]) -> None:
    """Draw the pictures called ``names``, or all of them."""
    time.tzset()
    FOLDER.mkdir(exist_ok=True)
    for shot in SHOTS:
        if not names or shot.name in names:
            with TemporaryDirectory(prefix="carrel-") as folder:
                furnished = Path(folder) / "library.sqlite"
                (live if shot.year else furnish)(furnished)
                if shot.twins:
                    with Library.open(furnished, clock=lambda: NOW) as library:
                        library.take([Harvest("thesis.bib", "bibtex", iter(TWINS), len(TWINS))])
                draw(shot, furnished)
            print(f"screenshots/{shot.name}.svg, .png")


if __name__ == "__main__":
    main(sys.argv[1:])
