"""What Zotero, EndNote, PubMed and their kin export: CSL, RDF, XML and tagged lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import seeds
from seeds import Draft, DraftNote, Identifier, Reading
from tests.seeds.conftest import Gathered

Read = Callable[[str, str], tuple[list[Draft], list[tuple[int, str]]]]
DOI = Identifier("doi", "10.1000/moss.7")
ARXIV = Identifier("arxiv", "2211.00001")
NOTHING = "the entry has no title, no abstract and no identifier"


@pytest.fixture
def read(specimen: Callable[[str], bytes], gather: Callable[..., Gathered]) -> Read:
    """Read a specimen, recognised by what it says: its drafts, the lines and reasons of what was rejected."""

    def recognised(name: str, format: str) -> tuple[list[Draft], list[tuple[int, str]]]:
        assert seeds.read(specimen(name), name).format == format
        drafts, complaints, _ = gather(specimen(name))
        assert [draft.position for draft in drafts] == list(range(len(drafts)))
        assert all(complaint.rejected for complaint in complaints)
        return drafts, [(complaint.line, complaint.reason) for complaint in complaints]

    return recognised


def test_csl_json(read: Read) -> None:
    (article, chapter, book, film), rejected = read("csl.json", "csl-json")
    assert article == Draft(
        title="Shade or Water? CO₂ & moss",
        authors=(
            "Ada Fernsby",
            "Jan van der Berg",
            "Luz García Márquez",
            "Martin King, Jr.",
            "Trust for Mosses",
        ),
        published="2022-11-05",
        venue="Moss Letters",
        kind="article",
        identifiers=(DOI, Identifier("pmid", "12345"), ARXIV),
        abstract="Mosses drink.\nOften.",
        key="fernsby2022",
        extra={
            "author": "Fernsby, Ada and van der Berg, Jan and García Márquez, Luz and King, Jr., Martin"
            " and {Trust for Mosses}",
            "editor": "Li, Bo",
            "shortjournal": "Moss Lett.",
            "volume": "7",
            "number": "2",
            "eid": "e7",
            "pages": "1-12",
            "issn": "1234-5679",
            "date": "2022-11-05/2022-12",
            "urldate": "2023-01-02",
            "keywords": "moss, water",
            "note": "read twice",
            "x-colour": '{"of":"moss"}',
        },
        line=2,
    )
    assert (chapter.published, chapter.extra["date"], chapter.key) == ("2004", "2004-22", None)
    assert (chapter.identifiers, chapter.extra["isbn"]) == ((), "978-0-306-40615-7")
    assert book.identifiers == (
        Identifier("isbn", "9780306406157"),
        Identifier("isbn", "9783161484100"),
        Identifier("arxiv", "2211.00007"),
    )
    assert (book.published, book.extra["date"], book.category) == ("1780", "ca. 1780, Kew", "q-bio.PE")
    assert (film.kind, film.extra) == ("other", {"csltype": "motion_picture", "director": "Roe, Rob"})
    assert rejected == [(17, "an item has to be an object"), (18, NOTHING)]


def test_csl_yaml(read: Read) -> None:
    """Everything stays text, so that nothing is taken for a number or a date; Markdown goes."""
    (article, book), rejected = read("csl.yaml", "csl-yaml")
    assert (article.title, article.published) == ("Shade or Water? CO₂", "2022-11")
    assert (article.authors, article.extra, article.key) == (("Ada Fernsby",), {"volume": "7"}, "fernsby2022")
    assert (book.title, book.published, book.line) == ("No: 12", "2004", 13)
    assert rejected == []


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("references:\n- {id: a, type: book, title: T}\n- &x [1]\n- *x\n", 4, "aliases"),
        ("references:\n- {id: a, type: book, title: T}\n- title: [z\n", 4, "not YAML"),
        ("references:\n- {id: a, type: book, title: T}\n- " + "[" * 100 + "\n", 3, "nested too deeply"),
    ],
)
def test_bad_yaml_is_a_complaint(text: str, line: int, why: str, gather: Callable[..., Gathered]) -> None:
    drafts, complaints, _ = gather(text, "csl-yaml")
    assert [draft.title for draft in drafts] == ["T"]
    assert complaints[-1].line == line
    assert why in complaints[-1].reason


def test_pubmed(read: Read) -> None:
    """Full names rather than abbreviated ones; the full stop behind a title is PubMed's."""
    (article, chapter), rejected = read("pubmed.nbib", "pubmed")
    assert article == Draft(
        title="Shade or water: a moss decides",
        authors=("Jan van der Berg", "Martin King, Jr", "Moss Trust of Kew"),
        affiliations=("Kew Gardens, London.",),
        published="1996-07-09",
        venue="Moss letters",
        kind="article",
        identifiers=(Identifier("pmid", "12345"), DOI, Identifier("pmcid", "PMC54321")),
        abstract="Mosses drink. They do not thirst.",
        extra={
            "author": "van der Berg, Jan and King, Jr, Martin and {Moss Trust of Kew}",
            "keywords": "moss, water",
            "volume": "7",
            "number": "2",
            "pages": "1-12",
            "issn": "1234-5679 (Print)",
            "pii": "S0001",
            "type": "Journal Article",
            "shortjournal": "Moss Lett",
        },
        line=2,
    )
    assert (chapter.title, chapter.kind, chapter.venue) == ("Wet stones?", "chapter", "A book of stones")
    assert chapter.authors == ("A B Fernsby",)
    assert (chapter.published, chapter.extra["date"]) == ("2010", "2010 Jan-Feb")
    assert rejected == [(36, NOTHING)]


