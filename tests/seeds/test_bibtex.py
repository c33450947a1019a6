"""BibTeX and BibLaTeX: what entries say, exactly, and back again."""

from __future__ import annotations

import contextlib
import io
import re
from typing import Any

import bibtexparser
import pybtex.database
import pytest
from hypothesis import given
from hypothesis import strategies as st

import seeds
from tests.seeds.bibliography import hostile_papers, one, paper_of, read, sound_papers, told

DIALECTS = ["bibtex", "biblatex"]


def test_an_article_field_by_field() -> None:
    draft = one(
        """% a remark
        @string{jml = "Moss " # {Letters}}
        @ARTICLE (Fern2022,
          author    = {Fern, Ada and Bo van der Li and {The Moss Collaboration} and others},
          title     = "The {HLA} of \\emph{Bryum} in $\\alpha$-moss: 5\\% {\\"o}f \\url{http://x.org/~bob}",
          journal   = jml # { B},
          year = 2022, month = nov # "~3", volume = 12, pages = {5--9},
          doi = {https://doi.org/10.1000/MOSS\\_1}, Annote = {Wet.}, address = "Kew",
          archivePrefix = {arXiv}, eprint = {2211.00001v2}, primaryClass = {q-bio.PE},
          oddity = {kept}, url = {http://x.org/a\\_b},
          abstract = {One
             line.

             Two.}
        )"""
    )
    assert draft.key == "Fern2022"
    assert draft.title == "The HLA of Bryum in α-moss: 5% öf http://x.org/~bob"
    assert draft.authors == ("Ada Fern", "Bo van der Li", "The Moss Collaboration")
    assert draft.authors_truncated
    assert (draft.venue, draft.published, draft.kind) == ("Moss Letters B", "2022-11-03", "article")
    assert draft.identifiers == (
        seeds.Identifier("doi", "10.1000/moss_1"),
        seeds.Identifier("arxiv", "2211.00001"),
    )
    assert (draft.category, draft.url) == ("q-bio.PE", "http://x.org/a_b")
    assert draft.abstract == "One line.\nTwo."
    assert dict(draft.extra) == {
        "volume": "12", "pages": "5–9", "annotation": "Wet.", "location": "Kew", "oddity": "kept",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "shown", "kept"),
    [
        ("von Neumann, John", ["John von Neumann"], None),
        ("Ludwig van Beethoven AND Oliver Sacks", ["Ludwig van Beethoven", "Oliver Sacks"], None),
        ("King, Jr., Martin Luther", ["Martin Luther King, Jr."], None),
        ("{The ATLAS Collaboration}", ["The ATLAS Collaboration"], None),
        ("{Barnes and Noble, Inc.}", ["Barnes and Noble, Inc."], "{Barnes and Noble, Inc.}"),
        ("{Google}", ["Google"], None),
        ("Garc{\\'\\i}a M{\\'a}rquez, Gabriel", ["Gabriel García Márquez"], "García Márquez, Gabriel"),
        ("余敏 and 王, 小明", ["余敏", "王小明"], "余敏 and 王, 小明"),
        ("family=Almeida, given={Luís}, prefix=d', useprefix=true", ["Luís d'Almeida"], None),
        ("Maria {De La Cruz}", ["Maria De La Cruz"], None),
        ("jean de la fontaine", ["jean de la fontaine"], None),
        ("Brand\\~{a}o, F", ["F Brandão"], None),
        ("Anderson and Anderson, A.", ["Anderson", "A. Anderson"], None),
    ],
)
def test_names(written: str, shown: list[str], kept: str | None) -> None:
    """Names as people read them; where that loses their parts, these are kept and written back."""
    draft = one(f"@book{{k, title={{T}}, author={{{written}}}}}")
    assert list(draft.authors) == shown
    assert draft.extra.get("author") == kept
    paper = {"title": "T", "kind": "book", "authors": shown, "extra": dict(draft.extra)}
    for dialect in DIALECTS:
        assert told(one("".join(seeds.write([paper], dialect)))) == told(draft)


