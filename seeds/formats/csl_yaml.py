"""CSL items as YAML, which pandoc reads from the head of a document; read only.

Only the parser of PyYAML is used, event by event: it makes no objects of anybody's choice, every
scalar stays text, and aliases, with which a few lines become gigabytes, are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from seeds.formats.csl_json import item_of
from seeds.formats.in_order import from_values
from seeds.harvest import Complaint, Item
from seeds.latex import script
from seeds.sniff import whole_text

_DEEPEST = 50
_FIRST = re.compile(r"^\s*- \w+\s*:", re.MULTILINE)
_MARKED = ("title", "container-title", "collection-title", "title-short", "abstract", "note")
_EMPHASIS = re.compile(r"(?<![\w\\*])(\*\*?)(?=[^\s*])([^*]{1,500}?)(?<=[^\s\\])\1(?![\w*])")
_SCRIPT = re.compile(r"(?<!\\)([~^])([^\s~^\\]{1,40})\1")
_SPAN = re.compile(r"\[([^\[\]]{1,500})\]\{\.[^{}]{1,40}\}")
_ESCAPED = re.compile(r"\\([*_~^\[\]$#<>`\\])")
_ITEM = re.compile(r"^\s*(?:- )?(?:type|title|issued|container-title)\s*:", re.MULTILINE)


class _Refused(Exception):
    """The document asks for what is not done here."""


def why_not(head: str) -> str:
    """Say why a file that begins like this is not CSL-YAML; ``""`` when it is."""
    text = head.lstrip("\ufeff \t\r\n")
    if text.startswith(("---", "references:", "- ")) and _FIRST.search(text) and _ITEM.search(text):
        return ""
    return "it is no YAML list of “references”"


def read(stream: BinaryIO) -> Iterator[Item]:
    """Read one draft an item of the list, or of the list called ``references``."""
    text, told = whole_text(stream)
    yield from told
    yield from from_values(
        _entries(text), lambda value, position, line: item_of(_without_markdown(value), position, line)
    )


def _without_markdown(item: Any) -> Any:
    """The item with the Markdown that pandoc takes in these texts as plain text."""
    if not isinstance(item, dict):
        return item
    texts = {name: text for name in _MARKED if isinstance(text := item.get(name), str)}
    return item | {name: _unmarked(text) for name, text in texts.items()}


def _unmarked(text: str) -> str:
    text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text))
    text = _SCRIPT.sub(lambda found: script("^" if found[1] == "^" else "_", found[2]), text)
    return _ESCAPED.sub(r"\1", _SPAN.sub(r"\1", text))


def _entries(text: str) -> Iterator[tuple[int, Any]]:
    """Give the line and the value of each item; end with a complaint where it is not YAML."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    building = _Building()
    line = 1
    try:
        for event in yaml.parse(text, Loader=loader):
            line = event.start_mark.line + 1 if event.start_mark else line
            if isinstance(event, yaml.AliasEvent):
                raise _Refused("aliases are not followed")
            if isinstance(event, yaml.DocumentEndEvent):
                break
            yield from building.take(event, yaml)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = mark.line + 1 if mark else line
        problem = getattr(error, "problem", None) or str(error)
        yield at, Complaint(at, f"not YAML from here on: {problem}")
    except (_Refused, RecursionError, ValueError) as error:
        yield line, Complaint(line, f"{error}; the rest was not read")


class _Building:
    """The collections that are open, outermost first; an item is done when it closes."""

    def __init__(self) -> None:
        self.open: list[_Open] = []

    def take(self, event: Any, yaml: Any) -> Iterator[tuple[int, Any]]:
        """Take the next event; give an item that ends with it."""
        if isinstance(event, yaml.CollectionStartEvent):
            if len(self.open) >= _DEEPEST:
                raise _Refused("nested too deeply")
            is_list = isinstance(event, yaml.SequenceStartEvent)
            self.open.append(_Open([] if is_list else {}, event.start_mark.line + 1))
        elif isinstance(event, yaml.CollectionEndEvent):
            done = self.open.pop()
            if self._holds_items():
                yield done.line, done.value
            elif self.open:
                self.open[-1].add(done.value)
            elif isinstance(done.value, dict) and "type" in done.value:  # one item alone
                yield done.line, done.value
        elif isinstance(event, yaml.ScalarEvent) and self.open:
            if self._holds_items():
                yield event.start_mark.line + 1, event.value
            else:
                self.open[-1].add(event.value)

    def _holds_items(self) -> bool:
        """Whether the innermost open collection is the list of items."""
        if not self.open or not isinstance(self.open[-1].value, list):
            return False
        return len(self.open) == 1 or (len(self.open) == 2 and self.open[0].name == "references")


class _Open:
    """A list, or a mapping with the name whose value comes next."""

    def __init__(self, value: list[Any] | dict[str, Any], line: int) -> None:
        self.value = value
        self.line = line
        self.name: str | None = None

    def add(self, value: Any) -> None:
        if isinstance(self.value, list):
            self.value.append(value)
        elif self.name is None:
            self.name = str(value)
        else:
            self.value[self.name] = value
            self.name = None
