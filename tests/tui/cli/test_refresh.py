"""Asking again: what was pending, what has no title, what was published, changed or taken back since."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

from tests.online import world
from tests.online.server import Service
from tests.tui.cli.helpers import Carrel

TITLE = "Bees Prefer Shallow Networks"


def test_what_was_kept_offline_is_filled_in_at_once_and_undone_at_once(online: Carrel) -> None:
    online("add", "2301.00001", "PMID:12345678", "Cold fusion in a TEACUP", "10.5555/none", "--offline")
    done = online("refresh", "is:pending", "--as", "json")
    assert done.code == 0
    assert {change["title"] for change in done.json["changes"]} == {
        TITLE,
        "Sleep of Nurses on Islands",
        "Cold Fusion in a Teacup",
    }
    assert done.json["pending"] == [{"key": "doi-10-5555", "reason": "Crossref does not have it"}]
    assert len(online.papers()) == 4
    online("undo")
    assert len(online.papers("is:pending")) == 4


def test_a_paper_without_a_title_finds_it_by_its_abstract_and_by_nothing_less(
    online: Carrel, service: Service
) -> None:
    near = replace(world.OLD, abstract=world.BEES.abstract + " And then some more.", title="Not This One")
    service.works = [near, world.BEES]
    page = online.folder / "page.txt"
    page.write_text(f"Abstract:{world.BEES.abstract.upper()}\n" * 2)
    assert online("import", str(page)).code == 0
    (before,) = online.papers("is:untitled")
    done = online("refresh", "is:untitled")
    assert done.code == 0
    (paper,) = online.papers()
    assert (paper["id"], paper["title"], paper["provisional_title"]) == (before["id"], TITLE, False)
    service.works = [near]
    online("undo")
    online("refresh", "is:untitled")
    assert [paper["id"] for paper in online.papers("is:untitled")] == [before["id"]]


def test_publication_version_code_and_retraction(online: Carrel, service: Service) -> None:
    service.works = [replace(world.BEES, version=1, abstract="Bees visit flowers.", doi=""), world.TAKEN_BACK]
    online("add", "2301.00001", world.TAKEN_BACK.doi)
    (paper,) = online.papers("arxiv:2301.00001")
    assert (paper["venue"], paper["code_url"]) == (None, None)
    online("edit", paper["key"], "--set", "published=2020-02")
    service.works = [replace(world.BEES, published="10.5555/bees.1")]
    done = online("refresh")
    assert done.code == 0
    assert done.err.splitlines()[0] == f"{paper['key']}: abstract, venue, code, kind, identifiers, version"
    (paper,) = online.papers("arxiv:2301.00001")
    assert (paper["venue"], paper["kind"]) == ("Journal of Made-up Ecology", "article")
    assert paper["identifiers"]["doi"] == ["10.5555/bees.1"]
    assert paper["code_url"] == "https://github.com/hive/bees"
    assert paper["abstract"] == world.BEES.abstract
    assert paper["published"] == "2020-02"


def test_a_retraction_is_told_aloud_once(online: Carrel, service: Service) -> None:
    service.works = [replace(world.TAKEN_BACK, retracted="")]
    online("add", world.TAKEN_BACK.doi)
    service.works = [world.TAKEN_BACK]
    words = "carrel: retracted: odon2023cold: Cold Fusion in a Teacup (https://doi.org/10.5555/teacup.notice)"
    assert words in online("refresh").err.splitlines()
    again = online("refresh")
    assert again.err == "Asked about 1, changed 0.\n"


def test_what_was_read_before_it_changed_is_found(online: Carrel, service: Service) -> None:
    service.works = [world.BEES, replace(world.TAKEN_BACK, retracted="")]
    online("add", "2301.00001", world.TAKEN_BACK.doi)
    online("refresh")
    online("mark", "read", "1", "2")
    service.works = [replace(world.BEES, version=3), world.TAKEN_BACK]
    online("refresh")
    assert len(online.papers("changed:today..")) == 2
    with closing(sqlite3.connect(online.library)) as connection:
        told = connection.execute("SELECT field, source FROM amendment ORDER BY paper_id").fetchall()
    assert told == [("version", "arXiv"), ("retracted", "Crossref")]


def test_a_preprint_that_appeared_is_found_by_semantic_scholar(online: Carrel, service: Service) -> None:
    service.works = [replace(world.BEES, doi="", venue="")]
    online("add", "2301.00001")
    service.works = [world.BEES]
    online("refresh")
    (paper,) = online.papers()
    assert paper["identifiers"]["doi"] == ["10.5555/bees.1"]


def test_a_service_that_fails_is_named_and_stops_no_other(online: Carrel, service: Service) -> None:
    online("add", "2301.00001", "10.5555/teacup.7", "--offline")
    service.fail("crossref", "403")
    service.fail("openalex", "503")
    service.fail("semantic-scholar", "HTML instead")
    done = online("refresh")
    assert done.code == 4
    assert "carrel: Crossref refuses to answer (HTTP 403)" in done.err.splitlines()
    assert "carrel: OpenAlex is busy and asks to come back later (HTTP 503)" in done.err.splitlines()
    assert [paper["title"] for paper in online.papers("-is:pending")] == [TITLE]


def test_when_nobody_answers_nothing_changes(online: Carrel, service: Service) -> None:
    online("add", "2301.00001", "--offline")
    for site in service.bases:
        service.fail(site, "403")
    done = online("refresh")
    assert done.code == 1
    assert "Still to be looked up: arxiv-2301-00001 (arXiv refuses to answer (HTTP 403))" in done.err
    assert len(online.papers("is:pending")) == 1


def test_a_query_that_is_not_understood_asks_nobody(online: Carrel, service: Service) -> None:
    online("add", "2301.00001", "--offline")
    assert online("refresh", "is:pendnig").code == 2
    assert service.asked == []


def test_what_was_said_before_is_not_kept_again(online: Carrel, service: Service) -> None:
    online("add", "2301.00001", "10.5555/teacup.7")
    online("refresh")
    assert online("refresh").err == "Asked about 2, changed 0.\n"
    with closing(sqlite3.connect(online.library)) as connection:
        counts = connection.execute("SELECT count(*) FROM sighting").fetchone()
        online("refresh")
        assert connection.execute("SELECT count(*) FROM sighting").fetchone() == counts
    service.works = [replace(world.BEES, version=9)]
    assert online("refresh").err.splitlines()[0] == "meadow2023bees: version"