def test_pybtex_splits_the_names_that_are_written_as_they_were() -> None:
    """An independent parser sees the same first, von, last and suffix."""
    paper = {
        "title": "T",
        "authors": [
            "John von Neumann",
            "Martin King, Jr.",
            "The ATLAS Collaboration",
            "Gabriel García Márquez",
        ],
        "extra": {"author": "x and y and z and García Márquez, Gabriel"},
    }
    (entry,) = pybtex.database.parse_string(
        "".join(seeds.write([paper], "bibtex")), "bibtex"
    ).entries.values()
    people = [
        (p.first_names, p.prelast_names, p.last_names, p.lineage_names) for p in entry.persons["author"]
    ]
    assert people == [
        (["John"], ["von"], ["Neumann"], []),
        (["Martin"], [], ["King"], ["Jr."]),
        ([], [], ["{The ATLAS Collaboration}"], []),
        (["Gabriel"], [], ["García", "Márquez"], []),
    ]


@pytest.mark.parametrize(
    ("fields", "published", "kept"),
    [
        ("date = {2006-09-13}", "2006-09-13", {}),
        ("date = {2016-07-18T20:26:06}", "2016-07-18", {"date": "2016-07-18T20:26:06"}),
        ("date = {1988/1992}", "1988", {"date": "1988/1992"}),
        ("date = {2001-21}", "2001", {"date": "2001-21"}),
        ("date = {19uu}", None, {"date": "19uu"}),
        ("date = {1999-uu}", "1999", {"date": "1999-uu"}),
        ("year = 2005, month = 1", "2005-01", {}),
        ("year = {2005}, month = {spring}", "2005", {"month": "spring"}),
        ("year = {2005}, month = jul # {/} # aug", "2005", {"month": "July/August"}),
        ("year = {2005}, month = {5~May}", "2005-05-05", {}),
        ("year = {in press}", None, {"year": "in press"}),
        ("year = {1999--2000}", "1999", {"year": "1999–2000"}),
        ("year = {2005}, day = {3}", "2005", {"day": "3"}),
        ("year = {2005}, month = feb, day = {30}", "2005-02", {"day": "30"}),
    ],
)
def test_dates(fields: str, published: str | None, kept: dict[str, str]) -> None:
    """As much as is certain, and the words of the source where that is not all of it; both come back."""
    draft = one(f"@book{{k, title={{T}}, {fields}}}")
    assert (draft.published, dict(draft.extra)) == (published, kept)
    paper = {"title": "T", "kind": "book", "published": published, "extra": kept}
    for dialect in DIALECTS:
        assert told(one("".join(seeds.write([paper], dialect)))) == told(draft)


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("@phdthesis{k, title={T}}", "thesis"),
        ("@techreport{k, title={T}}", "report"),
        ("@conference{k, title={T}}", "conference"),
        ("@inbook{k, title={T}}", "chapter"),
        ("@www{k, title={T}}", "web"),
        ("@software{k, title={T}}", "software"),
        ("@misc{k, title={T}, eprint={2301.00001}, archiveprefix={arXiv}}", "preprint"),
        ("@article{k, title={T}, journal={arXiv preprint arXiv:2301.00001}}", "preprint"),
        ("@article{k, title={T}, journal={CoRR}, volume={abs/2301.00001}}", "preprint"),
        ("@article{k, title={T}, journal={Nature}, eprint={2301.00001}}", "article"),
        ("@unpublished{k, title={T}}", "preprint"),
        ("@poem{k, title={T}}", "other"),
    ],
)
def test_kinds(entry: str, kind: str) -> None:
    """The entry type decides, and an arXiv id where there is no other place of publication."""
    draft = one(entry)
    assert draft.kind == kind
    assert ("2301.00001" in entry) == (seeds.Identifier("arxiv", "2301.00001") in draft.identifiers)


