"""Answers that were kept, so that a service need only say that nothing has changed.

A small folder of files, one an address: the first line holds what the service marked its answer
with, the rest is the answer. The oldest go when there are too many, and losing them all costs nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LARGEST = 4_000_000
"""Bytes of an answer that is kept."""

MOST = 100
"""Answers kept."""

_MARKS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, and the headers that ask whether it still holds."""

    asking: dict[str, str]
    body: bytes


def plain_mark(said: str | None) -> str:
    """A server's mark, where it can be sent back as it came; else nothing."""
    return said if said and said.isascii() and said.isprintable() else ""


class Shelf:
    """The answers kept in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, url: str) -> Kept | None:
        """The answer kept for ``url``; ``None`` when there is none, or it cannot be read."""
        try:
            head, _, body = self._file(url).read_bytes().partition(b"\n")
            said = json.loads(head)
            return Kept({str(name): str(value) for name, value in said.items()}, body)
        except (OSError, ValueError, AttributeError):
            return None

    def keep(self, url: str, headers: Mapping[str, str], body: bytes) -> None:
        """Keep an answer that carries a mark and is small; a disk that is full is no reason to fail."""
        asking = {ask: said for mark, ask in _MARKS.items() if (said := plain_mark(headers.get(mark)))}
        if not asking or len(body) > LARGEST:
            return
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh = self._file(url).with_suffix(f".{os.getpid()}")
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(json.dumps(asking).encode() + b"\n" + body)
            fresh.replace(self._file(url))
            self._prune()

    def _file(self, url: str) -> Path:
        return self._folder / hashlib.sha256(url.encode()).hexdigest()[:32]

    def _prune(self) -> None:
        files = sorted(self._folder.iterdir(), key=lambda file: file.stat().st_mtime)
        for file in files[:-MOST]:
            file.unlink(missing_ok=True)
