"""``python -m tests.bench.ranker``: how well what is suggested next fits readers whose taste is known.

A simulated reader likes one topic. Of the papers, some of the topic were read and as many others skipped,
with a few mistakes either way; the ten that are then suggested are held against the topic, among all
papers that were not judged. Beside it stand ten at random and the ten newest. Topics of the starter list
are words; once as they stand, and once struck from the papers, so that the ranker must do without them.
Topics of real bibliographies are whose bibliography a paper is from.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from seeds import Draft, Harvest, read, starter
from storage import Library
from storage.judging import learned_from, read_judgements
from storage.opening import open_reading
from storage.ranking import Model

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
BIBLIOGRAPHIES = (
    "bib/bbt-bulk.bib", "bib/bbt-1436-2.bib", "bib/cdl.bib", "bib/bbt-jabref-groups-97.bib",
    "bib/bbt-1436-1.bib", "bib/jabref-citavi3.bib", "bib/biblatex-examples.bib", "bib/bbt-pandoc-biblio.bib",
    "kaggle/arxiv-metadata-1-120.jsonl", "oai/arxivraw-listrecords-1-230.xml",
)  # fmt: skip
OF_EACH = 400
"""Papers taken of a bibliography, so that no reader owns most of the library."""
TOPICS = ("compil", "tensor", "distribut|parallel", "code|program", "graph", "memory")
MISTAKES = 0.1
"""Share of choices that are not what the reader likes."""
TEN = 10


@dataclass(frozen=True, slots=True)
class Reader:
    """A simulated reader: the papers of a library, and which of them are to their taste."""

    name: str
    drafts: Sequence[Draft]
    likes: Callable[[Draft], bool]


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of ten papers that fit: suggested, at random, newest; seconds, and features learned."""

    suggested: float
    at_random: float
    newest: float
    training: float
    answering: float
    features: int


def topics(*, strike: bool) -> Iterator[Reader]:
    """Readers of the starter list, each fond of one topic, which papers may not name any more."""
    papers = [item for item in starter() if isinstance(item, Draft)]
    for topic in TOPICS:
        wanted = re.compile(rf"\w*(?:{topic})\w*", re.IGNORECASE)
        liked = {paper.position for paper in papers if wanted.search(f"{paper.title} {paper.summary}")}
        drafts = [_struck(paper, wanted) for paper in papers] if strike else papers
        yield Reader(topic, drafts, lambda draft, liked=liked: draft.position in liked)  # type: ignore[misc]


def _struck(paper: Draft, words: re.Pattern[str]) -> Draft:
    title, summary = (words.sub("", text or "") for text in (paper.title, paper.summary))
    return replace(paper, title=title, summary=summary)


def owners(corpus: Path) -> Iterator[Reader]:
    """Readers of many bibliographies in one library, each the owner of one of them."""
    papers: list[Draft] = []
    for name in BIBLIOGRAPHIES:
        with (corpus / name).open("rb") as stream:
            drafts = [item for item in read(stream, name) if isinstance(item, Draft) and item.title]
        random.Random(3).shuffle(drafts)
        papers += [
            replace(draft, key=f"{name}:{at}", extra={}, reading=None, position=len(papers) + at)
            for at, draft in enumerate(drafts[:OF_EACH])
        ]
    for name in BIBLIOGRAPHIES:
        yield Reader(Path(name).stem, papers, lambda draft, n=name: str(draft.key).startswith(f"{n}:"))  # type: ignore[misc]


def measure(reader: Reader, choices: int, seeds: int, folder: Path) -> Score:
    """Let ``reader`` choose ``choices`` papers, in ``seeds`` ways, and look at what is suggested then."""
    path = folder / "library.db"
    with Library.open(path, create=True) as library:
        library.take([Harvest("papers", "bench", iter(reader.drafts), len(reader.drafts))])
        everything = library.reader.ids()
        drafts = {draft.position: draft for draft in reader.drafts}
        places = ((paper.id, paper.sources[0].position) for paper in library.reader.papers(everything))
        likes = {paper for paper, place in places if reader.likes(drafts[place])}
        scores = [_choose(library, path, likes, everything, choices, seed) for seed in range(seeds)]
    return _mean(scores)


