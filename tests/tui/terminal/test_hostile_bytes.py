"""Text from outside is drawn, never obeyed: every byte that reaches the terminal is looked at.

The library is written straight through the store, past every reader that would have cleaned it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from seeds import Draft, Harvest
from storage import Library, StorageError
from tests.tui.terminal.program import PROJECT, Program

SHARED = PROJECT.parent / "shared" / "hostile_strings.json"
OWN = {
    "title": "T\x1b]0;PWNTITLE\x07Z", "clipboard": "T\x1b]52;c;UFdO\x07PWNCLIP",
    "link": "\x1b]8;;http://PWNLINK/\x07L", "clear": "T\x1b[2J\x1b[HPWNCLEAR",
    "query": "T\x1b[6n\x1b[c\x1b[21tZ", "reset": "T\x1bcPWNRIS", "dcs": "T\x1bP$qPWN\x1b\\Z",
    "screen": "T\x1b[?1049lPWNALT\x1b[?25h", "mouse": "\x1b[?1000hPWNMOUSE", "kitty": "\x1b_Gf=24;PWN\x1b\\",
    "c1": "T\x9b31mPWNC1\x9d0;PWN\x9c", "eight": "a\x08\x08b\x07c\x0ed\x0fe\x7ff", "nul": "a\x01b",
    "lines": "PWNa\r\nb\nc\rd\x0be\x0cf\x85g\u2028h", "bidi": "PWN\u202egpj.exe\u202c\u2066x",
    "marks": "Z" + "\u0301" * 300, "wide": "漢字" * 15, "long": "long " * 5_000,
    "style": "[red]PWNSTYLE[/]", "click": "[@click=app.quit]PWNCLICK[/]", "close": "x[/]y",
    "open": "see [b", "end": "x\\",
}  # fmt: skip
VERBATIM = (
    "[red]MARK[/] and [/]", "[@click=app.quit]press[/]", "[18F]FDG in [11C]PiB", "see [b", "a \\[b] c\\",
    "[link=file:///etc/passwd]x[/link]", "{x} %s #HOME `id`",
)  # fmt: skip

# What the program itself may send: moves, colours, modes, erasures, the keyboard protocol, questions
# about what the terminal can do, and the shape of the mouse pointer.
OURS = re.compile(
    r"\x1b\[\d*(;\d*)*[Hm]|\x1b\[\?\d+[hl]|\x1b\[\?\d+\$p|\x1b\[[0-3]?[JK]|\x1b\[[<>]?\d*u|\x1b\[\d* q"
    r"|\x1b\]22;[a-z-]+(\x07|\x1b\\)|\x1b[78]"
)
MODES = {"7", "25", "1000", "1003", "1004", "1006", "1015", "1016", "1049", "2004", "2026", "2048"}
FOREIGN = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\U000e0000-\U000e007f]"
)


def strings() -> list[str]:
    """The hostile strings, as far as they can be stored at all."""
    shared = json.loads(SHARED.read_text("utf-8")) if SHARED.exists() else {}
    given = [text[:60] for text in (shared or OWN).values()]
    return [text.encode("utf-8", "replace").decode().replace("\0", "\1") for text in given if text.strip()]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a library in which every text is hostile; each paper has a number to wait for."""
    folder = tmp_path_factory.mktemp("hostile")
    texts = strings()
    with Library.open(folder / "library.sqlite", create=True) as library:
        drafts = [
            Draft(
                title=f"{text} no{number:03}", authors=(text, "B. Second"),
                abstract=f"start{number:03} {text} {texts[number - 1]}",
                published=f"{2500 - number}", category=text[:40], venue=text[:20], summary=None,
                key=f"paper{number:03}", extra={"field": text}, affiliations=(text[:20],), position=number,
            )
            for number, text in enumerate(texts)
        ]  # fmt: skip
        last = len(texts)
        drafts.append(
            Draft(title="Everything at once", published="1999", key=f"paper{last:03}", position=last)
        )
        library.take([Harvest("T\x1b]0;PWNNAME\x07.jsonl", "jsonl", iter(drafts), expected=len(drafts))])
        ids = [library.reader.resolve(f"paper{number:03}") for number in range(len(texts) + 1)]
        for number, text in enumerate(texts):
            with suppress(StorageError):  # some make no tag
                library.tag([ids[number], ids[-1]], add=[text[:60]])
            library.add_note(ids[number], f"{text}\n\n# {text}\n\n- [{text}](http://PWN/{text})", quote=text)
            library.add_note(ids[-1], text)
            with suppress(StorageError):
                library.save_view(text[:40], "is:unread")
    return folder


def sequences(text: str) -> Iterator[str]:
    """Every escape sequence in a text, from its ESC as far as it could reach."""
    at = 0
    while (at := text.find("\x1b", at)) >= 0:
        ours = OURS.match(text, at)
        yield ours[0] if ours else text[at : at + 24]
        at = ours.end() if ours else at + 1


