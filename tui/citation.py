"""One paper as a BibTeX entry, for the clipboard.

The entry is the one that an export writes, without the abstract; what a terminal could act upon
is taken out of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.safe_text import safe

if TYPE_CHECKING:
    from storage import Paper

LONGEST_LINE = 20_000


def bibtex(paper: Paper) -> str:
    """The entry of ``paper``, ending in a newline."""
    from seeds import write

    entry = "".join(write([paper.as_export() | {"abstract": None}], "bibtex"))
    return "".join(f"{safe(line, limit=LONGEST_LINE)}\n" for line in entry.splitlines())
