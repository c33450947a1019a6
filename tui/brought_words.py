"""What an import brought in words, for the command line and the app alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage import Brought

SIGNS = {"new": "+", "updated": "~", "gone": "-"}
WORDS = {"new": "new", "updated": "changed", "gone": "gone"}


def counted(brought: Brought) -> str:
    """``12 new, 3 changed, 1 gone``; empty where there is nothing of an import to count."""
    known = [(brought.counts[name], word) for name, word in WORDS.items() if name in brought.counts]
    return ", ".join(f"{number:,} {word}" for number, word in known)