def check(output: bytes) -> None:
    """Nothing in the output but our own sequences and harmless characters."""
    text = output.decode("utf-8")
    foreign = {each for each in sequences(text) if not OURS.fullmatch(each)}
    assert not foreign, sorted(foreign)[:5]
    assert not any("PWN" in each for each in sequences(text))
    assert set(re.findall(r"\x1b\[\?(\d+)", text)) <= MODES
    plain = OURS.sub("", text)
    assert not FOREIGN.findall(plain), sorted(set(FOREIGN.findall(plain)))


def test_no_byte_of_a_walk_through_every_screen_is_foreign(hostile: Path) -> None:
    """List, preview, filter, every paper, notes, tags, history and import, at a wide and a narrow size."""
    count = len(strings())
    with Program(hostile, columns=110, rows=32) as carrel:
        carrel.until(lambda program: "start000" in program.text)
        for number in range(1, count):
            carrel.press("j")
            if number % 4 == 0:
                carrel.until(f"start{number:03}")
        carrel.until(f"start{count - 1:03}")
        carrel.press("home")
        carrel.until("start000")
        carrel.press("enter")
        carrel.until("paper000")
        for number in range(1, count + 1):
            carrel.press("l")
            carrel.until(f"paper{number:03}")
        for number in range(count, count - 12, -2):
            carrel.press("e")
            carrel.until("Notes")
            carrel.until("^s")
            carrel.press("ctrl+n")
            carrel.settle(0.05)
            carrel.press("escape")
            carrel.until(f"paper{number:03}")
            carrel.press("h", "h")
            carrel.until(f"paper{number - 2:03}")
        carrel.press("t")
        carrel.until("cancel")
        carrel.press(*["down"] * 14)
        carrel.settle(0.05)
        carrel.press("escape")
        carrel.until(lambda program: "cancel" not in program.text)
        carrel.press("escape")
        carrel.until("filter")
        for query in ("PWN", "tag:", "by:T", "view:", "tag:PWN zzz"):
            carrel.press("/")
            carrel.until("restore")
            carrel.press(query)
            carrel.until(query)
            carrel.press("down", "down", "tab")
            carrel.settle(0.05)
            carrel.press("escape")
            carrel.until(lambda program: "restore" not in program.text)
        carrel.press("s", "d", "u")
        carrel.until("Undid")
        carrel.press("H")
        carrel.until("History")
        carrel.press("pagedown", "pagedown")
        carrel.settle(0.05)
        carrel.press("escape")
        carrel.until("filter")
        carrel.resize(60, 20)
        carrel.until("filter")
        carrel.press("pagedown", "pagedown", "enter")
        carrel.until(f"paper{count:03}")
        carrel.press("Q")
        assert carrel.ended() == 0
        assert carrel.is_restored, carrel.modes
        check(bytes(carrel.output))
        assert b"PWN" in carrel.output
        assert "Traceback" not in carrel.output.decode()


def test_titles_are_verbatim_on_the_screen(folder: Path) -> None:
    """What is printable is shown as it is, brackets and all: in the list, on the page, beside a note."""
    with Library.open(folder / "library.sqlite") as library:
        for number, title in enumerate(VERBATIM):
            drafts = [
                Draft(
                    title=title, published=f"{2400 - number}", key=f"verbatim{number}", abstract=f"{number}."
                )
            ]
            library.take([Harvest("made.jsonl", "jsonl", iter(drafts), expected=1)])
    with Program(folder) as carrel:
        for title in VERBATIM:
            carrel.until(title)
        for number, title in enumerate(VERBATIM):
            carrel.until(lambda program, title=title: title in program.line("›●"))
            carrel.press("enter")
            carrel.until(lambda program, n=number: f"verbatim{n}" in program.text)
            carrel.until(lambda program, title=title: title in program.text)
            carrel.press("e")
            carrel.until(lambda program, title=title: "Notes" in program.text and title in program.text)
            carrel.press("escape")
            carrel.until("l next")
            carrel.press("escape", "j")
        carrel.press("Q")
        assert carrel.ended() == 0
        check(bytes(carrel.output))


def test_the_check_would_notice() -> None:
    """The bytes that are looked for are found where they are."""
    for text in (
        "\x1b]0;x\x07",
        "\x1b]52;c;UFdO\x07",
        "\x1b]8;;http://x/\x07",
        "\x1bc",
        "\x9b31m",
        "a\x07",
        "\x1b[6n",
        "\u202e",
    ):
        with pytest.raises(AssertionError):
            check(f"fine {text} fine".encode())
    check(b"\x1b[1;2H\x1b[38;2;1;2;3mfine\x1b[0m\r\n\x1b[?25l")
