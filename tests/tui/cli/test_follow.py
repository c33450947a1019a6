"""Following and fetching: new papers once, failures named, cron left in peace."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from tests.online import world
from tests.online.server import Service
from tests.tui.cli.helpers import Carrel
from tui.locking import only_one


@pytest.fixture
def feed(service: Service) -> str:
    """A journal's feed, with a paper that arXiv has as well."""
    service.files["/journal.xml"] = world.rss([world.TAKEN_BACK, world.BEES]).encode()
    return f"{service.address}/feeds/journal.xml"


def test_what_is_followed_is_listed_and_let_go(online: Carrel, feed: str) -> None:
    assert online("follow", "cat:cs.LG", "author:meadow").code == 0
    assert online("follow", feed).err.splitlines()[-1] == "Bring its papers with: carrel fetch"
    listed = online("follow", "--as", "json").json
    assert [each["target"] for each in listed] == ["cat:cs.LG author:meadow", feed]
    assert online("follow", "cat:cs.LG author:meadow").err == "Nothing to change.\n"
    assert online("follow", "--remove", "cat:cs.LG", "author:meadow").code == 0
    assert [each["target"] for each in online("follow", "--as", "json").json] == [feed]
    online("undo")
    assert len(online("follow", "--as", "json").json) == 2
    assert online("follow", "--remove", "cat:cs.NE").code == 2


def test_new_papers_come_once_and_in_no_second_form(online: Carrel, feed: str, service: Service) -> None:
    online("add", "2301.00001")
    online("follow", "cat:cs.LG")
    online("follow", feed)
    done = online("fetch", "--as", "json")
    assert done.code == 0
    counts = {each["target"]: (each["found"], each["new"]) for each in done.json["subscriptions"]}
    # Of the two of cs.LG one is here; the feed has it by its DOI, which arXiv did not tell: by its title.
    assert counts == {"cat:cs.LG": (2, 1), feed: (2, 1)}
    assert len(online.papers()) == 3
    again = online("fetch")
    assert again.err.splitlines() == ["cat:cs.LG: 0 new of 2", f"{feed}: 0 new of 2"]
    assert sum("if-none-match" in asked.headers for asked in service.asked) == 2
    online("undo")
    assert len(online.papers()) == 1


def test_a_paper_in_the_trash_stays_there(online: Carrel) -> None:
    online("follow", "cat:cs.LG")
    online("fetch")
    online("remove", "meadow2023bees")
    assert online("fetch", "--quiet").err == ""
    assert [paper["key"] for paper in online.papers("is:trashed")] == ["meadow2023bees"]


def test_pages_are_turned_until_one_is_known(online: Carrel, service: Service) -> None:
    works = world.many(450)
    service.works = works[440:]
    online("follow", "cat:cs.LG")
    online("fetch")
    service.works = works
    done = online("fetch", "--as", "json")
    assert done.json["subscriptions"][0]["new"] == 440
    assert len(online.papers()) == 450


def test_a_source_that_fails_is_named_and_stops_no_other(online: Carrel, feed: str, service: Service) -> None:
    online("follow", feed)
    online("follow", "cat:cs.LG")
    service.fail("feeds", "HTML instead")
    done = online("fetch", "--quiet")
    assert done.code == 4
    assert done.err == f"carrel: {feed}: 127.0.0.1 answered with something else (a web page)\n"
    assert len(online.papers()) == 2
    faults = {each["target"]: each["fault"] for each in online("follow", "--as", "json").json}
    assert faults == {feed: "127.0.0.1 answered with something else (a web page)", "cat:cs.LG": None}
    service.failing.clear()
    assert online("fetch", "--quiet").code == 0
    assert all(each["fault"] is None for each in online("follow", "--as", "json").json)


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("reset", "broke off in the middle of its answer"),
        ("503", "is busy and asks to come back later (HTTP 503)"),
        ("gzip bomb", "answered with more than is believable (over 30 MB)"),
        ("redirect to file:", "leads somewhere that is not followed (to file:///etc/passwd)"),
        (
            "an error as an entry",
            "answered with damaged data (arXiv answered with an error: incorrect id format)",
        ),
    ],
)
def test_when_all_fail_the_exit_code_is_1(way: str, words: str, online: Carrel, service: Service) -> None:
    online("follow", "cat:cs.LG")
    service.fail("arxiv", way)
    done = online("fetch", "--quiet")
    assert (done.code, done.err) == (1, f"carrel: cat:cs.LG: arXiv {words}\n")


def test_only_one_fetch_at_a_time(online: Carrel, service: Service) -> None:
    online("follow", "cat:cs.LG")
    mark = hashlib.sha256(str(online.library.resolve()).encode()).hexdigest()[:16]
    lock = online.folder / ".local/state/carrel/online" / f"fetch-{mark}.lock"
    with only_one(lock) as alone:
        assert alone
        done = online("fetch")
    assert (done.code, done.err) == (1, "carrel: another fetch is under way for this library\n")
    assert service.asked == []
    assert online("fetch", "--quiet").code == 0


def test_lists_of_feeds_come_in_and_go_out(online: Carrel, feed: str) -> None:
    file = online.folder / "feeds.opml"
    file.write_text(f'<opml version="2.0"><body><outline title="Ecology" xmlUrl="{feed}"/></body></opml>')
    online("follow", "--from", str(file))
    online("follow", "cat:cs.LG")
    online("follow", "https://huggingface.co/papers")
    written = online("follow", "--as", "opml")
    assert "https://export.arxiv.org/api/query" in written.out
    other = Carrel(online.folder / "other")
    other.folder.mkdir()
    (other.folder / "feeds.opml").write_text(written.out)
    other("follow", "--from", str(other.folder / "feeds.opml"))
    listed = {each["target"]: each["title"] for each in other("follow", "--as", "json").json}
    assert listed == {feed: "Ecology", "cat:cs.LG": "cat:cs.LG", "https://huggingface.co/papers": None}


def test_nothing_followed_is_no_error(online: Carrel) -> None:
    assert online("fetch").code == 5
    assert not online.library.exists()
    online("add", "2301.00001", "--offline")
    done = online("fetch")
    assert (done.code, done.err) == (0, "Nothing is followed. Begin with: carrel follow cat:cs.LG\n")


def test_a_query_nobody_can_answer_is_refused(online: Carrel) -> None:
    done = online("follow", "is:unread")
    assert done.code == 2
    assert done.err.startswith("carrel: arXiv cannot answer “is:unread”")


def test_a_version_of_a_followed_paper_is_no_new_paper(online: Carrel, service: Service) -> None:
    service.works = [world.BEES]
    online("follow", "cat:cs.LG")
    online("fetch")
    service.works = [replace(world.BEES, version=3, title="Bees Prefer Deep Networks")]
    online("fetch")
    (paper,) = online.papers()
    assert paper["title"] == "Bees Prefer Deep Networks"


def test_a_list_of_feeds_is_a_file(online: Carrel) -> None:
    done = online("follow", "--from", "/dev/null")
    assert (done.code, done.err) == (1, "carrel: /dev/null: this is not a regular file\n")
