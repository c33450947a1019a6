"""Which paper a PDF is: its own DOI and arXiv id, its title, its authors; in doubt nothing."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest

import seeds
from tests.seeds.pdf_writer import HEIGHT, Text, column, page, pdf

pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")

TITLE = column("Shade or Water? On the", "Habits of Mosses", top=700, size=18)
NAMES = column("Ada Fernsby, Bo Li", top=640, size=12)
PROSE = column("We ask whether mosses like shade.", "They do.", top=500)
STAMP = Text("arXiv:2301.00001v1  [cs.LG]  1 Jan 2023", 20, 32, 247, 90)


def read(data: bytes, name: str = "paper.pdf") -> tuple[seeds.Draft, list[seeds.Complaint]]:
    (draft,), complaints, _ = seeds.read(data, name).gather()
    return draft, complaints


def paper(*more: Text, info: dict[str, str] | None = None, xmp: str = "") -> seeds.Draft:
    """The draft of a paper with these lines besides."""
    draft, complaints = read(pdf(page(*TITLE, *NAMES, *PROSE, *more), info=info, xmp=xmp))
    assert complaints == []
    return draft


def test_the_file_says_how_many_pages_the_paper_has() -> None:
    draft, _ = read(pdf(page(*TITLE, *NAMES, *PROSE), page(*PROSE), page(*PROSE)))
    assert draft.extra == {"pagetotal": "3"}


def ids(draft: seeds.Draft) -> list[str]:
    return [f"{i.scheme}:{i.value}" for i in draft.identifiers if i.scheme != "sha256"]


def packet(inside: str, attributes: str = "") -> str:
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>'
        f'<rdf:Description {attributes}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )


@pytest.mark.parametrize(
    ("stamp", "number", "category", "published"),
    [
        (STAMP, "2301.00001", "cs.LG", "2023-01-01"),
        (STAMP._replace(turn=270, x=580, y=600), "2301.00001", "cs.LG", "2023-01-01"),
        (STAMP._replace(text="arXiv:2301.00001v3 [stat.ML] 20 May 2024"), "2301.00001", "stat.ML", None),
        (STAMP._replace(text="arXiv:hep-th/9901001v1  2 Jan 1999"), "hep-th/9901001", None, "1999-01-02"),
        (STAMP._replace(text="arXiv:0704.0001v1 [hep-ph] 2 Apr 2007"), "0704.0001", "hep-ph", "2007-04-02"),
    ],
)  # fmt: skip
def test_the_stamp_in_the_margin_names_the_paper(
    stamp: Text, number: str, category: str | None, published: str | None
) -> None:
    """Its day is that of the version: the paper's own only if that is the first."""
    draft = paper(stamp)
    assert (ids(draft), draft.category, draft.published) == ([f"arxiv:{number}"], category, published)
    assert draft.kind == "preprint"


@pytest.mark.parametrize(
    "line",
    [
        Text("See also arXiv:2301.00002v1 [cs.LG] for mosses on walls."),
        Text("[3] A. Author. A title. arXiv:2301.00002, 2023."),
        Text("arXiv:2301.00002"),
    ],
)
def test_an_arxiv_id_that_is_cited_does_not(line: Text) -> None:
    assert ids(paper(line)) == []
    assert ids(paper(line, STAMP)) == ["arxiv:2301.00001"]


def test_two_stamps_are_doubt() -> None:
    other = STAMP._replace(text="arXiv:2301.00002v1 [cs.LG] 2 Jan 2023", x=580)
    assert ids(paper(STAMP, other)) == []