def test_an_isbn_names_a_book_but_not_its_chapters() -> None:
    """Else all chapters of a book would be one paper."""
    book = one("@book{k, title={T}, isbn={0-306-40615-2}}")
    assert book.identifiers == (seeds.Identifier("isbn", "9780306406157"),)
    chapter = one("@incollection{k, title={T}, isbn={0-306-40615-2}}")
    assert (chapter.identifiers, chapter.extra["isbn"]) == ((), "0-306-40615-2")


def test_entries_take_over_from_their_parents() -> None:
    """Parent before or behind, a chain of them, and xdata; what names the parent alone stays there."""
    (child, parent, whole, other), complaints = read(
        """@inbook{child, title={Chapter}, author={A. Fern}, crossref={Vol}}
        @book{vol, title={Volume One}, editor={B. Moss}, year=1999, doi={10.1000/v}, crossref={all}}
        @mvbook{all, title={All Volumes}, location={Kew}, xdata={pub}}
        @xdata{pub, publisher={Kew Press}}
        @inproceedings{o, title={Talk}, crossref={gone}}"""
    )
    assert child.venue == "Volume One"
    assert child.published == "1999"
    assert child.identifiers == ()
    assert dict(child.extra) == {
        "editor": "Moss, B.", "maintitle": "All Volumes", "location": "Kew", "publisher": "Kew Press",
        "xref": "Vol", "entrytype": "inbook",
    }  # fmt: skip
    assert parent.extra["maintitle"] == "All Volumes"
    assert whole.extra["publisher"] == "Kew Press"
    assert other.extra["crossref"] == "gone"
    assert [(c.line, c.reason, c.rejected) for c in complaints] == [
        (4, "“pub” is an @xdata, which is not a paper", True),
        (5, "“crossref” names “gone”, which is not in the file", False),
    ]


def test_circles_of_parents_end() -> None:
    drafts, _ = read(
        "@book{a, title={A}, crossref={b}} @book{b, year=1999, crossref={a}} @book{c, crossref={c}}"
    )
    assert [draft.published for draft in drafts] == ["1999", "1999", None]


def test_a_file_that_only_bibliographies_of_decades_have() -> None:
    """Keys that differ in case, no keys, comments of programs, text between entries, all line ends."""
    text = """Some words, me@example.org, and @ signs.
    @comment{jabref-meta: grouping: 0 AllEntriesGroup:;}
    @preamble{"\\newcommand{\\x}{}"}
    @comment{@article{hidden, title={No}}}
    @Misc{k, title={One}}@misc{K, title={Two}}
    @misc{, title={Three}} }}} @misc{title = {Four}}
    @misc{a key/with:odd'signs
      , title = "Five {"}"
      % a line of comment, with = and {
      , note = {six}
    }"""
    for data in (text, text.replace("\n", "\r\n"), text.replace("\n", "\r"), "\ufeff" + text):
        drafts, complaints = read(data)
        assert complaints == []
        assert [draft.key for draft in drafts] == ["k", "K", None, None, "a key/with:odd'signs"]
        assert [draft.title for draft in drafts] == ["One", "Two", "Three", "Four", 'Five "']
        assert [draft.line for draft in drafts] == [5, 5, 6, 6, 7]


