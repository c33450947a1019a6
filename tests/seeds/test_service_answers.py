"""Saved answers of arXiv, Crossref, OpenAlex, Semantic Scholar, OAI-PMH archives, and feeds of papers."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

import seeds
from seeds import Draft, Identifier
from tests.seeds.conftest import Gathered

Read = Callable[[str, str], tuple[list[Draft], list[seeds.Complaint]]]
DOI = Identifier("doi", "10.1000/moss.7")
ARXIV = Identifier("arxiv", "2211.00001")


@pytest.fixture
def read(specimen: Callable[[str], bytes], gather: Callable[..., Gathered]) -> Read:
    """Read a specimen, which has to be recognised by what it says."""

    def recognised(name: str, format: str) -> tuple[list[Draft], list[seeds.Complaint]]:
        assert seeds.read(specimen(name), name).format == format
        drafts, complaints, _ = gather(specimen(name))
        assert [draft.position for draft in drafts] == list(range(len(drafts)))
        return drafts, complaints

    return recognised


def test_an_atom_feed_of_arxiv(read: Read) -> None:
    """Its primary category comes first; an error that comes as an entry is none."""
    (draft,), complaints = read("arxiv_atom.xml", "arxiv-atom")
    assert draft == Draft(
        title="Shade or Water? On Bryum & its kin",
        authors=("Ada Fernsby", "Jan van der Berg"),
        affiliations=("Kew",),
        published="2022-11-01",
        category="cs.LG",
        identifiers=(ARXIV, DOI),
        abstract="Mosses drink through leaves.",
        extra={
            "comments": "12 pages",
            "journal-ref": "Moss Lett. 7 (2022)",
            "update_date": "2022-12-02",
            "msc-class": "92C80, 92D40",
            "categories": "cs.LG q-bio.PE",
            "version": "2",
        },
        line=5,
    )
    assert [(c.line, c.reason) for c in complaints] == [
        (24, "arXiv answered with an error: incorrect id format for 12")
    ]


def test_works_of_crossref(read: Read) -> None:
    """Null dates are passed over, markup is plain text, the ISBN of a chapter is its book's."""
    (article, chapter, preprint), complaints = read("crossref.json", "crossref")
    assert complaints == []
    assert article == Draft(
        title="Shade or Water? A moss",
        authors=("Ada Fernsby", "Moss Trust of Kew"),
        affiliations=("Kew",),
        published="2022-11",
        venue="Moss & Stone",
        kind="article",
        identifiers=(DOI, ARXIV),
        url="https://doi.org/10.1000/moss.7",
        abstract="Growth is g².",
        extra={
            "author": "Fernsby, Ada and {Moss Trust of Kew}",
            "editor": "Li, Bo",
            "shortjournal": "M&S",
            "volume": "7",
            "number": "2",
            "eid": "e7",
            "issn": "1234-5679, 1234-5680",
            "language": "en",
        },
        line=2,
    )
    assert (chapter.kind, chapter.venue, chapter.identifiers) == (
        "chapter",
        "A book",
        (Identifier("doi", "10.1000/part"),),
    )
    assert chapter.extra == {"isbn": "9780306406157", "series": "A series"}
    assert (preprint.kind, preprint.venue, preprint.published) == ("preprint", "bioRxiv", "2021-03-04")
    assert [draft.line for draft in (chapter, preprint)] == [11, 12]


def test_works_of_openalex(read: Read) -> None:
    """The abstract is put together; 1 January may be any day; a repository is no venue."""
    (article, preprint), complaints = read("openalex.json", "openalex")
    assert complaints == []
    assert article == Draft(
        title="Shade or Water?",
        authors=("Ada Fernsby", "Bo Li"),
        affiliations=("Kew Gardens",),
        published="2022",
        venue="Moss Letters",
        kind="article",
        identifiers=(
            DOI,
            Identifier("openalex", "W123456789"),
            Identifier("pmid", "12345"),
            Identifier("mag", "77"),
            ARXIV,
        ),
        url="https://doi.org/10.1000/moss.7",
        abstract="Mosses drink and drink",
        extra={
            "publisher": "Kew Press",
            "issn": "1234-5679",
            "pages": "1-12",
            "volume": "7",
            "number": "2",
            "language": "en",
            "license": "cc-by",
            "keywords": "Moss",
        },
        line=2,
    )
    assert (preprint.kind, preprint.venue, preprint.published) == ("preprint", None, "2021-03-04")
    assert preprint.extra == {"repository": "arXiv (Cornell University)"}


