"""Which draft is which paper, what a later source adds, and what it never touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from seeds import Draft, Harvest, Identifier, Reading, digest
from storage import Library, Refused
from tests.storage.helpers import LOTTERY, NAMELESS, SLOW, fresh, harvest

ARXIV = (Identifier("arxiv", "1803.00001"),)
OTHER_ARXIV = (Identifier("arxiv", "1803.99999"),)
DOI = (Identifier("doi", "10.1000/meadow"),)


def outcome(library: Library, draft: Draft, name: str = "later.txt") -> str:
    """What comes of one draft from another source."""
    (source,) = library.take([harvest(draft, name=name)]).sources
    return next(kind for kind in ("new", "updated", "unchanged") if getattr(source, kind))


@pytest.mark.parametrize(
    ("held", "later"),
    [
        (replace(LOTTERY, identifiers=ARXIV), Draft(title="Something else", identifiers=ARXIV)),
        (LOTTERY, Draft(title="Another title altogether, though", abstract=LOTTERY.abstract)),
        (LOTTERY, Draft(title="Another title", abstract_digest=digest(LOTTERY.abstract or ""))),
        (LOTTERY, Draft(title="ON DRAWING winning tickets from  dense meadows")),
        (LOTTERY, Draft(title=LOTTERY.title, published="2019", authors=("A. Meadow",))),
        (replace(LOTTERY, identifiers=ARXIV), Draft(title=LOTTERY.title, identifiers=DOI)),
        (Draft(title="Editorial", authors=("A. Meadow",), published="2020"),) * 2,
        (Draft(title="Erdős sums over sparse sets"), Draft(title=r"Erd\H{o}s Sums over Sparse Sets")),
    ],
)
def test_the_same_work_is_one_paper(tmp_path: Path, held: Draft, later: Draft) -> None:
    library = fresh(tmp_path, held)
    assert outcome(library, later) != "new"
    assert library.reader.count() == 1


@pytest.mark.parametrize(
    ("held", "later"),
    [
        (LOTTERY, Draft(title="On Drawing Winning Tickets from Sparse Meadows")),
        (LOTTERY, Draft(title=LOTTERY.title, published="2021")),
        (LOTTERY, Draft(title=LOTTERY.title, authors=("Zoe Forest",))),
        (Draft(title="Editorial"),) * 2,
        (Draft(title="Editorial", authors=("A. Meadow",)), Draft(title="Editorial", published="2020")),
        (
            replace(LOTTERY, abstract=None, identifiers=ARXIV),
            replace(LOTTERY, abstract=None, identifiers=OTHER_ARXIV),
        ),
        (NAMELESS, Draft(title=NAMELESS.title)),
    ],
)
def test_what_only_looks_alike_stays_two_papers(tmp_path: Path, held: Draft, later: Draft) -> None:
    library = fresh(tmp_path, held)
    assert outcome(library, later) == "new"
    assert library.reader.count() == 2


@pytest.mark.parametrize(
    "abstract",
    [
        "No abstract.",
        "Abstract not available for this article.",
        "This is an editorial, and therefore an abstract is not available for it.",
        "Kein Text.",
        "要旨なし",
    ],
)
def test_an_abstract_of_a_few_words_identifies_nothing(tmp_path: Path, abstract: str) -> None:
    held = Draft(title="Hidden rivers of dry valleys", abstract=abstract)
    library = fresh(tmp_path, held)
    assert outcome(library, Draft(title="Slow bread for early bakers", abstract=abstract)) == "new"
    library.edit(1, {"abstract": abstract + " "})
    assert outcome(library, Draft(title="Fast bread for late bakers", abstract=abstract)) == "new"
    assert outcome(library, held) == "unchanged"


def test_a_short_abstract_that_says_something_identifies(tmp_path: Path) -> None:
    short = "長い川は夏に乾き、秋に戻る。"
    library = fresh(tmp_path, Draft(title="Hidden rivers of dry valleys", abstract=short))
    assert outcome(library, Draft(title="A provisional one", provisional_title=True, abstract=short)) != "new"


def test_importing_the_same_page_again_changes_nothing(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY, SLOW, NAMELESS)
    before = library.reader.paper(1)
    (source,) = library.take([harvest(LOTTERY, SLOW, NAMELESS)]).sources
    assert (source.found, source.unchanged, source.gone) == (3, 3, 0)
    assert library.reader.paper(1).updated == before.updated


def test_a_changed_page_says_what_is_new_changed_and_gone(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY, SLOW)
    changed = replace(LOTTERY, abstract="Meadows hold many flowers.", category="stat.ML")
    (source,) = library.take([harvest(changed, NAMELESS)]).sources
    assert (source.new, source.updated, source.unchanged, source.gone) == (1, 1, 0, 1)
    assert library.reader.paper(1).abstract == "Meadows hold many flowers."
    assert library.reader.count() == 3


def test_two_sources_that_disagree_do_not_take_turns(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY)
    other = replace(LOTTERY, category="stat.ML")
    assert outcome(library, other) == "unchanged"
    assert outcome(library, LOTTERY, "page.txt") == "unchanged"
    assert outcome(library, other) == "unchanged"
    assert library.reader.paper(1).category == "cs.LG"


def test_a_later_source_fills_blanks_and_refines_dates(tmp_path: Path) -> None:
    bare = Draft(title=LOTTERY.title, published="2018")
    library = fresh(tmp_path, bare)
    assert outcome(library, replace(LOTTERY, identifiers=ARXIV)) == "updated"
    paper = library.reader.paper(1)
    assert (paper.published, paper.authors, paper.abstract) == (
        "2018-03-09",
        LOTTERY.authors,
        LOTTERY.abstract,
    )
    assert paper.identifiers == {"arxiv": ("1803.00001",)}


def test_a_full_list_of_authors_takes_the_place_of_a_cut_one(tmp_path: Path) -> None:
    library = fresh(tmp_path, replace(LOTTERY, authors_truncated=True))
    everyone = replace(LOTTERY, authors=(*LOTTERY.authors, "Cy Vale", "Di Lake"))
    assert outcome(library, everyone) == "updated"
    paper = library.reader.paper(1)
    assert (len(paper.authors), paper.authors_truncated) == (4, False)


def test_a_provisional_title_gives_way_to_the_real_one(tmp_path: Path) -> None:
    library = fresh(tmp_path, NAMELESS)
    assert library.reader.ids("is:untitled") == [1]
    real = Draft(title="Patience as a Compiler Virtue", abstract=NAMELESS.abstract)
    assert outcome(library, real) == "updated"
    assert library.reader.paper(1).title == "Patience as a Compiler Virtue"
    assert library.reader.ids("is:untitled") == []
    assert outcome(library, NAMELESS, "page.txt") == "unchanged"
    assert library.reader.paper(1).title == "Patience as a Compiler Virtue"


def test_what_the_reader_set_or_did_no_import_touches(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY)
    library.edit(1, {"title": "My title", "abstract": None, "category": "math.CO"})
    library.mark([1], "read")
    library.tag([1], add=["mine"])
    library.add_note(1, "thought")
    before = library.reader.paper(1)
    library.take(
        [harvest(replace(LOTTERY, category="stat.ML", reading=Reading(state="skipped", tags=("x",))))]
    )
    after = library.reader.paper(1)
    for name in ("title", "abstract", "category", "state", "tags", "notes"):
        assert getattr(after, name) == getattr(before, name)


def test_a_paper_brings_its_reading_along_when_it_is_new(tmp_path: Path) -> None:
    library = fresh(tmp_path, replace(LOTTERY, reading=Reading(state="read", starred=True, tags=("kept",))))
    paper = library.reader.paper(1)
    assert (paper.state, paper.starred, paper.tags) == ("read", True, ("kept",))


def test_names_that_fold_alike_are_one_author_and_keep_their_spelling(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY, replace(SLOW, authors=("Béla Ódon",)))
    author = library.reader.author("bela odon")
    assert len(author.papers) == 2
    assert library.reader.paper(2).authors == ("Béla Ódon",)


def test_a_dry_run_tells_and_leaves_no_trace(tmp_path: Path) -> None:
    from tests.storage.helpers import dump

    library = fresh(tmp_path, LOTTERY)
    before = dump(library.path, without=())
    report = library.take([harvest(LOTTERY, SLOW, name="b.txt")], dry_run=True)
    assert (report.batch, report.sources[0].new, report.sources[0].unchanged) == (None, 1, 1)
    assert dump(library.path, without=()) == before


def test_a_cancelled_import_keeps_whole_papers_that_one_undo_removes(tmp_path: Path) -> None:
    library = fresh(tmp_path)
    many = [Draft(title=f"Field report number {n} from the hills") for n in range(3000)]
    asked: list[int] = []

    def enough() -> bool:
        asked.append(1)
        return len(asked) > 2

    report = library.take([harvest(*many)], cancelled=enough)
    assert report.cancelled
    assert 0 < library.reader.count() == report.sources[0].new < 3000
    assert library.check().sound
    library.undo()
    assert library.reader.count() == 0


def test_keys_are_unique_and_tell_family_year_and_word(tmp_path: Path) -> None:
    first = Draft(title="The Ticket in the Haystack", authors=("Jon Franks",), published="2018")
    second = Draft(title="Ticket counters of the north", authors=("Jon Franks",), published="2018")
    library = fresh(tmp_path, first, second, Draft(title="Derivations of quiet programs by hand"))
    assert [library.reader.paper(n).key for n in (1, 2, 3)] == [
        "franks2018ticket",
        "franks2018ticketa",
        "derivations-quiet-programs",
    ]


def test_entries_that_say_too_little_are_known_again_on_the_same_page(tmp_path: Path) -> None:
    short = (Draft(title="Editorial"), Draft(title="Editorial"), Draft(title="Deep Tensor Network"))
    library = fresh(tmp_path, *short)
    assert library.reader.count() == 3
    (source,) = library.take([harvest(Draft(title="Preface"), *short)]).sources
    assert (source.new, source.unchanged, source.gone) == (1, 3, 0)


def test_our_own_export_comes_back_to_the_papers_it_came_from(tmp_path: Path) -> None:
    library = fresh(tmp_path, Draft(title="Deep Tensor Network"), NAMELESS)
    keys = [library.reader.paper(n).key for n in (1, 2)]
    back = [
        Draft(title="Deep Tensor Network", key=keys[0]),
        Draft(title=NAMELESS.title, provisional_title=True, key=keys[1]),
        Draft(title="Another title under a known key", key=keys[0]),
    ]
    (source,) = library.take([harvest(*back, name="export.jsonl", format="jsonl")]).sources
    assert (source.new, source.unchanged) == (1, 2)


def test_an_import_that_changes_nothing_is_seen_but_is_nothing_to_undo(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY)
    report = library.take([harvest(LOTTERY, name="again.txt")])
    assert report.batch == 2
    assert [seen.name for seen in library.reader.paper(1).sources] == ["page.txt", "again.txt"]
    assert [event.summary for event in library.reader.history()] == ["Imported page.txt: 1 new"]
    library.undo()
    assert library.reader.count() == 0
    library.redo()
    assert [seen.name for seen in library.reader.paper(1).sources] == ["page.txt", "again.txt"]
    assert library.check().findings == ()


def test_a_tag_that_an_import_puts_on_known_papers_can_be_taken_back(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY)
    report = library.take([harvest(LOTTERY)], tags=["again"])
    assert (report.sources[0].unchanged, library.reader.paper(1).tags) == (1, ("again",))
    assert library.undo()[0].summary == "Undid: Imported page.txt: 1 unchanged"
    assert library.reader.paper(1).tags == ()


def test_an_import_that_somebody_undoes_meanwhile_ends_and_leaves_nothing(tmp_path: Path) -> None:
    library = fresh(tmp_path, LOTTERY)
    other = Library.open(library.path)

    def drafts() -> Iterator[Draft]:
        for number in range(1_000):
            if number == 999:
                other.undo()
                other.take([harvest(SLOW)])
            yield replace(SLOW, title=f"On the {number} paths over the hill", abstract=None, position=number)

    with pytest.raises(Refused, match="undone while it was under way"):
        library.take([Harvest("long.txt", "cards", drafts())])
    assert [event.summary for event in library.reader.history() if not event.undone] == [
        "Imported page.txt: 1 new",
        "Imported page.txt: 1 new",
    ]
    assert library.reader.count() == 2
    assert library.check().findings == ()
