"""Text from outside can do nothing to the terminal, and is shown as it is where it is harmless."""

from __future__ import annotations

import json
import time
import unicodedata
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual import events
from textual.geometry import Size

from storage import Library, Reader, StorageError
from storage.query import parse, terms_of
from tests.tui.app.desk import Desk, draft, harvest, open_desk
from tui.opening import is_safe
from tui.safe_text import cells, safe
from tui.widgets import markdown, paper_text
from tui.widgets.columns import pieces
from tui.widgets.preview import preview
from tui.widgets.sidebar import entries

SHARED = Path(__file__).parents[4] / "shared" / "hostile_strings.json"
OWN = {
    "style": "[red]STYLE[/]", "click": "[@click=app.quit]CLICK[/]", "close": "x[/]y", "open": "see [b",
    "var": "[$primary]VAR[/]", "osc52": "T\x1b]52;c;UFdO\x07Z", "clear": "T\x1b[2J\x1b[HZ", "c1": "T\x9b31mZ",
    "bidi": "a\u202egpj.exe\u202cb", "zero": "ze\u200bro", "marks": "a" + "\u0301" * 400, "nul": "a\0b",
    "wide": "漢字" * 300, "family": "👨‍👩‍👧‍👦" * 20, "flag": "🇩🇪",
    "tag": "x\U000e0041y", "lines": "a\nb\r\nc\u2028d",
    "surrogate": "a\udc80b", "backslash": "ends with \\", "long": "long " * 40_000,
}  # fmt: skip
STRINGS: dict[str, str] = OWN | (json.loads(SHARED.read_text("utf-8")) if SHARED.exists() else {})
MANY = terms_of(parse("a* c* e* l* m* s* t* x* z* 1* 漢 long* title:b* 👨*").query)
"""Beginnings of so many words that something is marked in nearly every text."""


def is_foreign(character: str) -> bool:
    """Whether drawing the character could do anything but draw it."""
    return (
        unicodedata.category(character) in ("Cc", "Cs")
        or character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067"
    )


