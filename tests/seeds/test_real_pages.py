"""The five real listing pages: every paper, every field. Skipped where the pages are absent."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import seeds

AS_OF = date(2026, 11, 20)
COUNTS = {
    "000": ("author-page", 33),
    "001": ("abstracts", 10),
    "002": ("search-page", 169),
    "003": ("cards", 17),
    "004": ("cards", 28),
}
HEAD = re.compile(r"([A-Z]{2})([A-Z][a-z]{2} \d+(?:, \d{4})?)(Code)?")


def drafts_of(pages: dict[str, Path], number: str) -> list[seeds.Draft]:
    """Read one page, which must give no complaint."""
    path = pages[number]
    harvest = seeds.read(path.read_bytes(), path.name, as_of=AS_OF)
    assert harvest.format == COUNTS[number][0]
    drafts, complaints, _ = harvest.gather()
    assert complaints == []
    return drafts


def lines_of(pages: dict[str, Path], number: str) -> list[str]:
    """An independent reading: the lines that are not blank."""
    return [line for line in pages[number].read_text(encoding="utf-8").split("\n") if line.strip()]


@pytest.mark.parametrize("number", COUNTS)
def test_every_paper_is_found(number: str, pages: dict[str, Path]) -> None:
    """33, 10, 169, 17 and 28 papers, 257 together, numbered from 0."""
    drafts = drafts_of(pages, number)
    assert [draft.position for draft in drafts] == list(range(COUNTS[number][1]))


def test_the_authors_figures_are_read(pages: dict[str, Path]) -> None:
    """The header of page 000 is one profile."""
    path = pages["000"]
    _, _, profiles = seeds.read(path.read_bytes(), path.name, as_of=AS_OF).gather()
    assert profiles == [seeds.AuthorProfile("Michael Carbin", "LG", 39, 33, 7145, 49, 50)]


def test_the_author_page_is_exact_line_by_line(pages: dict[str, Path]) -> None:
    """Title, names, abstract and flag stand in the draft as on the page."""
    lines = lines_of(pages, "000")
    heads = [at for at, line in enumerate(lines) if HEAD.fullmatch(line)]
    for draft, at in zip(drafts_of(pages, "000"), heads, strict=True):
        listed = ", ".join(draft.authors) + " et al." * draft.authors_truncated
        listed += "".join(f" · {name}" for name in draft.affiliations)
        assert [draft.title, listed, draft.abstract] == lines[at + 1 : at + 4]
        head = HEAD.fullmatch(lines[at])
        assert head is not None
        assert (draft.category, draft.has_code) == (f"cs.{head[1]}", head[3] == "Code")


@pytest.mark.parametrize("number", ["003", "004"])
def test_cards_are_exact_line_by_line(number: str, pages: dict[str, Path]) -> None:
    """Gluing what was split gives the line of the page, and the flag is the page's."""
    lines = lines_of(pages, number)
    for at, draft in enumerate(drafts_of(pages, number)):
        glued = (draft.title or "") + ", ".join(draft.authors) + " et al." * draft.authors_truncated
        glued += "".join(f" · {name}" for name in draft.affiliations)
        assert [glued, draft.abstract] == lines[3 * at + 1 : 3 * at + 3]
        head = HEAD.fullmatch(lines[3 * at])
        assert head is not None
        assert (draft.category, draft.has_code) == (f"cs.{head[1]}", head[3] == "Code")


def test_abstracts_are_exact(pages: dict[str, Path]) -> None:
    """Page 001 is its abstracts; every title is provisional and short."""
    drafts = drafts_of(pages, "001")
    assert [f"Abstract:{draft.abstract}" for draft in drafts] == lines_of(pages, "001")
    assert all(draft.provisional_title and len((draft.title or "").split()) <= 9 for draft in drafts)
    names = {
        2: "CL-LNS",
        4: "LB-RELAX",
        5: "OLLA",
        6: "SurCo",
        7: "LoopStack",
        8: "Flashlight",
        9: "CompilerGym",
    }
    assert all((drafts[at].title or "").startswith(name) for at, name in names.items())


