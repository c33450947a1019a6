"""How long writing takes: a whole import, and one change to very many papers."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from seeds import Draft, write
from tests.bench.figures import Figure
from tests.bench.generate import Generator
from tests.bench.starting import CARREL

MANY = 100_000
ENTRIES = 10_000
SECONDS_A_MILLION = 150

JSON_AND_INDEX = """
import json, sqlite3, sys
connection = sqlite3.connect(sys.argv[2], isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("CREATE VIRTUAL TABLE words USING fts5(title, abstract, authors)")
connection.execute("INSERT INTO words (words, rank) VALUES ('hashsize', 16777216)")
connection.execute("BEGIN IMMEDIATE")
with open(sys.argv[1], encoding="utf-8") as file:
    papers = map(json.loads, file)
    rows = ((p["title"], p["abstract"], " ; ".join(p["authors"])) for p in papers)
    connection.executemany("INSERT INTO words VALUES (?, ?, ?)", rows)
connection.execute("COMMIT")
"""


def importing(library: Path, folder: Path, papers: int, env: dict[str, str]) -> Iterator[Figure]:
    """Import ``papers`` papers of Carrel's own JSON Lines into ``library``, which is made by it."""
    source, floor = folder / "papers.jsonl", folder / "floor.db"
    with source.open("w", encoding="utf-8") as file:
        file.writelines(write(map(as_json, Generator().drafts(papers)), "jsonl"))
    taken = timed((*CARREL, "--library", str(library), "import", str(source)), env)
    plain = timed((sys.executable, "-c", JSON_AND_INDEX, str(source), str(floor)), env)
    for path in (source, *folder.glob("floor.db*")):
        path.unlink()
    # In a small library the start of the program is all there is to see.
    bar = SECONDS_A_MILLION * papers / 1_000_000 if papers >= MANY else None
    name = "JSON read and FTS5 filled, nothing else"
    yield Figure("`import` of JSON Lines, searchable at the end", taken[0], "s", plain[0], name, bar)
    yield Figure("`import`: memory at most", taken[1], "MB")


def bibliography(folder: Path, papers: int, env: dict[str, str]) -> Iterator[Figure]:
    """Import a BibTeX file into an empty library."""
    entries = min(papers, ENTRIES)
    source, library = folder / "papers.bib", folder / "bibliography.db"
    with source.open("w", encoding="utf-8") as file:
        file.writelines(write(map(as_json, Generator().drafts(entries)), "bibtex"))
    plain = timed((sys.executable, "-c", "import typer, sqlmodel"), env)
    taken = timed((*CARREL, "--library", str(library), "import", str(source)), env)
    for path in (source, *folder.glob("bibliography.db*")):
        path.unlink()
    name = f"`import` of BibTeX, {entries:,} entries, searchable at the end"
    yield Figure(name, taken[0], "s", plain[0], "import typer, sqlmodel", 2.5)
    yield Figure("`import` of BibTeX: memory at most", taken[1], "MB", bar=300)


def many(copy: Path, env: dict[str, str]) -> Iterator[Figure]:
    """Change very many papers as one step, and take it back. ``copy`` is written to."""
    on = (*CARREL, "--library", str(copy))
    listed = subprocess.run(
        (*on, "list", "--as", "ids", "--limit", str(MANY)), env=env, capture_output=True, check=True
    )
    number = len(listed.stdout.split())
    named = copy.with_name("ids")
    named.write_bytes(listed.stdout)
    for words, arguments in (
        ("`tag`", ("tag", "-", "--add", "bench-many")),
        ("`mark`", ("mark", "read", "-")),
    ):
        with named.open("rb") as stdin:
            seconds, _ = timed((*on, *arguments), env, stdin)
        yield Figure(f"{words} {number:,} papers by stdin", seconds, "s", bar=max(number / 1000, 1))
        seconds, _ = timed((*on, "undo"), env)
        yield Figure(f"{words} {number:,} papers: `undo`", seconds, "s")


def timed(command: Sequence[str], env: dict[str, str], stdin: BinaryIO | None = None) -> tuple[float, float]:
    """Run a command once: its seconds, and its largest memory in MB. One that fails stops the benchmark."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, env=env, stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return seconds, usage.ru_maxrss / 1024


def as_json(draft: Draft) -> dict[str, Any]:
    """The JSON of a generated paper."""
    return {
        "title": draft.title,
        "authors": list(draft.authors),
        "published": draft.published,
        "category": draft.category,
        "kind": draft.kind,
        "identifiers": {"doi": [], "arxiv": [identifier.value for identifier in draft.identifiers]},
        "abstract": draft.abstract,
    }
