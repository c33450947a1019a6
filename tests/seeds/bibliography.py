"""What the tests of bibliographies share: papers as JSON objects, made of drafts and of random text."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import strategies as st

import seeds

DOIS = ["10.1000/a_b", "10.1000/182;x<y>"]
KINDS = [
    "preprint", "article", "conference", "book", "chapter", "report", "dataset", "software", "web", "other",
]  # fmt: skip
LATEX_MARKS = "\\{}$&%#_~^@\"'`-"


def paper_of(draft: seeds.Draft) -> dict[str, Any]:
    """The JSON object that a library would export for a draft."""
    identifiers: dict[str, list[str]] = {}
    for identifier in draft.identifiers:
        identifiers.setdefault(identifier.scheme, []).append(identifier.value)
    names = ["authors_truncated", "published", "category", "venue", "kind", "url", "abstract", "key"]
    plain = {name: getattr(draft, name) for name in names}
    lists = {"authors": list(draft.authors), "affiliations": list(draft.affiliations)}
    untitled = {"title": draft.title or "Untitled", "provisional_title": not draft.title}
    return {**plain, **lists, **untitled, "identifiers": identifiers, "extra": dict(draft.extra)}


def told(draft: seeds.Draft) -> dict[str, Any]:
    """What a draft says of a paper, its place in the file and its key apart."""
    paper = paper_of(draft)
    del paper["key"]
    paper["identifiers"] = {scheme: set(values) for scheme, values in paper["identifiers"].items()}
    return paper


def read(text: str | bytes, format: str | None = None) -> tuple[list[seeds.Draft], list[seeds.Complaint]]:
    """Read a bibliography."""
    data = text.encode() if isinstance(text, str) else text
    drafts, complaints, _ = seeds.read(data, "refs", format=format).gather()
    return drafts, complaints


def one(text: str | bytes, format: str | None = None) -> seeds.Draft:
    """Read a bibliography of one entry, about which there is nothing to complain."""
    (draft,), complaints = read(text, format)
    assert complaints == []
    return draft


def tidy(text: str) -> str:
    """Text as every reader leaves it: clean, on one line, single blanks."""
    return re.sub(r"[ \t\r\n]+", " ", seeds.clean(text)[0]).strip()


letters = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp", "Mn", "Zs", "Cf"))
lines = (
    st.text(st.sampled_from(LATEX_MARKS + "aB ,é日") | letters, max_size=40)
    .map(tidy)
    .filter(lambda text: seeds.latex_to_text(text) == text)
)
words = st.from_regex(r"[A-Z][a-z]{1,8}", fullmatch=True).filter(lambda word: word not in ("Jr", "Sr"))
names = st.builds("{} {}".format, words, words)
hostile_papers = st.fixed_dictionaries(
    {
        "key": st.text(max_size=12),
        "title": lines.filter(bool),
        "authors": st.lists(lines.filter(bool), max_size=4),
        "authors_truncated": st.booleans(),
        "venue": st.none() | lines,
        "kind": st.sampled_from([*KINDS, "thesis", "odd"]),
        "published": st.sampled_from([None, "2020", "2020-02", "2020-02-29"]),
        "url": st.none() | lines,
        "abstract": st.none() | st.lists(lines, max_size=3).map("\n".join),
        "identifiers": st.dictionaries(st.sampled_from(["doi", "arxiv", "isbn", "odd one"]), st.lists(lines)),
        "extra": st.dictionaries(st.text(max_size=8), st.text(max_size=12), max_size=4),
    }
)
sound_papers = st.fixed_dictionaries(
    {
        "title": lines.filter(bool),
        "authors": st.lists(names, max_size=4),
        "authors_truncated": st.booleans(),
        "venue": st.none() | lines.filter(lambda text: any(map(str.isalpha, text)) and "." not in text),
        "kind": st.sampled_from(
            KINDS
        ),
        "published": st.sampled_from([None, "2020", "2020-02", "2020-02-29"]),
        "url": st.sampled_from([None, "https://example.org/a_b?c=%7Ed&e=f#g", "http://x.org/~bob"]),
        "abstract": st.none() | lines.filter(bool),
        "category": st.sampled_from([None, "cs.LG", "hep-th"]),
        "identifiers": st.fixed_dictionaries(
            {},
            optional={
                "doi": st.lists(st.sampled_from(DOIS), min_size=1, unique=True),
                "arxiv": st.lists(st.sampled_from(["2301.00001", "math/0309136"]), min_size=1, unique=True),
                "pmid": st.just(["123"]),
                "openalex": st.just(["W123"]),
            },
        ),
        "extra": st.fixed_dictionaries(
            {},
            optional={
                "volume": lines.filter(bool), "publisher": lines.filter(bool), "note": lines.filter(bool),
                "keywords": st.just("moss, wet walls"), "editor": st.just("Bloom, Kim and {Moss Society}"),
                "mine": lines.filter(bool), "pages": st.just("12–15"), "issn": st.just("1234-5678"),
                "isbn": st.just("978-3-16-148410-0") ,
            },
        ),
    }
)  # fmt: skip
