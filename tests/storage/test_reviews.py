"""Papers to remember come back on FSRS's days, a few a day, and only when the reader asked for it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from fsrs import Card, Rating, Scheduler

from seeds import Draft
from storage import ANSWERS, Library, PaperNotFound, Refused, stamp
from tests.storage.helpers import SettableClock, dump, fresh


def library_of(folder: Path, papers: int = 6) -> tuple[Library, SettableClock]:
    clock = SettableClock()
    drafts = [Draft(title=f"Of {number} hidden rivers") for number in range(papers)]
    return fresh(folder, *drafts, clock=clock), clock


def due(library: Library, most: int = 9) -> list[int]:
    return [row.id for row in library.reader.reviews(most).papers]


def test_nothing_comes_back_unless_it_was_asked_for(tmp_path: Path) -> None:
    library, clock = library_of(tmp_path)
    library.mark([1, 2], "read")
    clock.forward(days=300)
    assert due(library) == []
    assert library.reader.ids("is:due") == []


def test_a_paper_comes_back_a_day_after_it_was_read_or_at_once_if_that_has_passed(tmp_path: Path) -> None:
    library, clock = library_of(tmp_path)
    library.mark([1], "read")
    clock.forward(days=10)
    library.mark([2], "read")
    receipt = library.remember([1, 2, 3])
    assert receipt.papers == 3
    assert due(library) == [1]
    assert library.reader.ids("is:due") == [1]
    reviews = library.reader.reviews(9)
    assert (reviews.due, reviews.done, reviews.remembered) == (1, 0, 3)
    assert reviews.following == stamp(clock.moment + timedelta(days=1))
    clock.forward(days=1)
    assert due(library) == [1, 2, 3]
    assert library.remember([1, 2]).event is None


@pytest.mark.parametrize(
    "answers", [("good", "good", "easy"), ("again", "hard", "good"), ("easy", "again", "hard")]
)
def test_the_days_are_those_of_fsrs(tmp_path: Path, answers: tuple[str, ...]) -> None:
    library, clock = library_of(tmp_path)
    library.remember([1])
    clock.forward(days=1)
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card = Card(card_id=1, due=clock.moment)
    for answer in answers:
        library.answer(1, answer)
        card, _ = scheduler.review_card(card, Rating[answer.title()], clock.moment)
        assert library.reader.remembered([1]) == {1: stamp(card.due)}
        clock.moment = card.due


def test_a_better_answer_is_a_longer_rest_and_the_receipt_says_how_long(tmp_path: Path) -> None:
    library, clock = library_of(tmp_path)
    library.remember([1])
    clock.forward(days=1)
    library.answer(1, "good")
    clock.forward(days=2)
    rests = []
    for answer in ANSWERS:
        receipt = library.answer(1, answer)
        rests.append(library.reader.remembered([1])[1])
        assert receipt.summary.startswith("“Of 0 hidden rivers” comes back in ")
        library.undo()
    assert rests == sorted(rests)
    assert len(set(rests)) == 4


def test_at_most_a_few_are_asked_a_day_and_the_trash_is_left_alone(tmp_path: Path) -> None:
    library, clock = library_of(tmp_path)
    library.remember([1, 2, 3, 4, 5])
    library.remove([5])
    clock.forward(days=2)
    assert due(library, 3) == [1, 2, 3]
    library.answer(2, "good")
    library.answer(1, "good")
    assert due(library, 3) == [3]
    library.answer(3, "again")
    reviews = library.reader.reviews(3)
    assert (reviews.papers, reviews.due, reviews.done) == ((), 1, 3)
    assert due(library, 0) == []
    clock.forward(days=1)
    assert due(library, 3) == [4, 3]


def test_it_can_be_stopped_and_everything_is_undone(tmp_path: Path) -> None:
    library, clock = library_of(tmp_path)
    tables = [dump(library.path)]
    library.remember([1, 2])
    tables.append(dump(library.path))
    clock.forward(days=1)
    library.answer(1, "hard")
    tables.append(dump(library.path))
    assert library.remember([1, 2, 3], wanted=False).papers == 2
    assert library.reader.remembered([1, 2, 3]) == {}
    for before in reversed(tables):
        library.undo()
        assert dump(library.path) == before
    library.redo(3)
    assert library.reader.remembered([1, 2, 3]) == {}


def test_what_is_not_remembered_cannot_be_answered(tmp_path: Path) -> None:
    library, _ = library_of(tmp_path)
    with pytest.raises(Refused, match="not among"):
        library.answer(1, "good")
    with pytest.raises(Refused, match="no answer"):
        library.answer(1, "maybe")
    with pytest.raises(PaperNotFound):
        library.answer(99, "good")
