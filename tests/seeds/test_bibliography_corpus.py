"""Real BibTeX of the shared corpus: a whole library there and back, and the oddities of single files."""

from __future__ import annotations

import pytest

import seeds
from tests.corpus import CORPUS
from tests.seeds.bibliography import paper_of, read, told

needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="no ../shared/corpus: the real bibliographies are not here"
)


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
