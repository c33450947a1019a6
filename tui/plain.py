"""Terminals that show no more than ASCII: every sign and line gets a plain character of the same width.

This happens where characters leave for the terminal, so that nothing above has two sets of signs to
choose from, and Textual's own borders are covered too. Whether it is needed is decided once, at the
start, from the locale that the reader set: an unset one says nothing, and is taken for UTF-8 as Python
takes it.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Mapping

from tui.safe_text import width_of

_SIGNS = {
    "●": "o", "◐": "~", "✓": "x", "★": "*", "✎": "n", "λ": "c", "›": ">", "┃": "|", "▎": "|", "▸": ">",
    "≡": "=", "×": "x", "·": ".", "…": ".", "“": '"', "”": '"', "‘": "'", "’": "'", "↑": "^", "↓": "v",
    "↕": "|", "←": "<", "→": ">", "↶": "<", "⌫": "<", "⇧": "^", "☑": "x", "▣": "~", "☐": "o", "−": "-",
    "•": "*", "█": "#", "▌": "|", "▐": "|", "▊": "|", "▋": "|", "▍": "|", "▉": "|", "▏": "|", "▕": "|",
    "≠": "#", "▀": "-", "▄": "-", "▁": "_", "▔": "-", "—": "-", "–": "-", "‐": "-", "‑": "-", "\xa0": " ",
    "»": ">", "░": ":", "▒": "+", "▓": "%", "◌": "z", "━": "=",
}  # fmt: skip
_HORIZONTAL = "─━═╌╍┄┅┈┉╴╶╸╺╼╾"
_VERTICAL = "│║╎╏┆┇┊┋╵╷╹╻╽╿"
_BOX = range(0x2500, 0x2580)
_COERCED = {"C.UTF-8", "C.utf8", "UTF-8"}
"""What Python writes into LC_CTYPE when it finds the C locale, before any of our code runs."""


def wanted(environment: Mapping[str, str] = os.environ, *, coerced: bool = bool(sys.flags.utf8_mode)) -> bool:
    """Whether the reader's locale is one that does not write UTF-8."""
    kind = environment.get("LC_CTYPE", "")
    chosen = environment.get("LC_ALL") or ("" if coerced and kind in _COERCED else kind)
    chosen = chosen or environment.get("LANG", "")
    if not chosen:
        return False
    encoding = chosen.partition("@")[0].rpartition(".")[2]
    return encoding.lower().replace("-", "") != "utf8"


def plain(text: str) -> str:
    """Give ``text`` in ASCII, as wide as it was."""
    return text if text.isascii() else text.translate(_table)


class _Table(dict[int, str]):
    """What each character becomes, worked out when it is first seen."""

    def __missing__(self, code: int) -> str:
        found = self[code] = chr(code) if code < 128 else _plain_one(chr(code))
        return found


_table = _Table()


def _plain_one(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    if ord(character) in _BOX:
        return "-" if character in _HORIZONTAL else "|" if character in _VERTICAL else "+"
    letters = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    width = width_of(character)
    return letters[:width].ljust(width, "?") if letters.isprintable() else "?" * width
