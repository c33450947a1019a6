"""XML and JSON made to hurt: a complaint with its line, in bounded time, and what came before is kept."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest

import seeds
from tests.patience import within
from tests.seeds.conftest import SPECIMENS, Gathered

FEED = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'
ENTRY = "<entry><title>One</title><id>http://arxiv.org/abs/2211.0000{}</id></entry>\n"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
XML = ["arxiv-atom", "oai-pmh", "feed", "endnote-xml", "zotero-rdf"]
DOCUMENTS = sorted(path for path in SPECIMENS.iterdir() if path.suffix not in (".txt", ".bib", ".ris"))
JSON = ["csl-json", "crossref", "openalex", "semantic-scholar", "zotero-json"]


@pytest.mark.parametrize("format", XML)
@pytest.mark.parametrize(
    "declared",
    [
        f'<!ENTITY l0 "lol">{LAUGHS}',
        '<!ENTITY l9 SYSTEM "file:///etc/passwd">',
        '<!ENTITY % l9 SYSTEM "http://example.org/x.dtd"> %l9;',
    ],
)
def test_entities_are_never_expanded_or_loaded(
    format: str, declared: str, gather: Callable[..., Gathered]
) -> None:
    data = f'<?xml version="1.0"?>\n<!DOCTYPE x [{declared}]>\n<x><record><title>&l9;</title></record></x>'
    drafts, complaints, _ = gather(data, format)
    assert drafts == []
    assert [(c.line, c.rejected) for c in complaints] == [(2, True)]
    assert "entities" in complaints[0].reason


def test_an_entity_of_html_that_a_dtd_elsewhere_would_declare_is_known(
    gather: Callable[..., Gathered],
) -> None:
    """RSS 0.91 names such a DTD; it is not fetched."""
    data = """<!DOCTYPE rss SYSTEM "http://example.org/rss-0.91.dtd">
<rss version="0.91"><channel><item><title>Erd&ouml;s &strange; moss</title></item></channel></rss>"""
    (draft,), complaints, _ = gather(data)
    assert (draft.title, complaints) == ("Erdös &strange; moss", [])


@pytest.mark.parametrize(
    ("rest", "line", "why"),
    [
        ("<entry><title>Two</title></feed>", 3, "mismatched tag"),
        ("<entry><title>Two", 3, "no element found|unclosed token"),
        ("<entry>" + "<a>" * 300, 3, "nested too deeply"),
        ("<entry><title>" + "x" * 8_000_001 + "</title></entry></feed>", 3, "8,000,000"),
        ("<entry><title>\x01</title></entry></feed>", 3, "invalid token"),
    ],
)
def test_what_comes_before_the_damage_is_kept(
    rest: str, line: int, why: str, gather: Callable[..., Gathered]
) -> None:
    head = '<feed xmlns="http://www.w3.org/2005/Atom">\n' + ENTRY.format(1)
    drafts, complaints, _ = gather(head + rest, "arxiv-atom")
    assert [draft.identifiers[0].value for draft in drafts] == ["2211.00001"]
    assert [(c.line, c.rejected) for c in complaints] == [(line, True)]
    assert any(words in complaints[0].reason for words in why.split("|"))


def test_xml_is_read_entry_by_entry() -> None:
    """The first draft is there before the rest is read."""

    class Counting(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            Counting.taken += len(data)
            return data

    data = FEED.format("".join(ENTRY.format(n % 10) for n in range(20_000))).encode()
    next(iter(seeds.read(Counting(data), "big.xml", format="arxiv-atom")))
    assert Counting.taken < 300_000


@pytest.mark.parametrize("format", JSON)
@pytest.mark.parametrize(
    ("damage", "line"),
    [("[" * 100_000, 3), ('{"a":' * 100_000, 3), ('{"title" "x"}', 3), ('{"title": "x"', 3), ("", 3)],
)
def test_a_list_that_breaks_off_keeps_what_came_before(
    format: str, damage: str, line: int, gather: Callable[..., Gathered]
) -> None:
    entry = '{"title": "One", "type": "book", "itemType": "book", "DOI": "10.1000/a", "paperId": "x"}'
    drafts, complaints, _ = gather(f"[\n{entry},\n{damage}", format)
    assert [draft.title for draft in drafts] == ["One"]
    assert [(c.line, c.rejected) for c in complaints] == [(line, True)]


@pytest.mark.parametrize("format", JSON)
@pytest.mark.parametrize("value", ['"text"', "7", "null", "[]", "{}", "[[1]]", '[{"title": {"a": []}}]'])
def test_what_is_no_paper_is_no_crash(format: str, value: str, gather: Callable[..., Gathered]) -> None:
    drafts, complaints, _ = gather(value, format)
    assert drafts == []
    assert len(complaints) == (value != "[]")


@pytest.mark.parametrize("format", JSON)
def test_members_of_the_wrong_kind_are_passed_over(format: str, gather: Callable[..., Gathered]) -> None:
    """A title is enough, whatever else is strange."""
    names = (
        "author authors creators authorships issued date ids externalIds journal primary_location locations "
        "biblio keywords tags notes extra custom editor relation event license institution container-title "
        "tldr type URL openAccessPdf year publicationDate publication_date ISBN abstract_inverted_index"
    )
    for odd in ("7", "true", '"x"', "[7, null]", '{"a": 7}', "[[[]]]", '[{"name": 7, "date-parts": [[{}]]}]'):
        members = ", ".join(f'"{name}": {odd}' for name in names.split())
        (draft,), _, _ = gather(f'[{{"title": "T", {members}}}]', format)
        assert draft.title == "T"


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with something flipped, cut off, doubled, left out or put in."""
    at, length = chance.randrange(len(data) + 1), chance.randrange(1, 400)
    match chance.randrange(5):
        case 0:
            return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        case 1:
            return data[:at]
        case 2:
            return data[:at] + data[at : at + length] + data[at:]
        case 3:
            return data[:at] + data[at + length :]
        case _:
            odd = b'" { ] < & : \n \0 \xff %A \n\n <!-- null - ]]>'.split(b" ")
            return data[:at] + chance.choice(odd) + data[at:]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_damage_is_never_a_crash(path: Path) -> None:
    """200 files from each specimen, read by its own reader: drafts in order, or complaints."""
    whole = path.read_bytes()
    format = seeds.read(whole, path.name).format
    chance = random.Random(path.name)
    for _ in range(200):
        data = damaged(damaged(whole, chance), chance) or b" "
        try:
            drafts, _, _ = seeds.read(data, path.name, format=format).gather()
        except seeds.SeedError as error:
            assert "empty" in error.reason  # noqa: PT017 (most damage leaves something to read)
        else:
            assert [draft.position for draft in drafts] == list(range(len(drafts)))


def test_a_name_of_signs_in_a_feed_is_looked_at_once() -> None:
    item = f"<item><title>On moss</title><dc:creator>{'@' * 300_000}</dc:creator></item>"
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    with within(20):
        items = list(
            seeds.read(f'<rss version="2.0" {names}><channel>{item}</channel></rss>'.encode(), "x").items
        )
    assert [item.title for item in items if isinstance(item, seeds.Draft)] == ["On moss"]
