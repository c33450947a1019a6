"""What a page of the folder holds, and how a note is recognised when it comes back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_WIKI_LINK = re.compile(r"\[\[([^\[\]|#\n]{1,200})(?:#[^\[\]|\n]{0,200})?(?:\|[^\[\]\n]{0,300})?\]\]")
"""``[[key]]``, ``[[key#heading]]`` and ``[[key|words]]``, as Obsidian writes links between pages."""

_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*#^\[\]%]|^\.|[. ]$')
"""What some file system, or Obsidian, does not take in the name of a file; ``%`` begins a stand-in."""

LONGEST_NAME = 150
"""Bytes of the name of a page without its ending; file systems take 255 with all that stands around it."""


@dataclass(frozen=True, slots=True)
class PageNote:
    """One note of a page.

    ``id`` and ``created`` name it in the library it was written from, ``was`` is the
    :func:`note_digest` of what it then said; all three are ``None`` for a note that began in the file.
    """

    text: str
    quote: str | None = None
    quote_field: str | None = None
    id: int | None = None
    created: str | None = None
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The notes on one paper.

    ``fields`` describe the paper to other programs, in the order in which they are written, and hold
    whatever else a person put into the front matter. ``tags_then`` are the tags that the paper had
    when the page was written; ``linked_from`` the keys of pages whose notes point here.
    """

    key: str
    title: str = ""
    added: str | None = None
    tags: tuple[str, ...] = ()
    tags_then: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[PageNote, ...] = ()
    linked_from: tuple[str, ...] = ()


def note_digest(text: str, quote: str | None) -> str:
    """Sixteen hexadecimal digits that differ when a note's words do: SHA-256, shortened."""
    return hashlib.sha256(f"{quote or ''}\0{text}".encode("utf-8", "replace")).hexdigest()[:16]


def wiki_links(text: str) -> tuple[str, ...]:
    """The keys that ``text`` links to as ``[[key]]`` or ``[[key|words]]``, each once, in order."""
    return tuple(dict.fromkeys(found[1].strip() for found in _WIKI_LINK.finditer(text)))


def file_name(key: str) -> str:
    """The name of the page of ``key``; characters that a file system may refuse become ``%`` and two digits.

    Names that differ in case alone are one name to some file systems: the caller keeps them apart.
    """
    fit = _UNFIT.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), key)
    return f"{fit.encode()[:LONGEST_NAME].decode('utf-8', 'ignore')}.md"
