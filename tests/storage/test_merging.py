"""Merging keeps everything of both papers, undo gives both back, and imports find the one that is left."""

from __future__ import annotations

import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seeds import Draft, DraftNote, Identifier, Reading
from storage import STATES, Library, PaperNotFound, Refused
from storage.journal import OF_PAPERS
from tests.storage.helpers import LOTTERY, SLOW, SettableClock, dump, fresh, harvest
from tests.storage.test_identity import outcome

TYPED = {"journal", "journal_step", "author", "tag", "setting", "sqlite_sequence"}
"""What undo leaves alone; what is being typed is not among it here."""
ARXIV = (Identifier("arxiv", "1803.00001"),)
DOI = (Identifier("doi", "10.1000/meadow"),)
PREPRINT = replace(LOTTERY, identifiers=ARXIV, key="meadow2018drawing")
PUBLISHED = Draft(
    title="Drawing Winning Tickets from the Meadow",
    authors=(*LOTTERY.authors, "Cy Vale"),
    published="2020-05",
    venue="Meadow Letters",
    kind="article",
    identifiers=DOI,
    key="meadow2020tickets",
    extra={"pages": "1-9"},
)


def both(folder: Path) -> Library:
    """The preprint as 1, the published version as 2, and another paper as 3."""
    return fresh(folder, PREPRINT, PUBLISHED, SLOW)


def test_preprint_and_published_version_become_one_paper_with_both_identifiers(tmp_path: Path) -> None:
    library = both(tmp_path)
    receipt = library.merge(1, [2])
    assert receipt.summary == f"Merged 1 paper into meadow2018drawing, “{LOTTERY.title}”"
    assert (receipt.papers, receipt.asked, len(library.reader.history())) == (2, 2, 2)
    paper = library.reader.paper(1)
    assert paper.identifiers == {"arxiv": ("1803.00001",), "doi": ("10.1000/meadow",)}
    assert (paper.kind, paper.venue, paper.published) == ("article", "Meadow Letters", "2020-05")
    assert (paper.abstract, paper.category, paper.extra) == (LOTTERY.abstract, "cs.LG", {"pages": "1-9"})
    assert [seen.position for seen in paper.sources] == [0, 1]
    assert library.reader.ids("meadow") == [1]
    assert library.reader.count() == 2
    assert library.check().findings == ()


@pytest.mark.parametrize(
    ("kind", "venue"), [("other", None), ("web", "the web"), ("article", "arXiv preprint arXiv:1803.00001")]
)
def test_what_lists_make_of_a_preprint_gives_way_too(tmp_path: Path, kind: str, venue: str | None) -> None:
    library = fresh(tmp_path, replace(PREPRINT, kind=kind, venue=venue), PUBLISHED)
    library.merge(1, [2])
    paper = library.reader.paper(1)
    assert (paper.kind, paper.venue, paper.published) == ("article", "Meadow Letters", "2020-05")


def test_a_web_page_takes_nothing_from_an_article(tmp_path: Path) -> None:
    library = fresh(tmp_path, PUBLISHED, replace(PREPRINT, kind="web", venue="the web", published="2018"))
    library.merge(1, [2])
    paper = library.reader.paper(1)
    assert (paper.kind, paper.venue, paper.published) == ("article", "Meadow Letters", "2020-05")


def test_the_preprint_takes_nothing_from_the_published_version(tmp_path: Path) -> None:
    library = both(tmp_path)
    library.merge(2, [1])
    paper = library.reader.paper(2)
    assert (paper.kind, paper.venue, paper.published, paper.key) == (
        "article", "Meadow Letters", "2020-05", "meadow2020tickets",
    )  # fmt: skip
    assert (paper.title, paper.abstract) == (PUBLISHED.title, LOTTERY.abstract)


