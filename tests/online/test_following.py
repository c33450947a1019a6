"""What can be followed and how it is asked; lists of feeds in and out."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds import Newest, Outline, SeedError, read_opml, write_opml
from seeds.online.feeds import rest
from seeds.online.http import Wire
from storage import Refused
from tests.online import world
from tests.online.server import Service
from tests.patience import within
from tui.following import newest

QUERIES = {
    "cat:cs.LG": "(cat:cs.LG)",
    "cat:cs.LG,cs.NE author:hinton": '((cat:cs.LG OR cat:cs.NE) AND au:"hinton")',
    "cat:hep-th -title:black": '((cat:hep-th) ANDNOT ti:"black")',
    '"lottery ticket" OR abstract:prun*': '(all:"lottery ticket" OR abs:prun*)',
    "NOT cat:cs.LG pruning": '(all:"pruning" ANDNOT (cat:cs.LG))',
}


@pytest.mark.parametrize(("query", "asked"), QUERIES.items())
def test_a_query_becomes_one_of_arxiv(query: str, asked: str) -> None:
    assert newest(query) == Newest(query=asked)


def test_a_venue_is_for_crossref_to_answer() -> None:
    assert newest('venue:"made-up ecology" author:meadow bees') == Newest(
        words="bees", author="meadow", venue="made-up ecology"
    )


REFUSED = [
    ("is:unread", "arXiv cannot answer “is:unread”"),
    ("cat:LG", "arXiv wants a category with its archive, as in cat:cs.LG, not “category:LG”"),
    ("venue:nature is:unread", "Crossref, which knows venues, cannot answer “is:unread”"),
    ("-cat:cs.LG", "arXiv cannot answer"),
    ("yaer:2020", "did you mean year?"),
    ("", "say what to follow"),
]


@pytest.mark.parametrize(("query", "words"), REFUSED)
def test_what_only_this_library_knows_cannot_be_followed(query: str, words: str) -> None:
    with pytest.raises(Refused) as raised:
        newest(query)
    assert words in str(raised.value)


PAGES = {
    "https://arxiv.org/list/cs.LG/recent": "arxiv-atom",
    "https://huggingface.co/papers": "hugging-face",
    "https://journal.example/feed.xml": "feed",
}


@pytest.mark.parametrize(("url", "format"), PAGES.items())
def test_some_pages_stand_for_what_can_be_asked(url: str, format: str) -> None:
    assert newest(url).format == format


def test_the_daily_papers(wire: Wire, service: Service) -> None:
    service.works = [world.BEES]
    (draft,) = Newest(url="https://huggingface.co/papers").ask(wire)
    assert (draft.title, draft.code_url) == (world.BEES.title, "https://github.com/hive/bees")
    assert [(each.scheme, each.value) for each in draft.identifiers] == [("arxiv", "2301.00001")]


def test_a_feed_names_papers_by_the_addresses_of_their_pages(wire: Wire, service: Service) -> None:
    feed = (
        '<rss version="2.0"><channel><item><title>A Paper Without a Number</title>'
        "<link>https://journal.example/doi/full/10.5555/paged.1</link></item></channel></rss>"
    )
    service.files["/page.xml"] = feed.encode()
    (draft,) = Newest(url=f"{service.address}/feeds/page.xml").ask(wire)
    assert [(each.scheme, each.value) for each in draft.identifiers] == [("doi", "10.5555/paged.1")]


def test_an_archive_is_followed_by_its_address_too(wire: Wire, service: Service) -> None:
    specimen = Path(__file__).resolve().parents[1] / "specimens" / "oai_arxiv.xml"
    service.files["/oai?verb=ListRecords"] = specimen.read_bytes()
    drafts = Newest(url=f"{service.address}/feeds/oai?verb=ListRecords").ask(wire)
    assert all(draft.title and draft.identifiers[0].scheme == "arxiv" for draft in drafts)
    assert drafts


def test_the_pages_of_an_archive_are_turned_to_the_end(wire: Wire, service: Service) -> None:
    specimen = Path(__file__).resolve().parents[1] / "specimens" / "oai_arxiv.xml"
    last = specimen.read_bytes()
    first = last.replace(b"</ListRecords>", b"<resumptionToken>a&amp;b|3</resumptionToken></ListRecords>")
    service.files["/oai?verb=ListRecords&set=math"] = first
    service.files["/oai?verb=ListRecords&resumptionToken=a%26b%7C3"] = last
    drafts = Newest(url=f"{service.address}/feeds/oai?verb=ListRecords&set=math").ask(wire)
    one_page = Newest(url=f"{service.address}/feeds/oai?verb=ListRecords&resumptionToken=a%26b%7C3").ask(wire)
    assert len(drafts) == 2 * len(one_page) > 0


def test_an_archive_that_never_ends_is_left_at_some_page(wire: Wire, service: Service) -> None:
    specimen = Path(__file__).resolve().parents[1] / "specimens" / "oai_arxiv.xml"
    again = specimen.read_bytes().replace(
        b"</ListRecords>", b"<resumptionToken>x</resumptionToken></ListRecords>"
    )
    for query in ("verb=ListRecords", "verb=ListRecords&resumptionToken=x"):
        service.files[f"/oai?{query}"] = again
    drafts = Newest(url=f"{service.address}/feeds/oai?verb=ListRecords").ask(wire)
    titles = [draft.title for draft in drafts]
    assert titles.count(titles[0]) == 20


OPML = b"""<?xml version="1.0"?><opml version="1.1"><head><title>x</title></head><body>
<outline text="Folder"><outline title="A &amp; B" xmlUrl="https://a.example/rss"/>
<outline text="https://b.example/atom"/></outline>
<outline url="http://c.example/feed" text=""/><outline text="no feed" xmlUrl="file:///etc/passwd"/>
<outline title="again" xmlUrl="https://a.example/rss"/></body></opml>"""


def test_lists_of_feeds_are_read_as_readers_write_them() -> None:
    assert read_opml(OPML, "feeds.opml") == [
        Outline("https://a.example/rss", "A & B"),
        Outline("https://b.example/atom", None),
        Outline("http://c.example/feed", None),
    ]


@pytest.mark.parametrize(
    "data", [b"", b"no xml", b"<html><body/></html>", b'<!DOCTYPE a [<!ENTITY x "y">]><a/>']
)
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(SeedError):
        read_opml(data, "feeds.opml")


def test_real_lists_are_read(shared_opml: dict[str, int]) -> None:
    for name, feeds in shared_opml.items():
        assert len(read_opml(Path(name).read_bytes(), name)) == feeds, name


@pytest.fixture
def shared_opml() -> dict[str, int]:
    """The lists of feeds among the shared material, and how many feeds each has."""
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "opml"
    if not folder.is_dir():
        pytest.skip("no ../shared beside this repository")
    counts = {"newsboat-category": 1, "newsboat-example": 7, "newsboat-example2": 7, "zotero-feeds": 5}
    return {str(folder / f"{name}.opml"): feeds for name, feeds in counts.items()}


FEEDS = st.builds("https://{}.example/?a=b&c={}".format, st.integers(0, 99), st.sampled_from("xyz"))
TITLES = st.text("aZ1&<>\"'\\é\u0301丽Å ", min_size=1, max_size=20).filter(str.strip)


@given(st.dictionaries(FEEDS, TITLES, max_size=5))
def test_what_is_written_is_read_again(feeds: dict[str, str]) -> None:
    outlines = [Outline(url, title) for url, title in feeds.items()]
    outlines.append(Outline("cat:cs.LG -bees", None, "https://feeds.example/lg"))
    found = read_opml(write_opml(outlines).encode(), "again.opml")
    titles = {each.target: each.title for each in found}
    assert titles.pop("cat:cs.LG -bees") == "cat:cs.LG -bees"
    assert titles == {url: normalize("NFC", title.strip()) for url, title in feeds.items()}


@pytest.mark.parametrize(
    ("begin", "piece"), [("<resumptionToken>x", " "), ("", "<resumptionToken"), ("", "<resumptionToken>x")]
)
def test_a_token_without_end_is_none(begin: str, piece: str) -> None:
    body = f"<OAI-PMH>{begin}{piece * 100_000}".encode() + b" " * 1_000_000
    with within(20):
        assert rest("https://example.org/oai", body) is None
