"""Habits are counted by the reader's own days, the same for all papers and for chosen ones."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds import Draft
from storage.habits import quantile, streaks
from tests.storage.helpers import SettableClock, fresh

TODAY = date(2026, 1, 31)


@pytest.fixture
def far_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A reader nine hours ahead of Greenwich."""
    monkeypatch.setenv("TZ", "JST-9")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def papers(number: int) -> list[Draft]:
    return [
        Draft(title=f"Of {number} hidden rivers", authors=("Ada Bee", f"Bo {number}"), category="cs.LG")
        for number in range(number)
    ]


@pytest.mark.parametrize("query", ["", "rivers"])
def test_days_weeks_and_waiting_are_counted(tmp_path: Path, far_east: None, query: str) -> None:
    clock = SettableClock()
    clock.moment = datetime(2026, 1, 20, 3, 0, tzinfo=UTC)
    with fresh(tmp_path, *papers(6), clock=clock) as library:
        library.tag([1, 2, 3, 4], add=["x"])
        for hours, ids in ((14, [1]), (24, [2, 3]), (96, [4])):  # 02:00 on the 21st, 12:00, and days later
            clock.moment = datetime(2026, 1, 20, 3, 0, tzinfo=UTC) + timedelta(hours=hours)
            library.mark(ids, "read")
        library.mark([5], "skipped")
        clock.moment = datetime(2026, 1, 24, 16, 0, tzinfo=UTC)  # the 25th, over there
        found = library.reader.habits(query)
    assert found.today == "2026-01-25"
    assert found.read == {"2026-01-21": 3, "2026-01-24": 1}
    assert found.added == {"2026-01-20": 6}
    assert (found.streak, found.longest_streak) == (1, 1)
    assert len(found.weeks) == 12
    assert [(week.start, week.read, week.added) for week in found.weeks[-2:]] == [
        ("2026-01-12", 0, 0),
        ("2026-01-19", 4, 6),
    ]
    assert found.waited is not None
    assert found.waited.papers == 4
    # 14, 24, 24 and 96 hours: quarters lie at 21.5, 24 and 42 hours
    waited = (found.waited.lower, found.waited.median, found.waited.upper)
    assert waited == pytest.approx((21.5 / 24, 1.0, 42 / 24), abs=0.01)
    assert found.category_states == {"cs.LG": {"unread": 1, "reading": 0, "read": 4, "skipped": 1}}
    assert found.tag_states == {"x": {"unread": 0, "reading": 0, "read": 4, "skipped": 0}}
    assert list(found.authors_read.items())[:2] == [("Ada Bee", 4), ("Bo 0", 1)]


def test_the_trash_counts_only_when_it_is_asked_for(tmp_path: Path) -> None:
    with fresh(tmp_path, *papers(3)) as library:
        library.mark([1, 2], "read")
        library.tag([1, 2, 3], add=["x"])
        library.remove([1])
        for query in ("", "rivers"):
            found = library.reader.habits(query)
            assert sum(found.read.values()) == 1
            assert found.authors_read["Ada Bee"] == 1
            assert found.category_states["cs.LG"] == {"unread": 1, "reading": 0, "read": 1, "skipped": 0}
            assert found.tag_states["x"]["read"] == 1
        assert sum(library.reader.habits("is:trashed").read.values()) == 1


def test_an_empty_library_has_no_habits(tmp_path: Path) -> None:
    with fresh(tmp_path) as library:
        found = library.reader.habits()
        assert (found.read, found.waited, found.streak, found.authors_read) == ({}, None, 0, {})


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        ((), (0, 0)),
        ((0,), (1, 1)),
        ((1,), (1, 1)),
        ((2,), (0, 1)),
        ((0, 1, 2), (3, 3)),
        ((1, 2, 5, 6, 7, 8), (2, 4)),
        ((3, 4, 5), (0, 3)),
    ],
)
def test_a_streak_goes_on_until_a_day_has_passed(back: tuple[int, ...], expected: tuple[int, int]) -> None:
    assert streaks({TODAY - timedelta(days=days): 1 for days in back}, TODAY) == expected


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=30), st.sampled_from([0.25, 0.5, 0.75]))
def test_a_quantile_is_between_the_values_around_it(values: list[float], part: float) -> None:
    ordered = sorted(values)
    found = quantile(ordered, part)
    below = [value for value in ordered if value < found - 1e-9]
    assert ordered[0] <= found <= ordered[-1] + 1e-9
    assert len(below) <= part * (len(ordered) - 1) + 1


def test_minutes_of_the_log_belong_to_the_week_in_which_they_began(tmp_path: Path, far_east: None) -> None:
    clock = SettableClock()
    clock.moment = datetime(2026, 1, 18, 20, 0, tzinfo=UTC)  # Monday the 19th, over there
    with fresh(tmp_path, *papers(2), clock=clock) as library:
        library.start(1)
        clock.forward(minutes=50)
        library.stop()
        library.start(2)
        clock.forward(hours=9)  # too long to be true
        library.stop()
        clock.moment = datetime(2026, 1, 27, 3, 0, tzinfo=UTC)
        library.start(2)
        clock.forward(minutes=20)
        found = library.reader.habits()
        only = library.reader.habits("id:1")
    assert [(week.start, week.minutes) for week in found.weeks[-2:]] == [
        ("2026-01-19", 50),
        ("2026-01-26", 20),
    ]
    assert [week.minutes for week in only.weeks[-2:]] == [50, 0]