@pytest.mark.parametrize(
    ("text", "titles", "complaints"),
    [
        (
            "@misc{a, title={A} year={1999}}\n@misc{b, title={B}}",
            "AB",
            [(1, "comma is missing before “year”")],
        ),
        ("@misc{a, title={A}, year=1999\n@misc{b, title={B}}", "AB", [(2, "not closed")]),
        ("@misc{a, title={A,\n year={1999}\n}\n@misc{b, title={B}}", "AB", [(1, "“title” is not closed")]),
        ('@misc{a, title="A,\n year={1999}\n}\n@misc{b, title={B}}', "AB", [(1, "“title” is not closed")]),
        ("@misc{a, title={A}, note=unknown}", "A", [(1, "“unknown” is a macro that nothing defines")]),
        ("@misc{a, title={A},\n title={C}}", "A", [(2, "second “title” was left out: C")]),
        ("@misc{a, title={A}}\n@misc{a, title={B}}", "AB", [(2, "the key of an entry before it")]),
        ("@misc{a, title={A}, ?!, year=1999}", "A", [(1, "“?!,” is no field")]),
        ("@misc{a\n title={A}}", "A", [(2, "comma is missing behind the key")]),
        ("@misc{a, title={A}, year=}\n@misc{b, title={B}}", "AB", [(1, "“year” has no value")]),
    ],
)
def test_what_is_broken_is_mended_and_told(text: str, titles: str, complaints: list[tuple[int, str]]) -> None:
    """No entry swallows the next, and none is lost."""
    drafts, found = read(text)
    assert [draft.title for draft in drafts] == list(titles)
    assert not any(complaint.rejected for complaint in found)
    told_lines = [complaint.line for complaint in found]
    for line, words in complaints:
        assert line in [c.line for c in found if words in c.reason], (told_lines, found)
    if "year" in text and "year=}" not in text:
        assert drafts[0].published == "1999"


def test_what_is_no_entry_is_rejected() -> None:
    drafts, complaints = read(
        "@article{a, title={A}}\n@article{empty}\n@article b, title={C}}\n@set{s, entryset={a}}"
    )
    assert [draft.title for draft in drafts] == ["A"]
    assert [(c.line, c.rejected) for c in complaints if c.rejected] == [(2, True), (3, True), (4, True)]


@pytest.mark.parametrize("dialect", DIALECTS)
@given(papers=st.lists(sound_papers, min_size=1, max_size=4))
def test_what_is_written_is_read_again(dialect: str, papers: list[dict[str, Any]]) -> None:
    """Every field that the format can hold, whatever characters it holds."""
    written = [paper | {"key": f"k{number}"} for number, paper in enumerate(papers)]
    for paper in written:
        if paper["kind"] == "book":  # an ISBN that is one is its identifier
            paper["extra"].pop("isbn", None)
    drafts, complaints = read("".join(seeds.write(written, dialect)), dialect)
    assert complaints == []
    assert len(drafts) == len(written)
    for paper, draft in zip(written, drafts, strict=True):
        expected = paper | {"identifiers": {s: set(v) for s, v in paper["identifiers"].items()}}
        found = told(draft)
        if found["kind"] == "preprint" and "arxiv" in paper["identifiers"]:
            # Neither dialect has a type for preprints: what is on arXiv alone is taken for one.
            assert paper["kind"] in ("preprint", "web", "other") or not paper["venue"]
            expected["kind"] = "preprint"
            found["extra"].pop("entrytype", None)
        assert {name: found[name] for name in expected if name != "key"} == {
            name: value or None if name in ("venue", "abstract") else value
            for name, value in expected.items()
            if name != "key"
        }


@pytest.mark.parametrize("dialect", DIALECTS)
@given(papers=st.lists(hostile_papers, min_size=1, max_size=4))
def test_two_other_parsers_read_whatever_is_written(dialect: str, papers: list[dict[str, Any]]) -> None:
    """pybtex and bibtexparser find every paper, and bibtexparser every field, in any text."""
    text = "".join(seeds.write(papers, dialect))
    drafts, _ = read(text, dialect)
    assert len(drafts) == len(papers)
    assert len(pybtex.database.parse_string(text, "bibtex").entries) == len(papers)
    library = bibtexparser.parse_string(text, parse_stack=[])
    assert (len(library.entries), library.failed_blocks) == (len(papers), [])
    for entry in library.entries:
        assert all(field.value.count("{") == field.value.count("}") for field in entry.fields)


