"""Adding papers by what names them, with a server that answers, that fails in every way, and with none."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from seeds import Manners, Wire
from tests.conftest import NOWHERE
from tests.online import world
from tests.online.server import Service
from tests.tui.cli.helpers import Carrel

BEES = "2301.00001"
TITLE = "Bees Prefer Shallow Networks"


def test_the_same_command_offline_then_online(online: Carrel, service: Service) -> None:
    kept = online("add", BEES, "--offline", "--tag", "hive")
    assert (kept.code, kept.out) == (0, "")
    assert kept.err.splitlines()[0] == "Kept for later: arxiv-2301-00001: arXiv:2301.00001 (offline)"
    assert service.asked == []
    (paper,) = online.papers("is:pending")
    assert (paper["title"], paper["provisional_title"]) == ("arXiv:2301.00001", True)
    assert paper["identifiers"]["arxiv"] == [BEES]

    filled = online("add", BEES)
    assert filled.err.splitlines() == [f"Filled in meadow2023bees: {TITLE}", "Undo with: carrel undo"]
    (paper,) = online.papers()
    assert (paper["key"], paper["title"], paper["tags"]) == ("meadow2023bees", TITLE, ["hive"])
    assert paper["code_url"] == "https://github.com/hive/bees"
    assert online.papers("is:pending") == []

    again = online("add", f"https://arxiv.org/abs/{BEES}v2")
    assert (again.code, again.err) == (0, f"Already here: meadow2023bees: {TITLE}\n")
    assert len(service.asked) == 1

    assert online("undo").code == 0
    assert [paper["key"] for paper in online.papers("is:pending")] == ["arxiv-2301-00001"]


def test_a_key_that_somebody_chose_stays(online: Carrel) -> None:
    online("add", BEES, "--offline")
    online("edit", "1", "--set", "key=hive-paper", "--set", "venue=My own words")
    online("add", BEES)
    (paper,) = online.papers()
    assert (paper["key"], paper["title"], paper["venue"]) == ("hive-paper", TITLE, "My own words")


def test_what_is_added_can_be_queued(online: Carrel) -> None:
    online("add", "PMID:12345678")
    online("add", BEES, "PMID:12345678", "Cold fusion in a teacup", "--queue")
    queued = online.papers("is:queued", "sort:queue")
    assert [paper["title"] for paper in queued] == [
        TITLE,
        "Sleep of Nurses on Islands",
        "Cold Fusion in a Teacup",
    ]


def test_the_report_for_programs(online: Carrel) -> None:
    done = online("add", BEES, "10.5555/nobody", "huh", "--as", "json")
    assert done.code == 4
    assert done.json == [
        {"given": BEES, "outcome": "new", "id": 1, "key": "meadow2023bees", "title": TITLE, "reason": None},
        {
            "given": "10.5555/nobody",
            "outcome": "pending",
            "id": 2,
            "key": "doi-10-5555",
            "title": "doi:10.5555/nobody",
            "reason": "Crossref does not have it",
        },
        {
            "given": "huh",
            "outcome": "refused",
            "id": None,
            "key": None,
            "title": None,
            "reason": "no identifier",
        },
    ]


def test_names_from_stdin_two_of_one_paper(online: Carrel, service: Service) -> None:
    service.works = [replace(world.BEES, published="10.5555/bees.1")]
    done = online("add", "-", stdin=f"{BEES}\nhttps://doi.org/10.5555/BEES.1\n\n")
    assert done.code == 0
    (paper,) = online.papers()
    assert paper["identifiers"]["doi"] == ["10.5555/bees.1"]
    assert paper["venue"] == "Journal of Made-up Ecology"


def test_a_title_that_is_exactly_one_paper_is_added_as_all_describe_it(online: Carrel) -> None:
    assert online("add", "bees prefer SHALLOW networks").code == 0
    (paper,) = online.papers()
    assert (paper["title"], paper["venue"]) == (TITLE, "Journal of Made-up Ecology")
    assert paper["identifiers"] == {"doi": ["10.5555/bees.1"], "arxiv": [BEES]}
    assert (paper["abstract"], paper["category"]) == (world.BEES.abstract, "cs.LG")


def test_what_services_say_reaches_no_terminal_raw(online: Carrel, service: Service) -> None:
    harm = "Deep\x1b]0;owned\x07 [red]Trees[/] \u202eworse\x9b2J"
    service.works = [replace(world.BEES, arxiv="", title=f"{harm} {number}") for number in (1, 2)]
    service.works = [replace(work, doi=f"10.5555/h{at}") for at, work in enumerate(service.works)]
    for words in (["trees"], ["10.5555/h1"], ["deep trees", "--as", "json"], ["10.5555/h0", "--as", "json"]):
        done = online("add", *words)
        assert not set("\x1b\x07\x9b\u202e") & set(done.out + done.err)
    assert "[red]Trees[/]" in online("show", "doi:10.5555/h1").out


def test_a_title_that_two_papers_have_is_left_open(online: Carrel, service: Service) -> None:
    service.works.append(replace(world.BEES, author="Somebody Else", doi="10.5555/other", arxiv="", s2=""))
    assert online("add", TITLE).code == 2
    assert not online.papers()


def test_a_title_like_several_is_told_and_nothing_added(online: Carrel, service: Service) -> None:
    done = online("add", "shallow networks")
    assert done.code == 2
    told, candidate = done.err.splitlines()
    assert told == "carrel: “shallow networks” may be one of these; add it by its identifier:"
    assert candidate.split(" · ") == [
        "  2301.00001                        Bees Prefer Shallow Networks",
        "Meadow",
        "2023",
        "Journal of Made-up Ecology",
    ]
    assert online.papers() == []


def test_a_title_nobody_knows_is_kept_once(online: Carrel) -> None:
    for _ in range(2):
        done = online("add", "A Title That Nobody Knows", "--tag", "lost")
    assert done.code == 0
    assert [paper["title"] for paper in online.papers("is:pending tag:lost")] == ["A Title That Nobody Knows"]


FAILURES = [
    ("refused", "arXiv cannot be reached (Connection refused)"),
    ("reset", "arXiv broke off in the middle of its answer"),
    ("slow drip", "arXiv was too slow (over 0.2 s)"),
    ("429", "arXiv is busy and asks to come back later (HTTP 429)"),
    ("429 until tomorrow", "arXiv is busy and asks to come back later (HTTP 429, in 24 h)"),
    ("503", "arXiv is busy and asks to come back later (HTTP 503)"),
    ("500", "arXiv has a fault of its own (HTTP 500)"),
    ("wrong content type", "arXiv answered with something else (this is no XML)"),
    ("gzip bomb", "arXiv answered with more than is believable (over 30 MB)"),
    ("endless redirect", "arXiv leads somewhere that is not followed (more than 5 redirects)"),
    ("redirect to file:", "arXiv leads somewhere that is not followed (to file:///etc/passwd)"),
    ("HTML instead", "arXiv answered with something else (a web page)"),
    ("truncated JSON", "arXiv answered with something else (this is no XML)"),
    ("an error as an entry", "arXiv: arXiv answered with an error: incorrect id format"),
]


@pytest.mark.parametrize(("way", "words"), FAILURES)
def test_each_failure_is_one_line_keeps_what_was_typed_and_exits_with_4(
    way: str, words: str, online: Carrel, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    for site in ("semantic-scholar", "openalex"):
        service.fail(site, "403")
    if way == "refused":
        settings = online.config.read_text()
        online.config.write_text(settings.replace(service.bases["arxiv"] + '"', f'{NOWHERE}/arxiv"'))
    else:
        service.fail("arxiv", way)
    if way == "slow drip":
        monkeypatch.setattr("tui.wire.Manners", partial(Manners, patience=0.2))
    done = online("add", BEES)
    assert done.code == 4
    assert done.err.splitlines() == [
        f"Kept for later: arxiv-2301-00001: arXiv:2301.00001 ({words})",
        "Look up what was kept with: carrel refresh",
        "Undo with: carrel undo",
    ]
    (paper,) = online.papers("is:pending")
    assert paper["identifiers"]["arxiv"] == [BEES]


@pytest.mark.parametrize("way", ["429 with Retry-After", "503 with Retry-After", "500", "reset"])
def test_what_passes_by_itself_is_not_even_told(way: str, online: Carrel, service: Service) -> None:
    service.fail("arxiv", way, "good")
    done = online("add", BEES)
    assert (done.code, done.err.splitlines()[0]) == (0, f"Added meadow2023bees: {TITLE}")


def test_an_old_id_and_a_withdrawn_paper_are_papers_like_others(online: Carrel) -> None:
    done = online("add", "hep-th/9901001v3", "2302.00002")
    assert done.code == 0
    assert done.err.splitlines()[1].endswith("A Theorem That Did Not Hold (withdrawn by its authors)")
    assert "withdrawn" in online("show", "2302.00002").out
    assert "(retracted: https://doi.org/10.5555/teacup.notice)" in online("add", "10.5555/teacup.7").err
    online("remove", "10.5555/teacup.7")
    assert {paper["published"] for paper in online.papers()} == {"1999-01-04", "2023-01-02"}


def test_a_thousand_from_stdin_in_few_requests_and_again_in_none(online: Carrel, service: Service) -> None:
    service.works = world.many(1_000)
    names = "\n".join(work.arxiv for work in service.works)
    done = online("add", "-", stdin=names)
    assert (done.code, done.err.splitlines()[0]) == (0, "1,000 added.")
    assert len(service.asked) == 2
    assert online("add", "-", stdin=names).err == "1,000 already here.\n"
    assert len(service.asked) == 2


def test_going_on_where_it_was_stopped(
    online: Carrel, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.works = world.many(1_000)
    names = "\n".join(work.arxiv for work in service.works)
    ask = Wire.ask

    def stopped(self: Wire, request: object) -> object:
        if self.requests:
            raise KeyboardInterrupt
        return ask(self, request)  # type: ignore[arg-type]

    monkeypatch.setattr(Wire, "ask", stopped)
    assert online("add", "-", stdin=names).code == 130
    assert (len(online.papers("has:abstract")), len(online.papers("is:pending"))) == (500, 500)
    monkeypatch.setattr(Wire, "ask", ask)
    assert online("add", "-", stdin=names).code == 0
    assert len(service.asked) == 2
    assert online.papers("is:pending") == []


def test_a_kill_in_the_middle_loses_nothing_that_was_typed(
    online: Carrel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(self: Wire, request: object) -> object:
        raise SystemExit(143)

    monkeypatch.setattr(Wire, "ask", killed)
    assert online("add", BEES).code == 143
    assert [paper["title"] for paper in online.papers("is:pending")] == ["arXiv:2301.00001"]


def test_a_key_from_the_environment_goes_to_its_service(
    online: Carrel, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = Carrel.environment
    key = {"CARREL_SEMANTIC_SCHOLAR_KEY": "secret"}
    monkeypatch.setattr(Carrel, "environment", lambda self, **more: environment(self, **more) | key)
    online.config.write_text(f'[online]\nmail = "ada@example.org"\n{online.config.read_text()}')
    online("add", "a" * 40, "10.5555/bees.1")
    keys = {asked.path.split("/")[1]: asked.headers.get("x-api-key") for asked in service.asked}
    assert keys == {"semantic-scholar": "secret", "crossref": None}
    assert all(asked.headers["user-agent"].endswith("(mailto:ada@example.org)") for asked in service.asked)


def test_nothing_to_add_is_wrong_use(online: Carrel) -> None:
    assert online("add").code == 2
    assert online("add", "huh").code == 2
    assert not online.library.exists() or online.papers() == []


def test_a_process_of_its_own_does_the_same(empty: Carrel, service: Service) -> None:
    service.config(empty.config)
    done = empty.process("add", BEES)
    assert (done.code, done.err.splitlines()[0]) == (0, f"Added meadow2023bees: {TITLE}")
    elsewhere = Carrel(empty.folder / "elsewhere")
    elsewhere.folder.mkdir()
    done = elsewhere.process("add", BEES)
    assert done.code == 4
    assert "(arXiv cannot be reached (Connection refused))" in done.err
