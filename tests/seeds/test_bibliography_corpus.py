"""Every BibTeX and RIS file of the shared corpus: all its entries, and what is said of them.

``python -m tests.seeds.test_bibliography_corpus`` prints the table of files.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import NamedTuple

import pytest

import seeds
from tests.seeds.bibliography import paper_of, read, told
from tests.seeds.conftest import SHARED

CORPUS = SHARED / "corpus"
# What each file is complained about: how many entries are rejected, how many mended.
COMPLAINTS = {
    "bib/bbt-1436-2.bib": (0, 2),  # no title; a key twice
    "bib/bbt-jabref-groups-97.bib": (0, 11),  # no title; a control character
    "bib/bibiman-test.bib": (2, 7),  # @set; macros and a parent that are not there
    "bib/biblatex-examples.bib": (2, 0),  # @set
    "bib/bibtexparser/crossref_cascading.bib": (0, 4),  # no title
    "bib/bibtexparser/crossref_missing_entries.bib": (0, 1),
    "bib/bibtexparser/fieldname.bib": (0, 1),  # no title
    "bib/cdl.bib": (0, 3),  # control characters
    "bib/jabref-utf16be-nobom.bib": (0, 1),  # the encoding
    "bib/small/bbt-010.bib": (0, 1),  # a parent that is not there
    "bib/small/bbt-011.bib": (0, 1),
    "bib/small/bbt-2300-bbt-zotfile.bib": (0, 1),  # a second title
    "bib/small/bbt-2842-crlf.bib": (0, 1),  # no title
    "ris/jabref-1.ris": (8, 4),  # records of one line; no ends, no titles
    "ris/rispy-custom_list_tags.ris": (0, 1),  # no title
    "ris/zotero-ris-04.ris": (0, 2),
}
UNCLEAR = {"ris/jabref-1.ris": 11}  # the manifest leaves it open; 11 records begin in it


class File(NamedTuple):
    """A file of the corpus by its name in it, and how many entries it has."""

    name: str
    entries: int


def files() -> Iterator[File]:
    """The files that these formats are in."""
    manifest = CORPUS / "MANIFEST.tsv"
    if not manifest.exists():
        return
    with manifest.open(encoding="utf-8", newline="") as text:
        for row in csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE):
            name = row["file"]
            if name.startswith(("bib/", "ris/")) or "WebofScience" in name or "RefWorks" in name:
                yield File(name, UNCLEAR.get(name) or int(row["entries"]))


FILES = list(files())
needs_corpus = pytest.mark.skipif(
    not FILES, reason="no ../shared/corpus: the real bibliographies are not here"
)


@needs_corpus
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_entry_is_a_draft_or_rejected(file: File) -> None:
    """As many as the manifest counts."""
    drafts, complaints = read((CORPUS / file.name).read_bytes())
    rejected = [complaint for complaint in complaints if complaint.rejected]
    assert len(drafts) + len(rejected) == file.entries
    assert (len(rejected), len(complaints) - len(rejected)) == COMPLAINTS.get(file.name, (0, 0))
    assert all(complaint.line >= 1 and complaint.reason for complaint in complaints)


@needs_corpus
@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_a_whole_library_comes_back(dialect: str) -> None:
    """6,315 real entries, written and read again, say the same to the last field."""
    drafts, _ = read((CORPUS / "bib" / "cdl.bib").read_bytes())
    again, complaints = read("".join(seeds.write(map(paper_of, drafts), dialect)), dialect)
    assert [complaint for complaint in complaints if "no title" not in complaint.reason] == []
    lossy = {"kind", "entrytype", "type"}
    differing = [
        (before.key, name, told(before)[name], told(after)[name])
        for before, after in zip(drafts, again, strict=True)
        for name in told(before)
        if name not in lossy and told(before)[name] != told(after)[name]
    ]
    assert differing == []


@needs_corpus
def test_real_oddities() -> None:
    """What the manifest calls traps."""

    def titles(name: str) -> list[str | None]:
        return [draft.title for draft in read((CORPUS / name).read_bytes())[0]]

    (gases,) = read((CORPUS / "bib/small/bbt-1468-langle.bib").read_bytes())[0]
    assert "⟨001̅⟩" in (gases.title or "") or "⟨00" in (gases.title or "")
    (book,) = read((CORPUS / "bib/small/bbt-154-string.bib").read_bytes())[0]
    assert (book.extra["publisher"], book.extra["location"]) == ("Freds Publishing", "London, UK")
    child = read((CORPUS / "bib/small/bbt-003.bib").read_bytes())[0][0]
    assert child.venue == "Proceedings of the Xth Conference on XYZ (Book)"
    assert titles("bib/jabref-utf16be-nobom.bib") == titles("bib/jabref-utf16le-bom.bib")


def table() -> Iterator[str]:
    """The table of files: entries counted, read, rejected, mended."""
    yield f"{'file':60} entries  read  rejected  mended"
    for file in FILES:
        drafts, complaints = read((CORPUS / file.name).read_bytes())
        rejected = sum(complaint.rejected for complaint in complaints)
        yield (
            f"{file.name:60} {file.entries:7,} {len(drafts):5,} {rejected:9} {len(complaints) - rejected:7}"
        )


if __name__ == "__main__":
    print(*table(), sep="\n")
