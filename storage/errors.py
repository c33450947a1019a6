"""What can go wrong with a library, carrying what the caller needs to put it into words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class StorageError(Exception):
    """Anything the library refuses or cannot do."""


class LibraryUnusable(StorageError):
    """The library file cannot be used: ``path`` and a ``reason`` in words."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class LibraryMissing(LibraryUnusable):
    """There is no library at this path yet."""


class LibraryLocked(LibraryUnusable):
    """Another program held the library for longer than we waited."""


class LibraryDamaged(LibraryUnusable):
    """The file is not a library, or its pages are damaged."""


class LibraryNewer(LibraryUnusable):
    """The library was written by a newer Carrel."""


class PaperNotFound(StorageError):
    """No paper goes by ``name``; ``nearby`` are keys that look like it."""

    def __init__(self, name: str, nearby: Sequence[str] = ()) -> None:
        super().__init__(f"no paper is called {name!r}")
        self.name = name
        self.nearby = tuple(nearby)


class PaperAmbiguous(StorageError):
    """``name`` fits several papers (two keys that differ in case alone); ``keys`` are theirs."""

    def __init__(self, name: str, keys: Sequence[str]) -> None:
        super().__init__(f"{name!r} could be {', '.join(keys)}")
        self.name = name
        self.keys = tuple(keys)


class Refused(StorageError):
    """A change that makes no sense: a rating of 9, a note on nothing. ``str()`` says why."""


class Conflict(StorageError):
    """The thing being changed was changed elsewhere meanwhile; nothing was overwritten."""


class Cancelled(StorageError):
    """The caller asked to stop."""


class Interrupted(StorageError):
    """A query was stopped because another one took its place."""


class LibraryOlder(LibraryUnusable):
    """The library must be brought up to date by opening it for writing once."""


class AuthorNotFound(StorageError):
    """Nobody of this ``name`` wrote a paper here; ``nearby`` are names that look like it."""

    def __init__(self, name: str, nearby: Sequence[str] = ()) -> None:
        super().__init__(f"no author is called {name!r}")
        self.name = name
        self.nearby = tuple(nearby)
