"""Asking politely, within bounds: rates, retries, marks, and every way in which an answer fails."""

from __future__ import annotations

import gzip
import socket
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from seeds.online import arxiv, crossref, faults, openalex
from seeds.online.faults import Fault
from seeds.online.http import Manners, Wire
from seeds.online.request import Request
from seeds.online.rules import is_web, must_not_lead_inside, seconds_to_wait
from seeds.online.unpacking import unpacked
from tests.conftest import PROXIES, ReachedOut
from tests.online.conftest import Time
from tests.online.server import Service

BEES = arxiv.request("arxiv", ["2301.00001"])
DOI = crossref.request("doi", ["10.5555/bees.1"])


def test_one_request_in_three_seconds_at_arxiv(wire: Wire, time: Time) -> None:
    for _ in range(3):
        wire.ask(BEES)
        time.now += 1
    assert time.waits == [2.0, 2.0]


def test_two_programs_share_the_turns(wire: Wire, time: Time, service: Service, tmp_path: Path) -> None:
    wire.ask(BEES)
    with Wire(tmp_path / "state", wire.manners, clock=time, sleep=time.sleep) as other:
        other.ask(BEES)
    assert time.waits == [3.0]


def test_sites_do_not_wait_for_each_other(wire: Wire, time: Time) -> None:
    wire.ask(BEES)
    wire.ask(DOI)
    assert time.waits == []


def test_a_clock_that_was_set_back_makes_nobody_wait_for_long(wire: Wire, time: Time) -> None:
    wire.ask(BEES)
    time.now -= 100_000
    wire.ask(BEES)
    assert time.waits == []