FOOT, HEAD = 30, HEIGHT - 30
OWN = [
    [Text("https://doi.org/10.1000/moss.1", y=FOOT)],
    [Text("PLOS MOSS | https://doi.org/10.1000/moss.1   May 1, 2020   1 / 20", 8, y=FOOT)],
    [Text("Fernsby et al. Moss Letters (2020) 12:34  https://doi.org/10.1000/moss.1", 8, y=HEAD)],
    [Text("doi:10.1000/MOSS.1", y=100)],
    [Text("DOI: 10.1000/moss.1.", y=100)],
    [Text("Digital Object Identifier 10.1000/moss.1", y=300)],
    column("ACM Reference Format:", "Ada Fernsby and Bo Li. 2020. Shade or Water?", "https://doi.org/10.1000/moss.1",
           top=200),
    column("0012-345X/© 2020 Moss Press. All rights", "https://doi.org/10.1000/moss.1", top=90, size=7),
    column("Received 1 May 2019; accepted 3 June 2020", "10.1000/moss.1", top=90, size=7),
    [Text("Digital Object Identiﬁer 10.1000/moss.1", y=300)],
]  # fmt: skip


@pytest.mark.parametrize("lines", OWN)
def test_a_doi_counts_where_publishers_print_their_own(lines: list[Text]) -> None:
    assert ids(paper(*lines)) == ["doi:10.1000/moss.1"]


CITED = [
    [Text("as was shown before (doi:10.1000/other.1) for walls.")],
    [Text("1 A. Smith. A book. https://doi.org/10.1000/other.1", 8, y=FOOT)],
    [Text("* Data: https://doi.org/10.1000/other.1", 8, y=FOOT)],
    [Text("Smith, A. On walls. Moss Letters, 2019. doi:10.1000/other.1", 8, y=FOOT)],
    [Text("Data are at https://doi.org/10.5281/zenodo.1234", 8, y=FOOT)],
    column("[1] A. Smith. On walls. Moss Letters, 2019.", "https://doi.org/10.1000/other.1", top=90),
    column("2. Smith A. On walls.", "doi:10.1000/other.1", top=200, size=8),
    [Text("References", 12, y=320), Text("https://doi.org/10.1000/other.1", y=100)],
    column("https://doi.org/10.1000/", "other.1", top=90),
    column("https://doi.org/10.1000/moss.", "2020.01.001", top=90),
    column("https://doi.org/10.1000/j.mo-", "ss.1", top=90),
    [Text("Erratum to: https://doi.org/10.1000/other.1", y=HEAD)],
    [Text("doi:10.1000/moss.1", y=HEAD), Text("doi:10.1000/moss.2", y=FOOT)],
]


@pytest.mark.parametrize("lines", CITED)
def test_a_doi_that_is_cited_or_broken_or_one_of_two_does_not(lines: list[Text]) -> None:
    assert ids(paper(*lines)) == []


@pytest.mark.parametrize("lines", CITED[:9])
def test_nor_does_it_stand_in_the_way_of_the_papers_own(lines: list[Text]) -> None:
    assert ids(paper(Text("doi:10.1000/moss.1", y=HEAD), *lines)) == ["doi:10.1000/moss.1"]


@pytest.mark.parametrize(
    ("info", "xmp"),
    [
        ({"doi": "10.1000/moss.1"}, ""),
        ({"WPS-ARTICLEDOI": "10.1000/moss.1"}, ""),
        ({"DOI": "https://doi.org/10.1000/MOSS.1"}, ""),
        ({"Subject": "Moss Letters, 12 (2020) 1-9. doi:10.1000/moss.1"}, ""),
        ({}, packet("<prism:doi>10.1000/moss.1</prism:doi>")),
        ({}, packet("", 'pdfx:doi="10.1000/moss.1"')),
        ({}, packet("<dc:identifier>doi:10.1000/moss.1</dc:identifier>")),
        ({}, packet("<prism:url>https://doi.org/10.1000/moss.1</prism:url>")),
    ],
)
def test_metadata_names_the_paper_whatever_the_page_cites(info: dict[str, str], xmp: str) -> None:
    for lines in CITED:
        assert ids(paper(*lines, info=info, xmp=xmp)) == ["doi:10.1000/moss.1"]


