"""The duplicates screen: pairs are found while one looks on, shown side by side, decided, and taken back."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from seeds import Identifier
from storage import Duplicate, Library, Reader
from tests.tui.app.desk import NOW, Desk, draft, harvest, open_desk
from tests.tui.app.test_hostile import STRINGS, check_screen
from tui.comparing import facing
from tui.screens.duplicates import DuplicatesScreen
from tui.widgets.comparison import comparison

RIVERS = "Modelling Hidden Rivers of Dry Valleys"
BREAD = "Bread That Early Bakers Forgot"


@pytest.fixture
def twins(tmp_path: Path) -> Path:
    """Two works that are here twice, and two that are here once."""
    path = tmp_path / "twins.db"
    rivers = replace(
        draft(0, RIVERS), abstract=None, identifiers=(Identifier("doi", "10.1101/r"),), key="rivers"
    )
    bread = replace(draft(1, BREAD), abstract=None, key="bread")
    drafts = [
        rivers,
        replace(
            rivers, title="Modeling Hidden Rivers of Dry Valleys", kind="article", venue="River Letters",
            published="2025", identifiers=(Identifier("doi", "10.4321/rivers"),), key="rivers2",
        ),
        bread,
        replace(bread, identifiers=(Identifier("doi", "10.4321/bread"),), key="bread2"),
        draft(2, "Compilers That Learn from Their Mistakes"),
        draft(3, "Pruning Trees in Autumn and Winter"),
    ]  # fmt: skip
    with Library.open(path, create=True, clock=lambda: NOW) as library:
        library.take([harvest([replace(each, position=at) for at, each in enumerate(drafts)])])
        library.add_note(library.reader.resolve("rivers"), "Mine.")
    return path


def screen(desk: Desk) -> DuplicatesScreen:
    """The duplicates screen, which must be in front."""
    assert isinstance(desk.app.screen, DuplicatesScreen)
    return desk.app.screen


def keys(desk: Desk) -> list[tuple[str, str]]:
    """The pairs on the screen, by their keys."""
    return [(pair.keep.key, pair.other.key) for pair in screen(desk).lines.pairs]


async def test_pairs_are_shown_with_what_differs(twins: Path) -> None:
    async with open_desk(twins) as desk:
        await desk.press("D")
        assert keys(desk) == [("rivers2", "rivers"), ("bread", "bread2")]
        text = desk.text()
        assert "pair 1 of 2" in text
        assert "titles differ in spelling: modelling / modeling" in text
        lines = {line.split()[0]: line for line in text.splitlines() if line.strip()}
        assert lines["title"].split()[1] == lines["published"].split()[1] == "≠"
        assert lines["venue"].split()[1:4] == ["<", "River", "Letters"]
        assert lines["authors"].split()[1] == "="
        await desk.press("j")
        assert "pair 2 of 2" in desk.text()
        assert "10.4321/bread" in desk.text()


async def test_merging_keeps_the_side_that_was_asked_for_and_undo_brings_the_pair_back(twins: Path) -> None:
    async with open_desk(twins) as desk:
        await desk.press("D", "m")
        assert keys(desk) == [("bread", "bread2")]
        merged = desk.reader.paper(desk.reader.resolve("rivers2"))
        assert (merged.venue, [note.text for note in merged.notes]) == ("River Letters", ["Mine."])
        assert "Merged 1 paper into rivers2" in desk.toasts()
        await desk.press("M")
        assert keys(desk) == []
        assert "No two papers here look like one work." in desk.text()
        assert desk.reader.paper(desk.reader.resolve("bread")).key == "bread2"
        await desk.press("u", "u")
        assert keys(desk) == [("rivers2", "rivers"), ("bread", "bread2")]
        assert desk.reader.count() == 6


async def test_not_the_same_is_remembered(twins: Path) -> None:
    async with open_desk(twins) as desk:
        await desk.press("D", "x")
        assert keys(desk) == [("bread", "bread2")]
        await desk.press("escape", "D")
        assert keys(desk) == [("bread", "bread2")]
        await desk.press("u")
        assert keys(desk) == [("rivers2", "rivers"), ("bread", "bread2")]


async def test_sides_are_changed_and_papers_opened(twins: Path) -> None:
    async with open_desk(twins) as desk:
        await desk.press("D", "enter")
        assert "River Letters" in desk.text()
        await desk.press("escape", "o")
        assert "Mine." in desk.text()
        await desk.press("escape", "tab", "m")
        assert desk.reader.paper(desk.reader.resolve("rivers2")).key == "rivers"


async def test_selected_papers_are_merged_from_the_list(twins: Path) -> None:
    async with open_desk(twins) as desk:
        await desk.press("m")
        assert desk.on_desk
        await desk.press("/", *"bread", "enter", "space", "space", "m")
        assert "Merge 2 papers, and keep" in desk.text()
        await desk.press("escape")
        assert desk.reader.count() == 6
        await desk.press("m", "j", "enter")
        assert desk.on_desk
        assert desk.reader.count() == 5
        assert not desk.app.browse.papers.selected
        await desk.press("u")
        assert desk.reader.count() == 6


async def test_too_many_are_not_merged_by_a_slip(path: Path) -> None:
    with Library.open(path) as library:
        library.take([harvest([draft(n, f"Paper number {n} of a long list") for n in range(10, 20)], "more")])
    async with open_desk(path) as desk:
        await desk.press("V", "m")
        assert desk.on_desk
        assert "select fewer papers" in desk.toasts()


async def test_one_can_leave_and_go_on_while_it_is_looking(
    twins: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, on = threading.Event(), threading.Event()
    real = Reader.duplicates

    def slow(self: Reader, *rest: object, **named: object) -> list[Duplicate]:
        named["progress"](1_000, 9_000)  # type: ignore[operator]
        going.set()
        on.wait(5)
        return real(self, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Reader, "duplicates", slow)
    async with open_desk(twins) as desk:
        await desk.pilot.press("D")
        assert going.wait(5)
        await desk.pilot.pause(0.2)
        assert "Looking for papers" in desk.text()
        assert "looking … 1,000 of 9,000 papers" in desk.text()
        on.set()
        await desk.settle()
        assert len(keys(desk)) == 2
        await desk.press("escape", "s")
        assert desk.on_desk


async def test_what_another_program_merged_is_gone_from_the_screen(twins: Path) -> None:
    async with open_desk(twins) as desk:
        await desk.press("D")
        with Library.open(twins) as library:
            library.merge(1, [2])
        desk.app.look_for_changes()
        await desk.settle()
        assert keys(desk) == [("bread", "bread2")]


@pytest.mark.parametrize("size", [(60, 20), (20, 6), (120, 40)])
async def test_hostile_strings_do_nothing(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "hostile.db"
    texts = [text.encode("utf-8", "replace").decode().replace("\0", "\1") for text in STRINGS.values()][:40]
    with Library.open(path, create=True) as library:
        drafts = [
            replace(
                draft(at % 20, f"{RIVERS} {text}"), authors=(text, "B"), venue=f"{twin}{text}", abstract=text,
                key=f"{text[:50]}{twin}", identifiers=(Identifier("doi", f"10.1000/{at}.{twin}"),), extra={},
                published="2024", position=2 * at + twin,
            )
            for at, text in enumerate(texts)
            for twin in range(2)
        ]  # fmt: skip
        library.take([harvest(drafts)])
    async with open_desk(path, size) as desk:
        await desk.press("D")
        assert len(keys(desk)) > len(texts) // 2
        for _ in range(len(keys(desk))):
            check_screen(desk, size[0])
            await desk.pilot.press("j")


@pytest.mark.parametrize("width", [20, 57, 71, 72, 77, 117, 297])
def test_no_line_is_wider_than_the_room(twins: Path, width: int) -> None:
    with Library.open(twins) as library:
        library.edit(1, {"abstract": "深層学習 " * 9 + "漢" * 200 + " " + "long" * 90, "venue": "字" * 30})
        left, right = library.reader.paper(1), library.reader.paper(2)
    for line in comparison(left, right, width).plain.split("\n"):
        assert cell_len(line.rstrip()) <= width
    words = comparison(left, right, width).plain.replace("\n", "")
    assert "漢漢" in words


def test_every_field_is_faced_once(twins: Path) -> None:
    with Reader(twins) as reader:
        faced = facing(reader.paper(1), reader.paper(2))
    names = [field.name for field in faced]
    assert len(names) == len(set(names))
    assert {field.name: field.sign for field in faced} == {
        "key": "≠", "title": "≠", "authors": "=", "published": "≠", "kind": "≠", "venue": ">",
        "category": "=", "doi": "≠", "state": "=", "notes": "<", "seen in": "=", "added": "=",
    }  # fmt: skip
