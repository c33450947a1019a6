"""Carrel's library: everything that would matter if there were no screen.

Names are loaded when first used: :class:`Reader` answers with the standard library alone, and
only touching :class:`Library` loads SQLModel.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storage.answers import ANSWERS as ANSWERS
    from storage.answers import Because as Because
    from storage.answers import Duplicate as Duplicate
    from storage.answers import Habits as Habits
    from storage.answers import Related as Related
    from storage.answers import Reviews as Reviews
    from storage.answers import Spread as Spread
    from storage.answers import Stats as Stats
    from storage.answers import Suggestion as Suggestion
    from storage.answers import Suggestions as Suggestions
    from storage.answers import Week as Week
    from storage.backup import backup_offered as backup_offered
    from storage.brought import Arrived as Arrived
    from storage.brought import Brought as Brought
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
    from storage.files import open_regular as open_regular
    from storage.files import private_folder as private_folder
    from storage.files import read_regular as read_regular
    from storage.keeping import backup_due as backup_due
    from storage.keeping import backup_failure as backup_failure
    from storage.keeping import keep_backups as keep_backups
    from storage.library import Library as Library
    from storage.listing import Listing as Listing
    from storage.queued import Needed as Needed
    from storage.reading import Reader as Reader
    from storage.records import COOLING_DAYS as COOLING_DAYS
    from storage.records import STATES as STATES
    from storage.records import Amendment as Amendment
    from storage.records import Author as Author
    from storage.records import Count as Count
    from storage.records import Facets as Facets
    from storage.records import Identified as Identified
    from storage.records import Links as Links
    from storage.records import Note as Note
    from storage.records import Paper as Paper
    from storage.records import Profile as Profile
    from storage.records import Row as Row
    from storage.records import Seen as Seen
    from storage.records import Subscription as Subscription
    from storage.records import Unsaved as Unsaved
    from storage.records import View as View
    from storage.reports import CheckReport as CheckReport
    from storage.reports import Event as Event
    from storage.reports import Finding as Finding
    from storage.reports import ImportReport as ImportReport
    from storage.reports import NotesReport as NotesReport
    from storage.reports import Receipt as Receipt
    from storage.reports import SourceReport as SourceReport
    from storage.restoring import Restoration as Restoration
    from storage.restoring import plan_restoration as plan_restoration
    from storage.restoring import restore_backup as restore_backup
    from storage.sessions import Pace as Pace
    from storage.sessions import Progress as Progress
    from storage.sessions import Session as Session
    from storage.standing import Standing as Standing
    from storage.triaging import Round as Round
    from storage.wording import LONG_TEXT as LONG_TEXT

_HOME = {
    "storage.answers": (
        "ANSWERS Because Duplicate Habits Related Reviews Spread Stats Suggestion Suggestions Week"
    ),
    "storage.backup": "backup_offered",
    "storage.brought": "Arrived Brought",
    "storage.clock": "Clock stamp system_clock",
    "storage.dump": "is_dump rebuild",
    "storage.entry": "Delivery Entry Prepared prepared",
    "storage.errors": (
        "AuthorNotFound Cancelled Conflict Interrupted LibraryDamaged LibraryLocked LibraryMissing"
        " LibraryNewer LibraryOlder LibraryUnusable PaperAmbiguous PaperNotFound Refused StorageError"
    ),
    "storage.files": "open_regular private_folder read_regular",
    "storage.keeping": "backup_due backup_failure keep_backups",
    "storage.library": "Library",
    "storage.listing": "Listing",
    "storage.queued": "Needed",
    "storage.reading": "Reader",
    "storage.records": (
        "COOLING_DAYS STATES Amendment Author Count Facets Identified Links Note Paper Profile Row Seen"
        " Subscription Unsaved View"
    ),
    "storage.reports": "CheckReport Event Finding ImportReport NotesReport Receipt SourceReport",
    "storage.restoring": "Restoration plan_restoration restore_backup",
    "storage.sessions": "Pace Progress Session",
    "storage.standing": "Standing",
    "storage.triaging": "Round",
    "storage.wording": "LONG_TEXT",
}
_WHERE = {name: module for module, names in _HOME.items() for name in names.split()}

__all__ = list(_WHERE)


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'storage' has no attribute {name!r}")
    value = getattr(import_module(_WHERE[name]), name)
    globals()[name] = value
    return value
