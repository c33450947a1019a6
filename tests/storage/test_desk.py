"""The reading desk: a queue in the reader's order, a log that is true, and triage that can be left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seeds import Draft
from storage import Library, PaperNotFound, Reader, Receipt, Refused
from storage.pages import pages_of
from storage.queueing import CLOSEST
from storage.sessions import USUAL_PACE
from tests.storage.helpers import SettableClock, dump, fresh, harvest

DRAFTS = [
    Draft(title=f"Paper number {number} of the desk", extra={"pages": f"101--{110 + number}"})
    for number in range(1, 9)
]
QUERY = "is:unread -is:queued"


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def library(tmp_path: Path, clock: SettableClock) -> Library:
    return fresh(tmp_path, *DRAFTS, clock=clock)


def places(library: Library) -> list[int | None]:
    return [paper.queue for paper in library.reader.papers(range(1, 9))]


# The queue.


def test_papers_queue_at_the_end_in_the_order_they_are_named(library: Library) -> None:
    assert library.enqueue([5, 2, 7]).summary == "Queued 3 papers"
    assert library.enqueue([2, 1]).papers == 1
    assert library.reader.queue() == [5, 2, 7, 1]
    assert places(library) == [4, 2, None, None, 1, None, 3, None]
    assert library.reader.ids("is:queued sort:queue") == [5, 2, 7, 1]
    assert library.reader.facets().queued == 4


@pytest.mark.parametrize(
    ("moved", "place", "order"),
    [
        ([3], 1, [3, 1, 2, 4]),
        ([1], 3, [2, 3, 1, 4]),
        ([4], 2, [1, 4, 2, 3]),
        ([1], 99, [2, 3, 4, 1]),
        ([6, 4], 2, [1, 6, 4, 2, 3]),
        ([2], 2, [1, 2, 3, 4]),
    ],
)
def test_a_paper_goes_to_the_place_it_is_given(
    library: Library, moved: list[int], place: int, order: list[int]
) -> None:
    library.enqueue([1, 2, 3, 4])
    receipt = library.enqueue(moved, place)
    assert library.reader.queue() == order
    assert (receipt.event is None) == (order == [1, 2, 3, 4])


def test_what_is_read_skipped_or_removed_leaves_the_queue_and_comes_back_by_undo(library: Library) -> None:
    library.enqueue([1, 2, 3, 4])
    for change, left in (
        (lambda: library.mark([2], "read"), [1, 3, 4]),
        (lambda: library.mark([1], "skipped"), [2, 3, 4]),
        (lambda: library.remove([3]), [1, 2, 4]),
        (lambda: library.dequeue([4]), [1, 2, 3]),
    ):
        change()
        assert library.reader.queue() == left
        assert library.reader.facets().queued == 3
        library.undo()
        assert library.reader.queue() == [1, 2, 3, 4]


def test_queueing_what_was_skipped_is_wanting_to_read_it(library: Library) -> None:
    library.mark([1], "skipped")
    library.enqueue([1])
    assert library.reader.paper(1).state == "unread"
    library.undo()
    assert library.reader.paper(1).state == "skipped"


def test_there_is_always_room_between_two_papers(library: Library) -> None:
    """Halving the gap is over after twenty times; then all get new places."""
    library.enqueue([1, 2, 3])
    for turn in range(60):
        moved, other = (2, 3) if turn % 2 else (3, 2)
        library.enqueue([moved], 2)
        assert library.reader.queue() == [1, moved, other]
    library.undo(60)
    assert library.reader.queue() == [1, 2, 3]
    assert CLOSEST * 2**25 > 1


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 8), st.integers(1, 9)), max_size=12))
def test_the_queue_is_a_list(tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[int, int]]) -> None:
    """Moving papers about is what it is in a list of Python; taking all moves back leaves nothing."""
    with fresh(tmp_path_factory.mktemp("queue"), *DRAFTS) as library:
        before, order = dump(library.path), list[int]()
        for paper, place in moves:
            order = [other for other in order if other != paper]
            order.insert(place - 1, paper)
            library.enqueue([paper], place)
            assert library.reader.queue() == order
        library.undo(len(library.reader.history()) - 1)
        assert dump(library.path) == before


# The log.


def test_one_session_is_open_at_a_time(library: Library, clock: SettableClock) -> None:
    assert library.start(1).created == 1
    assert library.start(1).event is None
    clock.forward(minutes=25)
    assert library.start(2).summary == (
        "Began to read “Paper number 2 of the desk”; paused “Paper number 1 of the desk” after 25 min"
    )
    clock.forward(minutes=5)
    lasting = library.reader.open_session()
    assert lasting is not None
    assert (lasting.paper_id, lasting.minutes) == (2, 5)
    assert library.stop(1).summary == "No session is open"
    assert library.stop().summary == "Paused “Paper number 2 of the desk” after 5 min"
    assert library.reader.open_session() is None
    assert [(s.paper_id, s.minutes, s.finished) for s in library.reader.sessions()] == [
        (2, 5, False),
        (1, 25, False),
    ]
    assert [library.reader.paper(paper).state for paper in (1, 2, 3)] == ["reading", "reading", "unread"]
    assert library.reader.paper(2).started == "2026-01-31T09:25:00Z"


def test_nothing_is_timed_by_looking(library: Library) -> None:
    before = dump(library.path)
    library.reader.paper(1)
    library.reader.rows([1])
    library.mark([1], "reading")
    library.undo()
    assert dump(library.path) == before
    assert library.reader.sessions() == []


def test_reading_to_the_end_closes_the_session(library: Library, clock: SettableClock) -> None:
    library.enqueue([1])
    library.start(1)
    clock.forward(minutes=40)
    receipt = library.mark([1], "read")
    assert receipt.summary == "Marked “Paper number 1 of the desk” as read, after 40 min"
    (session,) = library.reader.sessions([1])
    assert (session.ended, session.finished, session.after) == ("2026-01-31T09:40:00Z", True, 1.0)
    assert library.reader.queue() == []
    library.undo()
    assert library.reader.open_session() is not None
    assert library.reader.queue() == [1]


def test_progress_is_kept_by_page_and_by_share(library: Library, clock: SettableClock) -> None:
    library.start(2)  # pages 101 to 112
    library.progress(2, "3")
    clock.forward(minutes=9)
    assert library.progress(2, "6/24").summary == "“Paper number 2 of the desk” is read to 25%, page 6 of 24"
    library.stop()
    library.progress(2, "50 %")
    paper = library.reader.paper(2)
    assert paper.progress is not None
    assert (paper.progress.share, paper.progress.page, paper.progress.pages) == (0.5, None, 24)
    assert [(s.before, s.after) for s in paper.sessions] == [(0.0, 0.25)]
    library.start(2)
    assert library.reader.sessions()[0].before == 0.5
    library.mark([2], "unread")
    assert library.reader.paper(2).progress is None
    library.undo()
    assert library.reader.paper(2).progress == paper.progress


@pytest.mark.parametrize("text", ["", "half", "13", "31/30", "101%", "0/0", "-3", "3/0"])
def test_progress_that_cannot_be_is_refused(library: Library, text: str) -> None:
    with pytest.raises(Refused):
        library.progress(2, text)
    assert library.reader.paper(2).state == "unread"


def test_a_session_left_open_for_days_is_questioned_and_not_counted(
    library: Library, clock: SettableClock
) -> None:
    library.start(1)
    clock.forward(days=3)
    assert "3 days, which count only once session 1 is corrected" in library.stop().summary
    (session,) = library.reader.sessions()
    assert (session.doubtful, session.minutes) == (True, None)
    library.correct_session(1, ended=clock() - timedelta(days=3) + timedelta(hours=5))
    (session,) = library.reader.sessions()
    assert (session.doubtful, session.minutes) == (False, 300)
    library.undo()
    assert library.reader.sessions()[0].doubtful


@pytest.mark.parametrize(("begin", "end"), [(0, 2), (-60, -90), (5, None)])
def test_times_that_cannot_be_are_refused(
    library: Library, clock: SettableClock, begin: int, end: int | None
) -> None:
    """In minutes from now: it cannot end later than now, nor before it begins."""
    library.start(1)
    library.stop()
    with pytest.raises(Refused):
        library.correct_session(
            1,
            started=clock() + timedelta(minutes=begin),
            ended=None if end is None else clock() + timedelta(minutes=end),
        )


def test_a_session_can_be_deleted(library: Library) -> None:
    library.start(1)
    library.delete_session(1)
    assert library.reader.sessions() == []
    with pytest.raises(Refused, match="no session 1"):
        library.delete_session(1)


def test_the_pace_is_the_readers_own_once_enough_is_known(library: Library, clock: SettableClock) -> None:
    """Papers 1 to 5 have 11 to 15 pages: read at 2, 2, 4, 6 and 10 minutes a page, 4 is the median."""
    for paper, minutes in ((1, 2), (2, 2), (3, 4), (4, 6), (5, 10)):
        assert library.reader.pace().minutes == USUAL_PACE
        pages = 10 + paper
        library.start(paper)
        clock.forward(minutes=minutes * pages / 2)
        library.stop()
        clock.forward(hours=1)
        library.start(paper)
        clock.forward(minutes=minutes * pages / 2)
        library.mark([paper], "read")
    pace = library.reader.pace()
    assert (pace.minutes, pace.papers) == (4.0, 5)
    library.progress(6, "8/16")
    needed = library.reader.needed([6, 7], pace)
    assert [(needed[paper].pages, needed[paper].minutes) for paper in (6, 7)] == [(16, 32), (17, 68)]


def test_every_change_of_the_desk_can_be_taken_back(library: Library, clock: SettableClock) -> None:
    steps: list[Callable[[], Receipt]] = [
        lambda: library.enqueue([1, 2, 3]),
        lambda: library.enqueue([3], 1),
        lambda: library.start(3),
        lambda: library.progress(3, "40%"),
        lambda: library.start(1),
        lambda: library.decide(4, "later", QUERY, 5),
        lambda: library.decide(5, "queue", QUERY, 4),
        lambda: library.correct_session(1, ended=clock()),
        lambda: library.mark([1], "read"),
        lambda: library.delete_session(1),
    ]
    states = [dump(library.path)]
    for step in steps:
        clock.forward(minutes=7)
        step()
        states.append(dump(library.path))
    for state in reversed(states[:-1]):
        library.undo()
        assert dump(library.path) == state
    library.redo(len(steps))
    assert dump(library.path) == states[-1]
    library.undo(len(library.reader.history()))  # the import as well, with all that refers to its papers
    assert library.check().sound


# Cooling.


def test_what_is_queued_or_being_read_and_left_alone_is_cooling(
    library: Library, clock: SettableClock
) -> None:
    library.enqueue([1, 2, 3])
    library.mark([4, 5], "reading")
    clock.forward(days=20)
    library.start(4)
    library.stop()
    library.add_note(1, "Soon.")
    clock.forward(days=11)
    assert library.reader.ids("is:cooling sort:key") == [2, 3, 5]
    assert [row.cooling for row in library.reader.rows(range(1, 7))] == [
        False, True, True, False, True, False,
    ]  # fmt: skip
    assert [paper.cooling for paper in library.reader.papers(range(1, 7))] == [
        row.cooling for row in library.reader.rows(range(1, 7))
    ]
    with Reader(library.path, clock=clock, cooling=lambda: 10) as strict:
        assert sorted(strict.ids("is:cooling")) == [1, 2, 3, 4, 5]
        assert strict.count("view:none OR is:cooling") == 5
    library.mark([2], "read")
    assert library.reader.ids("is:cooling sort:key") == [3, 5]


# Triage.


def test_a_round_is_kept_and_what_was_left_comes_back(library: Library, clock: SettableClock) -> None:
    for paper, decision in ((8, "queue"), (7, "later"), (6, "skip"), (5, "later")):
        clock.forward(seconds=6)
        library.decide(paper, decision, QUERY, 5)
    clock.forward(days=9)
    reader = library.reader
    found = reader.triage_round(QUERY)
    assert (found.steps, found.later) == (4, (7, 5))
    assert reader.triage_decided(QUERY) == {"queue": 1, "skip": 1, "read": 0, "later": 2}
    library.decide(7, "later", QUERY, 4)
    assert (reader.triage_round(QUERY).later, reader.triage_round(QUERY).again) == ((5,), {7})
    library.decide(5, "read", QUERY, 0)
    assert reader.triage_decided(QUERY) == {"queue": 1, "skip": 1, "read": 1, "later": 1}
    fresh_round = reader.triage_round(QUERY)
    assert (fresh_round.steps, fresh_round.later, fresh_round.again) == (0, (7,), frozenset())
    library.decide(4, "skip", QUERY, 1)
    assert reader.triage_decided(QUERY) == {"queue": 0, "skip": 1, "read": 0, "later": 0}
    library.undo(3)
    assert reader.triage_round(QUERY) == found
    library.mark([7], "reading")
    assert reader.triage_round(QUERY).later == (5,)
    assert reader.triage_round("another").later == ()


def test_the_pace_of_triage_leaves_out_when_the_reader_was_away(
    library: Library, clock: SettableClock
) -> None:
    for paper, seconds in ((1, 4), (2, 8), (3, 8), (4, 90_000), (5, 6), (6, 20), (7, 7)):
        clock.forward(seconds=seconds)
        library.decide(paper, "later", QUERY, 5)
    assert library.reader.triage_round(QUERY).seconds == 8


def test_what_was_skipped_stays_skipped_when_another_page_lists_it(library: Library) -> None:
    library.decide(1, "skip", QUERY, 7)
    library.enqueue([2])
    report = library.take([harvest(*DRAFTS, name="next-week.txt")])
    assert report.sources[0].new == 0
    assert library.reader.paper(1).state == "skipped"
    assert 1 not in library.reader.ids(QUERY)
    assert library.reader.queue() == [2]


def test_what_is_undecided_is_counted_as_the_query_finds_it(library: Library) -> None:
    library.enqueue([1, 2, 3])
    library.mark([3, 4], "reading")
    library.mark([5], "skipped")
    library.remove([1, 6])
    assert library.reader.undecided() == library.reader.count(QUERY) == 2  # papers 7 and 8


def test_only_decisions_are_decided(library: Library) -> None:
    with pytest.raises(Refused, match="queue, skip, read, later"):
        library.decide(1, "perhaps", QUERY, 7)
    with pytest.raises(PaperNotFound):  # somebody else undid its import
        library.decide(99, "skip", QUERY, 7)


# Pages.


@pytest.mark.parametrize(
    ("extra", "pages"),
    [
        ({"pages": "123--145"}, 23),
        ({"pages": "1123–45"}, 23),
        ({"pages": "S12-S20"}, 9),
        ({"pages": "e1234"}, None),
        ({"pages": "145--123"}, None),
        ({"pages": "7"}, None),
        ({"pages": "14 pages"}, 14),
        ({"comments": "12 pages, 3 figures"}, 12),
        ({"comments": "Accepted; 9 pp."}, 9),
        ({"pagetotal": "210", "pages": "1-3"}, 210),
        ({"numpages": "xvi, 12 pages"}, 12),
        ({"pages": "1-999999"}, None),
        ({}, None),
    ],
)
def test_pages_are_told_from_what_sources_say(extra: dict[str, str], pages: int | None) -> None:
    assert pages_of(extra) == pages
    assert pages_of(extra, 40) == 40
