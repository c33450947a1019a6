"""Whatever the verbs, in whatever order: undo is their inverse and the index stays in step."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seeds import Draft, DraftNote, Reading
from seeds.draft import DraftProgress, DraftSession
from storage import STATES, Library, LibraryUnusable, Refused, StorageError
from storage.answers import ANSWERS
from storage.triaging import DECISIONS
from tests.storage.helpers import LOTTERY, NAMELESS, SLOW, UNSEEN, dump, fresh, harvest

Step = Callable[[Library], object]

HOUR = timedelta(hours=1)
SAW = {"batch", "source", "sighting", "author_profile"}
"""Tables in which an import notes what it saw, also when it changed nothing that undo would take back."""

words = st.text(alphabet="abłßé日 #'\"\\{}$", min_size=1, max_size=8)
papers = st.lists(st.integers(1, 4), min_size=1, max_size=3)
drafts = st.lists(
    st.builds(
        Draft,
        title=st.sampled_from(
            ["Field notes on hidden rivers", LOTTERY.title, "Erdős numbers of small towns"]
        ),
        authors=st.lists(st.sampled_from(["Ada Meadow", "Adá Meadow", "Ko"]), max_size=2).map(tuple),
        abstract=st.none() | words,
        category=st.none() | st.sampled_from(["cs.LG", "math.CO"]),
        reading=st.none()
        | st.builds(
            Reading,
            state=st.sampled_from(STATES),
            tags=st.lists(st.sampled_from(["birds", "Birds", "kites"]), max_size=2).map(tuple),
            notes=st.lists(st.builds(DraftNote, words), max_size=1).map(tuple),
            queue=st.none() | st.integers(1, 3),
            sessions=st.just(()) | st.just((DraftSession("2020-01-01T09:00:00Z", "2020-01-01T10:00:00Z"),)),
            progress=st.none() | st.just(DraftProgress(0.5, 5, 10)),
        ),
    ),
    max_size=3,
)


@st.composite
def steps(draw: st.DrawFn) -> Step:
    """One verb with its arguments, as something to do to a library."""
    ids, text = draw(papers), draw(words)
    state = draw(st.sampled_from(STATES))
    harvested = draw(drafts)
    name = draw(st.sampled_from(["page.txt", "other.txt"]))
    like = draw(st.none() | st.sampled_from([1, -1]))
    decision, answer = draw(st.sampled_from([*DECISIONS])), draw(st.sampled_from(ANSWERS))
    place, number = draw(st.none() | st.integers(1, 3)), len(text)
    choices: list[Step] = [
        lambda lib: lib.mark(ids, state),
        lambda lib: lib.star(ids, state == "read"),
        lambda lib: lib.rate(ids, len(text) % 5 + 1),
        lambda lib: lib.tag(ids, add=[text]),
        lambda lib: lib.tag(ids, remove=[text]),
        lambda lib: lib.rename_tag(text, "renamed"),
        lambda lib: lib.add_note(ids[0], text),
        lambda lib: lib.edit_note(1, text),
        lambda lib: lib.remove_note(1),
        lambda lib: lib.edit(ids[0], {"title": text, "authors": text}),
        lambda lib: lib.remove(ids),
        lambda lib: lib.restore(ids),
        lambda lib: lib.merge(ids[0], ids[1:]),
        lambda lib: lib.distinct(ids[0], ids[-1]),
        lambda lib: lib.save_view("view", text),
        lambda lib: lib.take([harvest(*harvested, name=name)], tags=[state]),
        lambda lib: lib.tag(ids, add=["birds", "Birds"]),
        lambda lib: lib.rename_tag("birds", text),
        lambda lib: lib.delete_tag("birds"),
        lambda lib: lib.revise_note(ids[0], 1, text, revision=number),
        lambda lib: lib.enqueue(ids, place),
        lambda lib: lib.dequeue(ids),
        lambda lib: lib.decide(ids[0], decision, "is:unread", number % 2),
        lambda lib: lib.start(ids[0]),
        lambda lib: lib.stop(),
        lambda lib: lib.progress(ids[0], f"{number}0%"),
        lambda lib: lib.correct_session(1, started=lib.clock() - number * HOUR),
        lambda lib: lib.delete_session(1),
        lambda lib: lib.remember(ids, state != "read"),
        lambda lib: lib.answer(ids[0], answer),
        lambda lib: lib.taste(ids, like),
        lambda lib: lib.delete_view("view"),
        lambda lib: lib.follow({"https://example.org/feed": text}),
        lambda lib: lib.unfollow(["https://example.org/feed"]),
        lambda lib: lib.undo(),
        lambda lib: lib.redo(),
    ]
    return draw(st.sampled_from(choices))


def do(library: Library, step: Step) -> None:
    """Do a step; a verb may refuse what makes no sense, and then must have changed nothing."""
    before = dump(library.path, without=())
    try:
        step(library)
    except LibraryUnusable:
        raise
    except StorageError:
        assert dump(library.path, without=()) == before


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(before=st.lists(steps(), max_size=4), step=steps())
def test_a_verb_and_its_undo_leave_the_library_as_it_was(before: list[Step], step: Step) -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = fresh(Path(folder), LOTTERY, replace(SLOW, title="Short"), NAMELESS)
        for earlier in before:
            do(library, earlier)
        held, events = dump(library.path), len(library.reader.history(1000))
        do(library, step)
        if len(library.reader.history(1000)) > events:
            done = dump(library.path)
            library.undo()
            assert dump(library.path) == held
            library.redo()
            assert dump(library.path) == done
        assert library.check().findings == ()
        library.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(done=st.lists(steps(), min_size=2, max_size=6), which=st.integers(0, 5))
def test_a_change_taken_back_out_of_turn_leaves_nothing_when_the_others_are(
    done: list[Step], which: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = fresh(Path(folder), LOTTERY, replace(SLOW, title="Short"), NAMELESS)
        held = dump(library.path, without=UNSEEN | SAW)
        for step in done:
            do(library, step)
        ended = dump(library.path, without=UNSEEN | SAW)
        standing = [event.id for event in library.reader.history(1000) if not event.undone and event.id > 1]
        gone = [event.id for event in library.reader.history(1000) if event.undone]
        if standing and not gone:
            with suppress(Refused):
                library.undo_change(standing[which % len(standing)])
            library.undo(len([event for event in library.reader.history(1000) if not event.undone]) - 1)
            assert dump(library.path, without=UNSEEN | SAW) == held
            library.redo(1000)
            assert dump(library.path, without=UNSEEN | SAW) == ended
        assert library.check().findings == ()
        library.close()
