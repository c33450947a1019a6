"""The reading desk in the app: the queue in the reader's order, triage that can be left, the clock."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

import storage.migrations
import storage.opening
from seeds import Draft
from storage import Library
from storage.schema import SCHEMA_VERSION
from tests.tui.app.desk import NOW, TITLES, Desk, draft, harvest, open_desk
from tui.app import CarrelApp
from tui.config import Settings
from tui.screens.queue import QueueScreen
from tui.screens.triage import TriageScreen, asked
from tui.widgets.queue_list import widths


def keys(desk: Desk) -> list[str]:
    """The queue as the library has it."""
    return [row.key for row in desk.reader.rows(desk.reader.queue())]


def queue_screen(desk: Desk) -> QueueScreen:
    assert isinstance(desk.app.screen, QueueScreen)
    return desk.app.screen


def triage_screen(desk: Desk) -> TriageScreen:
    assert isinstance(desk.app.screen, TriageScreen)
    return desk.app.screen


def shown(desk: Desk) -> str:
    """The key of the paper that triage asks about."""
    (row,) = desk.reader.rows(triage_screen(desk).chosen())
    return row.key


async def until(desk: Desk, words: str) -> None:
    """Wait until the screen says so."""
    for _ in range(50):
        if words in desk.text():
            return
        await desk.settle()
    raise AssertionError(f"{words!r} is not on the screen:\n{desk.text()}")


# The queue.


async def test_a_puts_the_selection_into_the_queue_and_takes_it_out(path: Path) -> None:
    async with open_desk(path) as desk:
        await desk.press("space", "j", "space", "a")
        assert keys(desk) == ["writer0", "writer2"]
        assert "Queued 2 papers" in desk.toasts()
        assert [line for line in desk.text().splitlines() if "Queue " in line and " 2 " in line]
        assert desk.text().count("▸") == 3  # two papers, and the sidebar's entry
        await desk.press("a")
        assert keys(desk) == []
        await desk.press("u")
        assert keys(desk) == ["writer0", "writer2"]


async def test_a_click_on_its_sign_takes_a_paper_out_of_the_queue(path: Path) -> None:
    async with open_desk(path) as desk:
        await desk.pilot.click("#papers", offset=(5, 1))
        await desk.settle()
        assert keys(desk) == ["writer1"]
        await desk.pilot.click("#papers", offset=(5, 1))
        await desk.settle()
        assert keys(desk) == []


async def test_the_queue_is_ordered_by_keys(path: Path) -> None:
    async with open_desk(path) as desk:
        await desk.press("V", "a", "L")
        assert keys(desk) == [f"writer{number}" for number in range(6)]
        await desk.press("J", "J", "j", "K")
        assert keys(desk) == ["writer1", "writer2", "writer3", "writer0", "writer4", "writer5"]
        assert queue_screen(desk).papers.cursor == 2
        await desk.press("<")
        assert keys(desk)[0] == "writer3"
        assert queue_screen(desk).papers.cursor == 0
        await desk.press(">", "u", "u")
        assert keys(desk) == ["writer1", "writer2", "writer3", "writer0", "writer4", "writer5"]
        await desk.press("K", "a")
        assert keys(desk) == ["writer1", "writer2", "writer0", "writer4", "writer5"]
        await desk.press("r")  # the next key is for the paper that is then under the cursor
        await desk.press("x")
        assert keys(desk) == ["writer1", "writer4", "writer5"]


async def test_many_moves_in_a_row_arrive_in_order(path: Path) -> None:
    """Keys that come faster than the library writes move the paper as far as they say."""
    async with open_desk(path) as desk:
        await desk.press("V", "a", "L")
        await desk.pilot.press("J", "J", "J", "K", "J")
        await desk.settle()
        assert keys(desk) == ["writer1", "writer2", "writer3", "writer0", "writer4", "writer5"]
        assert [desk.row(number).id for number in (1, 2)] == list(queue_screen(desk).papers.ids[:2])


async def test_the_queue_is_ordered_by_the_mouse(path: Path) -> None:
    async with open_desk(path) as desk:
        await desk.press("V", "a", "L")
        await desk.pilot.mouse_down("#papers", offset=(20, 0))
        for line in (1, 2, 3):
            await desk.pilot.hover("#papers", offset=(20, line))
        await desk.pilot.mouse_up("#papers", offset=(20, 3))
        await desk.settle()
        assert keys(desk) == ["writer1", "writer2", "writer3", "writer0", "writer4", "writer5"]
        assert queue_screen(desk).papers.cursor == 3
        await desk.pilot.click("#papers", offset=(20, 1))
        await desk.settle()
        assert queue_screen(desk).papers.cursor == 1
        assert len(desk.reader.history()) == 3  # import, queue, one move


async def test_the_queue_says_what_it_asks_for(path: Path) -> None:
    """Twelve pages at three minutes where nobody says more, and half of what is half read."""
    async with open_desk(path) as desk:
        await desk.press("a", "j", "a", "%")
        await desk.type("10/20")
        await desk.press("enter", "L")
        text = desk.text()
        assert "2 papers, 1 h 6 min at 3 min a page until your log says more" in text
        first, second = (line for line in text.splitlines() if "min  " in line and "paper" not in line)
        assert first.split()[-4:] == ["~36", "min", "36", "min"]
        assert second.split()[-7:] == ["50%", "30", "min", "1", "h", "6", "min"]


async def test_the_sidebar_leads_to_the_queue_and_a_paper_leads_back(path: Path) -> None:
    async with open_desk(path) as desk:
        await desk.press("a", "h")
        sidebar = desk.app.browse.sidebar
        at = next(i for i, entry in enumerate(sidebar.entries) if entry.label == "Queue")
        await desk.pilot.click("#sidebar", offset=(5, at))
        await desk.settle()
        await desk.press("enter", "l")
        assert "This is the last paper of the list" in desk.toasts()
        assert "place 1" in desk.text()
        await desk.press("escape", "escape")
        assert desk.on_desk


async def test_an_empty_queue_says_how_to_fill_it(path: Path) -> None:
    async with open_desk(path) as desk:
        await desk.press("L")
        assert "The queue is empty. a on a paper puts it in; i in the list" in desk.text()
        await desk.press("J", "enter", "r", "c")
        assert desk.reader.history(1)[0].verb == "import"


@pytest.mark.parametrize("total", [20, 58, 79, 119, 299])
def test_the_parts_of_a_line_fill_it(total: int) -> None:
    column = widths(total, 12)
    byline = column.byline + 2 if column.byline else 0
    rest = total - (column.place + 8 + byline + column.share + 13 + column.sum)
    assert column.title == max(rest, 1)
    assert column.title >= 19 or total < 56


async def test_reading_more_at_once_than_one_meant_to_is_said(path: Path) -> None:
    async with open_desk(path, settings=Settings(at_once=2)) as desk:
        await desk.press("R", "j", "R")
        assert "at once" not in desk.toasts()
        await desk.press("j", "R")
        assert "That makes 3 papers you are reading; you meant to read 2 papers at once" in desk.toasts()
        assert desk.row(2).state == "reading"


# The clock.


async def test_the_clock_begins_pauses_and_ends_with_the_paper(path: Path) -> None:
    async with open_desk(path, (120, 40)) as desk:
        await desk.press("c")
        assert "◐ since" in desk.text().splitlines()[0]
        assert "writer0" in desk.text().splitlines()[0]
        assert (desk.row(0).state, len(desk.reader.sessions())) == ("reading", 1)
        await desk.press("j", "c")
        assert "paused “Finding Sparse" in desk.toasts()
        await desk.press("enter", "%")
        await desk.type("25%")
        await desk.press("enter")
        assert "progress  25%" in desk.text()
        await desk.press("c")
        assert desk.reader.open_session() is None
        await desk.press("c", "r")
        assert desk.reader.open_session() is None
        assert [session.finished for session in desk.reader.sessions()] == [True, False, False]


async def test_the_log_is_shown_and_corrected(path: Path) -> None:
    with Library.open(path, clock=lambda: NOW - timedelta(days=3)) as library:
        library.start(library.reader.resolve("writer1"))
    async with open_desk(path) as desk:
        await desk.pilot.pause(0.5)
        assert "Reading writer1 was never paused" in desk.toasts()
        await desk.press("W")
        assert "1 session, 0 min, 1 in doubt" in desk.text()
        assert "in doubt  " in desk.text()
        await desk.press("enter", "end", *["backspace"] * 40)
        await desk.type("9:00")
        await desk.press("enter")
        assert "does not say when it ended" in desk.toasts()
        begun = (NOW - timedelta(days=3)).astimezone()
        await desk.press("enter", "end", *["backspace"] * 40)
        await desk.type(f"{begun:%Y-%m-%d %H:%M} to {begun + timedelta(minutes=45):%H:%M}")
        await desk.press("enter")
        assert "1 session, 45 min" in desk.text()
        assert desk.reader.open_session() is None
        await desk.press("d")
        assert "The log is empty" in desk.text()
        await desk.press("u", "u")
        assert [session.doubtful for session in desk.reader.sessions()] == [True]
        await desk.press("escape")
        assert desk.on_desk


async def test_opening_a_paper_times_nothing(path: Path) -> None:
    async with open_desk(path) as desk:
        await desk.press("enter", "l", "escape", "L", "escape", "i", "o", "escape")
        assert desk.reader.sessions() == []
        assert {row.state for row in desk.reader.rows(desk.reader.ids())} == {"unread"}


async def test_progress_that_makes_no_sense_is_refused_in_words(path: Path) -> None:
    async with open_desk(path) as desk:
        await desk.press("%")
        await desk.type("40")
        await desk.press("enter")
        assert "page 40 of how many?" in desk.toasts()


async def test_what_was_left_alone_wears_a_sign(path: Path) -> None:
    with Library.open(path, clock=lambda: NOW - timedelta(days=40)) as library:
        library.enqueue([library.reader.resolve("writer1")])
    async with open_desk(path) as desk:
        (line,) = (line for line in desk.text().splitlines() if "Calm Study" in line and "●" in line)
        assert "●◌" in line
        assert "●◌  ▸" in line
        await desk.press("j")
        await until(desk, "◌ cooling")
        await desk.press("L")
        assert "cooling" in desk.text()
    async with open_desk(path, settings=Settings(cooling=60)) as desk:
        assert "◌" not in desk.text()


# Triage.


async def test_one_key_decides_and_the_next_paper_is_there(path: Path) -> None:
    async with open_desk(path) as desk:
        await desk.press("i")
        assert "1 of 6" in desk.text()
        assert "Finding Sparse Winning Tickets" in desk.text()
        await desk.press("a", "x", "s")
        assert shown(desk) == "writer2"
        assert "3 of 6" in desk.text()
        assert desk.row(2).starred
        await desk.press("l", "r")
        assert shown(desk) == "writer4"
        assert [desk.row(number).state for number in range(5)] == [
            "unread", "skipped", "unread", "read", "unread",
        ]  # fmt: skip
        assert keys(desk) == ["writer0"]


async def test_each_step_can_be_taken_back(path: Path) -> None:
    async with open_desk(path) as desk:
        await desk.press("i", "a", "x", "l")
        assert shown(desk) == "writer3"
        for number in (2, 1, 0):
            await desk.press("u")
            assert shown(desk) == f"writer{number}"
        assert "1 of 6" in desk.text()
        await desk.press("ctrl+r", "ctrl+r")
        assert shown(desk) == "writer2"


async def test_what_is_left_for_later_comes_back_after_the_rest_even_days_after(path: Path) -> None:
    async with open_desk(path) as desk:
        await desk.press("i", "l", "a", "l")
        assert shown(desk) == "writer3"
    async with open_desk(path) as desk:
        await desk.press("i")
        assert shown(desk) == "writer3"
        assert "4 of 8" in desk.text()  # two are looked at twice
        await desk.press("x", "x", "x")
        assert shown(desk) == "writer0"
        assert "left for later" in desk.text()
        await desk.press("x", "l")
        text = desk.text()
        assert "Nothing is left to decide on" in text
        assert [f"{number}  {words}" in text for number, words in (
            (1, "queued"), (4, "skipped"), (1, "left for later"),
        )] == [True] * 3  # fmt: skip
        await desk.press("u")
        assert shown(desk) == "writer2"
        await desk.press("l", "escape", "i")
        assert shown(desk) == "writer2"  # a new round
        assert "1 of 1" in desk.text()


async def test_keys_faster_than_the_library_decide_on_one_paper_each(path: Path) -> None:
    async with open_desk(path) as desk:
        await desk.press("i")
        await desk.pilot.press("x", "a", "l", "x", "a")
        await desk.settle()
        assert [desk.row(number).state for number in (0, 3)] == ["skipped", "skipped"]
        assert keys(desk) == ["writer1", "writer4"]
        assert shown(desk) == "writer5"


async def test_leaving_at_once_loses_nothing(path: Path) -> None:
    async with open_desk(path) as desk:
        await desk.press("V", "a", "L")
        await desk.pilot.press("J", "J", "escape")
        await desk.settle()
        assert keys(desk)[:3] == ["writer1", "writer2", "writer0"]
        await desk.press("a", "escape", "i")
        await desk.pilot.press("x", "l", "x", "escape")
        await desk.settle()
        assert desk.on_desk
        assert [desk.row(number).state for number in (0, 1, 2)] == ["skipped", "unread", "skipped"]
        assert desk.reader.triage_round("").later == (desk.row(1).id,)


async def test_triage_goes_through_the_list_as_it_is_filtered(path: Path) -> None:
    async with open_desk(path) as desk:
        await desk.press("/")
        await desk.type("pruning")
        await desk.press("enter", "i")
        assert "1 of 2" in desk.text()
        assert "/ pruning" in desk.text()
        await desk.press("x", "x")
        assert "Nothing is left" in desk.text()
        await desk.press("escape", "0", "i")
        assert "1 of 4" in desk.text()


async def test_a_paper_that_comes_in_meanwhile_does_not_push_the_one_on_the_screen_away(path: Path) -> None:
    newest = Draft(title="What Everybody Talks About", published="2026", key="newest")
    async with open_desk(path) as desk:
        await desk.press("i", "x")
        with Library.open(path) as library:
            library.take([harvest([newest], "news.jsonl")])
            library.take([harvest([draft(0, TITLES[0])], "another page.jsonl")])
        desk.app.look_for_changes()
        await desk.settle()
        assert shown(desk) == "writer1"
        assert desk.row(0).state == "skipped"
        await desk.press("x")
        assert shown(desk) == "newest"


async def test_a_note_a_tag_and_the_trash_work_in_triage(path: Path) -> None:
    async with open_desk(path) as desk:
        await desk.press("i", "e")
        await desk.type("soon")
        await desk.press("ctrl+s", "escape")
        assert desk.row(0).notes == 1
        await until(desk, "soon")
        await desk.press("d")
        assert shown(desk) == "writer1"
        await desk.press("u")
        assert shown(desk) == "writer0"


async def test_the_footer_decides_for_who_has_only_a_mouse(path: Path) -> None:
    async with open_desk(path, (60, 20)) as desk:
        await desk.press("i")
        line = desk.text().splitlines()[-1]
        await desk.pilot.click("FooterLine", offset=(line.index("skip"), 0))
        await desk.settle()
        assert desk.row(0).state == "skipped"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (300, 80)])
async def test_triage_and_queue_fit(path: Path, size: tuple[int, int]) -> None:
    async with open_desk(path, size) as desk:
        await desk.press("i", "a", "a")
        assert all(word in desk.text() for word in ("a queue", "l later", "x skip", "s star", "3 of 6"))
        await desk.press("L")
        assert "2 papers, 1 h 12 min" in desk.text()
        assert max(len(line) for line in desk.text().splitlines()) <= size[0]


def test_the_query_of_triage_is_what_was_asked_and_undecided() -> None:
    assert asked("") == "is:unread NOT is:queued"
    assert asked("a OR b sort:-added") == "(a OR b) is:unread NOT is:queued sort:-added"


@pytest.mark.parametrize("schema", [2, SCHEMA_VERSION])
async def test_the_app_can_open_at_triage_and_brings_an_older_library_up_to_date_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, schema: int
) -> None:
    path = tmp_path / "older.db"
    with monkeypatch.context() as earlier:
        for module in (storage.migrations, storage.opening):
            earlier.setattr(module, "SCHEMA_VERSION", schema)
        with Library.open(path, create=True) as library:
            if schema == SCHEMA_VERSION:  # else there is no table yet for all that an import keeps
                library.take([harvest([draft(1, "Nothing about trees")])])
    app = CarrelApp(path, settings=Settings(), clock=lambda: NOW, triage="pruning")
    async with app.run_test(size=(80, 24)) as pilot:
        desk = Desk(app, pilot)
        await desk.settle()
        await until(desk, "Triage  done   / pruning")
