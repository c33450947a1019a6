"""What a reading yields: drafts, and complaints about what could not become one.

A bad entry never stops the good ones, so a reader never raises for an entry: it yields a
:class:`Complaint` in its place. Readers are generators, so a harvest can be larger than memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from seeds.draft import AuthorProfile, Draft


class SeedError(Exception):
    """A whole source cannot be read: nothing fits it, or it is not there.

    ``name`` is the source's base name and ``reason`` a sentence for a person.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something in a source that was not taken as it stands.

    ``line`` counts from 1. ``rejected`` says whether an entry was lost to it; otherwise the
    entry was taken, mended as ``reason`` says.
    """

    line: int
    reason: str
    rejected: bool = True


Item = Draft | Complaint | AuthorProfile


@dataclass(slots=True)
class Harvest:
    """One source being read: iterate it once for its items, in the order of the source.

    ``name`` is the base name of the file, ``format`` the reader that fits it, and ``expected``
    the number of papers where the reader knows it beforehand (for a progress bar). ``authority``
    are the fields that this source knows better than others do (``venue``, ``abstract``, …).
    """

    name: str
    format: str
    items: Iterator[Item]
    expected: int | None = None
    authority: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def gather(self) -> tuple[list[Draft], list[Complaint], list[AuthorProfile]]:
        """Read to the end and sort the items into drafts, complaints and profiles."""
        drafts: list[Draft] = []
        complaints: list[Complaint] = []
        profiles: list[AuthorProfile] = []
        for item in self.items:
            match item:
                case Draft():
                    drafts.append(item)
                case Complaint():
                    complaints.append(item)
                case AuthorProfile():
                    profiles.append(item)
        return drafts, complaints, profiles