@pytest.mark.parametrize("size", [0, 7_500_000, 12_000_000, 30_000_000])
def test_metadata_is_found_at_either_end_of_a_large_file(size: int) -> None:
    content = b"%" + b"x" * size + b"\n" + page(*TITLE)
    written = pdf(content, xmp=packet("<prism:doi>10.1000/moss.1</prism:doi>"))
    assert ids(read(written)[0]) == ["doi:10.1000/moss.1"]
    assert ids(read(written.replace(b"prism:doi", b"prism:isb"))[0]) == []


def test_metadata_that_disagrees_with_itself_does_not() -> None:
    assert ids(paper(info={"doi": "10.1000/a"}, xmp=packet("<prism:doi>10.1000/b</prism:doi>"))) == []


def test_arxivs_own_metadata_gives_the_arxiv_id() -> None:
    info = {
        "DOI": "https://doi.org/10.48550/arXiv.2301.00001",
        "arXivID": "https://arxiv.org/abs/2301.00001v2",
    }
    assert ids(paper(info=info)) == ["arxiv:2301.00001"]
    assert ids(paper(STAMP, Text("doi:10.1000/moss.1", y=FOOT), info=info)) == [
        "doi:10.1000/moss.1",
        "arxiv:2301.00001",
    ]


def test_a_library_s_cover_is_turned_over() -> None:
    cover = page(
        Text("Shade or Water?", 12, y=600),
        Text("https://doi.org/10.2307/123456", 12, y=580),
        Text("JSTOR is a not-for-profit service that helps scholars", 9, y=400),
    )
    draft, _ = read(pdf(cover, page(*TITLE, Text("https://doi.org/10.1000/moss.1", y=FOOT))))
    assert ids(draft) == ["doi:10.1000/moss.1"]
    assert draft.title == "Shade or Water? On the Habits of Mosses"


WHOLE = "Shade or Water? On the Habits of Mosses"


@pytest.mark.parametrize(
    ("info", "xmp", "lines"),
    [
        ({"Title": WHOLE}, "", TITLE),
        ({"Title": WHOLE.upper()}, "", TITLE),
        ({"Title": "junk.dvi"},
         packet(f"<dc:title><rdf:Alt><rdf:li lang='x'>{WHOLE}</rdf:li></rdf:Alt></dc:title>"), TITLE),
        ({"Title": WHOLE}, "", column("Shade", "or Water? On the Habits", "of Mosses", size=18)),
        ({"Title": WHOLE}, "", column("Shade or Water? On the Hab-", "its of Mosses", size=18)),
        ({"Title": "The ﬁne Moss that ﬂowers"}, "", column("The fine Moss that flowers", size=18)),
        ({"Title": "The fine Moss that flowers"}, "", column("The ﬁne Moss that ﬂowers", size=18)),
    ],
)  # fmt: skip
def test_a_title_is_certain_when_metadata_and_largest_type_agree(
    info: dict[str, str], xmp: str, lines: list[Text]
) -> None:
    draft, _ = read(pdf(page(*lines, *NAMES, *PROSE), info=info, xmp=xmp))
    assert not draft.provisional_title
    assert seeds.fold(draft.title or "").startswith(
        ("shade or water? on the habits of mosses", "the fine moss that")
    )


@pytest.mark.parametrize(
    "junk",
    ["Microsoft Word - final2.doc", "untitled", "arXiv.dvi", "fig1.eps", "", "Shade or Water?",
     "doi:10.1000/moss.1", "We ask whether mosses like shade."],
)  # fmt: skip
def test_else_the_largest_type_gives_a_provisional_one(junk: str) -> None:
    draft = paper(info={"Title": junk})
    assert (draft.title, draft.provisional_title) == (WHOLE, True)


def test_a_journal_s_name_is_larger_than_the_title_and_no_title() -> None:
    draft = paper(Text("MOSS LETTERS", 30, y=750), info={"Title": "Moss Letters 12"})
    assert (draft.title, draft.provisional_title) == (WHOLE, True)


def test_a_page_that_says_nothing_goes_by_the_file_s_name() -> None:
    draft, complaints = read(pdf(page(Text("12"))), "smith_2019 mosses.pdf")
    assert (draft.title, draft.provisional_title, complaints) == ("smith 2019 mosses", True, [])


