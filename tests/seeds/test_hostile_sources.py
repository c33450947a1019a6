"""Hostile content in every layout and format ends in clean text, in bounded time."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seeds

FILLER = "A harmless abstract that goes on about mosses for long enough to be taken for one. " * 3
PAGES = {
    "cards": "LGMar 9, 2023\n{0}Ada Fern, Bo Li\n"
    + FILLER
    + "{0}\nLGMar 9, 2023\nA TitleAda Fern\n"
    + FILLER,
    "author-page": "A\n\nLG\nh-index3\n3papers\n\nLGMar 9, 2023\n{0}\n\nAda {0}, Bo et al. · {0}\n\n"
    + FILLER
    + "{0}\n",
    "abstracts": "Abstract:" + FILLER + "{0}\nAbstract:{0}\n",
    "search-page": "Some {0}\n" + FILLER + "\nA Title\n" + FILLER + "{0}",
}


def texts(draft: seeds.Draft) -> list[str]:
    """Every text of a draft that a person may see."""
    single = (draft.title, draft.abstract, draft.summary, draft.code_url, draft.category)
    return [text for text in (*single, *draft.authors, *draft.affiliations, *draft.extra.values()) if text]


def check(items: list[Any]) -> None:
    """Nothing that came out can upset a database or a UTF-8 file."""
    for item in items:
        strings = texts(item) if isinstance(item, seeds.Draft) else [getattr(item, "reason", "")]
        for text in strings:
            text.encode("utf-8")
            assert seeds.clean(text, multiline=True)[0] == text


@pytest.fixture(scope="module")
def hostile(shared: Path) -> dict[str, str]:
    """The shared collection of strings that broke other programs."""
    path = shared / "hostile_strings.json"
    if not path.exists():
        pytest.skip("no hostile_strings.json in ../shared")
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("layout", PAGES)
def test_hostile_strings_end_as_clean_text(layout: str, hostile: dict[str, str]) -> None:
    """Every string, in every place of every layout."""
    for text in hostile.values():
        data = PAGES[layout].format(text).encode("utf-8", "surrogatepass")
        check(list(seeds.read(data, "hostile", format=layout)))


def test_hostile_strings_pass_through_json(hostile: dict[str, str]) -> None:
    """JSON can spell lone surrogates and NUL; the draft cannot."""
    for text in hostile.values():
        line = json.dumps({"title": text or "x", "abstract": text, "authors": [text], "mine": text})
        items = list(seeds.read(line.encode(), "hostile", format="jsonl"))
        check(items)
        assert isinstance(items[0], seeds.Draft)


def test_a_change_is_told_and_rejects_nothing() -> None:
    """The complaint says what was done to which field."""
    drafts, complaints, _ = seeds.read(b'{"title": "a\\u0000b", "abstract": "\\ud800"}', "x").gather()
    assert drafts[0].title == "a\ufffdb"
    assert [(c.line, c.rejected) for c in complaints] == [(1, False)]
    assert (
        complaints[0].reason
        == "replaced control characters in the title; replaced lone surrogates in the abstract"
    )


READABLE = [known.name for known in seeds.FORMATS if known.readable]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([None, *READABLE]))
def test_random_bytes_never_crash(data: bytes, format: str | None) -> None:
    """They are read, complained about or refused."""
    try:
        check(list(seeds.read(data, "noise", format=format)))
    except seeds.SeedError as error:
        assert error.reason  # noqa: PT017 (bytes may be readable as well)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "LGMar 9, 2023",
                "SEMay 15Code",
                "",
                "Abstract:",
                FILLER,
                "A TitleAda Fern",
                "12",
                "Ada Fern, Bo Li · kew",
                "h-index3",
                "2papers",
                "Subscribe",
                "A Title",
            ]
        ),
        max_size=20,
    ),
    st.sampled_from(["cards", "author-page", "abstracts", "search-page"]),
)
def test_shuffled_pages_never_crash(lines: list[str], layout: str) -> None:
    """Lines in any order give drafts with positions in order, or complaints."""
    if any(line.strip() for line in lines):
        drafts, _, _ = seeds.read("\n".join(lines).encode(), "shuffled", format=layout).gather()
        assert [draft.position for draft in drafts] == list(range(len(drafts)))


@pytest.mark.parametrize(
    "piece", ["A", "aB", ", ", "LGMar 9, 2023\n", " et al.", "· ", "\n", "x" * 50 + "\n", "http://", "{"]
)
@pytest.mark.parametrize("format", ["cards", "author-page", "abstracts", "search-page"])
def test_big_hostile_pages_take_linear_time(piece: str, format: str) -> None:
    """Half a megabyte of anything is done in seconds, in every layout."""
    body = (piece * 500_000)[:500_000]
    data = f"LGMar 9, 2023\n{body}\nAbstract:{body}\n".encode()
    begin = time.perf_counter()
    list(seeds.read(data, "big", format=format))
    assert time.perf_counter() - begin < 10


def test_a_page_of_absurd_size_is_refused() -> None:
    """Listing pages are read whole, so there is a limit, and it is said."""
    with pytest.raises(seeds.SeedError, match="64 MB"):
        seeds.read(b"LGMar 9, 2023\n" + b"x" * 64_000_001, os.devnull, format="cards")
