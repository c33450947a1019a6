"""The queue, the reading log and triage from the command line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from storage import Library
from tests.tui.cli.helpers import Carrel
from tui.cli.stop import Stop
from tui.habits import minutes, too_many
from tui.moments import moment, stretch

A, B, C = "frankle2018lottery", "renda2020comparing", "frankle2019linear"


def keys(carrel: Carrel) -> list[str]:
    return carrel("queue", "--as", "keys").lines


def test_the_queue_is_put_in_order_by_commands(carrel: Carrel) -> None:
    ended = carrel("queue", A, B)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "Queued 2 papers. Undo with: carrel undo\n"
    carrel("queue", "--top", C)
    assert keys(carrel) == [C, A, B]
    carrel("queue", "--at", "2", B)
    assert keys(carrel) == [C, B, A]
    carrel("queue", "-", stdin="1\n2\n")
    carrel("queue", "--remove", "--query", "id:1,2")
    assert keys(carrel) == [C, B, A]
    carrel("undo", "4")
    assert keys(carrel) == [A, B]


def test_the_shapes_of_the_queue_agree(carrel: Carrel) -> None:
    carrel("queue", A, B)
    carrel("progress", A, "15/30")
    papers = carrel("queue", "--as", "json").json
    assert [paper["key"] for paper in papers] == [A, B]
    assert [(paper["queue"], paper["pages"], paper["minutes"]) for paper in papers] == [
        (1, 30, 45),
        (2, None, 36),
    ]
    listed = carrel.papers("is:queued", "sort:queue")
    extra = {"pages": 0, "minutes": 0}
    assert [paper | extra for paper in listed] == [paper | extra for paper in papers]
    assert carrel("queue", "--as", "ids").lines == [str(paper["id"]) for paper in papers]
    assert len(carrel("queue", "--as", "jsonl").lines) == 2
    shown = carrel("queue")
    assert [line.split()[:4] for line in shown.lines] == [
        ["1", A, "reading", "45"],
        ["2", B, "unread", "~36"],
    ]
    assert shown.err == "2 papers, 1 h 21 min, at 3 min a page until your log says more.\n"


def test_an_empty_queue_is_still_json_and_says_what_to_do(carrel: Carrel) -> None:
    assert carrel("queue", "--as", "json").json == []
    assert carrel("queue").err == "The queue is empty. Put a paper into it with: carrel queue PAPER\n"


@pytest.mark.parametrize(
    "words",
    [
        ("queue", "--top", "--remove", A),
        ("queue", "--top", "--at", "1", A),
        ("queue", "--top"),
        ("queue", "--remove"),
        ("queue", "--at", "0", A),
        ("log", "--edit", "1"),
        ("log", "--started", "14:00"),
        ("log", "--edit", "1", "--delete", "1", "--ended", "9:00"),
        ("log", "--edit", "1", "--ended", "noon"),
        ("log", "--delete", "9"),
        ("progress", A, "a lot"),
        ("progress", A, "12"),
        ("triage",),
    ],
)
def test_wrong_use_is_told_and_changes_nothing(carrel: Carrel, words: tuple[str, ...]) -> None:
    before = carrel("history").out
    ended = carrel(*words)
    assert ended.code == 2
    assert ended.err
    assert carrel("history").out == before


@pytest.mark.parametrize(
    "words", [("queue", "nobody"), ("start", "nobody"), ("stop", "nobody"), ("log", "nobody")]
)
def test_unknown_papers_are_told(carrel: Carrel, words: tuple[str, ...]) -> None:
    assert carrel(*words).code == 3


def test_reading_is_timed_from_start_to_stop(carrel: Carrel) -> None:
    assert carrel("stop").err == "No session is open.\n"
    assert carrel("start", A).err.startswith("Began to read “The Lottery Ticket")
    assert "is being read already" in carrel("start", A).err
    assert "; paused “The Lottery" in carrel("start", B).err
    assert "is read to 40%, page 12 of 30" in carrel("progress", B, "12/30").err
    receipt = carrel("mark", "read", B, "--as", "json").json
    assert receipt["summary"].endswith("as read, after less than a minute")
    sessions = carrel("log", "--as", "json").json
    assert [list(each) for each in sessions] == [
        ["id", "paper", "title", "started", "ended", "minutes", "doubtful", "finished", "from", "to"]
    ] * 2
    assert [(each["paper"], each["finished"], each["to"]) for each in sessions] == [
        (B, True, 1.0),
        (A, False, None),
    ]
    assert [line.split()[0] for line in carrel("log").lines] == ["2", "1"]
    assert [line.split()[0] for line in carrel("log", A).lines] == ["1"]
    assert carrel("log", "--limit", "1", "--as", "json").json == sessions[:1]
    paper = carrel("export", f"key:{B}", "--to", "jsonl").json
    assert paper["progress"] == {"share": 0.4, "page": 12, "pages": 30, "at": paper["progress"]["at"]}
    assert paper["sessions"] == [
        {name: sessions[0][name] for name in ("started", "ended", "minutes", "finished", "from", "to")}
    ]
    assert "40%, page 12 of 30" in carrel("show", B).out
    assert "0 min in 1 session" in carrel("show", B).out


def test_a_session_left_open_is_asked_about_and_corrected(carrel: Carrel) -> None:
    begun = datetime.now(UTC).replace(microsecond=0) - timedelta(days=3)
    with Library.open(carrel.library, clock=lambda: begun) as library:
        library.start(library.reader.resolve(A))
    shown = carrel("log")
    assert shown.lines[0].split()[3:6] == ["open", "?", A]
    assert (
        "Session 1 is still open and does not count. When did it end? carrel log --edit 1 --ended"
        in shown.err
    )
    assert "3 days, which count only once session 1 is corrected" in carrel("stop").err
    end = (begun + timedelta(minutes=50)).astimezone()
    assert carrel("log", "--edit", "1", "--ended", f"{end:%Y-%m-%d %H:%M:%S}").code == 0
    (session,) = carrel("log", "--as", "json").json
    assert (session["minutes"], session["doubtful"]) == (50, False)
    carrel("log", "--delete", "1")
    assert carrel("log", "--as", "json").json == []


def test_more_than_one_meant_to_read_is_said_and_done(carrel: Carrel) -> None:
    carrel.config.write_text("[reading]\nat-once = 2\n")
    assert "at once" not in carrel("mark", "reading", A, B).err
    for words in (("mark", "reading", C), ("start", "1")):
        ended = carrel(*words)
        assert ended.code == 0
        assert (
            "papers you are reading; you meant to read 2 papers at once. They are: carrel list" in ended.err
        )
    assert len(carrel.papers("is:reading")) == 4


def test_how_long_until_a_paper_cools_is_a_setting(carrel: Carrel) -> None:
    with Library.open(carrel.library, clock=lambda: datetime.now(UTC) - timedelta(days=20)) as library:
        library.enqueue([5])
    assert carrel("list", "is:cooling", "--as", "ids").lines == []
    carrel.config.write_text("[reading]\ncooling = 10\n")
    assert carrel("list", "is:cooling", "--as", "ids").lines == ["5"]
    assert carrel("queue").lines[0].split()[2] == "cooling"
    carrel("star", "--query", "is:cooling")
    assert carrel("list", "is:cooling", "--as", "ids").lines == []


def test_a_wrong_setting_is_told_with_its_line(carrel: Carrel) -> None:
    carrel.config.write_text('[reading]\nat-once = "few"\ncooling = 0\nfast = true\n')
    said = carrel("config").err.splitlines()
    assert [line.split("config.toml:")[1][0] for line in said] == ["4", "2", "3"]
    assert "in [reading] are at-once, cooling, goal, minutes, reviews" in said[0]
    assert "at-once is a number from 1 to 10,000, not 'few'" in said[1]


def test_a_library_moves_with_its_log(carrel: Carrel, tmp_path_factory: pytest.TempPathFactory) -> None:
    carrel("queue", B, A)
    carrel("start", A)
    carrel("progress", A, "40%")
    carrel("stop")
    exported = carrel("export", "--to", "jsonl").out
    other = Carrel(tmp_path_factory.mktemp("other"))
    assert other("import", "-", stdin=exported).code == 0
    assert keys(other) == [B, A]
    theirs, ours = (each("export", f"key:{A}", "--to", "jsonl").json for each in (other, carrel))
    for name in ("progress", "sessions", "queue", "state"):
        assert theirs[name] == ours[name]


def test_a_queue_that_comes_in_follows_the_one_there_is(carrel: Carrel) -> None:
    places = (("third", 3), ("first", 1), ("second", 2), ("none", "null"))
    told = '{{"title": "The {0} of many papers", "key": "{0}", "queue": {1}}}\n'
    carrel("queue", A, B)
    carrel("import", "-", stdin="".join(told.format(*each) for each in places))
    assert keys(carrel) == [A, B, "first", "second", "third"]


@pytest.mark.parametrize(
    "log",
    [
        '"sessions": 3',
        '"sessions": [{"started": "yesterday", "ended": "today"}]',
        '"sessions": [{"started": "2026-01-31T09:00:00Z", "ended": "2026-01-31T09:00:00Z", "to": 40}]',
        '"progress": 0.4',
        '"progress": {"share": 1.5}',
        '"progress": {"page": 3}',
    ],
)
def test_a_log_that_makes_no_sense_is_rejected_and_the_rest_taken(empty: Carrel, log: str) -> None:
    lines = f'{{"title": "One of two", {log}}}\n{{"title": "Two of two"}}\n'
    assert empty("import", "-", stdin=lines).code == 4
    assert [paper["title"] for paper in empty.papers()] == ["Two of two"]


def test_the_daily_path_by_commands_alone(carrel: Carrel) -> None:
    """Decide on ten, queue three, read one, note it, and see it."""
    names = carrel("list", "is:unread", "-is:queued", "--limit", "10", "--as", "keys").lines
    carrel("queue", *names[:3])
    carrel("mark", "skipped", *names[3:])
    first = keys(carrel)[0]
    carrel("start", first)
    carrel("progress", first, "100%")
    carrel("note", first, "The *idea* is worth a chapter.")
    carrel("mark", "read", first)
    assert keys(carrel) == names[1:3]
    assert [paper["key"] for paper in carrel.papers("read:today", "has:note")] == [first]
    assert carrel.counts()["skipped"] == 7
    assert carrel("log", "--as", "json").json[0]["finished"]
    carrel("undo", "6")
    assert carrel.counts() == {"unread": 257, "reading": 0, "read": 0, "skipped": 0}
    assert keys(carrel) == []


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("14:05", "2026-01-30T14:05"),
        ("9:00", "2026-01-31T09:00"),
        ("09:00:30", "2026-01-30T09:00:30"),
        ("2026-01-02 7:5", None),
        ("2026-01-02 07:05", "2026-01-02T07:05"),
        ("2026-01-02", "2026-01-02T00:00"),
        ("25:00", None),
        ("", None),
        ("yesterday", None),
    ],
)
def test_a_time_of_day_is_the_last_there_was(text: str, is_it: str | None) -> None:
    now = datetime(2026, 1, 31, 9, 0).astimezone()
    if is_it is None:
        with pytest.raises(Stop):
            moment(text, now)
    else:
        assert moment(text, now) == datetime.fromisoformat(is_it).astimezone()


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("2026-01-30 14:05 to 14:40", "2026-01-30T14:05", "2026-01-30T14:40"),
        ("2026-01-29 23:50 to 0:10", "2026-01-29T23:50", "2026-01-30T00:10"),
        ("8:10 to 8:50", "2026-01-31T08:10", "2026-01-31T08:50"),
        ("2026-01-29 8:10 to 2026-01-29 09:00", None, None),
        ("2026-01-29 08:10 to 2026-01-29 09:00", "2026-01-29T08:10", "2026-01-29T09:00"),
        ("8:10", None, None),
        ("8:10 to", None, None),
    ],
)
def test_a_stretch_of_time_ends_after_it_begins(text: str, begin: str | None, end: str | None) -> None:
    now = datetime(2026, 1, 31, 9, 0).astimezone()
    if begin is None or end is None:
        with pytest.raises(Stop):
            stretch(text, now)
    else:
        wanted = tuple(datetime.fromisoformat(each).astimezone() for each in (begin, end))
        assert stretch(text, now) == wanted


def test_lengths_of_time_are_said_as_people_say_them() -> None:
    assert [minutes(number) for number in (0, 36, 60, 190, 6001)] == [
        "0 min", "36 min", "1 h", "3 h 10 min", "100 h 1 min",
    ]  # fmt: skip
    assert too_many(3, None) is None
    assert too_many(3, 3) is None
    assert too_many(2, 1) == "That makes 2 papers you are reading; you meant to read 1 paper at once"
