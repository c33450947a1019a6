"""Every file of the shared corpus: all its entries, and what is said of them.

``python -m tests.corpus`` prints the table of files.
"""

from __future__ import annotations

import pytest

from tests.corpus import MAY_BE_REFUSED, REFUSED, File, files, read, table

# What each file is complained about: how many entries are rejected, how many mended, and what is said first.
COMPLAINTS = {
    "bib/bbt-1436-2.bib": (0, 2, "734: the entry has no title"),
    "bib/bbt-jabref-groups-97.bib": (0, 11, "244: the entry has no title"),
    "bib/bibiman-test.bib": (2, 7, "1: “set” is an @set, which is not a paper"),
    "bib/biblatex-examples.bib": (2, 0, "26: “set” is an @set, which is not a paper"),
    "bib/bibtexparser/crossref_cascading.bib": (0, 4, "6: the entry has no title"),
    "bib/bibtexparser/crossref_missing_entries.bib": (0, 1, "2: “crossref” names “missing1”, which is not"),
    "bib/bibtexparser/fieldname.bib": (0, 1, "1: the entry has no title"),
    "bib/cdl.bib": (0, 3, "20070: replaced control characters in the title"),
    "bib/jabref-utf16be-nobom.bib": (0, 1, "1: the file does not say its encoding; it was read as UTF-16"),
    "bib/small/bbt-010.bib": (0, 1, "1: “crossref” names “conf/icdm/2009w”, which is not in the file"),
    "bib/small/bbt-011.bib": (0, 1, "1: “crossref” names “DBLP:conf/cata/2010”, which is not in the file"),
    "bib/small/bbt-2300-bbt-zotfile.bib": (0, 1, "29: a second “title” was left out"),
    "bib/small/bbt-2842-crlf.bib": (0, 1, "1: the entry has no title"),
    "csl/bbt-365.csl.json": (1, 0, "5: the entry has no title, no abstract and no identifier"),
    "csl/commonmeta-csl-list.json": (0, 1, "335: replaced control characters in the title"),
    "ris/jabref-1.ris": (8, 4, "2: the record is empty"),
    "ris/rispy-custom_list_tags.ris": (0, 1, "2: the record has no title"),
    "ris/zotero-ris-04.ris": (0, 2, "565: the record has no title"),
    "rss/newsboat-items_without_titles.xml": (5, 0, "9: the entry has no title, no abstract and no"),
    "s2/author.json": (0, 1, "1: replaced control characters in the abstract"),
}
FILES = list(files())
PAPERS = [file for file in FILES if not file.name.startswith((*REFUSED, *MAY_BE_REFUSED))]
needs_corpus = pytest.mark.skipif(
    not FILES, reason="no ../shared/corpus: the real bibliographies are not here"
)


@needs_corpus
@pytest.mark.parametrize("file", PAPERS, ids=lambda file: file.name)
def test_every_entry_is_a_draft_or_rejected(file: File) -> None:
    """As many as the manifest counts, and nothing is said that is not written above."""
    found = read(file.name)
    assert found.drafts + found.rejected == file.entries
    rejected, mended, first = COMPLAINTS.get(file.name, (0, 0, ""))
    assert (found.rejected, found.mended) == (rejected, mended)
    assert all(complaint.line >= 1 and complaint.reason for complaint in found.complaints)
    assert "".join(f"{each.line}: {each.reason}" for each in found.complaints[:1]).startswith(first)


@needs_corpus
def test_what_describes_no_papers_is_refused() -> None:
    """A list of feeds, the page of an error: nothing is made of them, and why is said."""
    for file in FILES:
        if file.name.startswith(REFUSED):
            found = read(file.name)
            assert (found.format, found.drafts, found.rejected) == ("", 0, 1), file.name


@needs_corpus
def test_a_document_is_one_paper_or_refused() -> None:
    for file in FILES:
        if file.name.startswith(MAY_BE_REFUSED):
            found = read(file.name)
            assert found.drafts + found.rejected >= 1, file.name
            assert found.drafts <= file.entries


@needs_corpus
def test_the_table_has_every_file() -> None:
    lines = list(table())
    assert all(any(line.startswith(file.name[:54]) for line in lines) for file in FILES)
