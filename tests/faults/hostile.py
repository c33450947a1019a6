"""Strings made to harm whoever shows them, libraries full of them, and what counts as harm."""

# ruff: noqa: E501  (a case a line)
from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from seeds import Draft, Harvest
from storage import LONG_TEXT, Library, StorageError
from storage.search import rebuild

SHARED = Path(__file__).parents[3] / "shared" / "hostile_strings.json"
OWN = {
    "style": "[red]PWNSTYLE[/]", "click": "[@click=app.quit]PWNCLICK[/]", "close": "x[/]y", "open": "see [b",
    "osc0": "T\x1b]0;PWNTITLE\x07Z", "osc52": "T\x1b]52;c;UFdO\x07PWNCLIP", "dcs": "T\x1bP$qPWN\x1b\\Z",
    "osc8": "\x1b]8;;http://PWNLINK/\x07L", "clear": "T\x1b[2J\x1b[HPWNCLEAR", "c1": "T\x9b31mPWNC1\x9d0;PWN\x9c",
    "query": "T\x1b[6n\x1b[c\x1b[21tZ", "screen": "T\x1b[?1049lPWNALT\x1b[?25h", "nul": "a\0b\x7fc\x08\x08",
    "lines": "PWNa\r\nb\nc\rd\x0be\x0cf\x85g\u2028h", "bidi": "PWN\u202egpj.exe\u202c\u2066x",
    "marks": "Z" + "\u0301" * 300, "wide": "漢字" * 300, "family": "👨‍👩‍👧‍👦" * 20, "flag": "🇩🇪", "end": "x\\",
    "half": "lone \ud800 surrogate", "tags": "x\U000e0041y", "odd": "a\uffff\ufdd0b", "long": "long " * 40_000,
    "markdown": "[a](javascript:alert(1)) <script>x</script> **b** `id` $(id) ![i](file:///etc/passwd)",
    "formula": '=HYPERLINK("http://x","PWN")', "query language": 'tag:"x" OR NOT (sort:-added limit:1 "',
}  # fmt: skip
VERBATIM = (
    "[red]MARK[/] and [/]", "[@click=app.quit]press[/]", "[18F]FDG in [11C]PiB", "see [b", "a \\[b] c\\",
    "[link=file:///etc/passwd]x[/link]", "{x} %s #HOME `id`", "[/] [bold", "a < b & c > d", "$(x) ; | &&",
)  # fmt: skip
"""Titles with nothing in them that may not be shown: every character must be there."""

OURS = re.compile(
    r"\x1b\[\d*(;\d*)*[Hm]|\x1b\[\?\d+[hl]|\x1b\[\?\d+\$p|\x1b\[[0-3]?[JK]|\x1b\[[<>]?\d*u|\x1b\[\d* q"
    r"|\x1b\]22;[a-z-]+(\x07|\x1b\\)|\x1b[78]|\x1b\[\d*[AG]"
)
"""What the program itself may send: moves, colours, modes, erasures, the keyboard protocol."""
FOREIGN = re.compile(
    "[\0-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
)
IN_FILES = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""In an export tabs are data, and so are the joiners that some scripts need."""
IN_PAGES = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""A page of notes comes back, so it also keeps what gives text of two scripts its direction."""


def strings() -> dict[str, str]:
    """All of them, by name: the shared collection where it is, and always our own."""
    return OWN | (json.loads(SHARED.read_text("utf-8")) if SHARED.exists() else {})


def storable(text: str) -> str:
    """As much of a string as SQLite can hold."""
    return text.encode("utf-8", "replace").decode()


def harm_in(output: str) -> str | None:
    """The first thing in what a terminal was sent that came from data; ``None`` when there is none."""
    at = 0
    while (at := output.find("\x1b", at)) >= 0:
        ours = OURS.match(output, at)
        if ours is None or "PWN" in ours[0]:
            return ascii(output[max(at - 20, 0) : at + 24])
        at = ours.end()
    found = FOREIGN.search(OURS.sub("", output))
    return found and ascii(found[0])


