"""RIS and its relatives: what records say, and back again."""

from __future__ import annotations

from typing import Any

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

import seeds
from tests.seeds.bibliography import hostile_papers, one, read, sound_papers, told

ARTICLE = """TY  - JOUR
ID  - fern2022
AU  - Fern, Ada
A1  - von der Moos,B.
AU  - King, Martin, Jr.
AU  - World Health Organization
T1  - On mosses
and walls
T2  - Moss Letters
JO  - Moss Lett.
PY  - 2022
DA  - 2022/11/03/online
Y1  - 2022/11
VL  - 12
IS  - 3
SP  - 5
EP  - 9
SN  - 1234-5678
M3  - doi: 10.1000/MOSS.1
AN  - PMC123
U1  - 456[pmid]
UR  - https://example.org/moss; https://example.org/other
N2  - One line.
KW  - moss
KW  - walls
N1  - Wet.
QQ  - kept
QQ  - twice
Y2  - 2023/01/02
ER  -
"""


def test_an_article_field_by_field() -> None:
    draft = one(ARTICLE)
    assert (draft.key, draft.title, draft.venue) == ("fern2022", "On mosses and walls", "Moss Letters")
    assert draft.authors == ("Ada Fern", "B. von der Moos", "Martin King, Jr.", "World Health Organization")
    assert (draft.published, draft.kind) == ("2022-11", "article")
    assert draft.identifiers == tuple(
        seeds.Identifier(*pair) for pair in [("doi", "10.1000/moss.1"), ("pmid", "456"), ("pmcid", "PMC123")]
    )
    assert (draft.url, draft.abstract) == ("https://example.org/moss", "One line.")
    assert dict(draft.extra) == {
        "shortjournal": "Moss Lett.", "otherdates": "2022/11/03/online", "volume": "12", "number": "3",
        "pages": "5–9", "issn": "1234-5678", "ur": "https://example.org/other", "keywords": "moss, walls",
        "note": "Wet.", "qq": "kept\ntwice", "urldate": "2023-01-02",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + ARTICLE,
        " \ufeff\n1.\n" + ARTICLE,
        ARTICLE.replace("  - ", " - "),
        ARTICLE.replace("\n", "\r\n"),
        ARTICLE.replace("\n", "\r"),
        "\n".join(line.rstrip() for line in ARTICLE.split("\n")),
    ],
)
def test_the_spellings_of_programs_are_one_to_us(text: str) -> None:
    assert told(one(text)) == told(one(ARTICLE))


def test_a_record_without_end_does_not_swallow_the_next() -> None:
    drafts, complaints = read("TY  - JOUR\nTI  - A\n\nTY  - BOOK\nTI  - B\n")
    assert [(draft.title, draft.kind, draft.line) for draft in drafts] == [
        ("A", "article", 1),
        ("B", "book", 4),
    ]
    assert [(c.line, c.rejected) for c in complaints] == [(4, False), (6, False)]


def test_what_is_no_record_is_rejected() -> None:
    drafts, complaints = read("TY  - JOUR\nER  -\nTI  - lost\nTY  - JOUR\nTI  - A\nER  -\nAU  - lost too\n")
    assert [draft.title for draft in drafts] == ["A"]
    assert [(c.line, c.rejected) for c in complaints] == [(1, True), (3, True), (7, True)]


def test_two_letters_and_a_dash_inside_a_text_are_text() -> None:
    """Where records have two blanks, one blank is no tag."""
    assert one("TY  - JOUR\nTI  - On\nAI - a story\nER  - \n").title == "On AI - a story"


@pytest.mark.parametrize(
    ("written", "published", "kept"),
    [
        ("2001/03/12/", "2001-03-12", None),
        ("1948/07//", "1948-07", None),
        ("2001///", "2001", None),
        ("2001/00/00/", "2001", None),
        ("2015/october", "2015-10", None),
        ("2018/4/25", "2018-04-25", None),
        ("2018-04-25", "2018-04-25", None),
        ("2001///Spring", "2001", "2001///Spring"),
        ("0000///", None, "0000///"),
        ("Date of Code", None, "Date of Code"),
    ],
)
def test_dates(written: str, published: str | None, kept: str | None) -> None:
    draft = one(f"TY  - BOOK\nTI  - T\nPY  - {written}\nER  - \n")
    assert (draft.published, draft.extra.get("date")) == (published, kept)


@pytest.mark.parametrize(
    ("type", "kind", "fields"),
    [
        ("BOOK", "book", {"series": "Second", "publisher": "P"}),
        ("CHAP", "chapter", {"publisher": "P"}),
        ("THES", "thesis", {"subtitle": "Second", "institution": "P"}),
        ("PAT", "other", {"entrytype": "patent", "series": "Second", "publisher": "P"}),
        ("NEWS", "article", {"entrysubtype": "newspaper", "publisher": "P"}),
        ("XYZ", "other", {"entrytype": "xyz", "series": "Second", "publisher": "P"}),
    ],
)
def test_the_type_says_what_a_tag_means_and_comes_back(type: str, kind: str, fields: dict[str, str]) -> None:
    draft = one(f"TY  - {type}\nTI  - First\nT2  - Second\nPB  - P\nER  - \n")
    assert (draft.kind, dict(draft.extra)) == (kind, fields)
    venue = {"chapter": "Second", "article": "Second"}.get(kind)
    assert draft.venue == venue
    text = "".join(seeds.write([told(draft)], "ris"))
    assert text.startswith(f"TY  - {type}\n")
    assert told(one(text)) == told(draft)


