"""Files of tagged lines, as reference managers of the eighties made them and still do.

A line begins with a tag, the next without one goes on; what begins an entry, the format says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from seeds.harvest import Complaint
from seeds.sniff import split_lines, whole_text


@dataclass(slots=True)
class Tagged:
    """One entry: the line it begins on, and its tags with their texts in order."""

    line: int
    fields: list[tuple[str, str]] = field(default_factory=list)

    def ends_before(self, tag: str, openers: Collection[str], *, gap: bool) -> bool:
        """Whether a tag, perhaps behind an empty line, is of the next entry."""
        opened = self.fields[0][0] in openers
        return gap or (tag == self.fields[0][0] if opened else tag in openers)


def tagged(
    stream: BinaryIO, pattern: re.Pattern[str], openers: Collection[str], *, parted: bool
) -> Iterator[Tagged | Complaint]:
    """Give the entries; text that belongs to none is a complaint.

    ``pattern`` tells the tag and the text of a line. An entry ends before a tag that opens the next, and
    before a tag behind an empty line: always where entries are ``parted`` so, else where none opens it.
    """
    text, told = whole_text(stream)
    yield from told
    current: Tagged | None = None
    empty = False
    for number, line in enumerate(split_lines(text.removeprefix("\ufeff")), 1):
        found = pattern.match(line)
        if not line.strip():
            empty = True
        elif found:
            tag = found[1]
            gap = empty and current is not None and (parted or current.fields[0][0] not in openers)
            if current and current.ends_before(tag, openers, gap=gap):
                yield current
                current = None
            current = current or Tagged(number)
            current.fields.append((tag, (found[2] or "").strip()))
            empty = False
        elif current is None:
            yield Complaint(number, "text that belongs to no entry", rejected=False)
        else:
            tag, before = current.fields[-1]
            current.fields[-1] = tag, f"{before}\n{line.strip()}"
            empty = False
    if current:
        yield current
