"""Reading the characters of a query: where a word ends, where a phrase ends, what is only punctuation.

Queries are pasted as often as typed, so every kind of quotation mark opens a phrase, an apostrophe
inside a word is a letter, and a bracket opened inside a word (``O(n)``) stays there.
"""

from __future__ import annotations

import re

LOGIC = frozenset({"AND", "OR", "NOT"})
DOUBLE_QUOTES = '"“”„‟«»'
SINGLE_QUOTES = "'‘’‚‹›"

_ESCAPE = re.compile(rf"\\([\\{DOUBLE_QUOTES}])")
_DOUBLE = re.compile(rf"(?:[^\\{DOUBLE_QUOTES}]|\\[\\{DOUBLE_QUOTES}]|\\)*")
_SINGLE_END = re.compile(rf"[{SINGLE_QUOTES}](?=[\s),]|$)")
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")


def readable(text: str) -> str:
    """``text`` without what SQLite cannot be given: control characters and lone surrogates."""
    return _UNREADABLE.sub(" ", text)


def has_token(text: str) -> bool:
    """Whether there is a letter or a digit in ``text``: anything the full-text index could hold."""
    return any(map(str.isalnum, text))


def quote(text: str) -> str:
    """``text`` between double quotes, so that :meth:`Scanner.quoted` gives it back."""
    return '"' + re.sub(rf"([\\{DOUBLE_QUOTES}])", r"\\\1", text) + '"'


class Scanner:
    """A place in a text that only moves forward, in time linear in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.unclosed = False
        self._single_end = -1

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return self.at >= len(self.text)

    def peek(self) -> str:
        """The next character, or nothing at the end."""
        return self.text[self.at : self.at + 1]

    def skip_space(self) -> None:
        """Move to the next character that is not white space."""
        while self.peek().isspace():
            self.at += 1

    def take(self, wanted: str) -> bool:
        """Move past ``wanted`` if it comes next."""
        found = self.text.startswith(wanted, self.at)
        self.at += len(wanted) if found else 0
        return found

    def quoted(self) -> str | None:
        """The words of a quotation that begins here, single spaced; None (and no move) if none does.

        One that is never closed reaches to the end, and leaves ``unclosed`` set.
        """
        opening = self.peek()
        if not opening:
            return None
        if opening in DOUBLE_QUOTES:
            return self._double()
        return self._single() if opening in SINGLE_QUOTES else None

    def _double(self) -> str:
        found = _DOUBLE.match(self.text, self.at + 1)
        end = found.end() if found else len(self.text)
        inside = self.text[self.at + 1 : end]
        self.unclosed = end >= len(self.text)
        self.at = min(end + 1, len(self.text))
        return " ".join(_ESCAPE.sub(r"\1", inside).split())

    def _single(self) -> str | None:
        """A single quotation must be closed at the end of a word: ``'90s`` and ``'tis`` are words."""
        if self._single_end <= self.at:  # a search that failed is not repeated: time stays linear
            found = _SINGLE_END.search(self.text, self.at + 1)
            self._single_end = found.start() if found else len(self.text)
        end = self._single_end
        if end >= len(self.text) or end == self.at + 1:
            return None
        inside = self.text[self.at + 1 : end]
        self.at = end + 1
        return " ".join(inside.split())

    def bare(self, stops: str = "") -> str:
        """The characters up to white space, one of ``stops`` or a bracket that was not opened in them."""
        start, opened = self.at, 0
        while not self.done:
            character = self.peek()
            if character.isspace() or character in stops or (character == ")" and not opened):
                break
            if character == "(":
                if self.at - start <= 3 and self.text[start : self.at] in LOGIC:
                    break
                opened += 1
            elif character == ")":
                opened -= 1
            self.at += 1
        return self.text[start : self.at]
