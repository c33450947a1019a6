"""The four layouts, on specimens made for this project: good ones and damaged ones."""

from __future__ import annotations

from typing import Any

import pytest

import seeds


def test_an_author_page_gives_a_profile_and_every_field(gather: Any, specimen: Any) -> None:
    """All fields of an entry and of the author's header are read."""
    drafts, complaints, profiles = gather(specimen("author_page.txt"))
    assert complaints == []
    assert profiles == [seeds.AuthorProfile("Ada Fernsby", "LG", 12, 4, 1045, 31, 7)]
    first = drafts[0]
    assert first.title == "On the Shade of Mosses: A Two-Winter Study"
    assert first.authors == ("Ada Fernsby", "Béla Lichen", "Ian O'Mara")
    assert (first.authors_truncated, first.affiliations) == (True, ("kew",))
    assert (first.published, first.category, first.has_code) == ("2023-03-09", "cs.LG", True)
    assert first.code_url == "https://github.com/example-moss/dripwall"
    assert (first.position, first.line) == (0, 12)
    assert (first.abstract or "").startswith("Mosses on north walls")


def test_dates_and_categories_of_an_author_page(gather: Any, specimen: Any) -> None:
    """A day without a year is the latest one; a tag of another archive finds it."""
    drafts, _, _ = gather(specimen("author_page.txt"))
    assert [(d.published, d.category) for d in drafts] == [
        ("2023-03-09", "cs.LG"),
        ("2026-05-15", "cs.SY"),
        ("2024-02-29", "stat.ML"),
        ("1999-12-31", "quant-ph"),
    ]


def test_cards_split_titles_from_names(gather: Any, specimen: Any) -> None:
    """Digits, commas, acronyms and inner capitals do not mislead the splitter."""
    drafts, complaints, _ = gather(specimen("cards.txt"))
    assert complaints == []
    assert [(d.title, d.authors, d.authors_truncated, d.affiliations) for d in drafts] == [
        (
            "Shade or Water? What Decides for Mosses in 2 Winters",
            ("Ada Fernsby", "Béla Lichen", "Ian O'Mara"),
            True,
            ("kew",),
        ),
        (
            "Analysis of KiteFold, a Calm-in-Flight Controller for Beginners",
            ("Maria De Rosa", "Lawrence McTavish"),
            False,
            (),
        ),
        (
            "Agreement among Looms: WeftNet for Per-Thread ML",
            ("Tushar Weaver", "Zhen Li", "Émile Chaînon"),
            False,
            (),
        ),
        ("Why Bells Drift: Measuring with PyTorch", ("J. K. Bellwright",), False, ()),
    ]
    assert [d.category for d in drafts] == ["cs.LG", "cs.RO", "cs.DC", "cs.NA"]
    assert [d.has_code for d in drafts] == [True, False, False, False]


def test_abstracts_get_provisional_titles(gather: Any, specimen: Any) -> None:
    """The name of a system leads; else the beginning of the text, eight words at most."""
    drafts, complaints, _ = gather(specimen("abstracts.txt"))
    assert complaints == []
    assert all(draft.provisional_title for draft in drafts)
    assert [draft.title for draft in drafts] == [
        "Mosses on north walls are often said…",
        "KiteFold: a small controller that trades lift…",
        "WeftNet: a network of looms that agree…",
        "Church bells drift…",
    ]


def test_a_search_page_loses_its_furniture_and_nothing_else(gather: Any, specimen: Any) -> None:
    """The button goes from the first title only."""
    drafts, complaints, _ = gather(specimen("search_page.txt"))
    assert complaints == []
    assert [draft.title for draft in drafts] == [
        "Shade or Water: What Decides for Mosses",
        "Subscribe to Nothing: Folding Kites, Calmly",
        "WeftNet: Looms That Agree -- And Some That Do Not",
    ]
    assert [draft.line for draft in drafts] == [3, 5, 7]