def test_papers_of_semantic_scholar(read: Read) -> None:
    """A citation is the paper at its other end; null stands for a paper that was not found."""
    (review, cited), complaints = read("semantic_scholar.json", "semantic-scholar")
    number = "00112233445566778899aabbccddeeff00112233"
    assert review == Draft(
        title="Shade or Water?",
        authors=("Ada Fernsby", "Jan van der Berg"),
        published="2022",
        venue="Moss Letters",
        kind="article",
        identifiers=(
            DOI,
            ARXIV,
            Identifier("pmid", "12345"),
            Identifier("pmcid", "PMC54321"),
            Identifier("corpusid", "9"),
            Identifier("s2", number),
        ),
        url=f"https://www.semanticscholar.org/paper/{number}",
        summary="Mosses drink.",
        extra={"shortjournal": "Moss Lett.", "volume": "7", "pages": "1 - 12"},
        line=2,
    )
    assert (cited.title, cited.kind, cited.venue) == ("Early moss", "preprint", None)
    assert [(c.line, c.rejected) for c in complaints] == [(8, True)]


def test_records_of_an_archive(read: Read) -> None:
    """arXiv's format and Dublin Core in one answer; the earliest date is that of the first version."""
    (arxiv, dublin), complaints = read("oai_arxiv.xml", "oai-pmh")
    assert arxiv.authors == ("Ada Fernsby", "Martin King, Jr.")
    assert (arxiv.published, arxiv.category, arxiv.identifiers) == ("2022-11-01", "q-bio.PE", (ARXIV, DOI))
    assert arxiv.abstract == "Mosses drink through leaves."
    assert dublin == Draft(
        title="Wet stones",
        authors=("Ada Fernsby", "Moss Trust"),
        published="2003-01-02",
        identifiers=(Identifier("arxiv", "math/0309136"), Identifier("doi", "10.1000/stones")),
        abstract="Stones are wet.",
        extra={"note": "3 pages", "keywords": "Geology", "type": "text"},
        position=1,
        line=19,
    )
    assert [(c.line, c.reason) for c in complaints] == [
        (16, "oai:arXiv.org:2211.00002 was deleted by the archive")
    ]


def test_raw_records_of_arxiv(gather: Callable[..., Gathered]) -> None:
    """The list of versions gives the day and the number; names are split; XML's indents are no paragraphs."""
    data = """<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><GetRecord><record><header/><metadata>
      <arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>2211.00001</id>
        <version version="v1"><date>Tue, 1 Nov 2022 09:30:00 GMT</date></version>
        <version version="v2"><date>Fri, 2 Dec 2022 10:00:00 GMT</date></version>
        <title>Shade or
          Water?</title><authors>Ada Fernsby (Kew), J.-P. M\\"oss and B. Li et al.</authors>
        <categories>cs.LG</categories><abstract>Mosses drink
          through leaves.</abstract></arXivRaw></metadata></record></GetRecord></OAI-PMH>"""
    (draft,), complaints, _ = gather(data)
    assert complaints == []
    assert (draft.title, draft.abstract) == ("Shade or Water?", "Mosses drink through leaves.")
    assert draft.authors == ("Ada Fernsby", "J.-P. Möss", "B. Li")
    assert draft.authors_truncated
    assert (draft.published, draft.extra) == ("2022-11-01", {"version": "2"})


def test_a_feed(read: Read) -> None:
    """arXiv's announcements and a journal's; an item that names nothing is told."""
    (arxiv, article), complaints = read("feed.xml", "feed")
    assert arxiv == Draft(
        title="Shade or Water?",
        authors=("Ada Fernsby", "Jan van der Berg"),
        published="2022-11-02",
        category="q-bio.PE",
        identifiers=(ARXIV,),
        url="https://arxiv.org/abs/2211.00001",
        abstract="Mosses drink g².",
        extra={"version": "1", "categories": "q-bio.PE cs.LG"},
        line=5,
    )
    assert (article.title, article.abstract) == ("Wet stones", "Stones are wet.")
    assert article.authors == ("Ada B. Fernsby", "Bo Li")
    assert (article.venue, article.published, article.kind) == ("Stone Letters", "2004-02", "article")
    assert article.identifiers == (Identifier("doi", "10.1000/stones"),)
    assert [(c.line, c.rejected) for c in complaints] == [(28, True)]


def test_an_announced_replacement_is_not_published_on_that_day(gather: Callable[..., Gathered]) -> None:
    data = """<rss version="2.0"><channel><item><title>Shade</title>
      <pubDate>Wed, 02 Nov 2022 00:00:00 -0500</pubDate>
      <description>arXiv:2101.00001v3 Announce Type: replace-cross Abstract: Wet.</description>
      </item></channel></rss>"""
    (draft,), _, _ = gather(data)
    assert (draft.published, draft.extra["announced"]) == (None, "Wed, 02 Nov 2022 00:00:00 -0500")


