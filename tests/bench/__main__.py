"""``python -m tests.bench``: make a library, take every figure beside its floor, print table and JSON."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from storage import Library, Reader
from tests.bench import asking, doubles, starting, typing, writing
from tests.bench.figures import Figure, as_json, as_table, circumstances
from tests.bench.timing import quiet_environment

SIZES = (300, 10_000, 100_000, 1_000_000)


def main() -> int:
    """Parse the arguments, run, and print; what is going on is said on stderr."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--papers", type=int, nargs="+", default=[10_000], help="sizes of the libraries (default 10000)"
    )
    parser.add_argument("--full", action="store_true", help=f"all sizes: {', '.join(map(str, SIZES))}")
    parser.add_argument("--rounds", type=int, default=9, help="counted rounds of each figure (default 9)")
    parser.add_argument("--library", type=Path, help="a generated library to keep and use again")
    parser.add_argument("--json", type=Path, help="write the figures as JSON to this file as well")
    arguments = parser.parse_args()
    facts = circumstances()
    runs = {}
    for papers in SIZES if arguments.full else arguments.papers:
        with tempfile.TemporaryDirectory(prefix="carrel-bench-") as folder:
            library = arguments.library or Path(folder) / "library.db"
            runs[papers] = list(run(library, Path(folder), papers, arguments.rounds))
        print(f"{papers:,} papers; {', '.join(f'{name} {value}' for name, value in facts.items())}\n")
        print(as_table(runs[papers]), flush=True)
    if arguments.json:
        arguments.json.write_text(as_json(runs) + "\n")
    return 0


def make(library: Path, folder: Path, papers: int, env: dict[str, str]) -> Iterator[Figure]:
    """Import generated papers into a new library; nothing to do, nor to tell, when it is there."""
    if library.exists():
        return
    say(f"importing {papers:,} papers")
    yield from writing.importing(library, folder, papers, env)
    with Library.open(library) as made:
        # The first words of the list must be told from everything else on the screen.
        newest = made.reader.ids(limit=1)[0]
        made.edit(newest, {"title": f"Newest of {papers} generated papers"})


def run(library: Path, folder: Path, papers: int, rounds: int) -> Iterator[Figure]:
    """All figures, one after the other."""
    env = quiet_environment()
    yield from make(library, folder, papers, env)
    copy = folder / "copy.db"
    with Reader(library) as reader:
        title = reader.rows(reader.ids(limit=1))[0].title
    shutil.copy(library, copy)
    say("starting commands")
    yield from starting.commands(library, copy, "learning", rounds, env)
    say("importing a bibliography")
    yield from writing.bibliography(folder, papers, env)
    say("changing many papers")
    yield from writing.many(copy, env)
    say("looking for papers that are there twice")
    yield from doubles.duplicates(copy, papers)
    copy.unlink()
    say("asking about papers")
    yield from asking.asking(library, copy, rounds)
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
