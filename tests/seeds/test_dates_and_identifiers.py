"""Partial dates, identifiers in all their spellings, and links to code."""

from __future__ import annotations

from datetime import date

import pytest

import seeds
from seeds.dates import from_parts, from_text, parse_listed
from seeds.identify import identifier, isbn


@pytest.mark.parametrize(
    ("text", "as_of", "day"),
    [
        ("Mar 9, 2023", date(2026, 11, 20), "2023-03-09"),
        ("May 15", date(2026, 11, 20), "2026-05-15"),
        ("Nov 20", date(2026, 11, 20), "2026-11-20"),
        ("Nov 21", date(2026, 11, 20), "2025-11-21"),
        ("Feb 29", date(2026, 11, 20), "2024-02-29"),
        ("Feb 29", date(2024, 2, 28), "2020-02-29"),
        ("Feb 29", date(1903, 5, 1), "1896-02-29"),
        ("September 1, 1999", date(2026, 1, 1), "1999-09-01"),
    ],
)
def test_listed_dates(text: str, as_of: date, day: str) -> None:
    """A day without a year is the latest that is not after the day of reading."""
    assert parse_listed(text, as_of) == day


@pytest.mark.parametrize("text", ["Feb 31, 2020", "Feb 29, 2023", "Feb 30", "Foo 1, 2020", "May 0", "2020"])
def test_days_that_do_not_exist(text: str) -> None:
    """They are errors with a reason."""
    with pytest.raises(ValueError, match=text):
        parse_listed(text, date(2026, 11, 20))


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        ("2023", "2023"),
        ("2023-5", "2023-05"),
        ("2023/05/07", "2023-05-07"),
        ("2023-13", None),
        ("2023-02-30", None),
        ("0000", None),
        ("yesterday", None),
        ("٢٠٢٣", None),
    ],
)
def test_partial_dates(text: str, partial: str | None) -> None:
    """Year, month or day may be the last that is known."""
    assert seeds.parse_partial(text) == partial


def test_the_year_of_a_partial_date() -> None:
    """None stays None."""
    assert (seeds.year_of("2023-05"), seeds.year_of(None)) == (2023, None)


@pytest.mark.parametrize(
    ("text", "scheme", "value"),
    [
        ("2301.00001v2", "arxiv", "2301.00001"),
        ("arXiv:2301.00001", "arxiv", "2301.00001"),
        ("https://arxiv.org/pdf/2301.00001v3.pdf", "arxiv", "2301.00001"),
        ("http://www.arxiv.org/abs/math.GT/0309136v1", "arxiv", "math/0309136"),
        ("math/0309136", "arxiv", "math/0309136"),
        ("10.48550/arXiv.1803.03635", "arxiv", "1803.03635"),
        ("https://doi.org/10.48550/arxiv.1803.03635", "arxiv", "1803.03635"),
        ("10.1145/3292500.3330701", "doi", "10.1145/3292500.3330701"),
        (
            "https://dx.doi.org/10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2",
            "doi",
            "10.1002/(sici)1097-0258(19980815)17:15<1661::aid-sim968>3.0.co;2-2",
        ),
        ("doi:10.1000/ABC.", "doi", "10.1000/abc"),
        ("0-306-40615-2", "isbn", "9780306406157"),
        ("ISBN 978-0-306-40615-7", "isbn", "9780306406157"),
        ("https://example.org/paper?x=1", "url", "https://example.org/paper?x=1"),
    ],
)
def test_identifiers_have_one_spelling(text: str, scheme: str, value: str) -> None:
    """However it is typed or pasted."""
    assert seeds.recognise(text) == seeds.Identifier(scheme, value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lottery ticket",
        "frankle2018lottery",
        "2313.00001",
        "0-306-40615-3",
        "10.1/x",
        "javascript:alert(1)",
        "x" * 1000,
    ],
)
def test_other_text_is_no_identifier(text: str) -> None:
    """Nothing is guessed, and check digits count."""
    assert seeds.recognise(text) is None
    assert isbn(text) is None


