"""What to read next follows the reader's choices, says why, and says when it does not know."""

from __future__ import annotations

from pathlib import Path

import pytest

from seeds import Draft
from storage import Library, Suggestions
from storage.judging import verdict
from storage.ranking import Document, Judged, Model
from tests.storage.helpers import dump, fresh

TOPICS = (("sparse pruning tickets", "Ada Bee"), ("quantum circuits qubits", "Cy Dörr"))
SUBJECTS = ("rivers", "hills", "clouds", "bells", "looms", "kites", "meadows", "winters", "ovens", "walls")


def library_of_two(folder: Path) -> Library:
    """Papers 1 to 10 about pruning, 11 to 20 about quanta, the latter newer."""
    drafts = [
        Draft(
            title=f"{words.split()[number % 3].title()} of {subject}",
            authors=(author,),
            abstract=f"On {words} and {subject}.",
            published=f"20{10 + place * 10 + number}",
        )
        for place, (words, author) in enumerate(TOPICS)
        for number, subject in enumerate(SUBJECTS)
    ]
    return fresh(folder, *drafts)


def ids(found: Suggestions) -> list[int]:
    return [one.row.id for one in found.papers]


def said_of(found: Suggestions, paper: int) -> dict[str, float]:
    return {one.name: one.adds for each in found.papers if each.row.id == paper for one in each.because}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return library_of_two(tmp_path)


def test_too_few_judgements_give_the_newest_and_say_so(library: Library) -> None:
    library.mark([1, 2, 3], "read")
    library.mark([11, 12], "skipped")
    found = library.reader.suggestions(limit=3)
    assert (found.learned, found.liked, found.disliked, found.needed) == (False, 3, 2, 5)
    assert ids(found) == [20, 19, 18]
    assert [(one.score, one.because) for one in found.papers] == [(None, ())] * 3
    library.taste([19], -1)
    assert ids(library.reader.suggestions(limit=3)) == [20, 18, 17]


def test_what_is_like_what_was_read_comes_first_with_words_and_author(library: Library) -> None:
    library.mark([1, 2, 3, 4, 5], "read")
    library.mark([11, 12, 13], "skipped")
    found = library.reader.suggestions(limit=20)
    assert found.learned
    assert set(ids(found)[:5]) == {6, 7, 8, 9, 10}
    assert set(ids(found)) == set(range(6, 11)) | set(range(14, 21))
    first, last = found.papers[0], found.papers[-1]
    assert first.score is not None
    assert last.score is not None
    assert first.score > 0 > last.score
    reasons = {(one.kind, one.name): one.adds for one in first.because}
    assert reasons["author", "Ada Bee"] > 0
    assert any(kind == "word" and name in "sparse pruning tickets" for kind, name in reasons)
    against = {one.name: one.adds for one in last.because}
    assert against["Cy Dörr"] < 0


def test_the_same_choices_give_the_same_answer_and_the_scores_fall(library: Library) -> None:
    library.mark([1, 2, 3, 4, 5], "read")
    once, again = (library.reader.suggestions(limit=20) for _ in range(2))
    assert once == again
    scores = [one.score for one in once.papers if one.score is not None]
    assert scores == sorted(scores, reverse=True)


def test_a_query_chooses_among_and_the_queue_is_left_out_unless_asked_for(library: Library) -> None:
    library.mark([1, 2, 3, 4, 5], "read")
    with library._transaction() as connection:
        connection.exec_driver_sql("UPDATE paper SET queue_position = 1.0 WHERE id = 7")
    assert 7 not in ids(library.reader.suggestions(limit=20))
    assert ids(library.reader.suggestions("is:queued")) == [7]
    assert ids(library.reader.suggestions("kites", limit=1)) == [6]
    assert set(ids(library.reader.suggestions("quantum"))) == set(range(11, 21))
    assert ids(library.reader.suggestions("nowhere")) == []
    assert ids(library.reader.suggestions("is:read")) == []


def test_asking_for_less_and_more_corrects_it_and_can_be_taken_back(library: Library) -> None:
    library.mark([1, 2, 3, 4, 5], "read")
    before, tables = library.reader.suggestions(limit=20), dump(library.path)
    receipt = library.taste([6, 7], -1)
    assert (receipt.summary, receipt.papers) == ("Less like 2 papers", 2)
    assert library.taste([6], -1).event is None
    after = library.reader.suggestions(limit=20)
    assert not {6, 7} & set(ids(after))
    library.taste([18, 19, 20], 1)
    assert library.reader.tastes([6, 20, 1]) == {6: -1, 20: 1}
    assert said_of(after, 14).get("Cy Dörr") is None
    assert said_of(library.reader.suggestions(limit=20), 14)["Cy Dörr"] > 0
    library.undo(2)
    assert dump(library.path) == tables
    assert library.reader.suggestions(limit=20) == before
    library.redo(2)
    assert library.reader.tastes([6, 7, 20]) == {6: -1, 7: -1, 20: 1}
    library.taste([6, 7, 20], None)
    assert library.reader.tastes([6, 7, 20]) == {}


def test_a_large_library_is_asked_for_what_speaks_most(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.mark([1, 2, 3, 4, 5], "read")
    for name, value in {"ALL": 3, "NEWEST": 2, "LOOKED_UP": 6, "RECENT": 5}.items():
        monkeypatch.setattr(f"storage.suggesting.{name}", value)
    found = library.reader.suggestions(limit=20)
    assert set(ids(found)[:5]) == {6, 7, 8, 9, 10}
    assert {19, 20} <= set(ids(found))
    assert found.scored < 15
    monkeypatch.setattr("storage.judging.REST", 4)
    assert set(ids(library.reader.suggestions("abstract:pruning", limit=20))) == {6, 7, 8, 9, 10}


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (("unread", False, None, False, None), 0.0),
        (("skipped", True, None, False, None), -1.0),
        (("read", True, None, False, None), 1.5),
        (("read", True, 1, False, None), -1.5),
        (("skipped", False, 5, False, None), 2.0),
        (("read", False, 3, False, None), 1.0),
        (("read", True, 5, True, -1), -2.0),
    ],
)
def test_the_clearest_mark_counts(marks: tuple[str, bool, int | None, bool, int | None], said: float) -> None:
    assert verdict(*marks) == said


def test_a_score_is_the_sum_of_its_parts_and_nothing_is_learned_from_the_rest() -> None:
    liked = Document("Sparse tickets", None, ("Ada",), ("t",), "cs.LG")
    model = Model.train(
        [
            Judged(liked, True),
            Judged(Document("Loud bells", None), False),
            Judged(Document("Unheard kites", None), False, rest=True),
        ]
    )
    assert ("word", "kites") not in model.weights
    parts = dict(model.parts(liked))
    assert parts.keys() == {
        ("word", "sparse"), ("word", "tickets"), ("author", "Ada"), ("tag", "t"), ("category", "cs.LG"),
    }  # fmt: skip
    assert all(value > 0 for value in parts.values())
    assert model.parts(Document("Bells", None))[0][1] < 0
    assert model.strongest("author", 3) == [("Ada", model.weights["author", "Ada"])]
