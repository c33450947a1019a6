"""The first frame: the same picture as the app's, and a terminal that is given back whatever happens."""

from __future__ import annotations

import random
import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyte
import pytest
from rich.color import Color, ColorSystem

from seeds import Draft
from storage import Library, Reader
from tests.tui.app.desk import NOW, Desk, draft, harvest, open_desk
from tests.tui.terminal.program import Program
from tui import first_frame, paths, plain
from tui.config import Settings
from tui.first_frame import Paint, depth_of, library_name, lines, nearest_of_256
from tui.theme import COLOURS, DARK, LIGHT
from tui.widgets.room import Room, share

SIZES = ((120, 40), (80, 24), (60, 20), (200, 60), (91, 18), (44, 10))
Cell = tuple[str, str, str, bool, bool]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Papers in every state, with tags, ratings, wide letters and LaTeX; more than any screen holds."""
    path = tmp_path / "library.sqlite"
    titles = ("Plain words on pruning", "漢字の題名 and " * 4, "On $\\alpha^2$ things", "é" * 90, "T [red]x")
    with Library.open(path, create=True, clock=lambda: datetime(2026, 1, 31, tzinfo=UTC)) as library:
        library.take([harvest([_paper(n, f"{titles[n % 5]} no {n}") for n in range(80)])])
        ids = library.reader.ids()
        for at, state in enumerate(("read", "skipped", "reading")):
            library.mark(ids[at : at + 1], state)
        library.star(ids[1:3])
        library.rate(ids[:1], 4)
        library.tag(ids[:4], add=["first-tag", "second"])
        library.add_note(ids[0], "words")
    return path


def _paper(number: int, title: str) -> Draft:
    made = draft(number % 20, title)
    return replace(made, title=title, key=None, identifiers=(), position=number, abstract=f"{number} {title}")


def drawn(path: Path, size: tuple[int, int], theme: str) -> tuple[list[list[Cell]], Room]:
    """The first frame on a terminal, cell by cell."""
    screen = pyte.Screen(*size)
    room = share(*size)
    with Reader(path, clock=lambda: NOW) as reader:
        rows = reader.rows(reader.ids(limit=room.list_height))
    text = "\x1b[0m\r\n".join(lines(rows, library_name(path), size, room, Paint(theme, 24)))
    stream = pyte.Stream(screen)
    stream.feed("\x1b[?7l" + text)
    return [
        [
            (c.data, f"#{c.fg}", f"#{c.bg}", c.bold, c.italics)
            for c in (screen.buffer[y][x] for x in range(size[0]))
        ]
        for y in range(size[1])
    ], room


def painted(desk: Desk) -> list[list[Cell]]:
    """The app's screen, cell by cell; the second half of a wide letter is empty, as terminals have it."""
    from rich.cells import cell_len

    picture = []
    for line in desk.lines():
        cells: list[Cell] = []
        for part in line:
            style = part.style
            colours = [
                each.get_truecolor().hex if each is not None else "#" for each in (style.color, style.bgcolor)
            ]
            for letter in part.text:
                look = (colours[0], colours[1], bool(style.bold), bool(style.italic))
                cells += [(letter, *look)] + [("", *look)] * (cell_len(letter) - 1)
        picture.append(cells)
    return picture


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize("size", SIZES)
async def test_nothing_moves_when_the_app_takes_over(many: Path, size: tuple[int, int], theme: str) -> None:
    frame, room = drawn(many, size, theme)
    async with open_desk(many, size, Settings(theme=theme)) as desk:
        app = painted(desk)
    assert len(app) == len(frame) == size[1]
    name = len(library_name(many)) + 1
    assert look(frame[0][:name]) == look(app[0][:name])
    text_ends = room.sidebar + room.list_width - 1  # then the place of the scrollbar
    for y in range(1, room.list_height + 1):
        assert look(frame[y][room.sidebar : text_ends]) == look(app[y][room.sidebar : text_ends]), y
    if room.sidebar:
        edge = room.sidebar - 1
        assert [line[edge] for line in frame[1:-1]] == [line[edge] for line in app[1:-1]]
    if room.preview and not room.beside:
        below = room.list_height + 1
        assert look(frame[below][room.sidebar :]) == look(app[below][room.sidebar :])
    if room.beside:
        edge = room.sidebar + room.list_width
        assert [line[edge] for line in frame[1:-1]] == [line[edge] for line in app[1:-1]]


def look(cells: list[Cell]) -> list[tuple[object, ...]]:
    """Cells as far as they can be seen: a blank has only a background."""
    return [(c[0], c[2]) if not c[0].strip() else c for c in cells]


def test_colours_are_those_that_rich_would_choose() -> None:
    chosen = random.Random(7)
    values = [tuple(chosen.randrange(256) for _ in range(3)) for _ in range(5_000)]
    values += [(n, n, n) for n in range(256)]
    values += [Color.parse(value).triplet or (0, 0, 0) for c in COLOURS.values() for value in c.values()]
    for red, green, blue in values:
        wanted = Color.from_rgb(red, green, blue).downgrade(ColorSystem.EIGHT_BIT).number
        assert nearest_of_256(red, green, blue) == wanted, (red, green, blue)


def test_depth_follows_the_terminal() -> None:
    assert depth_of({"TERM": "xterm", "COLORTERM": "truecolor"}) == 24
    assert depth_of({"TERM": "xterm-256color"}) == 8
    assert depth_of({"TERM": "xterm"}) is None
    assert depth_of({}) is None
    assert "38;2" not in Paint(DARK, 8).code(first_frame.Look("ink"), "cursor")