def test_everything_the_reader_did_is_kept(tmp_path: Path) -> None:
    mine = Reading(state="skipped", rating=None, queue=None, added="2024-05-01T00:00:00Z", tags=("a", "both"))
    theirs = Reading(
        state="read", starred=True, rating=4, queue=7, added="2023-01-01T00:00:00Z", tags=("both", "c"),
        started="2023-02-01T00:00:00Z", read="2023-03-01T00:00:00Z",
        notes=(DraftNote("A fine meadow.", "winning tickets", "title"),),
    )  # fmt: skip
    library = fresh(tmp_path, replace(PREPRINT, reading=mine), replace(PUBLISHED, reading=theirs))
    library.add_note(1, "Mine.")
    library.edit(2, {"file_path": "/papers/meadow.pdf", "code_url": "https://example.org/code"})
    library.merge(1, [2])
    paper = library.reader.paper(1)
    assert (paper.state, paper.starred, paper.rating, paper.queue) == ("read", True, 4, 1)
    assert (paper.added, paper.started, paper.read) == (theirs.added, theirs.started, theirs.read)
    assert paper.tags == ("a", "both", "c")
    assert [(note.text, note.quote) for note in paper.notes] == [
        ("A fine meadow.", "winning tickets"),
        ("Mine.", None),
    ]
    assert (paper.file_path, paper.code_url) == ("/papers/meadow.pdf", "https://example.org/code")
    facets = library.reader.facets()
    assert (facets.total, facets.starred, facets.noted, facets.states["read"]) == (1, 1, 1, 1)
    assert {count.name: count.papers for count in facets.tags} == {"a": 1, "both": 1, "c": 1}
    assert library.check().findings == ()


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (Reading("unread"), Reading("read"), "read"),
        (Reading("read"), Reading("reading"), "read"),
        (Reading("reading"), Reading("skipped"), "reading"),
        (Reading("unread"), Reading("skipped"), "skipped"),
        (Reading("skipped"), Reading("unread"), "skipped"),
        (Reading("skipped"), Reading("unread", queue=1), "unread"),
    ],
)
def test_the_state_that_says_more_wins(tmp_path: Path, mine: Reading, theirs: Reading, merged: str) -> None:
    library = fresh(tmp_path, replace(PREPRINT, reading=mine), replace(PUBLISHED, reading=theirs))
    library.merge(1, [2])
    assert library.reader.paper(1).state == merged


def test_what_the_reader_set_stands_on_either_side(tmp_path: Path) -> None:
    library = both(tmp_path)
    library.edit(1, {"venue": "My Own Shelf"})
    library.edit(2, {"category": "stat.ML"})
    library.merge(1, [2])
    paper = library.reader.paper(1)
    assert (paper.venue, paper.category) == ("My Own Shelf", "stat.ML")
    library.take([harvest(replace(PREPRINT, category="cs.CV", venue="Elsewhere"), PUBLISHED, SLOW)])
    paper = library.reader.paper(1)
    assert (paper.venue, paper.category) == ("My Own Shelf", "stat.ML")


def test_the_fuller_list_of_authors_and_the_real_title_win(tmp_path: Path) -> None:
    short = replace(PREPRINT, authors=("Ada Meadow",), authors_truncated=True, provisional_title=True)
    library = fresh(tmp_path, short, PUBLISHED)
    library.merge(1, [2])
    paper = library.reader.paper(1)
    assert (paper.authors, paper.authors_truncated) == (PUBLISHED.authors, False)
    assert (paper.title, paper.provisional_title) == (PUBLISHED.title, False)
    assert library.reader.ids("author:vale") == [1]
    assert library.check().findings == ()


@pytest.mark.parametrize("keep", [1, 2])
@pytest.mark.parametrize(
    "later",
    [
        PREPRINT,
        PUBLISHED,
        replace(PREPRINT, identifiers=(), abstract=None),
        replace(PUBLISHED, identifiers=(), published="2021"),
        Draft(title=PREPRINT.title, published="2017", authors=("Ada Meadow",)),
        Draft(title=PUBLISHED.title),
    ],
)
def test_a_later_import_of_either_finds_the_merged_paper(tmp_path: Path, keep: int, later: Draft) -> None:
    library = both(tmp_path)
    library.merge(keep, [3 - keep])
    assert outcome(library, later) != "new"
    assert library.reader.count() == 2


def test_importing_the_same_source_again_changes_nothing(tmp_path: Path) -> None:
    library = both(tmp_path)
    library.merge(1, [2])
    before = library.reader.paper(1)
    for _ in range(2):
        (source,) = library.take([harvest(PREPRINT, PUBLISHED, SLOW)]).sources
        assert (source.new, source.updated, source.unchanged, source.gone) == (0, 0, 3, 0)
    assert library.reader.paper(1).updated == before.updated