@pytest.mark.parametrize(
    ("abstract", "link"),
    [
        ("Code is at https://github.com/a/b.", "https://github.com/a/b"),
        (r"Code: \url{https://github.com/a/b}.", "https://github.com/a/b"),
        ("(see https://gitlab.com/a/b_(c)).", "https://gitlab.com/a/b_(c)"),
        ("found at github.com/a/TP4.", "https://github.com/a/TP4"),
        (
            "We follow https://example.org/data. Our code is released at https://a.github.io.",
            "https://a.github.io",
        ),
        ("Models and code are released. https://sites.google.com/view/x", "https://sites.google.com/view/x"),
        ("Our dataset is at https://example.org/data/", None),
        ("No link at all.", None),
        ("The implementation is on https://huggingface.co/a/b,", "https://huggingface.co/a/b"),
    ],
)
def test_code_links(abstract: str, link: str | None) -> None:
    """A code host wins; else a sentence that speaks of code; punctuation stays outside."""
    assert seeds.code_link(abstract) == link


@pytest.mark.parametrize(
    ("text", "partial", "exact"),
    [
        ("1996 Jul 9", "1996-07-09", True),
        ("9 July 1996", "1996-07-09", True),
        ("July 9th, 1996", "1996-07-09", True),
        ("Jul. 1996", "1996-07", True),
        ("7/1996", "1996-07", True),
        ("1996-07-09T23:30:00-05:00", "1996-07-09", True),
        ("Tue, 9 Jul 1996 19:18:42 GMT", "1996-07-09", True),
        ("1996", "1996", True),
        ("26/7/2017", "2017-07-26", True),
        ("07/26/2017", "2017-07-26", True),
        ("7/7/2017", "2017-07-07", True),
        ("6/7/2017", "2017", False),
        ("31/2/2017", "2017-02", False),
        ("2010 Jan-Feb", "2010", False),
        ("Winter 2010", "2010", False),
        ("July 6-8, 2016", "2016-07", False),
        ("31 May - 2 June 2016", "2016", False),
        ("between 2010 and 2012", None, False),
        ("31 Feb 2010", "2010-02", False),
        ("13/2010", "2010", False),
        ("n.d.", None, False),
        ("", None, False),
    ],
)
def test_written_dates(text: str, partial: str | None, exact: bool) -> None:
    """As much as is certain; what a season or a range says beyond a year is told apart."""
    assert from_text(text) == (partial, exact)


@pytest.mark.parametrize(
    ("parts", "partial"),
    [
        ((2004, 5, 6), "2004-05-06"),
        (("2004", "05"), "2004-05"),
        ((2004, 13, 1), "2004"),
        ((2004, 2, 30), "2004-02"),
        ((2004, None, 3), "2004"),
        ((800,), "0800"),
        ((None,), None),
        ((True,), None),
        ((-44,), None),
        ((), None),
    ],
)
def test_parts_of_dates(parts: tuple[object, ...], partial: str | None) -> None:
    """The first part that is none, or that no calendar has, ends the date."""
    assert from_parts(*parts) == partial


@pytest.mark.parametrize(
    ("scheme", "text", "found"),
    [
        ("pmid", "PMID: 12345", ("pmid", "12345")),
        ("pmid", "https://pubmed.ncbi.nlm.nih.gov/12345/", ("pmid", "12345")),
        ("pmid", "000000", None),
        ("pmcid", "54321", ("pmcid", "PMC54321")),
        ("pmcid", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC54321/", ("pmcid", "PMC54321")),
        ("openalex", "https://openalex.org/w2741809807", ("openalex", "W2741809807")),
        ("openalex", "https://openalex.org/A2741809807", None),
        ("s2", "https://www.semanticscholar.org/paper/A-b/" + "AB" * 20, ("s2", "ab" * 20)),
        ("doi", "https://doi.org/10.48550/arXiv.2301.00001", ("arxiv", "2301.00001")),
        ("doi", "10/fqd6hj", None),
        ("dblp", " journals/corr/A ", ("dblp", "journals/corr/A")),
    ],
)
def test_identifiers_of_a_scheme(scheme: str, text: str, found: tuple[str, str] | None) -> None:
    """One spelling each; a scheme without rules keeps its values as they stand."""
    given = identifier(scheme, text)
    assert (given and (given.scheme, given.value)) == found