@pytest.mark.parametrize(
    "said",
    ["Ada Fernsby, Bo Li", "Ada Fernsby and Bo Li", "Fernsby, Ada; Li, Bo", "Ada Fernsby; Bo Li",
     "Fernsby, Ada and Li, Bo"],
)  # fmt: skip
def test_authors_are_certain_when_the_page_has_all_of_them(said: str) -> None:
    assert paper(info={"Title": WHOLE, "Author": said}).authors == ("Ada Fernsby", "Bo Li")


@pytest.mark.parametrize(
    "said", ["Ada Fernsby", "Ada Fernsby, Cy Moss", "user", "ygw", "Li Bo, Ada Fernsby", "Bo, Li"]
)
def test_else_there_are_none(said: str) -> None:
    """One of two, a stranger, whoever typed it, the family name first without saying so."""
    assert paper(info={"Title": WHOLE, "Author": said}).authors == ()


def test_one_author_is_certain_when_nobody_else_stands_above_the_abstract() -> None:
    lines = [Text("Ada Fernsby", 12, y=640), Text("ada@kew.example", y=620), Text("Abstract", 12, y=560)]
    info = {"Title": WHOLE, "Author": "Ada Fernsby"}
    for more, authors in (([], ("Ada Fernsby",)), ([Text("Bo Li", 12, y=600)], ())):
        in_order = sorted([*lines, *more], key=lambda line: -line.y)
        draft, _ = read(pdf(page(*TITLE, *in_order, *PROSE), info=info))
        assert draft.authors == authors


def test_xmp_lists_authors_too() -> None:
    people = "<dc:creator><rdf:Seq><rdf:li>Ada Fernsby</rdf:li><rdf:li>Bo Li</rdf:li></rdf:Seq></dc:creator>"
    assert paper(info={"Author": "Ada Fernsby"}, xmp=packet(people)).authors == ("Ada Fernsby", "Bo Li")


def test_one_that_nothing_names_goes_by_its_bytes() -> None:
    data = pdf(page(*TITLE))
    draft, _ = read(data)
    assert draft.identifiers == (seeds.Identifier("sha256", hashlib.sha256(data).hexdigest()),)
    assert read(data, "other.pdf")[0].identifiers == draft.identifiers


def test_a_page_without_text_is_told() -> None:
    draft, (complaint,) = read(pdf(b"0 0 100 100 re f"), "scan.pdf")
    assert (draft.title, draft.provisional_title) == ("scan", True)
    assert not complaint.rejected
    assert "no text" in complaint.reason


def test_what_stands_on_the_margin_is_no_title() -> None:
    assert paper(STAMP._replace(size=40)).title == WHOLE


def test_a_pdf_is_known_by_its_beginning_and_read_from_any_stream(tmp_path: Path) -> None:
    data = b"\n\n" + pdf(page(*TITLE))
    (tmp_path / "x").write_bytes(data)
    with (tmp_path / "x").open("rb") as file:
        assert seeds.read(file, "x").format == "pdf"
        assert seeds.read(io.BytesIO(data), "x").gather()[0][0].title == WHOLE
        file.seek(0)
        assert seeds.read(file, "x").gather()[0][0].title == WHOLE


REAL = {
    "arxiv-hep-lat-1412.6206.pdf": (["arxiv:1412.6206"],
                                    "Scaling study of an improved fermion action on quenched lattices"),
    "jstor-cover.pdf": (["doi:10.1659/mrd-journal-d-21-00057.1"],
                        "FAO’s Work in Mountains: Building the Road to Recovery for Mountain Peoples"),
    "metaData.pdf": ([], "metaData"),
    "scanned-image-only.pdf": ([], "scanned-image-only"),
}  # fmt: skip


@pytest.mark.parametrize("name", REAL)
def test_real_files(name: str, shared: Path) -> None:
    draft, _ = read((shared / "corpus" / "pdf" / name).read_bytes(), name)
    assert (ids(draft), draft.title, draft.provisional_title) == (*REAL[name], True)
