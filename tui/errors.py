"""The one place where errors become words for a person and a code for a script.

The rooms below raise errors that carry facts; what they mean to somebody at a keyboard is decided
here, alike for the command line and the app.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from seeds import Fault, SeedError
from storage import (
    AuthorNotFound,
    LibraryDamaged,
    LibraryMissing,
    LibraryNewer,
    LibraryOlder,
    LibraryUnusable,
    PaperAmbiguous,
    PaperNotFound,
    Refused,
    StorageError,
    backup_offered,
)
from tui.cli import exits
from tui.cli.stop import Stop

MISSING_HELP = "Begin one with `carrel import FILE`, or `carrel import --starter` for something to look at."


class UnknownPapers(Stop):
    """Some of the papers that were named are not there; nothing was changed, the others neither."""

    def __init__(self, errors: Sequence[PaperNotFound | PaperAmbiguous]) -> None:
        super().__init__("\n".join(map(_unknown, errors)), exits.NO_SUCH_PAPER)


def explain(error: Exception) -> str | None:
    """What went wrong, in words; ``None`` for what can only be a fault in Carrel itself."""
    match error:
        case PaperNotFound() | PaperAmbiguous():
            return _unknown(error)
        case AuthorNotFound():
            return f'no author is called "{error.name}"{_nearby(error.nearby)}'
        case LibraryMissing() | LibraryDamaged() if offer := _offer(error.path):
            return f"{error.path}: {error.reason}. {offer}"
        case LibraryMissing():
            return f"{error.path}: {error.reason}. {MISSING_HELP}"
        case LibraryNewer():
            return f"{error.path}: {error.reason}. Update Carrel to use it; nothing was written."
        case Stop() | StorageError() | SeedError() | Fault():
            return str(error)
        case UnicodeEncodeError():
            return "what was given is not valid text; is the encoding of the terminal set right?"
        case OSError():
            return _operating_system(error)
    return None


def is_lost(error: LibraryUnusable) -> bool:
    """Whether there ought to be a library, and it cannot be used: no time to begin a new one."""
    if isinstance(error, LibraryMissing):
        return backup_offered(error.path) is not None
    return not isinstance(error, LibraryOlder)


def exit_code(error: Exception) -> int:
    """The exit code that goes with an error."""
    match error:
        case Stop():
            return error.code
        case PaperNotFound() | PaperAmbiguous() | AuthorNotFound():
            return exits.NO_SUCH_PAPER
        case LibraryUnusable():
            return exits.LIBRARY_UNUSABLE
        case Refused() | UnicodeEncodeError():
            return exits.WRONG_USE
    return exits.FAILED


def _unknown(error: PaperNotFound | PaperAmbiguous) -> str:
    if isinstance(error, PaperAmbiguous):
        return f'"{error.name}" could be {" or ".join(error.keys)}: name it exactly'
    return f'no paper is called "{error.name}"{_nearby(error.nearby)}'


def _offer(library: Path) -> str | None:
    """The newest backup with its date, and how to go back to it."""
    found = backup_offered(library)
    if found is None:
        return None
    saved, made = found
    day = f"{made.astimezone():%Y-%m-%d %H:%M}"
    return f"Go back to the backup of {day} with: carrel restore {shlex.quote(str(saved))}"


def _nearby(names: Sequence[str]) -> str:
    return f"; did you mean {' or '.join(names)}?" if names else ""


def _operating_system(error: OSError) -> str:
    reason = error.strerror or str(error) or type(error).__name__
    return f"{error.filename}: {reason}" if error.filename else reason
