"""Pictures say what they show without colours, fit their room, and hold nothing but text."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest

from storage import Habits
from storage.answers import Spread, Week
from tui.config import NO_GOALS, Goals
from tui.pictures import as_text, bar, calendar, drawn, hours, shade, waiting, weeks
from tui.plain import plain
from tui.safe_text import width_of
from tui.svg import as_html, as_svg

NASTY = '<script>alert("x")</script> & \x1b[2J [red]x[/] ' + "深" * 30
STATES = {"unread": 5, "reading": 1, "read": 3, "skipped": 1}


def habits(**changes: object) -> Habits:
    values: dict[str, object] = {
        "today": "2026-01-31",  # a Saturday
        "read": {"2026-01-31": 4, "2026-01-26": 1, "2026-01-24": 2, "2025-02-03": 3},
        "added": {"2026-01-30": 9},
        "streak": 1,
        "longest_streak": 2,
        "weeks": (Week("2026-01-19", 2, 0), Week("2026-01-26", 5, 9)),
        "waited": Spread(7, 0.5, 12.0, 400.0),
        "category_states": {"cs.LG": STATES},
        "tag_states": {NASTY: STATES},
        "authors_read": {NASTY: 3, "Ada Bee": 1},
    }
    return Habits(**(values | changes))


def text(found: Habits, room: int, goals: Goals = NO_GOALS) -> str:
    return "\n".join(as_text(drawn(found, room, goals)))


def logged() -> Habits:
    """A week with 50 minutes in the log, and one with two hours."""
    return habits(weeks=(Week("2026-01-19", 2, 0, minutes=50), Week("2026-01-26", 5, 9, minutes=120)))


def test_a_calendar_has_a_sign_for_each_day_and_says_what_signs_mean() -> None:
    lines = list(as_text(calendar(habits(), 57)))
    monday, tuesday, *_, saturday, sunday, legend = lines[1:]
    assert monday[:4] == "Mon "
    assert len(monday) == 4 + 53
    assert (monday[-1], tuesday[-1], saturday[-1], saturday[-2]) == ("░", "·", "█", "▒")
    assert len(sunday) == 4 + 52  # tomorrow is not there
    assert monday[5] == "▓"  # 2025-02-03, in the second week of 53
    assert legend.split() == ["·", "none", "░", "1", "▒", "2", "▓", "3", "█", "4"]
    assert lines[0].split()[-2:] == ["Dec", "Jan"]


def test_with_room_a_day_takes_two_cells_and_without_the_first_weeks_are_left_out() -> None:
    assert len(list(as_text(calendar(habits(), 110)))[1]) == 4 + 2 * 53 - 1
    narrow = list(as_text(calendar(habits(), 34)))
    assert max(map(len, narrow[:8])) == 34
    assert narrow[6][-1] == "█"


@pytest.mark.parametrize(
    ("papers", "most", "sign"), [(0, 9, "·"), (1, 9, "░"), (3, 9, "▒"), (9, 9, "█"), (1, 1, "█"), (0, 0, "·")]
)
def test_shades_are_quarters_of_the_most(papers: int, most: int, sign: str) -> None:
    assert shade(papers, most) == sign


def test_weeks_stand_against_the_goal() -> None:
    first, _, before, now = as_text(weeks(habits(), 60, 5))
    assert first == "✓ goal of 5 a week met in 1 of 2 weeks"
    assert before.split()[:3] == ["Jan", "19", "2"]
    assert "✓" not in before
    assert "│" in before
    assert " ✓ " in now
    assert now.count("█") > before.count("█") > 0
    assert now.count("░") > 0
    assert "✓" not in "".join(as_text(weeks(habits(), 60, 0)))


def test_the_time_of_each_week_stands_against_the_goal() -> None:
    first, before, now = as_text(hours(logged(), 60, 120))
    assert first == "✓ goal of 2 h a week met in 1 of 2 weeks"
    assert before.startswith("Jan 19  50 min ")
    assert before.endswith("│")
    assert before.count("█") == round((60 - 9 - 6 - 3) * 50 / 120)
    assert now.startswith("Jan 26     2 h ")
    assert now.endswith("│ ✓")
    assert "│" not in "".join(as_text(hours(logged(), 60)))
    assert not list(hours(habits(), 60, 120))


@pytest.mark.parametrize("room", [40, 56, 60, 84, 110, 300])
@pytest.mark.parametrize("goals", [NO_GOALS, Goals(papers=3, minutes=90)])
@pytest.mark.parametrize("found", [habits(), logged()])
def test_every_picture_fits_its_room_and_is_as_wide_in_ascii(found: Habits, room: int, goals: Goals) -> None:
    for line in text(found, room, goals).splitlines():
        assert width_of(line) <= max(room, 58)  # two sentences do not get shorter
        assert width_of(plain(line)) == width_of(line)
        assert plain(line).isascii()
        assert "\x1b" not in line


def test_states_can_be_told_apart_by_their_signs() -> None:
    (line,) = [line for line in text(habits(), 60).splitlines() if line.startswith("cs.LG")]
    parts = line.split()[1]
    assert sorted(set(parts)) == sorted("█▓░·")
    assert line.endswith("3 of 10 read")
    assert "█ read  ▓ reading  ░ skipped  · unread" in text(habits(), 60)


def test_nothing_read_is_drawn_as_such() -> None:
    empty = habits(
        read={},
        weeks=(Week("2026-01-26", 0, 0),),
        waited=None,
        category_states={},
        tag_states={},
        authors_read={},
    )
    assert "nothing read" in text(empty, 60)
    assert "Authors" not in text(empty, 60)
    assert bar(0, 0, 9) == ""
    ET.fromstring(as_svg(empty, Goals(3, 30)))


@pytest.mark.parametrize(
    ("days", "words"),
    [(0.5, "12 hours"), (1 / 24, "1 hour"), (1.2, "1 day"), (12, "12 days"), (730.5, "2.0 years")],
)
def test_waiting_is_told_in_a_unit_that_fits(days: float, words: str) -> None:
    assert waiting(days) == words


class Tags(HTMLParser):
    """The tags of a page and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not [name for name, _ in attrs if name.startswith(("on", "href", "src"))]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_files_to_share_need_nothing_else_and_hold_no_markup_of_data() -> None:
    root = ET.fromstring(as_svg(habits(), Goals(papers=3)))
    names = {element.tag.partition("}")[2] for element in root.iter()}
    assert names == {"svg", "rect", "text", "title"}
    days = [element for element in root.iter() if (element.text or "").startswith("2025-02-03: 3")]
    assert len(days) == 1
    page = Tags(as_html(habits(), Goals(papers=3)))
    assert page.tags == {"html", "head", "meta", "title", "style", "body", "svg", "rect", "text", "p"}
    words = "".join(page.words)
    assert '<script>alert("x")' in words
    assert "\x1b" not in words
    assert "http" not in words
    assert "half within 12 days" in words


def test_time_is_drawn_where_there_is_a_log() -> None:
    assert list(hours(habits(), 60)) == []
    logged = habits(
        weeks=(Week("2026-01-19", 2, 0, 45), Week("2026-01-26", 5, 9, 190), Week("2026-02-02", 0, 0))
    )
    before, now, after = as_text(hours(logged, 60))
    assert before.split()[:4] == ["Jan", "19", "45", "min"]
    assert now.split()[:6] == ["Jan", "26", "3", "h", "10", "min"]
    assert len(now) == 60
    assert now.count("█") > 3 * before.count("█") > 0
    assert after.split() == ["Feb", "2"]
    picture = as_svg(logged, Goals(minutes=120))
    assert "By the reading log, 3 h 55 min in the last 3 weeks." in picture
    assert "3 h 10 min ✓" in picture
    assert "45 min ✓" not in picture
    assert "The goal is 2 h a week." in picture
    assert "The goal is" not in as_svg(logged)