def _choose(
    library: Library, path: Path, likes: set[int], papers: Sequence[int], choices: int, seed: int
) -> Score:
    pick = random.Random(seed)
    good, bad = (pick.sample(sorted(some), len(some)) for some in (likes, set(papers) - likes))
    half = min(choices // 2, len(good) // 2)
    wrong = round(half * MISTAKES)
    read_, skipped = good[wrong:half] + bad[:wrong], bad[wrong:half] + good[:wrong]
    library.mark(read_, "read")
    library.mark(skipped, "skipped")
    begun = time.process_time()
    found = [one.row.id for one in library.reader.suggestions(limit=TEN).papers]
    answering = time.process_time() - begun
    left = [paper for paper in papers if paper not in {*read_, *skipped}]
    features, training = _training(path)
    library.undo(2)
    return Score(
        mean(paper in likes for paper in found),
        mean(paper in likes for paper in left),
        mean(paper in likes for paper in left[:TEN]),
        training,
        answering,
        features,
    )


def _training(path: Path) -> tuple[int, float]:
    """Features of a model made anew, and the processor's seconds that took."""
    connection = open_reading(path)
    begun = time.process_time()
    model = Model.train(learned_from(connection, read_judgements(connection)))
    taken = time.process_time() - begun
    connection.close()
    return len(model.weights), taken


def _mean(scores: Sequence[Score]) -> Score:
    names = Score.__dataclass_fields__
    return Score(*(mean(getattr(score, name) for score in scores) for name in names))  # type: ignore[arg-type]


def table(rows: Sequence[tuple[str, int, Score]]) -> str:
    """The figures as a Markdown table."""
    lines = [
        "| reader of | papers | choices | suggested | random | newest | training | answer | features |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, choices, s in rows:
        shares = " | ".join(f"{share:.2f}" for share in (s.suggested, s.at_random, s.newest))
        papers, _, reader = name.partition(" ")
        lines.append(
            f"| {reader} | {papers} | {choices} | {shares} | {s.training * 1000:.0f} ms"
            f" | {s.answering * 1000:.0f} ms | {s.features:,.0f} |"
        )
    return "\n".join(lines)


def main() -> int:
    """Measure all readers and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.ranker", description=__doc__)
    parser.add_argument("--seeds", type=int, default=5, help="ways in which each reader chooses (default 5)")
    parser.add_argument("--choices", type=int, nargs="+", default=[20, 40], help="papers judged (20 and 40)")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="a folder of real bibliographies")
    parser.add_argument("--each", action="store_true", help="a line for each reader, not only their mean")
    arguments = parser.parse_args()
    groups = {
        "the starter list": list(topics(strike=False)),
        "the same, topics struck": list(topics(strike=True)),
    }
    if arguments.corpus.is_dir():
        groups["real bibliographies"] = list(owners(arguments.corpus))
    rows = []
    for group, readers in groups.items():
        for choices in arguments.choices:
            scores = []
            for reader in readers:
                with tempfile.TemporaryDirectory(prefix="carrel-bench-") as folder:
                    scores.append(measure(reader, choices, arguments.seeds, Path(folder)))
                if arguments.each:
                    rows.append(
                        (f"{len(reader.drafts)} {reader.name.replace('|', ', ')}", choices, scores[-1])
                    )
            name = f"{len(readers[0].drafts)} {group}, {len(readers)} readers"
            rows.append((name, choices, _mean(scores)))
            print(f"{name}, {choices} choices: {scores and _mean(scores).suggested:.2f}", file=sys.stderr)
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