def library_of(path: Path, texts: list[str]) -> list[int]:
    """A library in which every text of the n-th paper is the n-th string; gives the papers' ids.

    The strings are written twice: as a reader or an import would, and then straight into the tables, as
    another program might that cleans nothing.
    """
    given, texts = texts, [storable(text).replace("\0", "\1") for text in texts]  # as seeds leaves them
    with Library.open(path, create=True) as library:
        library.take([Harvest("T\x1b]0;PWNNAME\x07.jsonl", "jsonl", iter(_drafts(texts)))])
        ids = [library.reader.resolve(f"paper{number:03}") for number in range(len(texts))]
        for paper, text in zip(ids, texts, strict=True):
            with suppress(StorageError):  # of some nothing is left that could be a tag or a note
                library.tag([paper], add=[text[:60]])
            library.add_note(paper, f"{text}\n\n# {text[:300]}"[:LONG_TEXT], quote=text[:1000] or None)
            with suppress(StorageError):
                library.save_view(text[:40], "is:unread")
        connection = library._raw
        connection.execute("BEGIN IMMEDIATE")
        _write_straight(connection, list(zip(ids, given, strict=True)))
        connection.execute("COMMIT")
        with library._transaction() as transaction:
            rebuild(transaction)
    return ids


def _drafts(texts: list[str]) -> Iterator[Draft]:
    for number, text in enumerate(texts):
        yield Draft(
            title=f"{text[:500]} no{number:03}", authors=(text[:200], "B. Second"), affiliations=(text[:200],),
            abstract=f"start{number:03} {text}", published=f"{2500 - number}", category=text[:40],
            venue=text[:200], summary=text, key=f"paper{number:03}", extra={"field": text}, position=number,
        )  # fmt: skip


def _write_straight(connection: sqlite3.Connection, pairs: list[tuple[int, str]]) -> None:
    for paper, given in pairs:
        text = storable(given)
        one, listed = (text, paper), json.dumps([text])
        for column in (
            "title",
            "byline",
            "venue",
            "category",
            "url",
            "code_url",
            "file_path",
            "first_author",
        ):
            connection.execute(f"UPDATE paper SET {column} = ? WHERE id = ?", one)
        connection.execute(
            "UPDATE paper_text SET abstract = ?, summary = ?, affiliations = ?, extra = ? WHERE paper_id = ?",
            (text, text, listed, json.dumps({text: text}), paper),
        )
        connection.execute(
            "UPDATE author SET name = ? WHERE id = (SELECT author_id FROM authorship WHERE paper_id = ?"
            " AND position = (SELECT min(position) FROM authorship WHERE paper_id = ?))",
            (text, paper, paper),
        )
        connection.execute("UPDATE note SET text = ?, quote = ? WHERE paper_id = ?", (text, text, paper))
        connection.execute("INSERT OR IGNORE INTO identifier VALUES ('doi', ?, ?)", one)
        connection.execute("INSERT OR IGNORE INTO identifier VALUES (?, ?, ?)", (text[:50], text, paper))
        connection.execute(
            "INSERT OR IGNORE INTO view VALUES (?, ?, 0, '2026-01-01T00:00:00Z')", (text, text)
        )
        connection.execute(
            "INSERT INTO journal (at, verb, summary, papers) VALUES ('2026-01-01T00:00:00Z', 'x', ?, 1)",
            (text,),
        )
    everything = storable(" ".join(text[:100] for _, text in pairs))
    connection.execute(
        "UPDATE source SET name = ?, rejected = ?", (everything, json.dumps([[1, everything]]))
    )
    for paper, given in pairs:
        tag = connection.execute("SELECT tag_id FROM paper_tag WHERE paper_id = ?", (paper,)).fetchone()
        if tag:
            connection.execute("UPDATE tag SET name = ? WHERE id = ?", (storable(given), tag[0]))