def test_where_nothing_can_be_remembered_it_waits_each_time(
    service: Service, time: Time, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("a file in the way")
    with Wire(tmp_path / "state", Manners(bases=service.bases), clock=time, sleep=time.sleep) as wire:
        wire.ask(BEES)
        wire.ask(arxiv.by_query("cat:cs.LG", 10))
    assert time.waits == [3.0, 3.0]


def test_it_says_who_asks_and_takes_no_cookies(service: Service, time: Time, tmp_path: Path) -> None:
    manners = Manners(agent="carrel/1", mail="ada@example.org", bases=service.bases)
    with Wire(tmp_path, manners, clock=time, sleep=time.sleep) as wire:
        wire.ask(BEES)
        wire.ask(BEES)
    assert {asked.headers["user-agent"] for asked in service.asked} == {"carrel/1 (mailto:ada@example.org)"}
    assert all("cookie" not in asked.headers for asked in service.asked)


def test_a_key_goes_to_its_own_service_alone(service: Service, time: Time, tmp_path: Path) -> None:
    keys = {"semantic-scholar": "secret"}
    with Wire(tmp_path, Manners(bases=service.bases, keys=keys), clock=time, sleep=time.sleep) as wire:
        wire.ask(Request("semantic-scholar", "/graph/v1/paper/batch", "json", body=b'{"ids": []}'))
        wire.ask(BEES)
    assert [asked.headers.get("x-api-key") for asked in service.asked] == ["secret", None]


def test_a_key_in_the_address_is_kept_out_of_all_words(service: Service, time: Time, tmp_path: Path) -> None:
    service.fail("openalex", "403")
    manners = Manners(bases=service.bases, keys={"openalex": "se cret"})
    with Wire(tmp_path, manners, clock=time, sleep=time.sleep) as wire, pytest.raises(Fault) as raised:
        wire.ask(openalex.request("doi", ["10.5555/bees.1"]))
    assert service.asked[0].path == "/openalex/works/doi:10.5555/bees.1?api_key=se%20cret"
    assert "cret" not in str(raised.value)


def test_an_answer_that_still_holds_is_not_sent_again(wire: Wire, service: Service) -> None:
    newest = arxiv.by_query("cat:cs.LG", 10)
    first, second = wire.ask(newest), wire.ask(newest)
    assert (first.unchanged, second.unchanged) == (False, True)
    assert first.body == second.body
    assert "if-none-match" in service.asked[1].headers


def test_an_answer_that_was_damaged_on_the_disk_is_asked_for_anew(wire: Wire, tmp_path: Path) -> None:
    newest = arxiv.by_query("cat:cs.LG", 10)
    body = wire.ask(newest).body
    (kept,) = (tmp_path / "state" / "answers").iterdir()
    kept.write_bytes(b"\xff\x00 no JSON\n")
    assert wire.ask(newest).body == body
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_mark_that_cannot_be_sent_back_is_forgotten(wire: Wire, service: Service) -> None:
    service.fail("feeds", "odd mark")
    for _ in range(2):
        request = Request("web", f"{service.address}/feeds/x", "xml", revalidate=True)
        assert wire.ask(request).body == b"<feed/>"
    assert "if-none-match" not in service.asked[1].headers


RECOVERS = [
    ("500", [2.0]),
    ("503", [2.0]),
    ("429", [2.0]),
    ("429 with Retry-After", [7.0]),
    ("503 with Retry-After", [5.0]),
    ("reset", [2.0]),
]


@pytest.mark.parametrize(("way", "waits"), RECOVERS)
def test_what_passes_is_waited_for(
    way: str, waits: list[float], wire: Wire, service: Service, time: Time
) -> None:
    service.fail("crossref", way, "good")
    assert b"Bees Prefer" in wire.ask(DOI).body
    assert time.waits == waits
    assert len(service.asked) == 2


FAILS = [
    ("429", faults.Busy, 3, "is busy and asks to come back later (HTTP 429)"),
    ("429 until tomorrow", faults.Busy, 1, "is busy and asks to come back later (HTTP 429, in 24 h)"),
    ("503", faults.Busy, 3, "is busy and asks to come back later (HTTP 503)"),
    ("500", faults.Broken, 3, "has a fault of its own (HTTP 500)"),
    ("403", faults.Forbidden, 1, "refuses to answer (HTTP 403)"),
    ("400", faults.NotUnderstood, 1, "does not understand the question (HTTP 400)"),
    ("reset", faults.BrokenOff, 3, "broke off in the middle of its answer"),
    ("wrong content type", faults.WrongKind, 1, "answered with something else (this is no JSON)"),
    ("HTML instead", faults.WrongKind, 1, "answered with something else (a web page)"),
    ("nothing", faults.WrongKind, 1, "answered with something else (nothing at all)"),
    ("gzip bomb", faults.TooLarge, 1, "answered with more than is believable (over 30 MB)"),
    ("damaged gzip", faults.Damaged, 1, "answered with damaged data (it cannot be unpacked)"),
    (
        "redirect to no address",
        faults.LedAstray,
        1,
        "leads somewhere that is not followed (no address of the web)",
    ),
    ("endless redirect", faults.LedAstray, 6, "leads somewhere that is not followed (more than 5 redirects)"),
    (
        "redirect to file:",
        faults.LedAstray,
        1,
        "leads somewhere that is not followed (to file:///etc/passwd)",
    ),
    ("redirect to a password", faults.LedAstray, 1, "leads somewhere that is not followed (to http:)"),
]


@pytest.mark.parametrize(("way", "kind", "requests", "words"), FAILS)
def test_each_failure_has_its_words(
    way: str, kind: type[Fault], requests: int, words: str, wire: Wire, service: Service
) -> None:
    service.fail("crossref", way)
    with pytest.raises(kind) as raised:
        wire.ask(DOI)
    assert str(raised.value) == f"Crossref {words}"
    assert len(service.asked) == requests


def test_nobody_there(time: Time, tmp_path: Path) -> None:
    with socket.socket() as held:  # a port that is taken and not listened to
        held.bind(("127.0.0.1", 0))
        manners = Manners(bases={"crossref": f"http://127.0.0.1:{held.getsockname()[1]}"})
        wire = Wire(tmp_path, manners, clock=time, sleep=time.sleep)
        with wire, pytest.raises(faults.NotConnected) as raised:
            wire.ask(DOI)
    assert str(raised.value) == "Crossref cannot be reached (Connection refused)"
    assert time.waits == []


def test_offline_nothing_is_asked(service: Service, tmp_path: Path) -> None:
    wire = Wire(tmp_path, Manners(bases=service.bases, offline=True))
    with wire, pytest.raises(faults.NotAsked, match=r"Crossref was not asked \(offline\)"):
        wire.ask(DOI)
    assert service.asked == []


def test_a_slow_drip_ends_when_its_time_is_over_even_in_the_headers(service: Service, tmp_path: Path) -> None:
    service.fail("crossref", "slow drip")
    wire = Wire(tmp_path, Manners(bases=service.bases, patience=0.3))
    with wire, pytest.raises(faults.TooSlow, match=r"^Crossref was too slow \(over 0.3 s\)$"):
        wire.ask(DOI)


def test_silence_ends_too(service: Service, tmp_path: Path) -> None:
    service.fail("crossref", "slow drip")
    wire = Wire(tmp_path, Manners(bases=service.bases, silence=0.02))
    with wire, pytest.raises(faults.TooSlow, match=r"nothing for 0.02 s"):
        wire.ask(DOI)


def test_a_gzip_bomb_is_never_held_unpacked(service: Service, time: Time, tmp_path: Path) -> None:
    service.fail("crossref", "gzip bomb")
    manners = Manners(bases=service.bases, largest=1_000_000)
    with Wire(tmp_path, manners, clock=time, sleep=time.sleep) as wire:
        with pytest.raises(faults.TooLarge):
            wire.ask(DOI)
        tracemalloc.start()
        with pytest.raises(faults.TooLarge):
            wire.ask(DOI)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 4_000_000


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://example.org/a?b=c", True),
        ("http://127.0.0.1:8080/", True),
        ("file:///etc/passwd", False),
        ("ftp://example.org/", False),
        ("https://user:word@example.org/", False),
        ("https://exa mple.org/", False),
        ("https://example.org/\x1b[2J", False),
        ("https://[::1", False),
        ("https://example.org:99999/", False),
        ("//example.org/", False),
        ("", False),
    ],
)
def test_only_plain_addresses_of_the_web_are_followed(url: str, fine: bool) -> None:
    assert is_web(url) is fine


