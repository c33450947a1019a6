"""A page as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from sys import maxsize
from typing import Any

from seeds.text import clean
from seeds.vault.front import dump
from seeds.vault.page import Page, PageNote, note_digest

VERSION = 1
"""Of the shape of a page, in its front matter as ``carrel``."""

COMMENT = re.compile(r"\\*<!-- /?carrel\b")
"""What begins a line that reading would act upon; behind backslashes it is text."""


def write_page(page: Page) -> str:
    """The whole text of a page; :func:`seeds.vault.reading.read_page` gives the page back.

    Control characters, which a terminal that shows the page would act upon, are replaced: a library
    has none unless another program put them there.
    """
    notes = [
        replace(note, text=_harmless(note.text), quote=None if note.quote is None else _harmless(note.quote))
        for note in page.notes
    ]
    return "\n".join(_lines(replace(page, title=_harmless(page.title), notes=tuple(notes)))) + "\n"


def _harmless(text: str) -> str:
    """``text`` as it would be stored, were it to come in now."""
    harmless, _ = clean(text, limit=maxsize, multiline=True)
    return harmless


def _lines(page: Page) -> Iterator[str]:
    yield "---"
    yield dump(_front(page))
    yield "---"
    yield ""
    yield f"# {page.title}"
    for note in page.notes:
        yield ""
        yield _opening(note)
        yield from _body(note)
        yield "<!-- /carrel note -->"
    if page.linked_from:
        yield ""
        yield "<!-- carrel links -->"
        yield "Linked from: " + " · ".join(f"[[{key}]]" for key in page.linked_from)
        yield "<!-- /carrel links -->"


def _front(page: Page) -> dict[str, Any]:
    own = {"carrel": VERSION, "key": page.key, "title": page.title, "added": page.added}
    tags = {"tags": list(page.tags), "tags_then": list(page.tags_then)}
    return own | {name: value for name, value in page.fields.items() if name not in own | tags} | tags


def _opening(note: PageNote) -> str:
    words = ["carrel note"]
    if note.id is not None:
        words += [f"id={note.id}", f"created={note.created}", f"was={note_digest(note.text, note.quote)}"]
    if note.quote is not None:
        words.append(f"quote={note.quote_field or 'somewhere'}")
    return f"<!-- {' '.join(words)} -->"


def _body(note: PageNote) -> Iterator[str]:
    if note.quote is not None:
        yield from (f"> {line}" if line else ">" for line in note.quote.split("\n"))
        if note.text:
            yield ""
    if note.text:
        yield from (f"\\{line}" if COMMENT.match(line) else line for line in note.text.split("\n"))
