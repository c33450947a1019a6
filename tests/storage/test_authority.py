"""Who is believed about what: blanks, sources that know better, the reader above all; and what is pending."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from seeds import Draft, Identifier
from storage import Library, Paper
from tests.storage.helpers import LOTTERY, NAMELESS, fresh, harvest

ARXIV = Identifier("arxiv", "1803.00001")
DOI = Identifier("doi", "10.5555/meadow")
PREPRINT = replace(LOTTERY, identifiers=(ARXIV,), extra={"version": "1", "comments": "first"})


def told(library: Library, draft: Draft, name: str, *authority: str) -> Paper:
    """The only paper, after a source that knows some fields better than others told of it."""
    source = harvest(draft, name=name)
    source.authority = frozenset(authority)
    library.take([source])
    (number,) = library.reader.ids()
    return library.reader.paper(number)


def test_a_source_replaces_only_what_it_knows_better(tmp_path: Path) -> None:
    library = fresh(tmp_path, replace(PREPRINT, venue="Somewhere", abstract="Put shortly."))
    draft = Draft(
        title="Another Title of the Same",
        venue="Journal of Meadows",
        abstract="Another abstract.",
        kind="article",
        identifiers=(ARXIV, DOI),
        extra={"version": "2", "pages": "1-2"},
    )
    paper = told(library, draft, "publisher", "venue", "kind")
    assert (paper.venue, paper.kind, paper.abstract) == ("Journal of Meadows", "article", "Put shortly.")
    assert (paper.title, paper.extra["version"]) == (LOTTERY.title, "1")
    assert paper.extra["pages"] == "1-2"
    paper = told(library, draft, "archive", "abstract", "extra")
    assert (paper.abstract, paper.extra["version"], paper.extra["comments"]) == (
        "Another abstract.",
        "2",
        "first",
    )


def test_nobody_knows_better_than_the_reader(tmp_path: Path) -> None:
    library = fresh(tmp_path, PREPRINT)
    library.edit(1, {"venue": "My shelf", "kind": "talk"})
    paper = told(
        library, Draft(venue="Journal", kind="article", identifiers=(ARXIV,)), "publisher", "venue", "kind"
    )
    assert (paper.venue, paper.kind) == ("My shelf", "talk")


def test_a_paper_is_pending_while_only_its_name_is_known(tmp_path: Path) -> None:
    known = Draft(title="By its digest", provisional_title=True, abstract_digest="0" * 16)
    named = Draft(title="arXiv:1803.00001", provisional_title=True, identifiers=(ARXIV,))
    library = fresh(tmp_path, NAMELESS, known, named, LOTTERY)
    assert [row.title for row in library.reader.rows(library.reader.ids("is:pending"))] == [
        "arXiv:1803.00001"
    ]
    library.take([harvest(replace(PREPRINT, title="A Fresh Meadow", abstract="Of its own."), name="archive")])
    assert library.reader.ids("is:pending") == []
    library.undo()
    assert len(library.reader.ids("is:pending")) == 1


def test_a_first_title_brings_its_key_and_undo_the_old_one(tmp_path: Path) -> None:
    named = Draft(title="arXiv:1803.00001", provisional_title=True, identifiers=(ARXIV,))
    other = replace(LOTTERY, abstract="Another one of that name.", identifiers=(DOI,))
    library = fresh(tmp_path, other, named)
    library.take([harvest(PREPRINT, name="archive")])
    assert library.reader.paper(2).key == library.reader.paper(1).key + "a"
    library.undo()
    assert library.reader.paper(2).key == "arxiv-1803-00001"


def test_which_papers_are_here_by_their_identifiers(tmp_path: Path) -> None:
    named = Draft(title="doi:10.5555/meadow", provisional_title=True, identifiers=(DOI,))
    library = fresh(tmp_path, PREPRINT, named)
    found = library.reader.identified([("arxiv", ARXIV.value), ("doi", DOI.value), ("doi", "10.5555/none")])
    assert {pair: (each.id, each.pending, each.whole) for pair, each in found.items()} == {
        ("arxiv", ARXIV.value): (1, False, True),
        ("doi", DOI.value): (2, True, False),
    }
