"""Tables of other programs: their own columns, their own way of parting names."""

from __future__ import annotations

import pytest

import seeds
from tests.seeds.bibliography import read
from tests.seeds.conftest import SPECIMENS

DOI = seeds.Identifier("doi", "10.1000/abc")
# For each specimen: the authors, the date, the venue.
TABLES = {
    "zotero": (("Ada Fern", "Bo van der Berg"), "2019-03", "Moss Letters"),
    "scopus": (("Ada Fern", "Bo Li"), "2019", "Moss Letters"),
    "ieee": (("A. Fern", "B. Li"), "2019", "Moss Letters"),
    "pubmed": (("A Fern", "B C van der Li"), "2019", "Moss Lett"),
    "springer": (("Ada Fern", "Bo McLi"), "2019", "Moss Letters"),
    "by_hand": (("Ada Fern", "Bo Li"), "2019", "Moss Letters"),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_another_program(name: str) -> None:
    authors, published, venue = TABLES[name]
    harvest = seeds.read((SPECIMENS / f"{name}.csv").read_bytes(), name)
    (draft,), complaints, _ = harvest.gather()
    assert harvest.format == "csv-export"
    assert (draft.title, draft.authors, draft.published) == ("On mosses", authors, published)
    assert (draft.venue, draft.kind) == (venue, "article")
    assert DOI in draft.identifiers
    assert complaints == []


def test_what_has_no_place_is_kept() -> None:
    """Scopus' source is a database; Zotero's key is no key to cite by."""
    (draft,), _ = read((SPECIMENS / "scopus.csv").read_bytes())
    assert (draft.extra["source"], draft.extra["pages"]) == ("Scopus", "12-15")
    (draft,), _ = read((SPECIMENS / "zotero.csv").read_bytes())
    assert (draft.key, draft.extra["zotero-key"]) == (None, "ABCD1234")


def test_rows_that_fit_no_column_are_told() -> None:
    text = "Title,Author,Year\nOn mosses,Ada Fern,2019\nOn walls,Bo Li,2020,too,many\n,,\nOn kites,,c. 1900\n"
    drafts, complaints = read(text)
    assert [(draft.title, draft.published, draft.line) for draft in drafts] == [
        ("On mosses", "2019", 2), ("On kites", "1900", 5),
    ]  # fmt: skip
    assert [(each.line, each.rejected) for each in complaints] == [(3, True)]
    assert drafts[1].extra["date"] == "c. 1900"


def test_carrels_own_table_stays_its_own() -> None:
    """Also with a column that somebody added."""
    for header in ("title,authors,doi", "title,authors,published,mine"):
        assert seeds.read(f"{header}\nOn mosses,Ada Fern; Bo Li,2019\n".encode(), "x").format == "csv"