@pytest.mark.parametrize(
    ("name", "titles", "lines"),
    [
        ("author_page_damaged.txt", ["On the Shade of Mosses", "How Fast Do Bells Drift?"], [16, 23, 28, 40]),
        ("cards_damaged.txt", ["Shade or Water for Mosses", "How Fast Bells Drift"], [4, 7, 9, 12, 17, 18]),
        (
            "search_page_damaged.txt",
            [
                "Shade or Water: What Decides for Mosses",
                "WeftNet: Looms That Agree",
                "How Fast Do Bells Drift?",
            ],
            [4, 7, 11],
        ),
    ],
)
def test_damaged_entries_are_named_and_the_rest_is_read(
    name: str, titles: list[str], lines: list[int], gather: Any, specimen: Any
) -> None:
    """Each damaged entry is a complaint with its line; positions count what was found."""
    drafts, complaints, _ = gather(specimen(name))
    assert [draft.title for draft in drafts] == titles
    assert [draft.position for draft in drafts] == list(range(len(titles)))
    assert [complaint.line for complaint in complaints] == lines
    assert all(complaint.rejected and complaint.reason for complaint in complaints)


def test_damaged_abstracts_are_named(gather: Any, specimen: Any) -> None:
    """An empty abstract and a line that is none are complaints."""
    drafts, complaints, _ = gather(specimen("abstracts_damaged.txt"))
    assert len(drafts) == 3
    assert [complaint.line for complaint in complaints] == [2, 4]


def test_an_impossible_date_is_said_in_words(gather: Any, specimen: Any) -> None:
    """The reason names the date and the entry."""
    _, complaints, _ = gather(specimen("cards_damaged.txt"))
    assert complaints[0].reason == "there is no Feb 31, 2020; the entry “A Day That Never Was” was left out"


@pytest.mark.parametrize("name", ["author_page", "cards", "abstracts", "search_page"])
@pytest.mark.parametrize("change", ["crlf", "cr", "bom", "utf-16", "blank lines", "no last newline"])
def test_how_a_page_was_saved_does_not_matter(name: str, change: str, gather: Any, specimen: Any) -> None:
    """Line ends, byte order marks and blank lines change nothing but line numbers."""
    data = specimen(f"{name}.txt")
    changed = {
        "crlf": lambda: data.replace(b"\n", b"\r\n"),
        "cr": lambda: data.replace(b"\n", b"\r"),
        "bom": lambda: b"\xef\xbb\xbf" + data,
        "utf-16": lambda: data.decode().encode("utf-16"),
        "blank lines": lambda: data.replace(b"\n", b"\n\n \n") + b"\n\n\n",
        "no last newline": lambda: data.rstrip(b"\n"),
    }[change]()

    def plain(drafts: list[seeds.Draft]) -> list[tuple[object, ...]]:
        return [(d.title, d.authors, d.published, d.abstract) for d in drafts]

    drafts, complaints, _ = gather(changed)
    assert plain(drafts) == plain(gather(data)[0])
    assert complaints == []


def test_text_that_fits_nothing_says_why(gather: Any) -> None:
    """The error names each reader that was tried, with its reason."""
    with pytest.raises(seeds.SeedError) as caught:
        gather("Dear diary,\ntoday it rained.\n")
    for name in ("author-page", "cards", "abstracts", "search-page", "jsonl", "csv"):
        assert f"{name}: " in caught.value.reason


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data: bytes, gather: Any) -> None:
    """Nothing to read is an error, not an empty harvest."""
    with pytest.raises(seeds.SeedError):
        gather(data)


def test_a_guessed_encoding_is_told(gather: Any, specimen: Any) -> None:
    """Windows-1252 is read, with a complaint that rejects nothing."""
    data = specimen("cards.txt").decode().encode("cp1252")
    drafts, complaints, _ = gather(data)
    assert drafts[0].authors[1] == "Béla Lichen"
    assert [complaint.rejected for complaint in complaints] == [False]
