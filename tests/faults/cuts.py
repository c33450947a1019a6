"""A disk that loses power: file operations are recorded, and what could be left of them is made again.

The rules are those that POSIX gives and no more. What was written to a file is sure to be there once
the file was synced; until then each sector of each write may have reached the disk or not, in any order.
A file's name is another matter than what is in it: making, renaming and unlinking last once the folder
was synced, and until then happen in their order up to some point.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.shim import Operation

PAST_POWER = ("-shm",)
"""Files in shared memory: not written by file operations, and made anew by whoever comes first."""
WAYS = ("all lost", "all kept", "some lost", "torn at 512", "torn at 4096")


@dataclass
class Recording:
    """What happened below ``folder``, and when a change was acknowledged."""

    folder: Path
    operations: list[Operation] = field(default_factory=list)
    before: dict[str, bytes] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    recording: bool = False

    def begin(self) -> None:
        """Take what is there now for safe on the disk."""
        self.before = contents(self.folder)
        self.folders = {str(self.folder), *(str(each) for each in self.folder.rglob("*") if each.is_dir())}
        self.recording = True

    def __call__(self, operation: Operation) -> int:
        """Watch one operation (see :class:`tests.faults.shim.Shim`)."""
        below = Path(operation.path).is_relative_to(self.folder)
        if self.recording and below and not operation.path.endswith(PAST_POWER):
            self.operations.append(operation)
        return 0

    def acknowledge(self) -> None:
        """The caller has been told that its change is done."""
        self.operations.append(Operation("acknowledged", ""))


@dataclass
class _File:
    content: bytearray
    pending: list[Operation] = field(default_factory=list)


class Disk:
    """The disk as the operations leave it, a cut at any moment."""

    def __init__(self, recording: Recording) -> None:
        self.root = str(recording.folder)
        self.files = [_File(bytearray(content)) for content in recording.before.values()]
        self.seen: dict[str, Any] = {name: number for number, name in enumerate(recording.before)}
        self.seen |= dict.fromkeys(recording.folders, "folder")
        self.safe = dict(self.seen)
        self.pending: dict[str, list[Operation]] = {}
        self.acknowledged = 0

    def apply(self, operation: Operation) -> None:
        """Let one operation happen."""
        kind, path = operation.kind, operation.path
        if kind == "acknowledged":
            self.acknowledged += 1
        elif kind in ("write", "truncate"):
            self.files[self.seen[path]].pending.append(operation)
        elif kind == "sync":
            _settle(self.files[self.seen[path]])
        elif kind == "sync-folder":
            for waiting in self.pending.pop(path, []):
                self._name(self.safe, waiting)
        else:
            made: Any = "folder" if kind == "mkdir" else len(self.files)
            if kind == "create":
                self.files.append(_File(bytearray()))
            operation = operation._replace(offset=made) if kind in ("create", "mkdir") else operation
            self._name(self.seen, operation)
            self.pending.setdefault(str(Path(operation.other or path).parent), []).append(operation)

    @staticmethod
    def _name(names: dict[str, Any], operation: Operation) -> None:
        match operation.kind:
            case "create" | "mkdir":
                names[operation.path] = operation.offset
            case "unlink":
                names.pop(operation.path, None)
            case "link" if operation.path in names:
                names[operation.other] = names[operation.path]
            case "rename" if operation.path in names:
                names[operation.other] = names.pop(operation.path)

    @property
    def unsynced(self) -> int:
        """Writes that a cut now could lose."""
        return sum(len(file.pending) for file in self.files)

    def cut(self, way: str, chance: random.Random) -> dict[str, bytes | None]:
        """What is on the disk when the power comes back: contents by path, ``None`` for a folder."""
        names = dict(self.safe)
        for waiting in self.pending.values():
            last = {"all lost": 0, "all kept": len(waiting)}.get(way, chance.randint(0, len(waiting)))
            for operation in waiting[:last]:
                self._name(names, operation)
        left: dict[int, bytes] = {}
        found: dict[str, bytes | None] = {}
        for path, what in sorted(names.items()):
            if not all(str(above) in names for above in _above(path, self.root)):
                continue
            if what == "folder":
                found[path] = None
                continue
            if what not in left:
                left[what] = bytes(_survived(self.files[what], way, chance))
            found[path] = left[what]
        return found


def _above(path: str, root: str) -> Iterator[Path]:
    for above in Path(path).parents:
        if str(above) == root:
            return
        yield above


def _settle(file: _File) -> None:
    for operation in file.pending:
        _write(file.content, operation)
    file.pending = []


def _survived(file: _File, way: str, chance: random.Random) -> bytearray:
    content = bytearray(file.content)
    for operation in file.pending:
        if way == "all lost":
            break
        if way == "all kept" or (way == "some lost" and chance.random() < 0.5):
            _write(content, operation)
        elif way.startswith("torn"):
            for piece in _sectors(operation, int(way.rpartition(" ")[2])):
                if chance.random() < 0.6:
                    _write(content, piece)
    return content


def _sectors(operation: Operation, size: int) -> Iterator[Operation]:
    if operation.kind == "truncate":
        yield operation
        return
    start, end = operation.offset, operation.offset + len(operation.data)
    while start < end:
        upto = min((start // size + 1) * size, end)
        data = operation.data[start - operation.offset : upto - operation.offset]
        yield operation._replace(offset=start, data=data)
        start = upto


def _write(content: bytearray, operation: Operation) -> None:
    if operation.kind == "truncate":
        del content[operation.offset :]
    content.extend(bytes(max(0, operation.offset - len(content))))
    content[operation.offset : operation.offset + len(operation.data)] = operation.data


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    files = (each for each in folder.rglob("*") if each.is_file() and not each.name.endswith(PAST_POWER))
    return {str(each): each.read_bytes() for each in files}


def missed(recording: Recording) -> list[str]:
    """Files that are not as the recorded operations say: what happened behind the recorder's back."""
    disk = Disk(recording)
    for operation in recording.operations:
        disk.apply(operation)
    told = {p: c for p, c in disk.cut("all kept", random.Random(0)).items() if c is not None}
    found = contents(recording.folder)
    return sorted(path for path in {*told, *found} if told.get(path) != found.get(path))


def put(found: Mapping[str, bytes | None], old: Path, new: Path) -> None:
    """Write what a cut left below ``old`` to the empty folder ``new``."""
    for path, content in found.items():
        place = new / Path(path).relative_to(old)
        if content is None:
            place.mkdir(parents=True, exist_ok=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)


def moments(operations: Sequence[Operation], cuts: int, chance: random.Random) -> list[int]:
    """After how many operations the power goes, in order: evenly spread, and never twice if avoidable."""
    places = range(1, len(operations) + 1)
    whole, rest = divmod(cuts, len(places))
    return sorted([*list(places) * whole, *chance.sample(list(places), rest)])


def fast_folder() -> str | None:
    """A place in memory for what is written and thrown away thousands of times."""
    return "/dev/shm" if Path("/dev/shm").is_dir() and os.access("/dev/shm", os.W_OK) else None