def check_screen(desk: Desk, width: int) -> None:
    """No control character on the screen, and every line as wide as it should be."""
    for line in desk.lines():
        text = "".join(part.text for part in line)
        assert not any(map(is_foreign, text)), ascii(text)
        assert cell_len(text) == width, ascii(text)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A library in which every text of every paper is one of the strings."""
    path = tmp_path / "hostile.db"
    # Neither surrogates nor NUL can be stored; everything else gets as far as the screen.
    storable = [text.encode("utf-8", "replace").decode().replace("\0", "\1") for text in STRINGS.values()]
    with Library.open(path, create=True) as library:
        drafts = [
            replace(
                draft(number % 20, text), title=text, authors=(text, "B"), abstract=f"{number} {text}",
                venue=text,
                identifiers=(), summary=text, key=None, extra={"field": text},
                affiliations=(text,), position=number,
            )
            for number, text in enumerate(storable)
        ]  # fmt: skip
        library.take([harvest(drafts, "T\x1b]0;x\x07.jsonl")])
        ids = library.reader.ids()
        for number, text in enumerate(storable):
            paper = ids[number % len(ids)]
            with suppress(StorageError):  # some make no tag or no note
                library.tag([paper], add=[text[:100]])
                library.add_note(paper, text, quote=text)
    return path


async def test_every_screen_survives_every_string(hostile: Path) -> None:
    async with open_desk(hostile, (120, 40)) as desk:
        papers = desk.app.browse.papers
        for at in range(0, len(papers.ids), 10):
            papers.cursor = at
            desk.app.browse.show_preview()
            await desk.pilot.pause()
            check_screen(desk, 120)
        for keys in (("enter",), ("e",), ("escape", "escape", "t"), ("escape", "H"), ("escape", "h", "G")):
            await desk.press(*keys)
            check_screen(desk, 120)
        for keys in (("escape", ">"), ("-", "escape", "V", "r", "escape", "F"), ("G",), ("escape", "M", "B")):
            await desk.press(*keys)
            check_screen(desk, 120)


async def test_the_reading_desk_survives_every_string(hostile: Path) -> None:
    with Library.open(hostile) as library:
        ids = library.reader.ids()
        library.enqueue(ids[::2])
        for paper in ids[1::4]:
            library.start(paper)
    async with open_desk(hostile, (120, 40)) as desk:
        for key in ("L", "W"):
            await desk.press(key)
            for _ in range(len(STRINGS) // 8 + 1):
                await desk.press("ctrl+d")
                check_screen(desk, 120)
            await desk.press("escape")
        await desk.press("i")
        for _ in ids[3::4]:  # the others are queued or begun
            check_screen(desk, 120)
            await desk.press("l")


def test_every_text_of_every_paper_is_harmless(hostile: Path) -> None:
    reader = Reader(hostile)
    ids = reader.ids()
    for row in reader.rows(ids):
        for width in (20, 60, 119, 300):
            plain = "".join(text for text, _ in pieces(row, width, cursor=True, chosen=False))
            drawn = [text for text, _ in pieces(row, width, cursor=True, chosen=False, terms=MANY)]
            assert cell_len(plain) == cell_len("".join(drawn)) == sum(map(cell_len, drawn)) == width
            assert not any(map(is_foreign, "".join(drawn)))
    parts = (
        partial(preview, terms=None, room=Size(40, 8)), partial(preview, terms=MANY, room=Size(40, 8)),
        paper_text.identifiers, paper_text.sources, paper_text.other_fields, paper_text.facts,
    )  # fmt: skip
    for paper in reader.papers(ids):
        for part in parts:
            plain = part(paper).plain.replace("\n", " ")
            assert not any(map(is_foreign, plain)), (part, paper.id)
    facets = reader.facets()
    assert not any(is_foreign(letter) for entry in entries(facets) for letter in safe(entry.label))


@pytest.mark.parametrize(
    "title", ["[red]x[/]", "see [b", "[@click=app.quit]C[/]", "[18F]FDG in [11C]PiB", "x[/]y", "a [1] {b}"]
)
async def test_titles_appear_verbatim(path: Path, title: str) -> None:
    with Library.open(path) as library:
        library.edit(1, {"title": title})
        library.tag([1], add=["[red]t[/]"])
    async with open_desk(path) as desk:
        assert title in desk.text()
        assert "#[red]t[/]" in desk.text()
        await desk.press("enter")
        assert title in desk.text()


@pytest.mark.parametrize("size", [(1, 1), (2, 40), (10, 3), (60, 20), (300, 80), (200, 2)])
async def test_any_size_of_screen(path: Path, size: tuple[int, int]) -> None:
    async with open_desk(path, (80, 24)) as desk:
        for keys in (
            (),
            ("/",),
            ("escape", "enter"),
            ("e",),
            ("escape", "escape", "t"),
            ("escape", "?"),
            ("escape", "I"),
        ):
            await desk.press(*keys)
            await desk.pilot.resize_terminal(*size)
            await desk.pilot.pause()
            await desk.pilot.resize_terminal(80, 24)
        await desk.press("escape", "G")
        assert desk.here == "writer5"


@given(st.text(alphabet=st.characters(), max_size=80), st.integers(0, 60))
def test_cells_are_as_wide_as_asked(text: str, width: int) -> None:
    shown = cells(text, width)
    assert cell_len(shown) == width
    assert not any(map(is_foreign, shown))
    assert cell_len(cells(text, width, pad=False)) <= width


@given(st.text(alphabet=st.characters(), max_size=200))
def test_safe_is_idempotent(text: str) -> None:
    assert safe(safe(text)) == safe(text)
    assert not any(map(is_foreign, safe(text)))


def test_a_megabyte_of_title_is_drawn_in_no_time() -> None:
    for text in ("x" * 1_000_000, "漢" * 1_000_000, "a\u0301" * 500_000, "\x1b" * 1_000_000):
        before = time.perf_counter()
        cells(text, 100)
        safe(text)
        assert time.perf_counter() - before < 0.1


@pytest.mark.parametrize("sign", ["[", "![", "[a](", "*a", "**", "_a ", "`", "~~a", "> ", "- ", "# "])
def test_no_note_takes_long_to_read(sign: str) -> None:
    before = time.perf_counter()
    markdown.render(sign * (100_000 // len(sign)))
    assert time.perf_counter() - before < 1


def test_notes_show_the_address_of_a_link_and_run_nothing() -> None:
    text = markdown.render("[click](javascript:x) ![i](http://x/y.png) **b** [@click=app.quit]z[/]")
    assert text.plain == "click (javascript:x) i (http://x/y.png) b [@click=app.quit]z[/]"
    assert not any("click" in str(span.style) or "link" in str(span.style) for span in text.spans)


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "javascript:alert(1)", "-x", "http://", "https://u@x.y", "http://x y", "http://x\n",
     "ftp://x",
     "http://-oProxy", "https://x.y\\@z", "http://x:99999999/", "https://é.x/", "//x.y"],
)  # fmt: skip
def test_only_web_pages_are_opened(url: str) -> None:
    assert not is_safe(url)
    assert is_safe("https://doi.org/10.1/x")


async def test_what_is_pasted_is_harmless_wherever_it_goes(path: Path) -> None:
    """Into lines of our own and of Textual's, from the terminal and from what was copied in the app."""
    text = "moss\x1b[201~\x1b]0;PWN\x07 \u202egpj.exe\u202c\nfern"
    async with open_desk(path) as desk:
        for keys in (("slash",), ("ctrl+p",), ("e",), ("I",)):
            await desk.press(*keys)
            desk.app.copy_to_clipboard(text)
            await desk.press("ctrl+v")
            check_screen(desk, 100)
            assert "moss" in desk.text()
            desk.app.post_message(events.Paste(text))
            await desk.settle()
            check_screen(desk, 100)
            while not desk.on_desk:
                desk.app.pop_screen()
                await desk.settle()


async def test_the_palette_has_room_nowhere(path: Path) -> None:
    async with open_desk(path) as desk:
        for size in ((1, 1), (30, 2), (2, 30)):
            await desk.pilot.resize_terminal(*size)
            await desk.press(
                "ctrl+p", "pagedown", "pageup", "end", "home", "down", "up", "x", "pagedown", "escape"
            )
        await desk.press("escape")
        assert desk.on_desk


@pytest.mark.parametrize("text", ["a\n" * 50_000, "a" + "\n" * 99_000 + "a", "- a\n" * 25_000])
def test_of_a_text_of_many_lines_no_more_are_set_than_anybody_goes_down(text: str, path: Path) -> None:
    with Library.open(path) as library:
        library.edit(1, {"abstract": text, "summary": text})
        library.add_note(1, text, quote=text)
        paper = library.reader.paper(1)
    shown = [paper_text.abstract(paper), paper_text.summary(paper), paper_text.note_text(paper.notes[0])]
    lines = [each.plain.split("\n") for each in shown]
    assert [len(each) <= 4_010 for each in lines] == [True] * 3
    assert all(any(line.endswith(" more lines") for line in each) for each in lines)
