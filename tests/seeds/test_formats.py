"""Exchange formats: what is written comes back, and data never becomes markup or formulas."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seeds

PAPER: dict[str, Any] = {
    "id": 32,
    "key": "fern2022shade",
    "title": "Shade; or Water?",
    "provisional_title": False,
    "authors": ["Ada Fernsby", "King, Jr., Martin"],
    "authors_truncated": True,
    "affiliations": ["kew"],
    "published": "2022-11",
    "category": "cs.LG",
    "venue": "Moss Letters",
    "kind": "article",
    "identifiers": {"doi": ["10.1000/moss"], "arxiv": ["2211.00001"]},
    "url": "https://example.org/moss",
    "code_url": "https://github.com/example-moss/dripwall",
    "has_code": True,
    "abstract": "Mosses.\nMore.",
    "summary": "On mosses.",
    "state": "read",
    "starred": True,
    "rating": 4,
    "queue": 2,
    "tags": ["moss", "a;b"],
    "notes": [
        {"id": 1, "text": "so *wet*", "quote": "Mosses", "created": "2026-01-01T00:00:00Z", "updated": None}
    ],
    "added": "2026-01-31T09:00:00Z",
    "started": None,
    "read": "2026-02-01T09:00:00Z",
    "sources": [{"name": "x.txt", "format": "cards", "position": 0}],
    "colour": {"of": "moss"},
}

line = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Cn", "Zl", "Zp", "Mn")), max_size=30).map(
    str.strip
)
papers = st.fixed_dictionaries(
    {
        "title": line.filter(bool),
        "authors": st.lists(line.filter(bool), max_size=3),
        "starred": st.booleans(),
        "published": st.sampled_from([None, "2020", "2020-02", "2020-02-29"]),
        "abstract": st.none() | line,
        "tags": st.lists(line.filter(bool), max_size=2),
        "rating": st.none() | st.integers(1, 5),
    },
)


def read(text: str, format: str | None = None) -> tuple[list[seeds.Draft], list[seeds.Complaint]]:
    """Read text back."""
    drafts, complaints, _ = seeds.read(text.encode(), "export", format=format).gather()
    return drafts, complaints


@pytest.mark.parametrize("format", ["jsonl", "json"])
def test_json_gives_a_paper_back_whole(format: str) -> None:
    """Every field, the reading, the notes; what is unknown is kept as extra."""
    (draft,), complaints = read("".join(seeds.write([PAPER], format)))
    assert complaints == []
    assert (draft.title, draft.authors, draft.published) == (
        "Shade; or Water?",
        tuple(PAPER["authors"]),
        "2022-11",
    )
    assert draft.identifiers == (
        seeds.Identifier("doi", "10.1000/moss"),
        seeds.Identifier("arxiv", "2211.00001"),
    )
    assert draft.abstract == "Mosses.\nMore."
    note = seeds.DraftNote("so *wet*", "Mosses", None, "2026-01-01T00:00:00Z", None)
    assert draft.reading == seeds.Reading(
        "read", True, 4, ("moss", "a;b"), (note,), PAPER["added"], None, PAPER["read"], 2
    )
    assert dict(draft.extra) == {"colour": '{"of": "moss"}'}


@pytest.mark.parametrize("format", ["jsonl", "json", "csv"])
@given(written=st.lists(papers, min_size=1, max_size=4))
def test_what_is_written_is_read_again(format: str, written: list[dict[str, Any]]) -> None:
    """The same drafts, whatever characters the fields hold."""
    drafts, complaints = read("".join(seeds.write(written, format)), format)
    assert complaints == []
    normal = [paper | {name: seeds.clean(paper[name])[0] for name in ("title",)} for paper in written]
    assert [draft.title for draft in drafts] == [paper["title"] for paper in normal]
    assert [draft.published for draft in drafts] == [paper["published"] for paper in written]
    assert [draft.reading and draft.reading.rating for draft in drafts] == [
        paper["rating"] for paper in written
    ]
    assert [len(draft.authors) for draft in drafts] == [len(paper["authors"]) for paper in written]


def test_bad_lines_are_named_and_the_rest_is_read() -> None:
    """Each kind of damage has its line and its reason."""
    lines = [
        '{"title": "a"}',
        "nope",
        '{"title": 7}',
        "[]",
        '{"title": "b", "rating": 9}',
        "{}",
        '{"title": "c", "published": "2020-13"}',
        "[" * 100_000,
        '{"title": "z", "state": "eaten"}',
        '{"title":"d"}',
    ]
    drafts, complaints = read("\n".join(lines), "jsonl")
    assert [draft.title for draft in drafts] == ["a", "d"]
    assert [complaint.line for complaint in complaints] == [2, 3, 4, 5, 6, 7, 8, 9]
    assert all(complaint.rejected for complaint in complaints)


def test_a_damaged_array_is_a_complaint_with_its_line() -> None:
    """Broken JSON loses the file, not the program."""
    assert read('[\n{"title": "a"},\n{"title"\n]', "json")[1][0].line == 4


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@x", "\t=1", "|calc", "'=x", "%0A", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201"],
)
def test_formulas_are_defused_in_csv_and_come_back(cell: str) -> None:
    """No cell begins like a formula; the reader takes the apostrophe off."""
    text = "".join(seeds.write([{"title": cell, "authors": []}], "csv"))
    row = next(csv.DictReader(io.StringIO(text)))
    assert row["title"].startswith("'")
    assert read(text)[0][0].title == cell.strip()


def test_csv_carries_lists_and_notes() -> None:
    """Lists are joined by semicolons that the data cannot forge."""
    (draft,), complaints = read("".join(seeds.write([PAPER], "csv")))
    assert complaints == []
    assert draft.reading is not None
    assert draft.reading.tags == ("moss", "a;b")
    assert draft.reading.notes[0].text == "so *wet*"
    assert draft.identifiers[0].value == "10.1000/moss"


def test_markdown_holds_no_markup_from_data() -> None:
    """Brackets, HTML and foreign schemes stay text."""
    bad = {
        "title": "[x](javascript:alert(1)) <b>*y*</b>",
        "url": "javascript:alert(1)",
        "authors": ["`a`"],
        "notes": [{"text": "# not a heading\n- nor a list"}],
        "state": "read",
    }
    text = "".join(seeds.write([bad], "markdown"))
    assert "](javascript" not in text
    assert "<b>" not in text
    assert all(shown in text for shown in (r"\*y\*", r"\`a\`", r"\# not a heading"))


def test_markdown_links_only_where_it_is_safe() -> None:
    """http and https, closed by nothing inside."""
    assert "](https://arxiv.org/abs/2211.00001)" in "".join(seeds.write([PAPER], "markdown"))
    for url in ("ftp://x", "https://a.b/ c", "https://user@a.b/", "-x"):
        assert "](" not in "".join(seeds.write([{"title": "t", "url": url}], "markdown"))


@pytest.mark.parametrize("format", [known.name for known in seeds.FORMATS if known.writable])
def test_writers_stream(format: str) -> None:
    """The first pieces are out before the last paper is asked for."""
    if format == "text":
        pytest.importorskip("citeproc", reason="the extra cite is not installed")
    asked: list[int] = []

    def endless() -> Iterator[dict[str, Any]]:
        for number in range(1_000_000):
            asked.append(number)
            yield PAPER | {"id": number}

    pieces = seeds.write(endless(), format)
    for _ in range(5):
        next(pieces)
    assert len(asked) < 10


@pytest.mark.parametrize(
    "format", [known.name for known in seeds.FORMATS if known.writable and known.name != "text"]
)
def test_writers_keep_nothing_of_what_they_have_written(format: str) -> None:
    """No more is held after two thousand papers than after five hundred, but 16 bytes for a key."""

    def many() -> Iterator[dict[str, Any]]:
        for number in range(100_000):
            text = f"paper {number} of many, with a title that is nobody else's"
            yield PAPER | {"id": number, "key": f"fern{number}", "title": text, "abstract": text * 3}

    pieces = seeds.write(many(), format)
    list(islice(pieces, 500))
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        written = sum(len(piece) for piece in islice(pieces, 1_500))
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert written > 300_000
    assert grown < 60_000


def test_an_unknown_format_is_refused_at_once() -> None:
    """Before anything is read or written."""
    with pytest.raises(seeds.SeedError, match="jsonl"):
        seeds.write([], "parchment")
    with pytest.raises(seeds.SeedError, match="cards"):
        seeds.read(b"x", "x", format="parchment")


def test_json_lines_are_read_one_by_one() -> None:
    """A stream is not read to its end before the first draft is there."""

    class Counting(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            Counting.taken += len(data)
            return data

    stream = Counting(b"".join(json.dumps({"title": f"t{n}"}).encode() + b"\n" for n in range(100_000)))
    next(iter(seeds.read(stream, "big.jsonl")))
    assert Counting.taken < 200_000
