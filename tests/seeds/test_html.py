"""The HTML page: whole, escaped, and with links that lead nowhere dangerous."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import seeds

PAPER: dict[str, Any] = {
    "title": "Shade & <b>Water</b>",
    "authors": ["Ada Fernsby", "Bo Li"],
    "authors_truncated": True,
    "published": "2022-11",
    "venue": "Moss Letters",
    "identifiers": {"doi": ["10.1000/a(1)<x>"], "arxiv": ["2211.00001"]},
    "url": "https://example.org/moss?a=1&b=2",
    "code_url": "javascript:alert(1)",
    "abstract": "Mosses\ndrink.",
    "state": "read",
    "starred": True,
    "rating": 3,
    "tags": ["wet & dry"],
    "notes": [{"text": "<script>alert(1)</script>", "quote": 'so "wet"'}],
}


class Page(HTMLParser):
    """A page taken apart: its elements, its links, its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.links: list[str | None] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def page(*papers: dict[str, Any]) -> Page:
    return Page("".join(seeds.write(papers, "html")))


def test_a_page_says_what_is_known_of_a_paper() -> None:
    made = page(PAPER)
    assert made.open == []
    assert [tag for tag in made.tags if tag in ("ol", "li", "h1", "h2")] == ["h1", "ol", "li", "h2"]
    said = ["Shade & <b>Water</b>", "Ada Fernsby, Bo Li et al.", "2022-11 · Moss Letters", "Mosses\ndrink."]
    said += ["arXiv:2211.00001", "read ★ ●●● wet & dry", 'so "wet"', "<script>alert(1)</script>"]
    assert [text for text in said if text not in made.text] == []
    assert made.links == [
        "https://example.org/moss?a=1&b=2",
        "https://doi.org/10.1000/a(1)%3Cx%3E",
        "https://arxiv.org/abs/2211.00001",
    ]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "https://user@example.org/",
        "https://example.org/ x",
        'https://example.org/"onclick="x',
        "//example.org",
        "https://",
        "https://example.org/\u202ex",
        7,
    ],
)
def test_what_is_no_plain_address_of_the_web_is_no_link(url: object) -> None:
    assert page({"title": "T", "url": url}).links == []


def test_hostile_strings_stay_text(shared: Path) -> None:
    """None of them opens an element or adds a link, wherever it stands."""
    path = shared / "hostile_strings.json"
    if not path.exists():
        pytest.skip("no hostile_strings.json in ../shared")
    empty = page({"title": "T", "abstract": "A", "tags": ["t"], "notes": [{"text": "n"}], "venue": "v"})
    for text in json.loads(path.read_text("utf-8")).values():
        fields = dict.fromkeys(("title", "abstract", "venue", "url"), text or "x")
        made = page(fields | {"tags": [text], "notes": [{"text": text}]})
        assert [tag for tag in made.tags if tag != "a"] == empty.tags
        assert all(link and link.startswith("http") for link in made.links)


def test_the_page_streams() -> None:
    asked: list[int] = []

    def endless() -> Iterator[dict[str, Any]]:
        for number in range(1_000_000):
            asked.append(number)
            yield PAPER

    pieces = seeds.write(endless(), "html")
    for _ in range(5):
        next(pieces)
    assert len(asked) < 6
