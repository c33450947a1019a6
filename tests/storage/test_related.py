"""Related papers share what is rare, say what it is, and are found in whatever order they came."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from seeds import Draft
from storage import Library, PaperNotFound
from storage.words import as_written, telling
from tests.storage.helpers import fresh

FILLER = [
    Draft(title=f"Notes on {thing}", authors=(f"Person {number}",), abstract=f"We look at {thing} again.")
    for number, thing in enumerate(
        ["rivers", "hills", "clouds", "bells", "looms", "kites", "meadows", "winters"]
    )
]
TICKET = Draft(
    title="The Lottery Ticket Hypothesis",
    authors=("Jonathan Frankle", "Michael Carbin"),
    category="cs.LG",
    abstract="Sparse networks are found by pruning dense ones.",
)
LINEAR = Draft(
    title="Linear Connectivity and the Lottery Ticket", authors=("Jonathan Frankle",), category="cs.LG"
)
PRUNED = Draft(title="What Remains after Pruning", authors=("Ada Bee",), abstract="Sparse again.")
ALONE = Draft(title="Unlike Anything Else Whatsoever", authors=("Zed Zed",))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    made = fresh(tmp_path_factory.mktemp("related"), *FILLER, TICKET, LINEAR, PRUNED, ALONE)
    yield made
    made.close()


def paper(library: Library, draft: Draft) -> int:
    (found,) = [row.id for row in library.reader.rows(range(1, 40)) if row.title == draft.title]
    return found


def titles(library: Library, draft: Draft) -> list[str]:
    return [one.row.title for one in library.reader.related(paper(library, draft))]


def test_what_shares_most_that_is_rare_comes_first_and_says_so(library: Library) -> None:
    first, second, *rest = library.reader.related(paper(library, TICKET))
    assert rest == []
    assert (first.row.title, second.row.title) == (LINEAR.title, PRUNED.title)
    assert (set(first.words), first.authors, first.tags) == ({"lottery", "ticket"}, ("Jonathan Frankle",), ())
    assert first.category == "cs.LG"
    assert (set(second.words), second.authors, second.category) == ({"sparse", "pruning"}, (), None)
    assert first.score > second.score > 0


def test_what_has_nothing_telling_in_common_is_related_to_nothing(library: Library) -> None:
    assert titles(library, ALONE) == []
    assert titles(library, FILLER[0]) == []  # "notes" and "look" are in most of them


def test_a_shared_tag_is_a_reason(tmp_path: Path) -> None:
    with fresh(tmp_path, *FILLER, TICKET, ALONE) as library:
        one, two = paper(library, TICKET), paper(library, ALONE)
        library.tag([one, two], add=["thesis"])
        (found,) = library.reader.related(two)
        assert (found.row.id, found.tags, found.words) == (one, ("thesis",), ())


def test_the_trash_is_not_related_but_has_relatives(tmp_path: Path) -> None:
    with fresh(tmp_path, *FILLER, TICKET, LINEAR, PRUNED) as library:
        gone = paper(library, LINEAR)
        library.remove([gone])
        assert titles(library, TICKET) == [PRUNED.title]
        assert [one.row.title for one in library.reader.related(gone)] == [TICKET.title]
        with pytest.raises(PaperNotFound):
            library.reader.related(999)


def test_the_limit_keeps_the_best(library: Library) -> None:
    (first,) = library.reader.related(paper(library, TICKET), limit=1)
    assert first.row.title == LINEAR.title


def test_common_words_are_counted_further_when_rare_ones_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.related.RARE", 2)
    drafts = [Draft(title=f"Sparse {word} networks") for word in ("kale", "leek", "chard", "cress")]
    with fresh(tmp_path, *FILLER, *drafts) as library:
        assert len(titles(library, drafts[0])) == 3


def test_hostile_words_are_only_words(tmp_path: Path) -> None:
    odd = Draft(title='Quoted "NEAR(" AND* {title} : OR', abstract="C++ and 深度 学习 (x) ^y \\alpha$_2$")
    twin = Draft(title='Another "NEAR(" in 深度', abstract="c++ too")
    with fresh(tmp_path, *FILLER, odd, twin) as library:
        assert titles(library, odd) == [twin.title]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We show that the Öko-test of 12 BERTs works", ["oko", "berts"]),
        ("The norms of Erdős graphs in 3D", ["norms", "erdos", "graphs"]),
        (None, []),
    ],
)
def test_telling_words_are_folded_and_leave_out_what_any_abstract_has(
    text: str | None, words: list[str]
) -> None:
    assert [word for word in telling(text) if len(word) > 2] == [word for word in words if len(word) > 2]


def test_words_are_shown_as_they_are_written() -> None:
    assert as_written(["bert", "erdos", "graph"], "Of BERT", "Graph of Erdős and graph") == (
        "BERT",
        "erdős",
        "graph",
    )
