"""JSON documents of other programs, entry by entry and with the line each begins on.

What a web service or a reference manager says is a list, an object alone, or a list some levels
down in an answer. Decoding the document whole would lose the lines, and everything before a
mistake with what comes after it; so the way down to the entries is walked here, and each entry
decoded by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

from seeds.harvest import Complaint
from seeds.sniff import whole_text

_BLANKS = re.compile(r"[ \t\r\n]*")

Entry = tuple[int, Any]
"""A line and what stands there, a complaint where it cannot be read."""


def entries(stream: BinaryIO, containers: Collection[str] = ()) -> Iterator[Entry]:
    """Give each element of the list, or of the lists that members named so hold, else the object itself."""
    text, told = whole_text(stream)
    for complaint in told:
        yield complaint.line, complaint
    yield from _Walk(text.removeprefix("\ufeff"), containers).entries()


class _Walk:
    """A place in a document, and the line of it."""

    def __init__(self, text: str, containers: Collection[str]) -> None:
        self.text = text
        self.at = 0
        self._containers = containers
        self._decode = json.JSONDecoder(strict=False).raw_decode
        self._counted = (0, 1)

    def entries(self) -> Iterator[Entry]:
        try:
            yield from self._below()
            if self._next():
                raise json.JSONDecodeError("something follows the document", self.text, self.at)
        except json.JSONDecodeError as error:
            self.at = error.pos
            yield self._line(), Complaint(self._line(), f"not JSON from here on: {error.msg}")
        except RecursionError:
            yield self._line(), Complaint(self._line(), "nested too deeply; the rest was not read")
        except ValueError as error:
            yield self._line(), Complaint(self._line(), f"not JSON from here on: {error}")

    def _below(self) -> Iterator[Entry]:
        opening = self._next()
        if opening == "[":
            yield from self._list()
        elif opening == "{":
            yield from self._object()
        else:
            line = self._line()
            yield line, self._value()

    def _list(self) -> Iterator[Entry]:
        self.at += 1
        while self._next() != "]":
            line = self._line()
            yield line, self._value()
            self._comma("]")
        self.at += 1

    def _object(self) -> Iterator[Entry]:
        line, whole, inside = self._line(), {}, False
        self.at += 1
        while self._next() != "}":
            name = self._value()
            if not isinstance(name, str) or self._next() != ":":
                raise json.JSONDecodeError("a member needs a name and a colon", self.text, self.at)
            self.at += 1
            if name in self._containers and self._next() in ("[", "{"):
                inside = True
                yield from self._below()
            else:
                self._next()
                whole[name] = self._value()
            self._comma("}")
        self.at += 1
        if not inside:
            yield line, whole

    def _value(self) -> Any:
        value, self.at = self._decode(self.text, self.at)
        return value

    def _next(self) -> str:
        """Go over blanks; the character that follows, empty at the end."""
        blanks = _BLANKS.match(self.text, self.at)
        self.at = blanks.end() if blanks else self.at
        return self.text[self.at : self.at + 1]

    def _comma(self, closing: str) -> None:
        following = self._next()
        if following == ",":
            self.at += 1
        elif following != closing:
            raise json.JSONDecodeError("a comma is missing, or the end", self.text, self.at)

    def _line(self) -> int:
        at, line = self._counted
        line += self.text.count("\n", at, self.at)
        self._counted = self.at, line
        return line


def begins_json(head: str) -> bool:
    """Whether a text begins like an object, or a list of them."""
    return head.lstrip("\ufeff \t\r\n").startswith(("[", "{"))