def test_without_colours_letters_are_bold_all_the_same() -> None:
    assert (
        Paint(DARK, 24, colourless=True).code(first_frame.Look("primary", bold=True), "cursor") == "\x1b[0;1m"
    )


def test_a_library_that_is_not_there_or_not_one_is_left_to_the_app(tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"SQLite format 3\0" + b"\xff" * 4_000)
    empty = tmp_path / "empty.sqlite"
    Library.open(empty, create=True).close()
    for path in (tmp_path / "none.sqlite", broken, empty, tmp_path):
        assert first_frame._newest(path, 10) == []


@pytest.mark.parametrize("value", [None, "", " ", "here", "/there/it is"])
def test_folders_are_where_platformdirs_has_them(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    import platformdirs

    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "CARREL_LIBRARY", "CARREL_CONFIG"):
        monkeypatch.delenv(name, raising=False)
        if value is not None and name.startswith("XDG"):
            monkeypatch.setenv(name, value)
    data = platformdirs.user_data_path("carrel", appauthor=False)
    assert paths.library_file() == data / "library.sqlite"
    assert paths.config_file().parent == platformdirs.user_config_path("carrel", appauthor=False)


# On a real terminal.


@pytest.fixture
def home(many: Path) -> Path:
    return many.parent


SLOW = """
import sys, time
class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "tui.app":
            time.sleep(30)
sys.meta_path.insert(0, Slow())
from tui.__main__ import main
sys.exit(main())
"""
BROKEN = "import sys; sys.modules['tui.app'] = None\nfrom tui.__main__ import main\nsys.exit(main())"


def test_the_app_takes_the_screen_over_without_clearing_it(home: Path) -> None:
    with Program(home) as carrel:
        carrel.until("no 0")
        carrel.press("j", "j")
        carrel.until(lambda program: "no 2" in program.line("›●") or "no 2" in program.line("›◐"))
        assert carrel.output.count(b"\x1b[?1049h") == 1
        assert carrel.output.count(b"\x1b[2J") == 0
        carrel.press("Q")
        assert carrel.ended() == 0
        assert carrel.is_restored


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_before_the_app_is_there_restores_the_terminal(home: Path, name: str) -> None:
    number = getattr(signal, name)
    with Program(home, command=(sys.executable, "-c", SLOW)) as carrel:
        carrel.until("no 0")
        carrel.signal(number)
        assert carrel.ended() in (128 + number, -number)
        assert carrel.is_restored


def test_a_fault_before_the_app_is_there_restores_the_terminal(home: Path) -> None:
    with Program(home, command=(sys.executable, "-c", BROKEN)) as carrel:
        assert carrel.ended() == 1
        assert carrel.output.count(b"\x1b[?1049h") == 1
        assert carrel.is_restored
        assert "tui.app" in carrel.text


def test_keys_pressed_early_are_not_shown_and_not_lost(home: Path) -> None:
    with Program(home) as carrel:
        carrel.press("j", "j", "/", "n", "u")
        carrel.until("of 80")
        carrel.until(lambda program: "/ nu" in program.text)
        carrel.press("escape", "Q")
        carrel.ended()


@pytest.mark.parametrize("without", [{"TERM": "dumb"}])
def test_a_terminal_that_cannot_draw_is_told_so(home: Path, without: dict[str, str]) -> None:
    with Program(home, **without) as carrel:
        assert carrel.ended() == 2
        assert b"\x1b" not in carrel.output
        assert "needs a terminal that can draw" in carrel.text


def test_a_locale_without_unicode_gets_plain_characters(home: Path) -> None:
    with Program(home, LC_ALL="C") as carrel:
        carrel.until("no 0")
        carrel.press("j")
        carrel.until(lambda program: bool(program.line(">-")))
        carrel.press("Q")
        assert carrel.ended() == 0
        assert bytes(carrel.output).isascii()


def test_which_locales_write_utf_8() -> None:
    def is_plain(coerced: bool = False, **environment: str) -> bool:
        return plain.wanted(environment, coerced=coerced)

    assert not is_plain()
    assert not is_plain(LANG="de_DE.UTF-8")
    assert not is_plain(LANG="C", LC_ALL="C.utf8")
    assert not is_plain(LANG="C", LC_CTYPE="UTF-8")
    assert is_plain(LANG="C")
    assert is_plain(LANG="C", LC_CTYPE="C.UTF-8", coerced=True)
    assert is_plain(LC_ALL="POSIX", LANG="de_DE.UTF-8")
    assert is_plain(LANG="de_DE.ISO-8859-1")
    assert is_plain(LANG="de_DE@euro")


def test_plain_characters_are_as_wide_as_what_they_stand_for() -> None:
    from rich.cells import cell_len

    assert plain.plain("● ◐ ✓ – ★ ✎ › ┃ ─│") == "o ~ x - * n > | -|"
    assert plain.plain("Ré, naïve; 漢字; \x1b[38;5;3m") == "Re, naive; ????; \x1b[38;5;3m"
    for code in (*range(0xA0, 0x250), *range(0x370, 0x400), *range(0x2010, 0x2027), *range(0x2190, 0x2800)):
        text = plain.plain(chr(code))
        assert text.isascii()
        assert len(text) == cell_len(chr(code)), hex(code)