def test_web_of_science() -> None:
    drafts, complaints = read(
        "\ufeffFN Thomson\nVR 1.0\nPT J\nAU Fern, A\n   Li, B\nAF Fern, Ada\n   Li, Bo\n"
        "TI On mosses\n   and walls\nSO MOSS LETTERS\nJI Moss Lett.\nDE moss; wet walls\n"
        "PD NOV 3\nPY 2022\nBP 5\nEP 9\nDI 10.1000/x\n"
        "UT WOS:000123\nER\n\nPT B\nAU Li, B\nTI Walls\nPD SPR\nPY 2011\nER\n\nEF\n"
    )
    assert complaints == []
    assert [(d.title, d.authors, d.published) for d in drafts] == [
        ("On mosses and walls", ("Ada Fern", "Bo Li"), "2022-11-03"),
        ("Walls", ("B Li",), "2011"),
    ]
    assert seeds.Identifier("wos", "000123") in drafts[0].identifiers
    assert drafts[0].venue == "MOSS LETTERS"
    assert drafts[0].extra["keywords"] == "moss, wet walls"
    assert drafts[1].extra["pd"] == "SPR"


def test_refworks() -> None:
    drafts, complaints = read(
        "RT Book, Section\nSR Electronic(1)\nID 206\nA1 Fern,Ada\nT1 Walls\nT2 On mosses\nYR 2002\nVO 1\n"
        "SP 10\nOP 12\nK1 moss\nAB Long\nwords\n"
        "RT Journal Article\nA1 Li,Bo\nT1 Water\nJF Moss Letters\nYR 2003\n"
    )
    assert complaints == []
    assert [(d.title, d.authors, d.kind, d.venue, d.published) for d in drafts] == [
        ("Walls", ("Ada Fern",), "chapter", "On mosses", "2002"),
        ("Water", ("Bo Li",), "article", "Moss Letters", "2003"),
    ]
    assert (drafts[0].extra["pages"], drafts[0].abstract) == ("10–12", "Long words")


@given(papers=st.lists(sound_papers, min_size=1, max_size=4))
def test_what_is_written_is_read_again(papers: list[dict[str, Any]]) -> None:
    """Every field that the format can hold, whatever characters it holds."""
    for number, paper in enumerate(papers):
        paper["key"] = f"k{number}"
        paper["extra"].pop("isbn" if paper["kind"] == "book" else "", None)
    drafts, complaints = read("".join(seeds.write(papers, "ris")), "ris")
    assert [c for c in complaints if "no title" not in c.reason] == []
    for paper, draft in zip(papers, drafts, strict=True):
        found = told(draft)
        expected = {**paper, "identifiers": {s: set(v) for s, v in paper["identifiers"].items()}}
        assert {name: found[name] for name in expected if name != "key"} == {
            name: value or None if name == "venue" else value
            for name, value in expected.items()
            if name != "key"
        }


@given(papers=st.lists(hostile_papers, min_size=1, max_size=4))
def test_rispy_reads_whatever_is_written(papers: list[dict[str, Any]]) -> None:
    """Another parser finds every paper and its title, in any text."""
    text = "".join(seeds.write(papers, "ris"))
    found = rispy.loads(text)
    assert [entry.get("title") for entry in found] == [paper["title"] for paper in papers]
    assert len(read(text, "ris")[0]) == len(papers)


@pytest.mark.parametrize(
    "piece", ["TY  - JOUR\n", "ER  - ", "x\n", "AU  - a;b;", "\n", "TY  - JOUR\nTI  - x\nx\n", ","]
)
@pytest.mark.parametrize(
    "before", ["TY  - JOUR\nTI  - ", "TY  - JOUR\nAU  - ", "PT J\nAU x\nAB ", "RT Book\nA1 x\nAB "]
)
def test_hostile_files_are_read_through(before: str, piece: str) -> None:
    """A quarter of a megabyte of anything ends in drafts and complaints; slowness shows as a timeout."""
    data = (before + piece * 250_000)[:250_000].encode()
    for item in seeds.read(data, "hostile", format="ris"):
        assert isinstance(item, (seeds.Draft, seeds.Complaint))


def test_tags_between_records() -> None:
    """Ovid puts a tag behind the end; a record without its first line is another matter."""
    ovid = (
        "1.\nTY  - JOUR\nT1  - On mosses\nER  -\nNL  - Moss Lett\n\n2.\nTY  - JOUR\nT1  - On walls\nER  -\n"
    )
    drafts, complaints = read(ovid)
    assert [draft.title for draft in drafts] == ["On mosses", "On walls"]
    assert [(told.line, told.rejected) for told in complaints] == [(5, False)]
    drafts, complaints = read(ovid.replace("NL  - Moss Lett", "A1  - Fern, A\nT1  - Lost\nER  -"))
    assert [(told.line, told.rejected) for told in complaints] == [(5, True)]


def test_what_endnote_puts_on_lines_of_their_own() -> None:
    """Further keywords and addresses have no tag; a long abstract goes on as it always did."""
    draft = one(
        "TY  - JOUR\nTI  - On mosses\nAB  - It is wet\nin there.\nKW  - moss\nnorth wall\nrain\n"
        "UR  - https://example.org/a\nhttps://example.org/b.pdf\nER  - \n"
    )
    assert draft.abstract == "It is wet in there."
    assert draft.extra["keywords"] == "moss, north wall, rain"
    assert (draft.url, draft.extra["ur"]) == ("https://example.org/a", "https://example.org/b.pdf")
    bare = one("TY  - JOUR\nTI  - On mosses\nUR  - //www.example.org/a\nER  - \n")
    assert bare.url == "https://www.example.org/a"
