"""Whatever the verbs, in whatever order: undo is their inverse and the index stays in step."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seeds import Draft
from storage import STATES, Library, StorageError
from tests.storage.helpers import LOTTERY, NAMELESS, SLOW, dump, fresh, harvest

Step = Callable[[Library], object]

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
        lambda lib: lib.undo(),
        lambda lib: lib.redo(),
    ]
    return draw(st.sampled_from(choices))


def do(library: Library, step: Step) -> None:
    """Do a step; a verb may refuse what makes no sense, and then must have changed nothing."""
    before = dump(library.path, without=())
    try:
        step(library)
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
