"""Text that people type, as the library keeps it: cleaned, and of bounded length."""

from __future__ import annotations

from seeds import clean
from storage.errors import Refused

SINGLE_LINE = 2_000
LONG_TEXT = 200_000
"""Characters of a note, an abstract, a summary."""
TAG_LENGTH = 100


def one_line(text: str) -> str:
    """Text for a single-line field: cleaned, in one line, of bounded length."""
    return " ".join(clean(text, limit=SINGLE_LINE)[0].split())


def long_text(text: str) -> str:
    """Text of several lines, cleaned. Raises :class:`Refused` for one that would have to be cut."""
    if len(text) > LONG_TEXT:
        raise Refused(f"a text may have {LONG_TEXT:,} characters, and this one has more")
    return clean(text, multiline=True, limit=LONG_TEXT)[0].strip("\n")


def tag_name(text: str) -> str:
    """A tag as kept: one line, without a leading ``#``. Raises :class:`Refused` when nothing is left."""
    name = one_line(text).removeprefix("#").strip()[:TAG_LENGTH].strip()
    if not name:
        raise Refused("a tag needs a name")
    return name
