"""The entry that a key copies to the clipboard."""

from __future__ import annotations

from pathlib import Path

import pybtex.database

import seeds
from storage import Library, Reader
from tui.citation import bibtex

HOSTILE = "Evil \u202e{title}\u200b \\input{x} % and \u2028 BERT"


def test_it_is_the_entry_of_an_export_without_what_a_terminal_acts_upon(tmp_path: Path) -> None:
    draft = seeds.Draft(
        title=HOSTILE, authors=("Ada Fern", HOSTILE), abstract="long", kind="article", venue="Moss",
        key="fern", extra={"volume": "3"},
    )  # fmt: skip
    path = tmp_path / "library.db"
    with Library.open(path, create=True) as library:
        library.take([seeds.Harvest("x", "test", iter([draft]))])
    with Reader(path) as reader:
        (paper,) = reader.papers([1])
    entry = bibtex(paper)
    assert all(mark not in entry for mark in ("\u202e", "\u200b", "\u2028", "\\input", "abstract"))
    (read,) = pybtex.database.parse_string(entry, "bibtex").entries.values()
    assert (read.type, read.fields["journal"], read.fields["volume"]) == ("article", "Moss", "3")
    assert read.persons["author"][0].last_names == ["Fern"]
