"""Looking papers up: as few requests as can be, the next service when one fails, and nothing guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seeds import Draft, Identifier
from seeds.online.http import Wire
from seeds.online.lookup import Lookup
from seeds.online.pasted import pasted
from tests.online import world
from tests.online.conftest import Time
from tests.online.server import Service
from tests.seeds.pdf_writer import column, page, pdf


def looked_up(wire: Wire, *names: str) -> tuple[dict[str, Draft], dict[str, str]]:
    """The drafts found, and why the others were not, by the value asked for."""
    wanted = [found for name in names if (found := pasted(name))]
    assert len(wanted) == len(names)
    lookup = Lookup(wire, wanted)
    found = {asked.value: draft for reply in lookup for asked, draft in reply.found.items()}
    return found, {asked.value: words for asked, words in lookup.unanswered.items()}


def test_arxiv_tells_abstract_version_and_code(wire: Wire) -> None:
    found, _ = looked_up(wire, "https://arxiv.org/abs/2301.00001v1")
    draft = found["2301.00001"]
    assert (draft.title, draft.authors, draft.published) == (
        "Bees Prefer Shallow Networks",
        ("Ada Meadow",),
        "2023-01-02",
    )
    assert (draft.category, draft.extra["version"]) == ("cs.LG", "2")
    assert draft.code_url == "https://github.com/hive/bees"


def test_an_old_id_and_a_paper_that_was_withdrawn(wire: Wire) -> None:
    found, _ = looked_up(wire, "hep-th/9901001", "2302.00002")
    assert found["hep-th/9901001"].title == "Strings Before There Were Loops"
    assert found["2302.00002"].extra["comments"].startswith("This paper has been withdrawn")


def test_crossref_tells_the_venue_and_that_a_work_was_retracted(wire: Wire) -> None:
    found, _ = looked_up(wire, "10.5555/bees.1", "10.5555/teacup.7")
    assert found["10.5555/bees.1"].venue == "Journal of Made-up Ecology"
    assert "retracted" not in found["10.5555/bees.1"].extra
    assert found["10.5555/teacup.7"].extra["retracted"] == "https://doi.org/10.5555/teacup.notice"


SINGLE = [
    ("PMID:12345678", "Sleep of Nurses on Islands", "pubmed"),
    ("978-0-306-40615-7", "A Small Book of Large Numbers", "open-library"),
    ("a" * 40, "Bees Prefer Shallow Networks", "semantic-scholar"),
    ("W1000001", "Bees Prefer Shallow Networks", "openalex"),
]


@pytest.mark.parametrize(("name", "title", "site"), SINGLE)
def test_each_scheme_goes_to_its_own_service(
    name: str, title: str, site: str, wire: Wire, service: Service
) -> None:
    found, unanswered = looked_up(wire, name)
    assert [draft.title for draft in found.values()] == [title]
    assert unanswered == {}
    assert len(service.to(site)) == len(service.asked) == 1


@pytest.mark.parametrize("older", [False, True])
def test_openreview_in_both_its_shapes(older: bool, wire: Wire, service: Service) -> None:
    service.reviews["aB3-xY_z9"] = world.review(world.REVIEWED, "aB3-xY_z9", older=older)
    found, _ = looked_up(wire, "https://openreview.net/forum?id=aB3-xY_z9")
    draft = found["aB3-xY_z9"]
    assert (draft.title, draft.venue) == ("Open Reviews Close Slowly", "Made-up Conference 2024")
    assert (draft.published, draft.kind) == ("2023-09-18", "conference")


def test_the_anthology_is_asked_by_its_own_ids_and_after_all_others_by_doi(
    wire: Wire, service: Service
) -> None:
    work = replace(world.REVIEWED, title="Words Come in Pairs")
    service.papers = {"/P05-1001.bib": world.bibtex(work), "/P18-1001.bib": world.bibtex(work)}
    found, _ = looked_up(wire, "https://aclanthology.org/P05-1001/", "https://aclanthology.org/P18-1001/")
    assert {draft.title for draft in found.values()} == {"Words Come in Pairs"}
    assert set(found) == {"P05-1001", "10.18653/v1/p18-1001"}


def test_dblp_by_key(wire: Wire, service: Service) -> None:
    service.papers["/rec/conf/made/Meadow23.bib"] = world.bibtex(world.BEES, "10.5555/bees.1")
    found, _ = looked_up(wire, "https://dblp.org/rec/conf/made/Meadow23.html")
    assert found["conf/made/Meadow23"].identifiers == (
        Identifier("doi", "10.5555/bees.1"),
        Identifier("dblp", "conf/made/Meadow23"),
    )


def test_a_thousand_ids_take_two_requests_and_three_seconds(wire: Wire, service: Service, time: Time) -> None:
    service.works = world.many(1_000)
    found, unanswered = looked_up(wire, *(work.arxiv for work in service.works))
    assert len(found) == 1_000
    assert unanswered == {}
    assert [asked.path.count(",") + 1 for asked in service.asked] == [500, 500]
    assert time.waits == [3.0]


def test_a_hundred_dois_take_one_request_and_one_with_a_comma_goes_alone(
    wire: Wire, service: Service
) -> None:
    service.works = [replace(world.BEES, doi=f"10.5555/b{place}") for place in range(100)]
    service.works.append(replace(world.BEES, doi="10.5555/a,b"))
    found, _ = looked_up(wire, *(work.doi for work in service.works))
    assert len(found) == 101
    assert [asked.path for asked in service.asked][1:] == ["/crossref/works/10.5555%2Fa%2Cb"]


def test_what_the_first_does_not_know_the_next_may(wire: Wire, service: Service) -> None:
    service.fail("arxiv", "503")
    found, unanswered = looked_up(wire, "2301.00001")
    assert found["2301.00001"].title == "Bees Prefer Shallow Networks"
    assert unanswered == {}


def test_what_nobody_knows_is_told_with_the_reason(wire: Wire, service: Service) -> None:
    _, unanswered = looked_up(wire, "10.5555/unknown", "https://example.org/a.pdf")
    assert unanswered == {
        "10.5555/unknown": "Crossref does not have it",
        "https://example.org/a.pdf": "example.org cannot be reached (Connection refused)",
    }
    service.fail("openalex", "500")
    service.fail("arxiv", "429 until tomorrow")
    _, unanswered = looked_up(wire, "2310.00010")
    assert unanswered == {"2310.00010": "arXiv is busy and asks to come back later (HTTP 429, in 24 h)"}


def test_one_id_that_spoils_the_answer_is_found_by_halves(wire: Wire, service: Service) -> None:
    service.works = world.many(7)
    found, unanswered = looked_up(wire, *(work.arxiv for work in service.works), "2301.99999")
    assert len(found) == 7
    assert list(unanswered) == ["2301.99999"]
    assert "incorrect id format for 2301.99999" in unanswered["2301.99999"]


def test_a_service_that_takes_fewer_at_once_is_asked_for_fewer(wire: Wire, service: Service) -> None:
    service.works = world.many(400)
    service.most = 120
    found, _ = looked_up(wire, *(work.arxiv for work in service.works))
    assert len(found) == 400
    assert len(service.to("arxiv")) == 1 + 2 + 4


def test_a_service_that_understands_nothing_is_not_asked_for_ever(wire: Wire, service: Service) -> None:
    service.works = world.many(500)
    service.fail("arxiv", "400")
    found, unanswered = looked_up(wire, *(work.arxiv for work in service.works))
    assert len(found) == 500
    assert unanswered == {}
    assert len(service.to("arxiv")) < 100


def test_truncated_json_keeps_what_came_before_and_says_so(wire: Wire, service: Service) -> None:
    service.fail("crossref", "truncated JSON")
    for site in ("openalex", "semantic-scholar"):
        service.fail(site, "403")
    _, unanswered = looked_up(wire, "10.5555/nobody")
    assert list(unanswered) == ["10.5555/nobody"]
    assert unanswered["10.5555/nobody"].startswith("Crossref: not JSON from here on")


def test_a_service_that_is_down_is_not_asked_for_the_rest(wire: Wire, service: Service) -> None:
    service.works = world.many(1_200)
    service.fail("arxiv", "403")
    found, _ = looked_up(wire, *(work.arxiv for work in service.works))
    assert len(found) == 1_200
    assert (len(service.to("arxiv")), len(service.to("semantic-scholar"))) == (1, 3)


def test_an_answer_about_another_paper_is_not_taken_for_the_one_asked_for(
    wire: Wire, service: Service
) -> None:
    service.by = lambda name, values: [world.BEES, world.OLD]  # type: ignore[method-assign]
    found, unanswered = looked_up(wire, "2309.00009", "2309.00008")
    assert found == {}
    assert set(unanswered) == {"2309.00009", "2309.00008"}


PAGE = """<!DOCTYPE html><html><head><title>Sign in</title>
<meta name="citation_title" content="A Page About a Paper"><meta name="citation_author" content="Fern, Doris">
<meta name="citation_author" content="Bo Li"><meta name="citation_publication_date" content="2021/03/04">
<meta name="citation_journal_title" content="Journal of Pages">{}</head><body>…</body></html>"""
DOI = '<meta name="citation_doi" content="doi:10.5555/bees.1">'


def test_a_page_says_which_paper_it_is_about(wire: Wire, service: Service) -> None:
    service.files["/page"] = PAGE.format("").encode()
    found, unanswered = looked_up(wire, f"{service.address}/pages/page")
    (draft,) = found.values()
    assert (draft.title, draft.authors, draft.published, draft.venue) == (
        "A Page About a Paper",
        ("Doris Fern", "Bo Li"),
        "2021-03-04",
        "Journal of Pages",
    )
    assert unanswered == {}


def test_what_a_page_calls_its_paper_is_looked_up_as_well(wire: Wire, service: Service) -> None:
    service.files["/page"] = PAGE.format(DOI).encode()
    address = f"{service.address}/pages/page"
    found, unanswered = looked_up(wire, address)
    assert list(found) == [address, "10.5555/bees.1"]
    assert [each.scheme for each in found[address].identifiers] == ["doi", "url"]
    assert found["10.5555/bees.1"].venue == "Journal of Made-up Ecology"
    assert unanswered == {}


def test_a_pdf_says_so_too_and_others_know_its_title_better(wire: Wire, service: Service) -> None:
    pytest.importorskip("pypdfium2")
    lines = column("arXiv:2301.00001v2  [cs.LG]  2 Jan 2023", "Bees prefer something", "Ada Meadow")
    service.files["/paper.pdf"] = pdf(page(*lines), info={"Title": "bees_final2"})
    found, _ = looked_up(wire, f"{service.address}/pages/paper.pdf")
    first, second = found.values()
    assert first.provisional_title
    assert second.title == "Bees Prefer Shallow Networks"


@pytest.mark.parametrize("body", [b"<html><body>hello</body></html>", b"", b"\x89PNG", b"%PDF-1.4 broken"])
def test_a_page_that_says_nothing_is_told(body: bytes, wire: Wire, service: Service) -> None:
    service.files["/page"] = body
    found, unanswered = looked_up(wire, f"{service.address}/pages/page")
    assert found == {}
    assert all(words.startswith("127.0.0.1: ") for words in unanswered.values())
