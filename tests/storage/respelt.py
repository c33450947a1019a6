"""``python -m tests.storage.respelt FILE…``: what is suggested among real papers, and what would be missed.

Recall: every title is spelt otherwise in some ways that bibliographies know, and the share is told that
is recognised. Precision: the pairs that are suggested among the papers themselves are listed, to be
read by a person.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from seeds import fold
from storage import Library, Reader, Row
from storage.likeness import Described, judge
from tui.intake import import_sources

LONG = 8
"""Letters of a word that is worth misspelling."""


def longest(title: str) -> str:
    """The longest word that is nothing but letters."""
    return max((word for word in title.split() if word.isalpha()), key=len, default="")


def swapped(title: str) -> str:
    """Two letters that changed places."""
    word = longest(title)
    at = len(word) // 2
    return title.replace(word, word[:at] + word[at + 1] + word[at] + word[at + 2 :], 1) if word else title


def dropped(title: str) -> str:
    """A letter that is missing."""
    word = longest(title)
    return title.replace(word, word[: len(word) // 2] + word[len(word) // 2 + 1 :], 1)


WAYS: Mapping[str, Callable[[str], str]] = {
    "two letters changed places": swapped,
    "a letter is missing": dropped,
    "one thing or many": lambda t: t.replace(longest(t), longest(t) + "s", 1),
    "without small words": lambda t: re.sub(r"\b(the|a|an|of)\s+", "", t, flags=re.IGNORECASE),
    "hyphens as spaces": lambda t: t.replace("-", " "),
    "without hyphens": lambda t: re.sub(r"(?<=[a-z])-(?=[a-z])", "", t),
    "as the British write": lambda t: re.sub(r"(?<=[a-z])iz(?=ation|ing|ed)", "is", t).replace(
        "olor", "olour"
    ),
    "without its subtitle": lambda t: t.partition(": ")[0],
    "in capitals and braces": lambda t: f"{{{t.upper()}}}",
}


def described(row: Row, title: str, kind: str) -> Described:
    """A paper by two people, as far as titles are concerned."""
    return Described(row.id, fold(title), ("one", "two"), False, 2020, kind, {}, "")


def main(files: list[str]) -> int:
    """Import the files, and print both."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        with Library.open(path, create=True) as library:
            import_sources(library, list(map(Path, files)))
        with Reader(path) as reader:
            rows = [row for row in reader.rows(reader.ids()) if len(longest(row.title)) >= LONG]
            pairs = reader.duplicates()
    print(f"{len(rows):,} titles\n\n| respelt | titles | recognised |\n|---|--:|--:|")
    for name, way in WAYS.items():
        tried = [(row, new) for row in rows if fold(new := way(row.title)) != fold(row.title) or "{" in new]
        found = sum(
            judge(described(row, row.title, "article"), described(row, new, "preprint")) is not None
            for row, new in tried
        )
        print(f"| {name} | {len(tried):,} | {found / max(len(tried), 1):.1%} |")
    print(f"\n{len(pairs)} pairs are suggested:\n")
    for pair in pairs:
        print(f"{pair.score:>3}  {'; '.join(pair.reasons)}\n     {pair.keep.title}\n     {pair.other.title}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
