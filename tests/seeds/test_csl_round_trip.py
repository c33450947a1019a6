"""CSL-JSON gives drafts back: in its own variables what it has words for, the rest as custom fields."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seeds
from seeds import Draft, Identifier
from seeds.formats.people import Person, people_text
from tests.seeds.conftest import Path

word = st.text("abcdefgöéłß字", min_size=1, max_size=8)
line = st.text(
    st.characters(blacklist_categories=("Cc", "Cs", "Cn", "Cf", "Zl", "Zp", "Zs", "Mn", "Mc", "Me")),
    min_size=1,
    max_size=30,
).map(lambda text: seeds.clean(text.replace("&", "+"))[0])
capital = word.map(str.capitalize)
person = st.one_of(
    st.builds(Person, capital, capital),
    st.builds(lambda family, given: Person(f"van der {family}", given), capital, capital),
    st.builds(lambda one, two, given: Person(f"{one} {two}", given), capital, capital, capital),
    st.builds(Person, capital, capital, st.just("Jr.")),
    st.builds(lambda one, two: Person(f"{one} {two} Collaboration"), capital, capital),
    st.builds(lambda one, two: Person(f"{one} für {two}"), capital, capital),
)
date = st.sampled_from(["1999", "2020-02", "2020-02-29"])
identifiers = st.lists(
    st.sampled_from(
        [
            Identifier("arxiv", "2211.00001"),
            Identifier("doi", "10.1000/a"),
            Identifier("doi", "10.1000/b"),
            Identifier("isbn", "9780306406157"),
            Identifier("pmid", "12345"),
            Identifier("openalex", "W12345"),
            Identifier("mag", "77"),
        ]
    ),
    unique=True,
    max_size=7,
)
extra = st.dictionaries(
    st.sampled_from(
        ["volume", "number", "pages", "publisher", "location", "series", "edition", "issn", "eid", "language",
         "type", "note", "shorttitle", "shortjournal", "eventtitle", "institution", "colour", "id",
         "keywords"]
    ),
    line.map("x ".__add__),
    max_size=5,
)  # fmt: skip


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """A draft as a reader of some format could give it."""
    people = draw(st.lists(person, max_size=4))
    names = [each.shown for each in people]
    more = draw(extra)
    if parts := people_text(people, names):
        more["author"] = parts
    editors = draw(st.lists(person, max_size=2))
    if editors:
        more["editor"] = " and ".join(each.text for each in editors)
    published = draw(st.none() | date)
    if published:
        more |= draw(st.sampled_from([{}, {"urldate": "2023-01-02"}, {"origdate": "1850"}]))
        more |= draw(st.sampled_from([{}, {"date": f"{published}/2021"}]))
    kind = draw(st.sampled_from(["preprint", "article", "conference", "book", "thesis", "web", "other"]))
    # What is in a book has its ISBN as a field, not as a name of its own.
    named = [i for i in draw(identifiers) if i.scheme != "isbn" or kind not in ("article", "conference")]
    return Draft(
        title=draw(line),
        authors=tuple(names),
        authors_truncated=draw(st.booleans()),
        affiliations=tuple(draw(st.lists(line, unique=True, max_size=2))),
        published=published,
        category=draw(st.sampled_from([None, "cs.LG"])),
        venue=draw(st.none() | line.map("V".__add__)),
        kind=kind,
        identifiers=tuple(named),
        url=draw(st.sampled_from([None, "https://example.org/moss"])),
        abstract=draw(st.none() | line.map("So ".__add__)),
        key=draw(st.sampled_from([None, "fernsby2022", "a:b-c"])),
        extra=more,
    )


def paper(draft: Draft) -> dict[str, Any]:
    """The JSON of a paper that a draft becomes, as far as writers look at it."""
    schemes: dict[str, list[str]] = {}
    for identifier in draft.identifiers:
        schemes.setdefault(identifier.scheme, []).append(identifier.value)
    fields = ("title", "authors", "authors_truncated", "affiliations", "published", "category", "venue")
    plain = {name: getattr(draft, name) for name in (*fields, "kind", "url", "abstract", "key", "code_url")}
    return plain | {"identifiers": schemes, "extra": dict(draft.extra), "summary": draft.summary}


def back(written: list[Draft]) -> list[Draft]:
    text = "".join(seeds.write(map(paper, written), "csl-json"))
    read, complaints, _ = seeds.read(text.encode(), "export.json", format="csl-json").gather()
    assert complaints == []
    return read


def same(draft: Draft) -> tuple[Draft, frozenset[Identifier]]:
    """A draft without its place, and its identifiers in no order."""
    bare = replace(draft, identifiers=(), extra=dict(draft.extra), position=0, line=1, kind="")
    return bare, frozenset(draft.identifiers)


@given(st.lists(drafts(), min_size=1, max_size=3))
def test_drafts_come_back(written: list[Draft]) -> None:
    assert [same(draft) for draft in back(written)] == [same(draft) for draft in written]
    assert [draft.kind for draft in back(written)] == [draft.kind for draft in written]


def test_the_variables_of_the_language_are_used() -> None:
    """Other programs find everything where they look for it."""
    draft = Draft(
        title="Shade <or> Water <i>",
        authors=("Jan van der Berg", "Martin King, Jr.", "Moss Trust"),
        published="2022-11-05",
        venue="Moss Letters",
        kind="article",
        identifiers=(Identifier("arxiv", "2211.00001"), Identifier("isbn", "9780306406157")),
        key="fernsby2022",
        extra={
            "author": "van der Berg, Jan and King, Jr., Martin and {Moss Trust}",
            "volume": "7",
            "number": "2",
            "pages": "1-12",
            "date": "2022-11-05/2022-12-01",
            "journal-ref": "Moss Lett. 7",
            "keywords": "moss",
        },
    )
    (item,) = json.loads("".join(seeds.write([paper(draft)], "csl-json")))
    assert item == {
        "id": "fernsby2022",
        "citation-key": "fernsby2022",
        "type": "article-journal",
        "title": "Shade &lt;or> Water &lt;i>",
        "author": [
            {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
            {"family": "King", "given": "Martin", "suffix": "Jr."},
            {"literal": "Moss Trust"},
        ],
        "container-title": "Moss Letters",
        "issued": {"date-parts": [[2022, 11, 5], [2022, 12, 1]]},
        "DOI": "10.48550/arXiv.2211.00001",
        "ISBN": "9780306406157",
        "volume": "7",
        "issue": "2",
        "page": "1-12",
        "keyword": "moss",
        "custom": {"journal-ref": "Moss Lett. 7"},
    }


def test_the_writer_streams() -> None:
    asked: list[int] = []

    def endless() -> Iterator[dict[str, Any]]:
        for number in range(1_000_000):
            asked.append(number)
            yield paper(Draft(title="T"))

    pieces = seeds.write(endless(), "csl-json")
    for _ in range(5):
        next(pieces)
    assert len(asked) < 6


def test_a_date_the_reader_corrected_is_not_undone_by_what_the_source_said() -> None:
    (draft,) = back([Draft(title="T", published="2021", extra={"date": "2019/2020"})])
    assert (draft.published, draft.extra) == ("2021", {})


@pytest.mark.parametrize("name", ["commonmeta-csl-list.json", "bbt-1178.csl.json", "bbt-365.csl.json"])
def test_real_files_come_back(name: str, shared: Path) -> None:
    data = (shared / "corpus" / "csl" / name).read_bytes()
    read, _, _ = seeds.read(data, name).gather()
    assert [same(draft) for draft in back(read)] == [same(draft) for draft in read]
