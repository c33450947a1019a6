"""``python -m tests.bench.parsers``: entries a second, BibTeX and RIS, beside the parsers that others use.

All read the same text in memory. Carrel's reading is the whole of it: names, dates, identifiers and LaTeX
come out as the library keeps them. The others give strings, so where one can split names and decode
LaTeX on request, that is measured too.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import bibtexparser
import pybtex.database
import rispy
from bibtexparser import middlewares

import seeds
from tests.bench.generate import Generator
from tests.bench.writing import as_json
from tests.corpus import CORPUS

Parser = Callable[[str], int]


class Speed(NamedTuple):
    """What a parser did: entries found and the shortest time that took, in seconds."""

    parser: str
    entries: int
    seconds: float


def carrel(text: str) -> int:
    """Read drafts, complaints and all."""
    drafts, _, _ = seeds.read(text.encode(), "bench").gather()
    return len(drafts)


def bibtexparser_plain(text: str) -> int:
    """Its default: fields as strings, macros put in."""
    return len(bibtexparser.parse_string(text).entries)


def bibtexparser_whole(text: str) -> int:
    """With names split and LaTeX decoded."""
    layers = [
        middlewares.SeparateCoAuthors(), middlewares.SplitNameParts(), middlewares.LatexDecodingMiddleware(),
    ]  # fmt: skip
    return len(bibtexparser.parse_string(text, append_middleware=layers).entries)


def pybtex_names(text: str) -> int:
    """Fields as strings, names split."""
    return len(pybtex.database.parse_string(text, "bibtex").entries)


def rispy_plain(text: str) -> int:
    """Fields as strings."""
    return len(rispy.loads(text.removeprefix("\ufeff")))


BIBTEX: dict[str, Parser] = {
    "Carrel": carrel, "bibtexparser": bibtexparser_plain, "bibtexparser, names and LaTeX": bibtexparser_whole,
    "pybtex": pybtex_names,
}  # fmt: skip
RIS: dict[str, Parser] = {"Carrel": carrel, "rispy": rispy_plain}


def speeds(text: str, parsers: dict[str, Parser], rounds: int) -> Iterator[Speed]:
    """Time every parser in turn, round by round, so that all meet the same neighbours."""
    shortest: dict[str, Speed] = {}
    for _ in range(rounds):
        for name, parse in parsers.items():
            begun = time.process_time()
            try:
                entries = parse(text)
            except (
                Exception
            ) as error:  # a parser that gives up on a real file is a result, not a fault of ours
                shortest[name] = Speed(f"{name} ({type(error).__name__})", 0, 0)
                continue
            seconds = time.process_time() - begun
            shortest[name] = min(
                shortest.get(name, Speed(name, entries, seconds)), Speed(name, entries, seconds)
            )
    yield from shortest.values()


def table(what: str, text: str, found: Sequence[Speed]) -> Iterator[str]:
    """The speeds of a file, Carrel's first."""
    yield f"\n{what}, {len(text.encode()) / 1e6:.1f} MB"
    yield f"{'parser':32} entries  seconds  entries/s  beside Carrel"
    for speed in found:
        if not speed.seconds:
            yield f"{speed.parser:32}       0        –          –  –"
            continue
        rate = speed.entries / speed.seconds
        yield (
            f"{speed.parser:32} {speed.entries:7,} {speed.seconds:8.2f} {rate:10,.0f}  "
            f"{speed.seconds / found[0].seconds:.1f} x as long"
        )


def texts(entries: int) -> Iterator[tuple[str, str, dict[str, Parser]]]:
    """The generated files, and the largest real ones where they are."""
    papers: list[dict[str, Any]] = [as_json(draft) for draft in Generator().drafts(entries)]
    yield f"BibTeX, {entries:,} generated entries", "".join(seeds.write(papers, "bibtex")), BIBTEX
    yield f"RIS, {entries:,} generated records", "".join(seeds.write(papers, "ris")), RIS
    for name, parsers in (("bib/cdl.bib", BIBTEX), ("ris/zotero-ris-04.ris", RIS)):
        path: Path = CORPUS / name
        if path.exists():
            yield f"{path.name} of the corpus", path.read_text(encoding="utf-8"), parsers


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.parsers", description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000, help="entries of the generated files")
    parser.add_argument("--rounds", type=int, default=3, help="rounds; the shortest counts (default 3)")
    arguments = parser.parse_args()
    for what, text, parsers in texts(arguments.entries):
        print(*table(what, text, list(speeds(text, parsers, arguments.rounds))), sep="\n", flush=True)


if __name__ == "__main__":
    main()