def test_the_news_of_arxiv_as_atom_and_as_it_was(gather: Callable[..., Gathered]) -> None:
    """The names stand in one element; before 2024 the id stood behind the title."""
    atom = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><id>http://rss.arxiv.org/atom/cs.LG</id>
      <entry><id>oai:arXiv.org:2211.00001v1</id><title>Shade or Water?</title>
      <summary>arXiv:2211.00001v1 Announce Type: new Abstract: Mosses drink.</summary>
      <category term="q-bio.PE"/><category term="cs.LG"/><published>2022-11-02T00:00:00-05:00</published>
      <arxiv:announce_type>new</arxiv:announce_type><dc:creator>Ada Fernsby, Jan van der Berg</dc:creator>
      </entry></feed>"""
    old = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="http://arxiv.org/abs/2211.00001">
      <title>Shade or Water?. (arXiv:2211.00001v2 [q-bio.PE] UPDATED)</title>
      <description>&lt;p&gt;Mosses drink and drink.&lt;/p&gt;</description>
      <dc:creator>&lt;a href="x"&gt;Ada Fernsby&lt;/a&gt;, &lt;a&gt;Jan van der Berg&lt;/a&gt;</dc:creator>
      </item></rdf:RDF>"""
    for data in (atom, old):
        assert seeds.read(data.encode(), "news.xml").format == "feed"
        (draft,), complaints, _ = gather(data)
        assert (draft.title, draft.authors) == (
            "Shade or Water?",
            ("Ada Fernsby", "Jan van der Berg"),
        )
        assert (draft.identifiers, draft.category, draft.kind) == ((ARXIV,), "q-bio.PE", "preprint")
        assert complaints == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Fern, A. B., Li, C.", ("A. B. Fern", "C. Li")),
        ("Ada Fern, Bo Li", ("Ada Fern", "Bo Li")),
        ("Fern, Ada B.", ("Ada B. Fern",)),
        ("Ada Fern,\n Bo Li,\n Cy Dee", ("Ada Fern", "Bo Li", "Cy Dee")),
        ("ada@example.org (Ada Fern)", ("Ada Fern",)),
        ("ada@example.org", ()),
    ],
)
def test_names_that_share_an_element(
    line: str, names: tuple[str, ...], gather: Callable[..., Gathered]
) -> None:
    data = f"<rss><channel><item><title>T</title><author>{line}</author></item></channel></rss>"
    ((draft,), _, _) = gather(data)
    assert draft.authors == names


ERRORS = [
    (
        "crossref",
        {
            "status": "failed",
            "message-type": "validation-failure",
            "message": [{"type": "x", "message": "bad filter"}],
        },
    ),
    ("openalex", {"error": "Invalid query", "message": "no such field"}),
    ("semantic-scholar", {"error": "Paper not found"}),
]


@pytest.mark.parametrize(("format", "answer"), ERRORS)
def test_an_error_of_a_service_is_a_complaint_in_its_words(
    format: str, answer: object, gather: Callable[..., Gathered]
) -> None:
    drafts, complaints, _ = gather(json.dumps(answer), format)
    assert (drafts, [complaint.rejected for complaint in complaints]) == ([], [True])
    said = ("bad filter", "no such field", "Paper not found")
    assert any(words in complaints[0].reason for words in said)


def test_an_answer_without_entries_is_no_error(gather: Callable[..., Gathered]) -> None:
    for format, data in (
        ("openalex", '{"meta": {"count": 0}, "results": []}'),
        ("semantic-scholar", '{"total": 0, "data": []}'),
        ("crossref", '{"message-type": "work-list", "message": {"items": []}}'),
        ("arxiv-atom", '<feed xmlns="http://www.w3.org/2005/Atom"><title>arXiv Query</title></feed>'),
    ):
        assert gather(data, format) == ([], [], [])


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ('{"error": "Paper with id ABC not found"}', "Paper with id ABC not found"),
        ('{"message": "Too Many Requests.", "code": "429"}', "Too Many Requests."),
        ('{"error": "Invalid query", "message": "x is no field"}', "Invalid query x is no field"),
    ],
)
def test_an_error_in_place_of_papers_is_told_as_one(answer: str, said: str) -> None:
    """Semantic Scholar's and OpenAlex's errors name no format, but they are no papers either."""
    drafts, complaints, _ = seeds.read(answer.encode(), "answer.json").gather()
    assert drafts == []
    assert [told.reason for told in complaints] == [f"a service answered with an error: {said}"]


def test_entries_that_damage_made_part_of_an_instruction_are_told() -> None:
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"><title>arxiv.org/api</title></feed>'
    drafts, complaints, _ = seeds.read(
        f"<?xmn <entry><title>Gone</title></entry> ?>{feed}".encode(), "x.xml", format="arxiv-atom"
    ).gather()
    assert drafts == []
    assert [complaint.reason for complaint in complaints] == [
        "an instruction <?xmn with elements in it was not read"
    ]