@pytest.mark.parametrize(
    ("before", "url", "fine"),
    [
        ("https://example.org/", "https://other.example/", True),
        ("http://127.0.0.1:80/", "http://127.0.0.1:81/", True),
        ("https://example.org/", "http://127.0.0.1:81/", False),
        ("https://example.org/", "http://localhost/", False),
        ("https://example.org/", "http://192.168.0.1/", False),
        ("https://example.org/", "http://[::1]/", False),
        ("https://example.org/", "http://127.1/", False),
        ("https://example.org/", "http://2130706433/", False),
        ("https://example.org/", "http://0x7f000001/", False),
        ("https://example.org/", "http://0177.0.0.1./", False),
        ("https://example.org/", "http://localhost./", False),
        ("https://example.org/", "http://me.localhost/", False),
        ("https://example.org/", "http://100.64.0.1/", False),
        ("https://example.org/", "http://[::ffff:10.0.0.1]/", False),
        ("http://100.64.0.1/", "http://10.0.0.1/", True),
        ("https://example.org/", "http://1.1.1.1/", True),
        ("https://example.org/", "http://169.254.169.254/latest", False),
    ],
)
def test_nobody_outside_sends_us_to_what_is_inside(before: str, url: str, fine: bool) -> None:
    with nullcontext() if fine else pytest.raises(faults.LedAstray):
        must_not_lead_inside("Somebody", before, url)


@pytest.mark.parametrize(("outside", "fine"), [(True, False), (False, True)])
def test_no_name_hides_an_address_inside(
    outside: bool, fine: bool, wire: Wire, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server is taken for one outside when it is met first; it leads to itself under another name."""
    met = iter([not outside, True])
    monkeypatch.setattr("seeds.online.http.is_inside", lambda number: next(met))
    service.files["/feed"] = b"<feed/>"
    service.leads["/feeds/a"] = f"http://localhost:{service.port}/feeds/feed"
    with nullcontext() if fine else pytest.raises(faults.LedAstray, match="inside this network"):
        assert wire.ask(Request("web", f"{service.address}/feeds/a", "xml")).body == b"<feed/>"
    assert next(met, None) is None
    assert len(service.asked) == 1 + fine


def test_nothing_is_read_behind_the_end_of_what_is_packed() -> None:
    def pieces() -> Iterator[bytes]:
        yield gzip.compress(b"<feed/>") + b"more"
        raise AssertionError

    assert b"".join(unpacked("Somebody", "gzip", pieces(), 1_000)) == b"<feed/>"


def test_retry_after_is_a_number_or_a_date() -> None:
    assert seconds_to_wait("120", 0.0) == 120.0
    assert seconds_to_wait("Thu, 01 Jan 1970 00:01:00 GMT", 45.0) == 15.0
    assert seconds_to_wait("Thu, 01 Jan 1970 00:01:00 GMT", 90.0) == 0.0
    assert [seconds_to_wait(text, 0.0) for text in (None, "", "soon", "-5", "1e9")] == [None] * 5


def test_nothing_in_these_tests_can_reach_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name)
    with pytest.raises(ReachedOut):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(ReachedOut), Wire(tmp_path, Manners(bases={"crossref": "http://192.0.2.1"})) as wire:
        wire.ask(DOI)


def test_processes_that_tests_start_cannot_either(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from seeds.online import crossref; "
        "from seeds.online.http import Wire\n"
        "Wire(Path(sys.argv[1])).ask(crossref.request('doi', ['10.5555/x']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False, timeout=60
    )
    assert "NotConnected: Crossref cannot be reached (Connection refused)" in done.stderr