def test_endnote_xml(read: Read) -> None:
    """Styled texts are put together; a comma behind a name makes it a body's."""
    (article, patent), rejected = read("endnote.xml", "endnote-xml")
    assert article == Draft(
        title="Shade or Water?",
        authors=("Ada Fernsby", "Moss Trust of Kew"),
        published="2022-11-05",
        venue="Moss Letters",
        kind="article",
        identifiers=(DOI,),
        url="https://example.org/moss",
        extra={
            "author": "Fernsby, Ada and {Moss Trust of Kew}",
            "editor": "Li, Bo",
            "issn": "1234-5679",
            "keywords": "moss, water",
            "file": "internal-pdf://moss.pdf",
            "volume": "7",
            "number": "2",
            "pages": "1-12",
        },
        line=3,
    )
    assert (patent.kind, patent.published, patent.extra) == ("other", "1900", {"endnotetype": "Patent"})
    assert rejected == [(12, NOTHING)]


def test_refer(read: Read) -> None:
    """An abstract may have paragraphs; %0 begins an entry whether or not a line is free before it."""
    (article, book), rejected = read("refer.enw", "refer")
    assert (article.authors, article.venue) == (("Ada Fernsby", "Jan van der Berg"), "Moss Letters")
    assert (article.published, article.identifiers) == ("2022-11-05", (DOI,))
    assert (article.abstract, article.url) == (
        "Mosses drink.\nThey do not thirst.",
        "https://example.org/moss",
    )
    assert article.extra == {
        "volume": "7",
        "number": "2",
        "pages": "1-12",
        "issn": "1234-5679",
        "keywords": "moss, water",
    }
    assert (book.kind, book.identifiers) == ("book", (Identifier("isbn", "9780306406157"),))
    assert (book.authors, book.extra, book.line) == (("Moss Trust",), {"author": "{Moss Trust}"}, 20)
    assert rejected == [(24, NOTHING)]


def test_refer_without_types(gather: Callable[..., Gathered]) -> None:
    """Free lines part the entries of old bibliographies."""
    drafts, complaints, _ = gather("%A Ada Fern\n%T One\n%D 1980\n\n%A Bo Li\n%A Cy Dee\n%T Two\n")
    assert [(d.title, d.authors, d.line) for d in drafts] == [
        ("One", ("Ada Fern",), 1),
        ("Two", ("Bo Li", "Cy Dee"), 5),
    ]
    assert complaints == []


def test_zotero_json(read: Read) -> None:
    """Identifiers that stand in Zotero's extra field, notes that go with the paper, types it knows."""
    (article, preprint, film), rejected = read("zotero.json", "zotero-json")
    assert article == Draft(
        title="Shade or Water?",
        authors=("Ada Fernsby", "Martin King, Jr.", "Moss Trust of Kew"),
        published="2022-11",
        venue="Moss Letters",
        kind="article",
        identifiers=(DOI, ARXIV, Identifier("pmid", "12345")),
        key="fernsby2022",
        reading=Reading(notes=(DraftNote("so wet"),)),
        extra={
            "author": "Fernsby, Ada and King, Jr., Martin and {Moss Trust of Kew}",
            "editor": "Li, Bo",
            "volume": "7",
            "number": "2",
            "pages": "1-12",
            "note": "seen at Kew",
            "keywords": "moss, water",
            "file": "moss.pdf",
        },
        line=2,
    )
    assert (preprint.kind, preprint.identifiers) == ("preprint", (Identifier("arxiv", "2101.00001"),))
    assert (film.kind, film.extra) == ("other", {"itemtype": "film"})
    assert rejected == [(10, "a note that belongs to no item")]


def test_zotero_rdf(read: Read) -> None:
    """The journal and the notes stand elsewhere in the file."""
    (article,), rejected = read("zotero.rdf", "zotero-rdf")
    assert article == Draft(
        title="Shade or Water?",
        authors=("Ada Fernsby", "World Moss Trust"),
        published="2022-11-05",
        venue="Moss Letters",
        kind="article",
        identifiers=(Identifier("doi", "10.1000/moss"), ARXIV),
        url="http://example.org/moss",
        abstract="Mosses drink.",
        reading=Reading(notes=(DraftNote("so wet"),)),
        extra={
            "author": "Fernsby, Ada and {World Moss Trust}",
            "issn": "1234-5679",
            "volume": "7",
            "number": "2",
            "shortjournal": "Moss Lett.",
            "pages": "1-12",
            "keywords": "moss, wet",
            "note": "Read twice",
        },
        line=11,
    )
    assert rejected == [(51, "a note that belongs to no item")]


def test_what_zotero_once_wrote_for_a_journal(gather: Callable[..., Gathered]) -> None:
    """An arXiv id is no venue, and the paper no article."""
    item = '[{"type": "article-journal", "title": "T", "container-title": "arXiv:1305.4904 [quant-ph]"}]'
    (draft,), _, _ = gather(item)
    assert (draft.venue, draft.kind, draft.category) == (None, "preprint", "quant-ph")
    assert draft.identifiers == (Identifier("arxiv", "1305.4904"),)


def test_bibliographic_rdf_of_others(
    specimen: Callable[[str], bytes], gather: Callable[..., Gathered]
) -> None:
    """A list says the order of people, who stand elsewhere; a book that only holds another is no entry."""
    (chapter,), complaints, _ = gather(specimen("bibliontology.rdf"))
    assert complaints == []
    assert (chapter.title, chapter.venue, chapter.kind) == ("Wet stones", "A book of stones", "chapter")
    assert chapter.authors == ("Ada Fernsby", "Moss Trust of Kew")
    assert (chapter.published, chapter.extra["isbn"]) == ("2004", "9780306406157")
