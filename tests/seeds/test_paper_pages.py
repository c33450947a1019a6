"""Pages of single papers, at arXiv and at Hugging Face, as browsers and converters save them as text."""

# ruff: noqa: E501 (a page has long lines)
from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest

import seeds

ABSTRACT = (
    "We ask whether mosses like shade or water, and find that they like both of them, as far as anybody who"
    " has looked at a wall in November can tell; they do."
)
AUTHORS = ("Ada Fernsby", "Björn van den Berg", "Cy D. Moss")


def read(text: str) -> tuple[str, list[seeds.Draft], list[seeds.Complaint]]:
    harvest = seeds.read(text.encode(), "page.txt", as_of=date(2026, 1, 31))
    drafts, complaints, _ = harvest.gather()
    return harvest.format, drafts, complaints


def test_a_page_of_arxiv_is_read_whole(specimen: Callable[[str], bytes]) -> None:
    form, (draft,), complaints = read(specimen("arxiv_page.txt").decode())
    assert (form, complaints) == ("arxiv-page", [])
    assert (draft.title, draft.authors) == ("Shade or Water? On the Habits of Mosses", AUTHORS)
    assert (draft.published, draft.category, draft.kind) == ("2023-01-01", "cs.LG", "preprint")
    assert [f"{i.scheme}:{i.value}" for i in draft.identifiers] == ["arxiv:2301.00001", "doi:10.1000/moss.1"]
    assert (draft.abstract or "").startswith(
        "We ask whether mosses like shade or water, and find that they like α"
    )
    assert draft.code_url == "https://github.com/example-moss/shade"
    assert dict(draft.extra) == {
        "comments": "12 pages, 3 figures",
        "journal-ref": "Moss Letters 12 (2023) 101-110",
        "categories": "cs.LG q-bio.PE stat.ML",
        "version": "2",
    }


