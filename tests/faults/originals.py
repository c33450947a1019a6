"""The sound files that damaged ones are made of: the shared corpus where it is, and our own specimens."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import seeds
from tests.seeds.bibliography import paper_of

REPOSITORY = Path(__file__).resolve().parents[2]
FOLDERS = (
    REPOSITORY / "tests" / "specimens", REPOSITORY.parent / "shared" / "corpus",
    REPOSITORY.parent / "shared" / "seeds",
)  # fmt: skip
LARGEST = 60_000  # bytes; of a larger file the beginning is taken


def originals(format: str) -> list[bytes]:
    """Give the files of a format, always in the same order, the written ones last."""
    read = [data for data, known in _files() if known == format]
    if any(known.name == format and known.writable for known in seeds.FORMATS):
        read += _written(format)
    return read


@cache
def _files() -> list[tuple[bytes, str]]:
    return list(_known())


def _known() -> Iterator[tuple[bytes, str]]:
    for folder in FOLDERS:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".tsv":
                data = path.read_bytes()[:LARGEST]
                try:
                    yield data, seeds.read(data, path.name).format
                except seeds.SeedError:
                    continue


def _written(format: str) -> Iterator[bytes]:
    """What Carrel itself writes of some specimens."""
    for name in ("csl.json", "arxiv_atom.xml", "pubmed.nbib", "cards.txt"):
        drafts, _, _ = seeds.read((FOLDERS[0] / name).read_bytes(), name).gather()
        yield "".join(seeds.write(map(paper_of, drafts), format)).encode()