def test_the_search_page_is_exact(pages: dict[str, Path]) -> None:
    """Page 002 alternates titles and abstracts below its two lines of furniture."""
    lines = lines_of(pages, "002")[2:]
    lines[0] = lines[0].removeprefix("Subscribe")
    read = [text for draft in drafts_of(pages, "002") for text in (draft.title, draft.abstract)]
    assert read == lines
    assert read[0] == "OLLIE: Derivation-based Tensor Program Optimizer"


# Written by hand from the pages: first name of a card, by page and the beginning of its title.
SPLITS = [
    ("003", 4, "on Real Workloads?", "Jeffrey Jian Ma", True, (), "2025-11-08"),
    ("003", 0, "Performance-Improving Code Edits", "Alexander Shypula", True, ("cmu",), "2023-02-15"),
    ("003", 5, "for Enterprise Software Engineering", "Aditya Kini", True, (), "2026-05-15"),
    ("003", 6, "Analyzing a Caching Model", "Leon Sixt", True, (), "2021-12-13"),
    ("004", 4, "for Evolving Mixture-of-Experts Models", "Jungwoo Kim", True, (), "2026-05-11"),
    ("004", 9, "via Test-Time Plan Caching", "Qizheng Zhang", False, ("stanford",), "2025-06-17"),
    ("004", 10, "Fine-Tuning of LLMs under 2 Bits", "Zikai Zhou", True, (), "2025-02-12"),
    ("004", 11, "AI+HW 2035: Shaping the Next Decade", "Deming Chen", True, (), "2026-03-05"),
    ("004", 14, "Data Plane Architecture for Per-Packet ML", "Tushar Swamy", True, (), "2020-02-12"),
    (
        "004",
        20,
        "Analysis of DAWNBench, a Time-to-Accuracy Machine Learning Performance Benchmark",
        "Cody Coleman",
        True,
        (),
        "2018-06-04",
    ),
    ("004", 21, "High-Accuracy Low-Precision Training", "Christopher De Sa", True, (), "2018-03-09"),
    ("004", 27, "Code Generation to Accelerate Neural Networks", "Lawrence McAfee", False, (), "2012-06-27"),
]


@pytest.mark.parametrize(("number", "at", "ending", "first", "truncated", "affiliations", "day"), SPLITS)
def test_the_traps_of_the_cards(
    number: str,
    at: int,
    ending: str,
    first: str,
    truncated: bool,
    affiliations: tuple[str, ...],
    day: str,
    pages: dict[str, Path],
) -> None:
    """Titles end and names begin where a person says they do; days without a year are resolved."""
    draft = drafts_of(pages, number)[at]
    assert (draft.title or "").endswith(ending)
    assert draft.authors[0] == first
    assert (draft.authors_truncated, draft.affiliations, draft.published) == (truncated, affiliations, day)


def test_accents_and_code_links_are_kept(pages: dict[str, Path]) -> None:
    """Ré keeps the accent; brackets and full stops behind a link are not part of it."""
    assert drafts_of(pages, "004")[23].authors == ("Christopher De Sa", "Kunle Olukotun", "Christopher Ré")
    assert drafts_of(pages, "003")[1].code_url == "https://github.com/smahdavi4/clrs"
    links = [draft.code_url for draft in drafts_of(pages, "002") if draft.code_url]
    assert "https://github.com/wenhuchen/Program-of-Thoughts" in links
    assert "https://github.com/edwardjhu/TP4" in links
    assert not any(link.endswith((".", "}", ")", ",")) for link in links)
    assert len(links) == 29


def test_no_two_of_the_257_papers_are_one(pages: dict[str, Path]) -> None:
    """Digests of abstracts tell all papers apart."""
    digests = {seeds.digest(draft.abstract or "") for number in COUNTS for draft in drafts_of(pages, number)}
    assert len(digests) == 257
