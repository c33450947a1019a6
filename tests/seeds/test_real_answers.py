"""Real exports and saved answers: as many entries as the manifest counts, read by the right reader."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

import seeds

READERS = {
    "arxiv-atom": {"arxiv-atom"},
    "crossref": {"crossref"},
    "csl": {"csl-json", "csl-yaml"},
    "kaggle": {"arxiv-snapshot"},
    "oai": {"oai-pmh"},
    "openalex": {"openalex"},
    "rss": {"feed"},
    "s2": {"semantic-scholar"},
    "zotero": {"zotero-json", "zotero-rdf"},
    "extra": {"pubmed", "endnote-xml", "refer"},
}
ELSEWHERE = {".txt", ".ciw"}  # a page of an error, RefWorks and Web of Science
COMPLAINTS = {
    # The entry has an editor and nothing else.
    "csl/bbt-365.csl.json": [(5, True)],
    # Two words of content, and no title.
    "rss/newsboat-items_without_titles.xml": [(9, True), (21, True), (33, True), (46, True), (58, True)],
    # A title and an abstract with control characters.
    "csl/commonmeta-csl-list.json": [(335, False)],
    "s2/author.json": [(1, False)],
}


@pytest.fixture(scope="module")
def counted(shared: Path) -> dict[str, int]:
    """Give the number of entries that the manifest has for each file of these formats."""
    manifest = shared / "corpus" / "MANIFEST.tsv"
    if not manifest.exists():
        pytest.skip("no corpus with a MANIFEST.tsv in ../shared")
    return dict(files(manifest))


def files(manifest: Path) -> Iterator[tuple[str, int]]:
    with manifest.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            folder, suffix = row["file"].partition("/")[0], Path(row["file"]).suffix
            if folder in READERS and suffix not in ELSEWHERE:
                yield row["file"], int(row["entries"])


def test_every_entry_is_read_or_reported(counted: dict[str, int], shared: Path) -> None:
    found, readers, complaints = {}, {}, {}
    for name in counted:
        harvest = seeds.read((shared / "corpus" / name).read_bytes(), name)
        drafts, told, _ = harvest.gather()
        found[name] = len(drafts) + sum(complaint.rejected for complaint in told)
        readers[name] = harvest.format
        if told:
            complaints[name] = [(complaint.line, complaint.rejected) for complaint in told]
    assert found == counted
    assert {n: r for n, r in readers.items() if r not in READERS[n.partition("/")[0]]} == {}
    assert complaints == COMPLAINTS


def one(shared: Path, name: str, title: str) -> seeds.Draft:
    """The entry of a file whose title begins so."""
    drafts, _, _ = seeds.read((shared / "corpus" / name).read_bytes(), name).gather()
    (found,) = [draft for draft in drafts if (draft.title or "").startswith(title)]
    return found


# Written by hand from the files.
TRAPS = [
    ("crossref/works-ecology-boettiger-20.json", "The role of AI in ecology’s", "published", "2025-11-27"),
    ("crossref/works-list-widget-20.json", "Widget Mania", "published", None),
    ("crossref/commonmeta-crossref-list.json", "Naumann, C. M., Tarmann, G. M", "published", "1999-11-30"),
    ("csl/bbt-pandoc.csl.yml", "The Gospel", "authors", ()),
    ("csl/citeproc.json", "Eating", "published", "2016-12-20"),
    ("openalex/zotero-7.json", "Scikit-learn", "identifiers", (
        seeds.Identifier("arxiv", "1201.0490"), seeds.Identifier("openalex", "W2101234009"),
        seeds.Identifier("mag", "2101234009"))),
    ("rss/zotero-feedRichText.rss", "This item", "identifiers", (
        seeds.Identifier("doi", "10.1002/dro2.121"),)),
    ("rss/arxiv-math.OC-rss20.xml", "Mass", "authors", ("Antonin Monteil", "Paul Pegon")),
    ("zotero/bbt-460-arxiv.json", "Classical", "venue", None),
    ("zotero/rdf-1.rdf", "Be Careful", "venue", "Cataloging & Classification Quarterly"),
    ("extra/zotero-ReferBibIX-0.enw", "参考", "authors", ("余敏", "朱江", "丁照蕾")),
    ("extra/zotero-MEDLINEnbib-1.nbib", "The structure", "authors", (
        "M J van Raaij", "J P Abrahams", "A G Leslie", "J E Walker")),
    ("extra/zotero-EndnoteXML-0.xml", "Firms", "kind", "chapter"),
    ("oai/arxivraw-listrecords-1-230.xml", "A O(n^8)", "published", "2008-03-30"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "title", "field", "value"), TRAPS)
def test_the_traps_of_the_manifest(name: str, title: str, field: str, value: object, shared: Path) -> None:
    if not (shared / "corpus" / name).exists():
        pytest.skip("no such file in ../shared/corpus")
    assert getattr(one(shared, name, title), field) == value