def test_an_entry_that_says_little_is_known_by_its_former_key(tmp_path: Path) -> None:
    bare = Draft(title="Ponds", key="pondbook")
    library = fresh(tmp_path, SLOW, bare)
    library.merge(1, [2])
    assert outcome(library, bare) == "unchanged"
    assert library.reader.resolve("pondbook") == 1
    library.take([harvest(Draft(title="Quite another pond entirely", key="pondbook"), name="third.bib")])
    assert library.reader.resolve("pondbook") == 1


def test_several_papers_are_merged_in_one_go(tmp_path: Path) -> None:
    library = both(tmp_path)
    library.star([3])
    receipt = library.merge(1, [2, 3])
    assert receipt.papers == 3
    paper = library.reader.paper(1)
    assert (paper.starred, paper.has_code, paper.venue) == (True, True, "Meadow Letters")
    assert [library.reader.resolve(key) for key in ("meadow2020tickets", "10.1000/meadow")] == [1, 1]
    library.undo()
    assert library.reader.count() == 3


def test_what_makes_no_sense_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    library = both(tmp_path)
    library.remove([3])
    before = dump(library.path, without=())
    for others, words in (([1], "itself"), ([], "two"), ([2, 2], "itself"), ([3], "in the trash")):
        with pytest.raises(Refused, match=words):
            library.merge(1, others)
    with pytest.raises(Refused, match="in the trash"):
        library.merge(3, [1])
    with pytest.raises(PaperNotFound):
        library.merge(1, [99])
    with pytest.raises(Refused, match="two different"):
        library.distinct(1, 1)
    with pytest.raises(PaperNotFound):
        library.distinct(1, 99)
    assert dump(library.path, without=()) == before


def test_distinct_is_remembered_follows_a_merge_and_is_undone(tmp_path: Path) -> None:
    library = both(tmp_path)
    assert library.distinct(3, 2).papers == 2
    assert library.distinct(2, 3).event is None
    assert dump(library.path)["distinct_pair"] == [(2, 3)]
    library.merge(1, [2])
    assert dump(library.path)["distinct_pair"] == [(1, 3)]
    library.undo()
    assert dump(library.path)["distinct_pair"] == [(2, 3)]
    library.undo()
    assert dump(library.path)["distinct_pair"] == []


def test_what_is_being_typed_is_kept_with_both_texts(tmp_path: Path) -> None:
    library = both(tmp_path)
    library.keep_unsaved(1, "begun here")
    library.keep_unsaved(2, "and there", quote="a passage", quote_field="abstract")
    library.merge(1, [2])
    (kept,) = library.reader.unsaved()
    assert (kept.paper_id, kept.text) == (1, "begun here\n\n> a passage\nand there")
    library.undo()
    assert {(each.paper_id, each.text) for each in library.reader.unsaved()} == {
        (1, "begun here"),
        (2, "and there"),
    }


def test_what_was_typed_on_the_merged_paper_outlives_undo(tmp_path: Path) -> None:
    clock = SettableClock()
    library = fresh(tmp_path, PREPRINT, PUBLISHED, clock=clock)
    library.keep_unsaved(2, "early words")
    library.merge(1, [2])
    clock.forward(seconds=5)
    library.keep_unsaved(1, "early words, and more")
    library.undo()
    typed = {each.paper_id: each.text for each in library.reader.unsaved()}
    assert typed == {1: "early words, and more", 2: "early words"}


def test_what_was_typed_since_in_another_window_outlives_undo(tmp_path: Path) -> None:
    library = both(tmp_path)
    library.keep_unsaved(2, "early words")
    library.merge(1, [2])
    library.keep_unsaved(2, "typed meanwhile in a window that was open")
    library.undo()
    (kept,) = library.reader.unsaved()
    assert (kept.paper_id, kept.text) == (2, "typed meanwhile in a window that was open")


