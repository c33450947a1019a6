"""``python -m tests.corpus``: every file of the shared corpus, what is in it, and what was read and reported.

The corpus (``../shared/corpus``) holds real files; its ``MANIFEST.tsv`` says how many entries each has,
counted by other people's parsers. What Carrel says of each is written down here, and tested.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import seeds

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
UNCLEAR = {"ris/jabref-1.ris": 11}
"""Counts that the manifest leaves open: 11 records begin in this file."""

REFUSED = ("opml/", "crossref/error-404.txt")
"""Files that describe no papers: lists of feeds, and the page of an error. Each is refused with reasons."""

MAY_BE_REFUSED = ("pdf/",)
"""Documents, which need an extra to be read."""


class File(NamedTuple):
    """A file of the corpus by its name in it, and how many entries it has."""

    name: str
    entries: int


class Read(NamedTuple):
    """What came of a file; ``format`` is empty, and the reason a complaint, where it was refused."""

    format: str
    drafts: int
    complaints: Sequence[seeds.Complaint]

    @property
    def rejected(self) -> int:
        """Entries that were lost, each with its reason."""
        return sum(complaint.rejected for complaint in self.complaints)

    @property
    def mended(self) -> int:
        """Complaints about entries that were taken."""
        return len(self.complaints) - self.rejected


def files() -> Iterator[File]:
    """Give the files of the manifest; none where there is no corpus."""
    manifest = CORPUS / "MANIFEST.tsv"
    if manifest.exists():
        with manifest.open(encoding="utf-8", newline="") as text:
            for row in csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield File(row["file"], UNCLEAR.get(row["file"]) or int(row["entries"]))


def read(name: str) -> Read:
    """Read a file of the corpus as an import would."""
    path = CORPUS / name
    try:
        harvest = seeds.read(path.read_bytes(), path.name)
        drafts, complaints, _ = harvest.gather()
    except seeds.SeedError as error:
        return Read("", 0, [seeds.Complaint(1, error.reason)])
    return Read(harvest.format, len(drafts), complaints)


def table() -> Iterator[str]:
    """The table, then how many files and entries there are by format."""
    yield f"{'file':54} {'format':16} entries  read rejected mended  the first complaint"
    read_by_format: Counter[str] = Counter()
    entries_by_format: Counter[str] = Counter()
    for file in files():
        found = read(file.name)
        first = f"{found.complaints[0].line}: {found.complaints[0].reason[:70]}" if found.complaints else ""
        yield (
            f"{file.name:54.54} {found.format or 'refused':16} {file.entries:7,} {found.drafts:5,} "
            f"{found.rejected:8} {found.mended:6}  {first}"
        ).rstrip()
        read_by_format[found.format or "refused"] += 1
        entries_by_format[found.format or "refused"] += found.drafts
    yield ""
    for name, number in read_by_format.most_common():
        yield f"{name:16} {number:4} files {entries_by_format[name]:6,} entries read"


if __name__ == "__main__":
    print(*table(), sep="\n")