def test_mathematics_stays_mathematics_where_its_braces_balance() -> None:
    paper = {
        "key": "k",
        "title": r"An $\mathcal{O}(n^2)$ bound for $5 and GPU use",
        "abstract": r"Let $\{x$ be \emph{it}.",
    }
    text = "".join(seeds.write([paper], "bibtex"))
    assert r"title = {An $\mathcal{O}(n^2)$ bound for \$5 and GPU use}" in text
    assert r"abstract = {Let \textbraceleft{}x be it.}" in text


def test_capitals_are_protected_and_special_characters_escaped() -> None:
    paper = {"key": "k k", "title": "BERT & the 5% of iPhones", "kind": "article", "venue": "A_B"}
    text = "".join(seeds.write([paper], "bibtex"))
    assert text.startswith("@article{kk,\n")
    assert r"title = {{BERT} \& the 5\% of {iPhones}}" in text
    assert r"journal = {A\_B}" in text


def test_each_dialect_has_its_own_words() -> None:
    paper = {
        "key": "k", "title": "T", "kind": "thesis", "published": "2020-03-05", "category": "cs.LG",
        "identifiers": {"arxiv": ["2301.00001", "2301.00002"], "doi": ["10.1000/x"]},
        "extra": {"institution": "Kew", "location": "London", "type": "mathesis"},
    }  # fmt: skip
    classic, modern = ("".join(seeds.write([paper], dialect)) for dialect in DIALECTS)
    assert classic.startswith("@mastersthesis{k,")
    assert all(
        f"  {field},\n" in classic
        for field in ("school = {Kew}", "address = {London}", "year = {2020}", "month = mar", "day = {5}",
                      "archiveprefix = {arXiv}", "primaryclass = {cs.LG}", "identifiers = {arxiv:2301.00002}")
    )  # fmt: skip
    assert modern.startswith("@thesis{k,")
    assert all(
        f"  {field},\n" in modern
        for field in ("institution = {Kew}", "location = {London}", "date = {2020-03-05}",
                      "type = {mathesis}",
                      "eprinttype = {arxiv}", "eprintclass = {cs.LG}")
    )  # fmt: skip


def test_keys_that_differ_in_case_alone_are_written_apart() -> None:
    """BibTeX takes them for one; the first keeps its key."""
    text = "".join(seeds.write([{"key": "Moss", "title": "a"}, {"key": "moss", "title": "b"}], "bibtex"))
    assert list(pybtex.database.parse_string(text, "bibtex").entries) == ["Moss", "moss-2"]


@pytest.mark.parametrize(
    "piece",
    ["@a{k,t={", "\n@a{k,t={", '\n@a{k,t="', "{", '"', "@comment{", "@string{a=", "@a{k,t=a#", "@a(", "%\n",
     "@a\n",
     "\n  ", ",", "@a{k,t={}\n u=", '\\"', "\\href{", "@a{k,author={a and ", " and ", "@a{k,crossref={k}}\n"],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "@a{k, t={x", "@a{k, author={x"])
def test_hostile_files_are_read_through(piece: str, before: str) -> None:
    """A quarter of a megabyte of anything ends in drafts and complaints; slowness shows as a timeout."""
    data = (before + piece * 250_000)[:250_000].encode()
    for item in seeds.read(b"%" + data, "hostile", format="bibtex"):
        assert isinstance(item, (seeds.Draft, seeds.Complaint))


@pytest.mark.parametrize(
    "piece",
    ["a.", " ", "/", "pubmed/", "10.1234/", " and ", "a, ", "=", "97812345678 ", "~", "`", "$a", "é", "; "],
)
@pytest.mark.parametrize("begin", ["", "http://", "10.1234/", "arXiv:"])
def test_hostile_fields_are_read_and_written(piece: str, begin: str) -> None:
    """No field, whatever is looked for in it, takes more than time in step with its length."""
    names = [
        "author",
        "howpublished",
        "note",
        "isbn",
        "doi",
        "url",
        "eprint",
        "pmid",
        "pmcid",
        "pages",
        "date",
        "month",
        "volume",
        "file",
    ]
    fields = ", ".join(f"{name} = {{{begin}{piece * 20_000} x}}" for name in names)
    for type in ("misc", "book"):
        drafts, _ = read(f"@{type}{{k, title = {{T}}, {fields}}}", "bibtex")
        for format in (*DIALECTS, "ris"):
            assert "".join(seeds.write(map(paper_of, drafts), format))


