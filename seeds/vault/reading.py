"""A page as it comes back: edited, added to, or of another program altogether."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from seeds.harvest import SeedError
from seeds.vault.front import Unreadable, load
from seeds.vault.page import Page, PageNote
from seeds.vault.writing import COMMENT, VERSION

LARGEST = 4_000_000
"""Characters of a page; a longer file was not written by hand."""

_OPENING = re.compile(r"<!-- carrel (?P<what>note|links)(?P<words>[^>]{0,300})-->\s*")
_CLOSING = re.compile(r"<!-- /carrel \w{1,20} -->\s*")
_WORD = re.compile(r"(\w+)=(\S+)")
_OWN = ("carrel", "key", "title", "added", "tags", "tags_then")


def read_page(text: str, name: str) -> Page | None:
    """The page that ``text`` is, or ``None`` when it is no page of ours.

    Raises :class:`~seeds.harvest.SeedError`, which calls it ``name``, for a page of ours that cannot
    be understood.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    end = _end_of_front(lines)
    if end is None or not any(line.startswith("carrel:") for line in lines[1:end]):
        return None
    if len(text) > LARGEST:
        raise SeedError(name, f"the page is longer than {LARGEST:,} characters")
    front = _front("\n".join(lines[1:end]), name)
    title = _text(front.get("title")) or ""
    return Page(
        key=_text(front["key"]) or "",
        title=title,
        added=_text(front.get("added")),
        tags=_texts(front.get("tags")),
        tags_then=_texts(front.get("tags_then")),
        fields={str(name): value for name, value in front.items() if name not in _OWN},
        notes=tuple(_notes(_without_heading(lines[end + 1 :], title))),
    )


def _end_of_front(lines: Sequence[str]) -> int | None:
    if lines[0].rstrip() != "---":
        return None
    return next((at for at, line in enumerate(lines[:500]) if at and line.rstrip() == "---"), None)


def _front(text: str, name: str) -> dict[str, Any]:
    try:
        front = load(text)
    except Unreadable as error:
        raise SeedError(name, f"line {error.line + 1}: the front matter is not YAML: {error}") from error
    if not isinstance(front, dict) or not _text(front.get("key")):
        raise SeedError(name, "the front matter names no paper: it needs a key")
    if front.get("carrel") != VERSION:
        raise SeedError(name, f"the page is of version {front.get('carrel')!r}, and only {VERSION} is known")
    return front


def _text(value: Any) -> str | None:
    """A single value as text; editors may have taken the quotes off a key that is a number."""
    return (str(value).strip() or None) if isinstance(value, str | int | float) else None


def _texts(value: Any) -> tuple[str, ...]:
    """A list, or words between commas, as people also write their tags."""
    given = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else ()
    names = (_text(item) for item in given)
    return tuple(dict.fromkeys(name.removeprefix("#") for name in names if name))


def _without_heading(lines: Sequence[str], title: str) -> Sequence[str]:
    """The lines without the title that was put over them; a heading that says otherwise is somebody's."""
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is None or lines[first].strip() != f"# {title}".strip():
        return lines
    return [*lines[:first], *lines[first + 1 :]]


@dataclass(slots=True)
class _Block:
    """Lines that belong together, and what the comment above them said."""

    what: str = ""
    words: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


def _notes(lines: Sequence[str]) -> Iterator[PageNote]:
    for block in _blocks(lines):
        if block.what == "links":
            continue
        note = _note(block) if block.what else PageNote(_unescaped(block.lines).strip())
        if note.text or note.quote:
            yield note


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    block = _Block()
    for line in lines:
        opening = _OPENING.fullmatch(line)
        if not opening and not _CLOSING.fullmatch(line):
            block.lines.append(line)
            continue
        yield block
        block = _Block(opening["what"], dict(_WORD.findall(opening["words"]))) if opening else _Block()
    yield block


def _note(block: _Block) -> PageNote:
    quoted = 0
    if "quote" in block.words:
        quoted = next(
            (at for at, line in enumerate(block.lines) if not line.startswith(">")), len(block.lines)
        )
    quote = "\n".join(line[1:].removeprefix(" ") for line in block.lines[:quoted]).strip("\n")
    number = block.words.get("id", "")
    field_name = block.words.get("quote")
    return PageNote(
        text=_unescaped(block.lines[quoted:]).strip("\n"),
        quote=quote or None,
        quote_field=field_name if quote and field_name != "somewhere" else None,
        id=int(number) if number.isascii() and number.isdigit() and len(number) < 19 else None,
        created=block.words.get("created"),
        was=block.words.get("was"),
    )


def _unescaped(lines: Sequence[str]) -> str:
    return "\n".join(line[1:] if line.startswith("\\") and COMMENT.match(line) else line for line in lines)
