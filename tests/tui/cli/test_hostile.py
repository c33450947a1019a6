"""Text that strangers wrote: printed, exported and completed, it does nothing but stand there."""

from __future__ import annotations

import json
import re

from tests.tui.cli.helpers import Carrel

FOREIGN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
ACTING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""An export keeps the joiners that some scripts need, and the line ends of its format."""
SHOWN = [
    ["list"],
    ["list", "--as", "json"],
    ["list", "--as", "jsonl"],
    ["list", "--as", "keys"],
    ["notes"],
    ["notes", "--as", "json"],
    ["tags"],
    ["tags", "--as", "json"],
    ["views"],
    ["views", "--as", "json"],
    ["stats"],
    ["stats", "--as", "json"],
    ["next"],
    ["next", "--as", "json"],
    ["review", "--as", "json"],
    ["history"],
    ["history", "--as", "json"],
    ["export", "--to", "json"],
    ["export", "--to", "jsonl"],
    ["export", "--to", "markdown"],
    ["export", "--to", "csv"],
]


def source(hostile: dict[str, str]) -> str:
    """A page of papers in which every text is hostile."""
    papers = (
        {"title": text, "authors": [text], "abstract": text, "venue": text, "summary": text,
         "tags": [text[:50]], "notes": [{"text": text, "quote": text}]}
        for text in hostile.values()
    )  # fmt: skip
    return "".join(json.dumps(paper) + "\n" for paper in papers)


def test_no_command_prints_a_foreign_control(empty: Carrel, hostile: dict[str, str]) -> None:
    assert empty("import", "-", stdin=source(hostile)).code in (0, 4)
    papers = empty.papers()
    assert len(papers) > len(hostile) // 2
    for text in hostile.values():
        assert empty("views", "save", "--", text[:50], text).code in (0, 2)
    assert len(empty("views", "--as", "json").json) > len(hostile) // 2
    assert empty("mark", "read", *(str(paper["id"]) for paper in papers[:6])).code == 0
    assert empty("remember", *(str(paper["id"]) for paper in papers[:3])).code == 0
    shown = (["show", str(paper["id"])] for paper in papers)
    related = (["related", str(paper["id"]), "--as", "json"] for paper in papers[:9])
    commands = [*SHOWN, *shown, *related]
    for words in commands:
        outcome = empty(*words)
        assert outcome.code == 0
        assert outcome.out
        assert not (ACTING if words[0] == "export" else FOREIGN).search(outcome.out), words
        assert not FOREIGN.search(outcome.err), words


def test_what_slipped_past_the_import_is_stopped_at_the_display(
    carrel: Carrel, hostile: dict[str, str]
) -> None:
    """As if another program had written into the library."""
    import sqlite3

    texts = [text.encode("utf-8", "replace").decode() for text in hostile.values()]
    with sqlite3.connect(carrel.library) as library:
        library.executemany("UPDATE paper SET title = ?, venue = ?, byline = ? WHERE id = ?",
                            [(text, text, text, number) for number, text in enumerate(texts, 1)])  # fmt: skip
        library.executemany("UPDATE paper_text SET abstract = ? WHERE paper_id = ?",
                            [(text, number) for number, text in enumerate(texts, 1)])  # fmt: skip
    library.close()
    for words in (
        *SHOWN,
        *(["show", str(n)] for n in range(1, len(texts) + 1)),
        ["mark", "read", "1"],
        ["undo"],
    ):
        outcome = carrel(*words)
        assert outcome.code == 0
        assert not (ACTING if words[0] == "export" else FOREIGN).search(outcome.out), words
        assert not FOREIGN.search(outcome.err), words


def test_markup_is_text(carrel: Carrel) -> None:
    carrel("edit", "1", "--set", "title=[red]x[/] [18F]FDG [@click=app.quit]y[/]")
    assert "[red]x[/] [18F]FDG [@click=app.quit]y[/]" in carrel("show", "1").out


def test_arguments_are_printed_as_safely_as_papers(carrel: Carrel) -> None:
    for words in (["show", "\x1b]0;owned\x07"], ["list", "tag:\x1b[2J", "\x9b31m"], ["guide", "\x1b[2J"],
                  ["import", "\x1b[2J"], ["author", "\x1b[2J"], ["edit", "1", "--set", "\x1b[2J=1"],
                  ["list", "--\x1b[2J"], ["mark", "\x1b[2J", "1"], ["\x1b[2J"], ["rate", "\x1b[2J", "1"],
                  ["export", "--to", "\x1b[2J"], ["import", "--as-of", "\x1b[2J", "x"]):  # fmt: skip
        outcome = carrel(*words)
        assert not FOREIGN.search(outcome.out + outcome.err), words


def test_what_is_no_text_is_told_so_and_changes_nothing(carrel: Carrel) -> None:
    outcome = carrel.process("show", "\udce9\udcff")
    assert (outcome.code, outcome.out) == (2, "")
    assert "not valid text" in outcome.err
    assert "Traceback" not in carrel.process("list", "caf\udce9").err
    assert "Traceback" not in carrel.process("import", "caf\udce9").err
    assert "Traceback" not in carrel.process("tag", "1", "--add", "caf\udce9").err
    assert "Traceback" not in carrel.process("note", "1", "caf\udce9").err