@pytest.mark.parametrize(
    "piece", ["@a{", "\n@a{k", " ", "\n", "@a{k,%\n", "% ", "k ", "TY", "PT J\n", "RT A\nID"]
)
@pytest.mark.parametrize("begin", ["", "@a{k,", "@a{k", "RT A\n"])
def test_hostile_beginnings_are_judged(piece: str, begin: str) -> None:
    with contextlib.suppress(seeds.SeedError):
        seeds.read((begin + piece * 65_536).encode()[:65_536], "hostile")


@pytest.mark.parametrize(
    "text",
    [
        "Good mAP\n@ IoU (0.5) and more",
        "@media (max-width: 600px) { a {} }",
        "@decorator(1, 2)\ndef f(): pass",
        "write to me@example.org {now}",
    ],
)
def test_other_text_with_an_at_sign_is_no_bibliography(text: str) -> None:
    with pytest.raises(seeds.SeedError, match="no entry such as"):
        seeds.read(text.encode(), "page")


@pytest.mark.parametrize(
    "text",
    [
        "@a{k\n , title = {T}}",
        "@a{title={T}}",
        " @a (k, title={T})",
        "@a{k,\n % x\n title={T}}",
        "1\n@a{,title=1}",
    ],
)
def test_every_spelling_of_an_entry_is_known(text: str) -> None:
    assert seeds.read(text.encode(), "refs").format == "bibtex"


def test_a_stream_is_read_as_bytes_are() -> None:
    assert seeds.read(io.BytesIO(b"@book{k, title={T}}"), "refs").gather()[0][0].title == "T"


def test_what_publishers_leave_in_their_exports() -> None:
    """Entities of HTML, marks round formulas, mathematics in brackets and in loose dollars."""
    titles = {
        r"Moss \&amp; Wall": "Moss & Wall",
        "Moss &#8211; Wall &lt; Roof": "Moss – Wall < Roof",
        r"<tex>$\gamma$</tex>-Rays on Moss": "γ-Rays on Moss",
        r"Radix-2\({}^{\mbox{k}}\) Moss": "Radix-2ᵏ Moss",
        r"Moss in $\Omega (n^k) $ Walls": "Moss in Ω (nᵏ) Walls",
        r"A 3$\times$3 Wall for \$5": "A 3×3 Wall for $5",
        r"A wall \( of moss": r"A wall \( of moss",
    }
    for tex, title in titles.items():
        assert one(f"@misc{{a, title = {{{tex}}}}}").title == title


@pytest.mark.parametrize("title", ["HTML's &amp; and &#38;", "The <tex> Element", "&lt;tex&gt;"])
def test_text_that_looks_like_markup_comes_back(title: str) -> None:
    text = "".join(seeds.write([{"title": title, "identifiers": {}}], "bibtex"))
    assert one(text).title == title


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("Fulton, James E., Jr. and Plewig, Gerd", ("James E. Fulton, Jr.", "Gerd Plewig")),
        ("Fulton, Jr., James E.", ("James E. Fulton, Jr.",)),
        ("von Neumann, John and {The ATLAS Collaboration}", ("John von Neumann", "The ATLAS Collaboration")),
        ("{\\'E}mile Zola and others", ("Émile Zola",)),
        ("王小明 and 李, 四", ("王小明", "李四")),
        ("{Barnes and Noble} and de la Cruz, Mar{\\'i}a", ("Barnes and Noble", "María de la Cruz")),
    ],
)
def test_names_as_people_write_them(written: str, authors: tuple[str, ...]) -> None:
    draft = one(f"@misc{{a, title = {{On mosses}}, author = {{{written}}}}}")
    assert draft.authors == authors
    assert draft.authors_truncated == written.endswith("others")