readings = st.builds(
    Reading,
    state=st.sampled_from(STATES),
    starred=st.booleans(),
    rating=st.none() | st.integers(1, 5),
    tags=st.lists(st.sampled_from(["a", "b", "c"]), unique=True).map(tuple),
    notes=st.lists(st.builds(DraftNote, text=st.text("ab é", min_size=1)), max_size=2).map(tuple),
    queue=st.none() | st.integers(1, 9),
)
shelves = st.lists(
    st.builds(
        Draft,
        title=st.sampled_from(["Ponds", "Field notes on hidden rivers", "Slow compilers for patient people"]),
        provisional_title=st.booleans(),
        authors=st.lists(st.sampled_from(["Ada Meadow", "Adá Meadow", "Ko", "Ede"]), max_size=3).map(tuple),
        authors_truncated=st.booleans(),
        published=st.sampled_from([None, "2018", "2020-05"]),
        venue=st.sampled_from([None, "Meadow Letters"]),
        kind=st.sampled_from(["preprint", "article"]),
        abstract=st.none() | st.text("abcé ", min_size=1),
        has_code=st.booleans(),
        extra=st.dictionaries(st.sampled_from(["pages", "volume"]), st.text("12"), max_size=2),
        reading=st.none() | readings,
    ),
    min_size=3,
    max_size=5,
).map(
    lambda drafts: [
        replace(draft, identifiers=(Identifier("doi", f"10.1000/{number}"),))
        for number, draft in enumerate(drafts)
    ]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drafts=shelves, data=st.data())
def test_merge_and_undo_leave_every_table_as_it_was(drafts: list[Draft], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = fresh(Path(folder), *drafts)
        ids = library.reader.ids()
        keep, *others = data.draw(st.permutations(ids))[: data.draw(st.integers(2, len(ids)))]
        if data.draw(st.booleans()):
            library.distinct(ids[0], ids[1])
        for paper in data.draw(st.lists(st.sampled_from(ids), unique=True)):
            library.keep_unsaved(paper, f"typed on {paper}")
        papers = [library.reader.paper(paper) for paper in (keep, *others)]
        held, events = dump(library.path, TYPED), len(library.reader.history())
        library.merge(keep, others)
        done = dump(library.path, TYPED)
        merged = library.reader.paper(keep)
        assert len(library.reader.history()) == events + 1
        assert sorted(n.text for n in merged.notes) == sorted(n.text for p in papers for n in p.notes)
        assert set(merged.tags) == {tag for p in papers for tag in p.tags}
        assert set(merged.identifiers["doi"]) == {v for p in papers for v in p.identifiers["doi"]}
        assert [library.reader.resolve(p.key) for p in papers] == [keep] * len(papers)
        assert library.check().findings == ()
        library.undo()
        assert dump(library.path, TYPED) == held
        assert library.check().findings == ()
        library.redo()
        assert dump(library.path, TYPED) == done
        library.close()


def test_every_table_that_hangs_on_papers_is_carried_over(tmp_path: Path) -> None:
    """A table that is added later and forgotten in a merge fails here."""
    library = fresh(tmp_path, PREPRINT, PUBLISHED)
    for paper in (1, 2):
        library.tag([paper], add=["moss"])
        library.add_note(paper, "A note")
        library.start(paper)
        library.stop(paper)
        library.progress(paper, f"{paper}0%")
        library.decide(paper, "later", "moss", 3)
    connection = sqlite3.connect(library.path)
    for paper, likes, answers in ((1, 1, 5), (2, -1, 2)):
        day = f"2026-01-0{paper}T00:00:00Z"
        connection.execute("INSERT INTO taste VALUES (?, ?, ?)", (paper, likes, day))
        connection.execute("INSERT INTO amendment VALUES (?, ?, ?, 'venue', 'page')", (paper, paper, day))
        connection.execute("INSERT INTO review VALUES (?, ?, NULL, 1, 1, ?)", (paper, day, answers))
    connection.commit()
    before = dump(library.path)
    library.merge(1, [2])
    after = dump(library.path)
    for table, column in OF_PAPERS.items():
        place = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")].index(column)
        assert {row[place] for row in before[table]} == {1, 2}, table
        assert {row[place] for row in after[table]} == {1}, table
    assert [len(after[table]) for table in ("note", "session", "triage", "amendment")] == [2, 2, 2, 2]
    assert [row[1] for row in after["progress"]] == [0.2]
    assert [row[1] for row in after["taste"]] == [-1]
    assert [row[-1] for row in after["review"]] == [5]
    library.undo()
    assert dump(library.path) == before
