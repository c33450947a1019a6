"""``python -m tests.bench``: make a library, take every figure beside its floor, print table and JSON."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from storage import Library, Reader
from tests.bench import starting, typing
from tests.bench.figures import Figure, as_json, as_table, circumstances
from tests.bench.generate import Generator
from tests.bench.timing import quiet_environment


def main() -> int:
    """Parse the arguments, run, and print; what is going on is said on stderr."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--papers", type=int, default=10_000, help="size of the library (default 10000)")
    parser.add_argument("--rounds", type=int, default=9, help="counted rounds of each figure (default 9)")
    parser.add_argument("--library", type=Path, help="a generated library to keep and use again")
    parser.add_argument("--json", type=Path, help="write the figures as JSON to this file as well")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="carrel-bench-") as folder:
        library = arguments.library or Path(folder) / "library.db"
        make(library, arguments.papers)
        figures = list(run(library, Path(folder), arguments.rounds))
    facts = circumstances()
    print(f"{arguments.papers:,} papers; {', '.join(f'{name} {value}' for name, value in facts.items())}\n")
    print(as_table(figures))
    if arguments.json:
        arguments.json.write_text(as_json(figures, arguments.papers) + "\n")
    return 0


def make(library: Path, papers: int) -> None:
    """A library of generated papers, unless it is there already."""
    if library.exists():
        return
    say(f"making a library of {papers:,} papers")
    with Library.open(library, create=True) as made:
        made.take([Generator().harvest(papers)])
        # The first words of the list must be told from everything else on the screen.
        newest = made.reader.ids(limit=1)[0]
        made.edit(newest, {"title": f"Newest of {papers} generated papers"})


def run(library: Path, folder: Path, rounds: int) -> Iterator[Figure]:
    """All figures, one after the other."""
    env = quiet_environment()
    copy = folder / "copy.db"
    with Reader(library) as reader:
        title = reader.rows(reader.ids(limit=1))[0].title
    shutil.copy(library, copy)
    say("starting commands")
    yield from starting.commands(library, copy, "learning", rounds, env)
    say("starting the app")
    yield from starting.app(library, title, rounds, env)
    say("pressing keys")
    yield from typing.moving(library, env)
    yield from typing.filtering(library, env, words=min(30, rounds * 4))


def say(words: str) -> None:
    """Words for the person who waits."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