def test_authors_parted_by_commas_are_told() -> None:
    """Which comma parts two people, and which a name, nobody has said: nothing is invented."""
    (draft,), complaints = read("@misc{a, title = {On mosses}, author = {Ada Fern, Bo Li, Cy Dee}}")
    assert draft.authors == ("Ada Fern, Bo Li, Cy Dee",)
    assert [(told.line, told.rejected) for told in complaints] == [(1, False)]
    assert "commas" in complaints[0].reason


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ("year = {1985/1986}", "1985"),
        ("year = {1985--86}", "1985"),
        ("year = {१९८७}", None),
        ("date = {1985-21}", "1985"),  # a spring
        ("date = {1985-04/1985-05}", "1985-04"),
        ("year = 1985, month = {Spring}", "1985"),
        ("year = 1985, month = {13}", "1985"),
        ("year = {in press}", None),
        ("date = {19uu}", None),
    ],
)
def test_a_date_as_far_as_it_is_known(fields: str, published: str | None) -> None:
    """What is more or less than a date stays beside it, word for word, and comes back."""
    draft = one(f"@misc{{a, title = {{On mosses}}, {fields}}}")
    assert draft.published == published
    text = "".join(seeds.write([paper_of(draft)], "biblatex"))
    again = one(text, "biblatex")
    assert (again.published, dict(again.extra)) == (published, dict(draft.extra))


def test_a_value_that_is_missing_takes_no_entry_with_it() -> None:
    drafts, complaints = read("@misc{a,\n title = {On mosses},\n note =\n@misc{b,\n title = {On walls}\n}\n")
    assert [draft.title for draft in drafts] == ["On mosses", "On walls"]
    assert [(told.line, told.reason) for told in complaints] == [
        (4, "“note” has no value"), (4, "the entry is not closed; it was taken to end here"),
    ]  # fmt: skip


COMMANDS = [
    "$\\input{/etc/passwd}$",
    "$\\write18{ls}$",
    "$\\immediate\\openout3=x_1$",
    "$\\csname input\\endcsname{x}$",
    "$x_1^^5cinput$",
    "$\\def\\a{\\a\\a}\\a$",
    "$\\text{\\include{x}}$",
    "$\\begin{filecontents}{x}$",
    "$\\catcode`x=0$",
    "a $$\\input{z}$$ b",
    "\\(\\input{x}\\)",
    "\\ensuremath{\\input{q}}",
]


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
@pytest.mark.parametrize("command", COMMANDS)
def test_tex_is_given_no_command_that_does_more_than_draw(command: str, dialect: str) -> None:
    names = ("note", "volume", "crossref", "xref", "ids", "options", "doi", "eprint", "keywords", "annote")
    paper = {
        "key": f"a{command}",
        "title": f"Moss {command} walls",
        "authors": [command, f"Ada {command}"],
        "abstract": f"Moss {command} walls\n{command}",
        "venue": command,
        "category": command,
        "url": f"https://a.example/{command}",
        "identifiers": {"doi": [f"10.1000/{command}"], "arxiv": [command], "x": [command]},
        "extra": dict.fromkeys(names, command),
    }
    text = "".join(seeds.write([paper], dialect))
    allowed = {"textbackslash", "textbraceleft", "textbraceright", "textasciicircum", "textasciitilde"}
    assert set(re.findall(r"\\([A-Za-z]+)", text)) <= allowed
    assert "^^" not in text


def test_mathematics_that_only_draws_is_kept_as_it_stands() -> None:
    for title in (
        r"On $\mathcal{O}(n^2)$ walls",
        r"A $\sqrt{\frac{\alpha}{2}} \leqslant \lVert x\rVert$ bound",
    ):
        assert f"title = {{{title}}}" in "".join(seeds.write([{"key": "a", "title": title}], "bibtex"))
