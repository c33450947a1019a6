"""Carrel's library: everything that would matter if there were no screen.

Names are loaded when first used: :class:`Reader` answers with the standard library alone, and
only touching :class:`Library` loads SQLModel.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storage.backup import backup_offered as backup_offered
    from storage.clock import Clock as Clock
    from storage.clock import stamp as stamp
    from storage.clock import system_clock as system_clock
    from storage.dump import is_dump as is_dump
    from storage.dump import rebuild as rebuild
    from storage.entry import Delivery as Delivery
    from storage.entry import Entry as Entry
    from storage.entry import Prepared as Prepared
    from storage.entry import prepared as prepared
    from storage.errors import AuthorNotFound as AuthorNotFound
    from storage.errors import Cancelled as Cancelled
    from storage.errors import Conflict as Conflict
    from storage.errors import Interrupted as Interrupted
    from storage.errors import LibraryDamaged as LibraryDamaged
    from storage.errors import LibraryLocked as LibraryLocked
    from storage.errors import LibraryMissing as LibraryMissing
    from storage.errors import LibraryNewer as LibraryNewer
    from storage.errors import LibraryOlder as LibraryOlder
    from storage.errors import LibraryUnusable as LibraryUnusable
    from storage.errors import PaperAmbiguous as PaperAmbiguous
    from storage.errors import PaperNotFound as PaperNotFound
    from storage.errors import Refused as Refused
    from storage.errors import StorageError as StorageError
    from storage.keeping import backup_due as backup_due
    from storage.keeping import backup_failure as backup_failure
    from storage.keeping import keep_backups as keep_backups
    from storage.library import Library as Library
    from storage.listing import Listing as Listing
    from storage.queued import Needed as Needed
    from storage.reading import Reader as Reader
    from storage.records import COOLING_DAYS as COOLING_DAYS
    from storage.records import STATES as STATES
    from storage.records import Author as Author
    from storage.records import Because as Because
    from storage.records import CheckReport as CheckReport
    from storage.records import Count as Count
    from storage.records import Duplicate as Duplicate
    from storage.records import Event as Event
    from storage.records import Facets as Facets
    from storage.records import Finding as Finding
    from storage.records import Habits as Habits
    from storage.records import Identified as Identified
    from storage.records import ImportReport as ImportReport
    from storage.records import Links as Links
    from storage.records import Note as Note
    from storage.records import NotesReport as NotesReport
    from storage.records import Paper as Paper
    from storage.records import Profile as Profile
    from storage.records import Receipt as Receipt
    from storage.records import Related as Related
    from storage.records import Row as Row
    from storage.records import Seen as Seen
    from storage.records import SourceReport as SourceReport
    from storage.records import Stats as Stats
    from storage.records import Subscription as Subscription
    from storage.records import Suggestion as Suggestion
    from storage.records import Suggestions as Suggestions
    from storage.records import Unsaved as Unsaved
    from storage.records import View as View
    from storage.sessions import Pace as Pace
    from storage.sessions import Progress as Progress
    from storage.sessions import Session as Session
    from storage.triaging import Round as Round

_HOME = {
    "storage.backup": "backup_offered",
    "storage.clock": "Clock stamp system_clock",
    "storage.dump": "is_dump rebuild",
    "storage.entry": "Delivery Entry Prepared prepared",
    "storage.errors": (
        "AuthorNotFound Cancelled Conflict Interrupted LibraryDamaged LibraryLocked LibraryMissing"
        " LibraryNewer LibraryOlder LibraryUnusable PaperAmbiguous PaperNotFound Refused StorageError"
    ),
    "storage.keeping": "backup_due backup_failure keep_backups",
    "storage.library": "Library",
    "storage.listing": "Listing",
    "storage.queued": "Needed",
    "storage.reading": "Reader",
    "storage.records": (
        "COOLING_DAYS STATES Author Because CheckReport Count Duplicate Event Facets Finding Habits"
        " Identified ImportReport Links Note NotesReport Paper Profile Receipt Related Row Seen"
        " SourceReport Stats Subscription Suggestion Suggestions Unsaved View"
    ),
    "storage.sessions": "Pace Progress Session",
    "storage.triaging": "Round",
}
_WHERE = {name: module for module, names in _HOME.items() for name in names.split()}

__all__ = list(_WHERE)


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'storage' has no attribute {name!r}")
    value = getattr(import_module(_WHERE[name]), name)
    globals()[name] = value
    return value