SHAPES = {
    "labels alone": f"""[Submitted on 1 Jan 2023]
Title: Shade or Water?
Authors: Ada Fernsby, Björn van den Berg, Cy D. Moss
Abstract: {ABSTRACT}
Subjects: Machine Learning (cs.LG)
Cite as: arXiv:2301.00001 [cs.LG]
""",
    "values below their labels": f"""arXiv:2301.00001 (cs)
 [Submitted on 1 Jan 2023 (v1), last revised 5 Feb 2023 (this version, v3)]
 Title:
 Shade or Water?
 Authors:
 Ada Fernsby,
 Björn van den Berg,
 Cy D. Moss
 View PDF

 Abstract:

 {ABSTRACT}

 Subjects:

 Machine Learning (cs.LG)

 Cite as:
 arXiv:2301.00001 [cs.LG]

 (or
 arXiv:2301.00001v3 [cs.LG] for this version)
 https://doi.org/10.48550/arXiv.2301.00001
 Focus to learn more
""",
    "beside the number": f"""arXiv:2301.00001 (cs)  [Submitted on 1 Jan 2023]
Title:Shade or Water?
Authors:Ada Fernsby, Björn van den Berg, Cy D. Moss
Abstract:{ABSTRACT}
Comments: An erratum to arXiv:2212.00009
Subjects:Machine Learning (cs.LG)
""",
    "without labels": f"""arXiv:2301.00001 (cs)
[Submitted on 1 Jan 2023]
Shade or Water?
Ada Fernsby, Björn van den Berg, Cy D. Moss
View PDF
{ABSTRACT}
Subjects: Machine Learning (cs.LG)
""",
    "made Markdown": f"""# Computer Science > Machine Learning

**arXiv:2301.00001** (cs)

[Submitted on 1 Jan 2023 ([v1](https://arxiv.org/abs/2301.00001v1)), last revised 3 Sep 2024 (this version, v3)]

# Title:Shade or Water?

Authors:[Ada Fernsby](https://arxiv.org/search/cs?searchtype=author), [Björn van den Berg](https://a.org/b), Cy D. Moss

[View PDF](/pdf/2301.00001)

> Abstract:{ABSTRACT}

|  |  |
| --- | --- |
| Subjects: | Machine Learning (cs.LG) |
| Cite as: | [arXiv:2301.00001](https://arxiv.org/abs/2301.00001) [cs.LG] |
|  | (or [arXiv:2301.00001v3](https://arxiv.org/abs/2301.00001v3) [cs.LG] for this version) |
|  | <https://doi.org/10.48550/arXiv.2301.00001> Focus to learn more  arXiv-issued DOI via DataCite |
""",
    "glued": f"""[Submitted on 1 Jan 2023]
Title:Shade or Water?
Authors:Ada Fernsby, Björn van den Berg, Cy D. Moss
Abstract:{ABSTRACT}
Subjects:Machine Learning (cs.LG)Cite as:arXiv:2301.00001 [cs.LG](or arXiv:2301.00001v1 [cs.LG] for this version)
 https://doi.org/10.48550/arXiv.2301.00001
""",
    "wrapped": "arXiv:2301.00001\n[Submitted on 1 Jan 2023]\nTitle:Shade\n  or Water?\nAuthors:Ada Fernsby, Björn van den\n"
    f"  Berg, Cy D. Moss\nAbstract: {ABSTRACT.replace(' they', chr(10) + 'they')}\nSubjects: Learning (cs.LG)\n",
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_the_page_says_the_same(shape: str) -> None:
    form, (draft,), complaints = read(SHAPES[shape])
    assert (form, complaints) == ("arxiv-page", [])
    assert (draft.title, draft.authors, draft.abstract) == ("Shade or Water?", AUTHORS, ABSTRACT)
    assert (draft.published, draft.category) == ("2023-01-01", "cs.LG")
    assert draft.identifiers == (seeds.Identifier("arxiv", "2301.00001"),)


def test_several_pages_in_a_row_are_several_papers() -> None:
    other = SHAPES["labels alone"].replace("2301.00001", "hep-th/9901001").replace("Shade", "Wall")
    _, drafts, complaints = read("\n".join([SHAPES["labels alone"], SHAPES["glued"], other]))
    assert [draft.identifiers[0].value for draft in drafts] == ["2301.00001", "2301.00001", "hep-th/9901001"]
    assert [draft.position for draft in drafts] == [0, 1, 2]
    assert complaints == []


def test_a_list_of_authors_that_was_cut_short_is_known_to_be() -> None:
    text = SHAPES["labels alone"].replace(
        "Cy D. Moss", "Cy D. Moss, et al. (25 additional authors not shown)"
    )
    (draft,) = read(text)[1]
    assert (draft.authors, draft.authors_truncated) == (AUTHORS, True)


def test_a_page_that_lost_its_title_is_named() -> None:
    text = SHAPES["labels alone"]
    _, drafts, complaints = read(text + "[Submitted on 3 Mar 2024]\nCite as: arXiv:2403.00001\n")
    assert [draft.title for draft in drafts] == ["Shade or Water?"]
    assert [(c.line, c.rejected) for c in complaints] == [(7, True)]


def test_a_page_of_hugging_face_is_read_whole(specimen: Callable[[str], bytes]) -> None:
    form, (draft,), complaints = read(specimen("huggingface_page.txt").decode())
    assert (form, complaints) == ("huggingface-page", [])
    assert (draft.title, draft.authors) == ("Shade or Water? On the Habits of Mosses", AUTHORS)
    assert (draft.published, draft.has_code, draft.code_url) == ("2023-01-01", True, None)
    assert draft.identifiers == (seeds.Identifier("arxiv", "2301.00001"),)
    assert (draft.abstract or "").startswith("We ask whether")
    assert (draft.abstract or "").endswith("about as much.")
    assert dict(draft.extra) == {"ai-summary": "Mosses like both shade and water."}


@pytest.mark.parametrize(
    "page",
    [
        (
            f"Papers\narxiv:2301.00001\nShade or Water?\nPublished on Nov 2\nUpvote\n12\nAuthors:\nAda Fernsby,\n"
            f"Björn van den Berg,\nCy D. Moss\nAbstract\n{ABSTRACT}\nView arXiv page View PDF Add to collection\nCommunity\n"
        ),
        (
            f"Papers arxiv:2301.00001\n\nShade or Water?\n\nPublished on Nov 2 · Submitted by someone\n\n"
            f"Authors: Ada Fernsby, Björn van den Berg, Cy D. Moss\n\nAbstract\n\n{ABSTRACT}\n"
        ),
    ],
)
def test_both_shapes_of_hugging_face(page: str) -> None:
    """A day without a year is the latest one up to the day of saving."""
    form, (draft,), complaints = read(page)
    assert (form, complaints) == ("huggingface-page", [])
    assert (draft.title, draft.authors, draft.abstract) == ("Shade or Water?", AUTHORS, ABSTRACT)
    assert (draft.published, draft.has_code) == ("2025-11-02", False)


def test_a_page_of_hugging_face_without_a_title_is_named() -> None:
    good = f"arxiv:2301.00001\nShade\nPublished on Nov 2\nAbstract\n{ABSTRACT}\n"
    _, drafts, complaints = read(good + "arxiv:2301.00002\nPublished on Nov 2\narxiv:2301.00003\nNothing\n")
    assert [draft.title for draft in drafts] == ["Shade"]
    assert [c.line for c in complaints] == [6, 8]


@pytest.mark.parametrize(
    "text",
    [
        "Abstract: We cite arXiv:2301.00001, and the page says nothing of when it was put there, as pages do.\n",
        "@article{a, title={A}, note={[Submitted on 1 Jan 2023]}, eprint={arXiv:2301.00001}}\n",
        "TY  - JOUR\nTI  - A\nN1  - [Submitted on 1 Jan 2023] arXiv:2301.00001\nER  - \n",
        '{"title": "A", "abstract": "arxiv:2301.00001\\nPublished on Jan 1"}\n',
    ],
)
def test_no_other_format_is_taken_for_such_a_page(text: str) -> None:
    assert read(text)[0] not in ("arxiv-page", "huggingface-page")


@pytest.mark.parametrize(
    "piece",
    [" ", "x", "> ", ") ", "(1 ", "[a](b", "*", "10.1000/", ", ", "\n", "<http://", "Cite as:", "\n* "],
)
@pytest.mark.parametrize("label", ["Title:", "Authors:", "Abstract:", "Related DOI:", "Subjects:"])
def test_hostile_pages_take_linear_time(piece: str, label: str) -> None:
    """A hundred thousand characters of anything are done in seconds."""
    body = (piece * 100_000)[:100_000]
    arxiv = f"arXiv:2301.00001\n[Submitted on 1 Jan 2023]\nTitle:T\n{label}{body}y\n"
    other = f"arxiv:2301.00001\nT\nPublished on Jan 2\nAuthors:{body}y\nAbstract\n{body}y\n"
    begin = time.process_time()
    for page, form in ((arxiv, "arxiv-page"), (other, "huggingface-page")):
        list(seeds.read(page.encode(), "page", format=form))
    assert time.process_time() - begin < 10
