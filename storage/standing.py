"""Is the file that is open still the library? SQLite does not ask, and would write into a deleted one.

Somebody may move the file away, put another in its place, or cut it short while it is open. What is
then written is acknowledged and gone. So every transaction and every look for changes asks the folder.
"""

from __future__ import annotations

from pathlib import Path

from storage.errors import LibraryDamaged, LibraryMissing, LibraryUnusable


class Standing:
    """The file at ``path`` as it was when this was made, and as it grows from then on."""

    def __init__(self, path: Path) -> None:
        self._path = path
        found = path.stat()
        self._file = found.st_dev, found.st_ino
        self._size = found.st_size

    def check(self) -> None:
        """Raise the :class:`LibraryUnusable` error that says what became of the file, if anything did.

        A library never gets shorter by itself: its pages are used again.
        """
        try:
            found = self._path.stat()
        except OSError as error:
            reason = "the library was moved or deleted while it was open; nothing is changed any more"
            raise LibraryMissing(self._path, reason) from error
        if (found.st_dev, found.st_ino) != self._file:
            reason = "another file was put in the library's place while it was open; start again to use that"
            raise LibraryUnusable(self._path, reason)
        if found.st_size < self._size:
            raise LibraryDamaged(self._path, "the library was cut short while it was open")
        self._size = found.st_size
